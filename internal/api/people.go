package api

import (
	"context"
	"net/http"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/listing"
	"laurel/internal/people"
	"laurel/internal/store"
)

// personsInput asks for the persons of a partner.
type personsInput struct {
	PartnerInput
	PageInput
}

func (d *door) partnerPersons(ctx context.Context, who people.Who, in *personsInput) (*list[answer.Person], error) {
	return d.persons(ctx, who, in.Partner, in.PageInput)
}

func (d *door) operatorPersons(ctx context.Context, who people.Who, in *PageInput) (*list[answer.Person], error) {
	return d.persons(ctx, who, "", *in)
}

func (d *door) persons(ctx context.Context, who people.Who, partner string, in PageInput) (*list[answer.Person], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	found, err := d.App.Persons(ctx, who, partner, last[0], in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Person, len(found))
	for i, v := range found {
		items[i] = NewPerson(v)
	}
	if len(items) < in.Limit {
		return whole(items), nil
	}
	return upTo(ctx, items, items[len(items)-1].ID), nil
}

// ProfileInput is what is said about a person.
type ProfileInput struct {
	Name     string `json:"name" maxLength:"200"`              // the name
	Email    string `json:"email" maxLength:"254"`             // the address
	Phone    string `json:"phone,omitempty" maxLength:"40"`    // the number, with the code of its country
	Language string `json:"language,omitempty" maxLength:"40"` // preferred, as a tag such as zh-CN
	Zone     string `json:"zone,omitempty" maxLength:"60"`     // the time zone in which letters write times
}

func (in ProfileInput) profile() app.Profile {
	return app.Profile{Name: in.Name, Email: in.Email, Phone: in.Phone, Language: in.Language, Zone: in.Zone}
}

// InviteInput gives somebody a role. Who is there already only gets the role.
type InviteInput struct {
	ProfileInput
	Role       people.Role   `json:"role" maxLength:"40"`                   // the role
	Regions    []string      `json:"regions,omitempty" maxItems:"100"`      // of the operator: only partners of these regions
	Portfolios []string      `json:"portfolios,omitempty" maxItems:"100"`   // of the operator: only partners of these portfolios
	Since      *calendar.Day `json:"since,omitempty"`                       // the first day
	Until      *calendar.Day `json:"until,omitempty"`                       // the last day
	System     string        `json:"system,omitempty" maxLength:"100"`      // a system of yours that knows the person
	ExternalID string        `json:"external_id,omitempty" maxLength:"200"` // as this
}

func (in InviteInput) invite(partner string) app.InviteInput {
	seat := people.Seat{Role: in.Role, Partner: partner, Regions: in.Regions, Portfolios: in.Portfolios}
	if in.Since != nil {
		seat.Since = *in.Since
	}
	if in.Until != nil {
		seat.Until = *in.Until
	}
	return app.InviteInput{Profile: in.profile(), Seat: seat, System: in.System, ExternalID: in.ExternalID}
}

type inviteInput struct {
	PartnerInput
	Body InviteInput
}

func (d *door) invite(ctx context.Context, who people.Who, in *inviteInput) (*created[answer.Person], error) {
	return d.invited(ctx, who, in.Body.invite(in.Partner))
}

func (d *door) inviteOperator(ctx context.Context, who people.Who, in *one[InviteInput]) (*created[answer.Person], error) {
	return d.invited(ctx, who, in.Body.invite(""))
}

func (d *door) invited(ctx context.Context, who people.Who, in app.InviteInput) (*created[answer.Person], error) {
	p, err := d.App.Invite(ctx, who, in)
	if err != nil {
		return nil, err
	}
	return &created[answer.Person]{http.StatusCreated, etag(p.Revision), NewPerson(app.PersonView{Person: p, Seats: []people.Seat{in.Seat}})}, nil
}

// done is an answer without content.
type done struct{}

// takePartnerRoleInput names a role that a person holds for a partner.
type takePartnerRoleInput struct {
	PartnerInput
	Person string `path:"person"` // the id of the person
	Role   string `path:"role"`   // the role
}

func (d *door) takePartnerRole(ctx context.Context, who people.Who, in *takePartnerRoleInput) (*done, error) {
	return &done{}, d.App.TakeRole(ctx, who, in.Person, in.Partner, people.Role(in.Role))
}

// takeRoleInput names a role that a person holds for the operator.
type takeRoleInput struct {
	Person string `path:"person"` // the id of the person
	Role   string `path:"role"`   // the role
}

func (d *door) takeRole(ctx context.Context, who people.Who, in *takeRoleInput) (*done, error) {
	return &done{}, d.App.TakeRole(ctx, who, in.Person, "", people.Role(in.Role))
}

// personInput names a person.
type personInput struct {
	Person string `path:"person"` // the id of the person
}

func (d *door) exportPerson(ctx context.Context, who people.Who, in *personInput) (*file, error) {
	content, err := d.App.ExportPerson(ctx, who, in.Person)
	return &file{"application/json", "attachment; filename=person.json", content}, err
}

func (d *door) erasePerson(ctx context.Context, who people.Who, in *personInput) (*done, error) {
	return &done{}, d.App.ErasePerson(ctx, who, in.Person)
}

// KeyInput asks for a key.
type KeyInput struct {
	Name   string       `json:"name" maxLength:"100"`                     // what it is for
	Scopes []people.Act `json:"scopes" minItems:"1" maxItems:"100"`       // what it may do
	Days   int          `json:"days,omitempty" minimum:"1" maximum:"366"` // how long it works; 90 where it is left out
}

func (d *door) makeKey(ctx context.Context, who people.Who, in *one[KeyInput]) (*created[answer.Key], error) {
	return d.madeKey(ctx, who, "", in.Body)
}

// makePartnerKeyInput asks for a key for a partner.
type makePartnerKeyInput struct {
	PartnerInput
	Body KeyInput
}

func (d *door) makePartnerKey(ctx context.Context, who people.Who, in *makePartnerKeyInput) (*created[answer.Key], error) {
	return d.madeKey(ctx, who, in.Partner, in.Body)
}

func (d *door) madeKey(ctx context.Context, who people.Who, partner string, in KeyInput) (*created[answer.Key], error) {
	key, err := d.App.MakeKey(ctx, who, app.KeyInput{Partner: partner, Name: in.Name, Scopes: in.Scopes, Days: in.Days})
	if err != nil {
		return nil, err
	}
	return &created[answer.Key]{http.StatusCreated, etag(1), NewKey(key.Secret, key.Value)}, nil
}

func (d *door) keys(ctx context.Context, who people.Who, _ *nothing) (*list[answer.Key], error) {
	return d.keysOf(ctx, who, "")
}

func (d *door) partnerKeys(ctx context.Context, who people.Who, in *PartnerInput) (*list[answer.Key], error) {
	return d.keysOf(ctx, who, in.Partner)
}

func (d *door) keysOf(ctx context.Context, who people.Who, partner string) (*list[answer.Key], error) {
	found, err := d.App.Keys(ctx, who, partner)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Key, len(found))
	for i, s := range found {
		items[i] = NewKey(s, "")
	}
	return whole(items), nil
}

// revokeKeyInput names a key.
type revokeKeyInput struct {
	Key string `path:"key"` // the id of the key
}

func (d *door) revokeKey(ctx context.Context, who people.Who, in *revokeKeyInput) (*done, error) {
	return &done{}, d.App.RevokeKey(ctx, who, "", in.Key)
}

// revokePartnerKeyInput names a key for a partner.
type revokePartnerKeyInput struct {
	PartnerInput
	Key string `path:"key"` // the id of the key
}

func (d *door) revokePartnerKey(ctx context.Context, who people.Who, in *revokePartnerKeyInput) (*done, error) {
	return &done{}, d.App.RevokeKey(ctx, who, in.Partner, in.Key)
}

// contactsInput asks for the marketing contacts of a partner.
type contactsInput struct {
	PartnerInput
	History bool `query:"history"` // also those that ended
}

func (d *door) contacts(ctx context.Context, who people.Who, in *contactsInput) (*list[answer.Contact], error) {
	found, err := d.App.Contacts(ctx, who, in.Partner, in.History)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Contact, len(found))
	for i, c := range found {
		items[i] = NewContact(c)
	}
	return whole(items), nil
}

// ContactInput makes a person of the partner a marketing contact.
type ContactInput struct {
	Person   string `json:"person" maxLength:"100"`             // somebody with a role for the partner
	Email    string `json:"email,omitempty" maxLength:"254"`    // the person's own where it is left out
	Phone    string `json:"phone,omitempty" maxLength:"40"`     // the person's own where it is left out
	Language string `json:"language,omitempty" maxLength:"40"`  // the person's own where it is left out
	Main     bool   `json:"main,omitempty"`                     // the one to be called first
	Replaces string `json:"replaces,omitempty" maxLength:"100"` // the contact whose place it takes; missing to add one
	Because  string `json:"because,omitempty" maxLength:"2000"` // why, of a change
}

// assignContactInput is a marketing contact of a partner.
type assignContactInput struct {
	PartnerInput
	Body ContactInput
}

func (d *door) assignContact(ctx context.Context, who people.Who, in *assignContactInput) (*created[answer.Contact], error) {
	b := in.Body
	c, err := d.App.AssignContact(ctx, who, app.ContactInput{Partner: in.Partner, Person: b.Person, Email: b.Email, Phone: b.Phone, Language: b.Language, Main: b.Main, Replaces: b.Replaces, Because: b.Because})
	if err != nil {
		return nil, err
	}
	return &created[answer.Contact]{http.StatusCreated, etag(1), NewContact(c)}, nil
}

// endContactInput names a marketing contact.
type endContactInput struct {
	PartnerInput
	Contact string `path:"contact"`                   // the id of the contact
	Because string `query:"because" maxLength:"2000"` // why
}

func (d *door) endContact(ctx context.Context, who people.Who, in *endContactInput) (*done, error) {
	return &done{}, d.App.EndContact(ctx, who, in.Partner, in.Contact, in.Because)
}

func (d *door) enrollment(ctx context.Context, who people.Who, in *PartnerInput) (*one[answer.Enrollment], error) {
	e, err := d.App.Enrollment(ctx, who, in.Partner)
	return &one[answer.Enrollment]{NewEnrollment(e)}, err
}

func (d *door) eligibility(ctx context.Context, who people.Who, in *PartnerInput) (*one[answer.Eligibility], error) {
	p, err := d.App.Participation(ctx, who, in.Partner)
	return &one[answer.Eligibility]{NewEligibility(p)}, err
}

// EnrollInput accepts the terms of a program.
type EnrollInput struct {
	Program string `json:"program" maxLength:"200"` // the program
	Terms   string `json:"terms" maxLength:"100"`   // the version that was read
}

// enrollInput accepts terms for a partner.
type enrollInput struct {
	PartnerInput
	Body EnrollInput
}

func (d *door) enroll(ctx context.Context, who people.Who, in *enrollInput) (*done, error) {
	return &done{}, d.App.Enroll(ctx, who, in.Partner, in.Body.Program, in.Body.Terms)
}

// OptOutInput takes a partner out of a program, or in again.
type OptOutInput struct {
	Program string `json:"program" maxLength:"200"`         // the program
	Offer   string `json:"offer,omitempty" maxLength:"400"` // only for this offer
	Out     bool   `json:"out"`                             // out; otherwise in again
}

// optOutInput opts a partner out.
type optOutInput struct {
	PartnerInput
	Body OptOutInput
}

func (d *door) optOut(ctx context.Context, who people.Who, in *optOutInput) (*done, error) {
	return &done{}, d.App.OptOut(ctx, who, store.OptOut{Partner: in.Partner, Program: in.Body.Program, Offer: in.Body.Offer}, in.Body.Out)
}

// AccountInput is what is told about a partner: all of it.
type AccountInput struct {
	Name        string           `json:"name,omitempty" maxLength:"200"`        // what it is called
	Email       string           `json:"email,omitempty" maxLength:"254"`       // of the company's account
	Region      string           `json:"region,omitempty" maxLength:"100"`      // the region
	Portfolio   string           `json:"portfolio,omitempty" maxLength:"100"`   // the portfolio
	Country     string           `json:"country,omitempty" maxLength:"2"`       // two letters
	Manager     string           `json:"manager,omitempty" maxLength:"100"`     // the person who is its engagement manager
	Publishers  []string         `json:"publishers,omitempty" maxItems:"1000"`  // that belong to it; one that is left out of the list belongs to it no more
	ExternalIDs []app.ExternalID `json:"external_ids,omitempty" maxItems:"100"` // ids in other systems; those that are known stay
}

func (d *door) account(ctx context.Context, who people.Who, in *PartnerInput) (*revised[answer.Account], error) {
	v, err := d.App.Account(ctx, who, in.Partner)
	return &revised[answer.Account]{etag(v.Revision), NewAccount(v)}, err
}

// savePartnerInput is what is told about a partner, with the revision that was seen.
type savePartnerInput struct {
	PartnerInput
	IfMatch string `header:"If-Match" required:"true"` // the revision that you saw, as ETag says it; "0" for a partner that is new
	Body    AccountInput
}

func (d *door) savePartner(ctx context.Context, who people.Who, in *savePartnerInput) (*revised[answer.Account], error) {
	seen, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	b := in.Body
	_, err = d.App.SavePartner(ctx, who, app.AccountInput{Partner: in.Partner, Name: b.Name, Email: b.Email, Region: b.Region, Portfolio: b.Portfolio, Country: b.Country, Manager: b.Manager,
		Publishers: b.Publishers, External: b.ExternalIDs, Revision: seen})
	if err != nil {
		return nil, err
	}
	v, err := d.App.Account(ctx, who, in.Partner)
	return &revised[answer.Account]{etag(v.Revision), NewAccount(v)}, err
}

func (d *door) offers(ctx context.Context, who people.Who, in *PartnerInput) (*list[answer.Offer], error) {
	found, err := d.App.Offers(ctx, who, in.Partner)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Offer, len(found))
	for i, o := range found {
		items[i] = NewOffer(o)
	}
	return whole(items), nil
}

// OfferInput is what is told about an offer: all of it.
type OfferInput struct {
	Title     string            `json:"title,omitempty" maxLength:"400"`  // as customers read it
	Type      listing.OfferType `json:"type" maxLength:"40"`              // what it is, such as saas
	Option    listing.Option    `json:"option" maxLength:"40"`            // how a customer gets it, such as free_trial
	Life      listing.Life      `json:"life" maxLength:"20"`              // draft, live or delisted
	LiveSince *calendar.Day     `json:"live_since,omitempty"`             // the first day on which it is live; today where it is left out
	Owner     string            `json:"owner,omitempty" maxLength:"100"`  // the person who answers for it
	Contacts  []string          `json:"contacts,omitempty" maxItems:"20"` // persons beside the owner
	Private   bool              `json:"private,omitempty"`                // only chosen customers see it
	Content   map[string]any    `json:"content,omitempty"`                // the listing's own texts
}

// saveOfferInput is what is told about an offer, with the revision that was seen.
type saveOfferInput struct {
	Publisher string `path:"publisher"`                  // whose it is
	Offer     string `path:"offer"`                      // its id
	IfMatch   string `header:"If-Match" required:"true"` // the revision that you saw, as ETag says it; "0" for an offer that is new
	Body      OfferInput
}

func (d *door) saveOffer(ctx context.Context, who people.Who, in *saveOfferInput) (*revised[answer.Offer], error) {
	seen, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	b := in.Body
	o, err := d.App.SaveOffer(ctx, who, app.OfferInput{Publisher: in.Publisher, ID: in.Offer, Title: b.Title, Type: b.Type, Option: b.Option, Life: b.Life, LiveSince: b.LiveSince, Owner: b.Owner,
		Contacts: b.Contacts, Private: b.Private, Content: raw(b.Content), Revision: seen})
	return &revised[answer.Offer]{etag(o.Revision), NewOffer(o)}, err
}

package web

import (
	"cmp"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// personsPage is the persons of a partner with their roles.
type personsPage struct {
	Rows   []personRow
	May    bool // whoever looks may give and take roles
	Invite bool // the form to invite is what came back
}

// personRow is a person with the roles that they hold and those that they could.
type personRow struct {
	store.Person
	Self        bool
	Held, Other []people.Role
}

// personFields are what the forms of the page bring.
func personFields(c *call) ([]field, error) {
	role := field{name: "role", kind: "select", most: 40, optional: true, label: c.locale.Say("persons.role", nil)}
	for _, r := range people.PartnerRoles() {
		role.options = append(role.options, option{Value: string(r), Name: c.locale.Say("role."+dashed(r), nil)})
	}
	speaks := c.languageField()
	speaks.optional = true
	return []field{onceField, {name: "do", kind: "hidden", most: 20}, {name: "person", kind: "hidden", most: 40, optional: true},
		{name: "name", kind: "text", complete: "off", most: 200, optional: true, label: c.locale.Say("persons.name", nil)},
		{name: "email", kind: "email", complete: "off", most: 254, optional: true, hint: c.locale.Say("persons.email-hint", nil)},
		{name: "phone", kind: "tel", complete: "off", most: 40, optional: true}, speaks, role}, nil
}

// languageField asks for one of the languages that pages and letters come in.
func (c *call) languageField() field {
	f := field{name: "language", kind: "select", most: 35}
	for _, tag := range catalogs().Languages() {
		f.options = append(f.options, option{Value: tag, Name: catalogs().Match(tag).Say("language.name", nil)})
	}
	return f
}

func showPersons(c *call) (answer, error) {
	list, err := c.App.Persons(c.ctx(), c.who, c.partner.ID, "", personsShown)
	if err != nil {
		return answer{}, err
	}
	page := personsPage{May: c.may(people.ManagePersons), Invite: c.value("do") == "invite"}
	for _, p := range list {
		page.Rows = append(page.Rows, c.personRow(p))
	}
	slices.SortStableFunc(page.Rows, func(a, b personRow) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return c.showing(page)
}

func (c *call) personRow(p app.PersonView) personRow {
	row := personRow{Person: p.Person, Self: p.ID == c.who.ID}
	for _, r := range people.PartnerRoles() {
		held := slices.ContainsFunc(p.Seats, func(s people.Seat) bool { return s.Role == r && s.HeldOn(c.who.Day) })
		if held {
			row.Held = append(row.Held, r)
		} else {
			row.Other = append(row.Other, r)
		}
	}
	return row
}

// changePersons invites somebody, gives a role or takes it back.
func changePersons(c *call) (answer, error) {
	seat := people.Seat{Role: people.Role(c.value("role")), Partner: c.partner.ID}
	var err error
	switch c.value("do") {
	case "invite":
		_, err = c.App.Invite(c.ctx(), c.who, app.InviteInput{Seat: seat, Profile: app.Profile{Name: c.value("name"), Email: c.value("email"), Phone: c.value("phone"), Language: cmp.Or(c.value("language"), c.locale.Language)}})
	case "give":
		err = c.giveRole(seat)
	case "take":
		err = c.App.TakeRole(c.ctx(), c.who, c.value("person"), c.partner.ID, seat.Role)
	default:
		return answer{}, badForm
	}
	if err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID) + "/settings/persons")
}

// giveRole gives somebody of the company another role.
func (c *call) giveRole(seat people.Seat) error {
	list, err := c.App.Persons(c.ctx(), c.who, c.partner.ID, "", personsShown)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(p app.PersonView) bool { return p.ID == c.value("person") })
	if i < 0 {
		return problem.New(problem.NotFound, "The person is nobody of the partner.")
	}
	p := list[i]
	_, err = c.App.Invite(c.ctx(), c.who, app.InviteInput{Seat: seat, Profile: app.Profile{Name: p.Name, Email: p.Email, Phone: p.Phone, Language: p.Language, Zone: p.Zone}})
	return err
}

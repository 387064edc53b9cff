package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/listing"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// OfferInput is what is told about an offer: all of it.
type OfferInput struct {
	Publisher string
	ID        string
	Title     string
	Type      listing.OfferType
	Option    listing.Option
	Life      listing.Life
	LiveSince *calendar.Day   // the first day on which it is live: today when nil
	Owner     string          // the person who answers for it
	Contacts  []string        // persons beside the owner
	Private   bool            // only customers who are let see it
	Content   json.RawMessage // the listing's own texts
	Revision  int64           // the one that the caller saw; 0 for an offer that is new
}

// SaveOffer stores what is told about an offer. What programs look at (that it is
// live, its listing type, whether it is private) is written as a fact; an offer
// that goes live is owed a first contact.
func (a *App) SaveOffer(ctx context.Context, who people.Who, in OfferInput) (store.Offer, error) {
	var o store.Offer
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		partner, err := tx.PartnerOf(ctx, in.Publisher, a.moment().Day(nil))
		if err != nil {
			return err
		}
		if err := may(ctx, &tx.Reader, who, people.ManageOffers, partner); err != nil && problem.KindOf(err) != problem.NotFound {
			return err
		} else if err != nil || partner == "" {
			return problem.New(problem.NotFound, "The publisher %q belongs to no partner that you see.", problem.Excerpt(in.Publisher)).WithHint("Tell first whose it is.")
		}
		held, known, err := tx.Offer(ctx, in.Publisher, in.ID)
		if err != nil {
			return err
		}
		if o, err = a.checkOffer(ctx, tx, in, held, partner); err != nil {
			return err
		}
		o.Revision = in.Revision
		if err := tx.SaveOffer(ctx, o); err != nil {
			return err
		}
		o.Revision++
		if err := a.offerFact(ctx, tx, held, known, o, partner); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "change offer", Subject: partner, Detail: o.Key()})
	})
	return o, err
}

func (a *App) checkOffer(ctx context.Context, tx *store.Tx, in OfferInput, held store.Offer, partner string) (store.Offer, error) {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	o := store.Offer{Publisher: in.Publisher, ID: in.ID, Title: oneLine(in.Title), Type: in.Type, Option: in.Option, Life: in.Life, Owner: in.Owner, Contacts: in.Contacts, Private: in.Private, Content: in.Content}
	for _, id := range []string{in.Publisher, in.ID} {
		if wrong := problem.Of(fact.CheckID("offer", id)); id == "" || wrong != nil {
			m.Add(field("offer"), "An offer has an id that is opaque: no e-mail address, no line breaks.")
			break
		}
	}
	found, err := listing.Of(in.Type, in.Option)
	if wrong := problem.Of(err); wrong != nil {
		m.AddProblem(field("option"), wrong)
	}
	o.Listing = found
	if !slices.Contains([]listing.Life{listing.Draft, listing.Live, listing.Delisted}, in.Life) {
		m.AddWithHint(field("life"), "It is draft, live or delisted.", "%q is no life of an offer.", problem.Excerpt(string(in.Life)))
	}
	if held.Life == listing.Live && in.Life == listing.Draft {
		m.AddWithHint(field("life"), "Delist it.", "An offer that was live is no draft any more.")
	}
	for _, id := range append([]string{in.Owner}, in.Contacts...) {
		if id == "" {
			continue
		}
		if _, err := a.personOf(ctx, tx, partner, id); err != nil {
			m.AddWithHint(field("owner"), "Pick somebody from the list, or invite the person first.", "%q is nobody of the partner.", problem.Excerpt(id))
		}
	}
	if in.Life == listing.Live {
		o.LiveSince = cmp.Or(held.LiveSince, a.moment().Day(nil))
		if in.LiveSince != nil {
			o.LiveSince = *in.LiveSince
		}
	}
	return o, m.Err("The offer %s cannot be kept as it is.", problem.Excerpt(in.ID))
}

// offerFact writes what programs look at, when it changed: a state that ends where
// the next one begins.
func (a *App) offerFact(ctx context.Context, tx *store.Tx, held store.Offer, known bool, o store.Offer, partner string) error {
	same := known && held.Life == o.Life && held.Listing == o.Listing && held.Option == o.Option && held.Type == o.Type && held.LiveSince == o.LiveSince && held.Private == o.Private
	if same || o.Life == listing.Draft && !known {
		return nil
	}
	began := a.moment()
	if o.Life == listing.Live && held.Life != listing.Live {
		began = calendar.On(o.LiveSince)
	}
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: a.newID("offer_")}, Kind: "offer", State: true,
		Subject: fact.Subject{Publisher: o.Publisher, Offer: o.ID}, Happened: began, Recorded: a.moment(),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "status", Value: fact.Text(string(o.Life))}, fact.Attribute{Name: "listing", Value: fact.Text(string(o.Listing))},
			fact.Attribute{Name: "type", Value: fact.Text(string(o.Type))}, fact.Attribute{Name: "option", Value: fact.Text(string(o.Option))},
			fact.Attribute{Name: "private", Value: fact.Bool(o.Private)})}
	if o.Option == listing.OwnLicense {
		f.Attributes = f.Attributes.With("license", fact.Text("byol"))
	}
	if o.Option == listing.GetItNow {
		f.Attributes = f.Attributes.With("get_it_now", fact.Bool(true))
	}
	if err := a.addFacts(ctx, tx, f); err != nil {
		return err
	}
	return tx.Enqueue(ctx, evaluateJob, partner, a.moment())
}

// ownerLeft takes offers from an owner who left: the partner's admins are asked for
// another, and a ticket is opened when there is nobody to ask.
func (a *App) ownerLeft(ctx context.Context, tx *store.Tx, person, partner string) error {
	owned, err := tx.OffersOwnedBy(ctx, person)
	if err != nil {
		return err
	}
	for _, o := range owned {
		if of, err := tx.PartnerOf(ctx, o.Publisher, a.moment().Day(nil)); err != nil || of != partner {
			continue
		}
		name := a.nameOf(ctx, &tx.Reader, person)
		o.Owner = ""
		if err := tx.SaveOffer(ctx, o); err != nil {
			return err
		}
		if err := a.askOwner(ctx, tx, o, partner, name); err != nil {
			return err
		}
	}
	return nil
}

// askOwner asks the admins of a partner who answers for an offer. When there is
// none to ask, a ticket makes the Rewards team find out.
func (a *App) askOwner(ctx context.Context, tx *store.Tx, o store.Offer, partner, before string) error {
	admins, err := tx.Holders(ctx, partner, people.PartnerAdmin)
	if err != nil {
		return err
	}
	if len(admins) == 0 {
		return a.ticketWithoutOwner(ctx, tx, o, partner)
	}
	content := letter.OfferOwnerLeft{Partner: a.mustName(ctx, &tx.Reader, partner), Offer: letter.Offer{ID: o.Key(), Name: cmp.Or(o.Title, o.ID)}, Owner: before}
	return a.sendAll(ctx, tx, message{event: "owner left " + o.Key() + " " + before, partner: partner, content: content}, persons(admins))
}

// ticketWithoutOwner opens a ticket about an offer that nobody answers for, once.
func (a *App) ticketWithoutOwner(ctx context.Context, tx *store.Tx, o store.Offer, partner string) error {
	open, err := tx.CountCases(ctx, store.CaseFilter{Partner: partner, Kind: fulfillment.Ticket, Offer: o.Key(), Open: true})
	if err != nil || open > 0 {
		return err
	}
	rules, err := a.anyRules(ctx)
	if err != nil || rules.Program == nil {
		return err
	}
	return a.file(ctx, tx, people.Who{}, rules, fulfillment.Case{ID: a.newID(fulfillment.Ticket.Prefix()), Kind: fulfillment.Ticket, Program: rules.Program.ID, Partner: partner,
		Offer: o.Key(), Topic: fulfillment.OwnerLeft, Text: "Nobody of the partner answers for this offer, and nobody there can be asked."})
}

package app

import (
	"context"
	"errors"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/store"
)

// noContact is why a benefit cannot be used: nobody would get the instructions. It
// is told to the partner's admins although nothing else is kept of the act.
type noContact struct {
	error
	letter message
}

// Unwrap is what the caller is told.
func (n noContact) Unwrap() error { return n.error }

// contactMissing is the letter to the partner's admins, told once for each grant
// and state of the contacts.
func (a *App) contactMissing(ctx context.Context, tx *store.Tx, who people.Who, m move, c fulfillment.Case, s fulfillment.Situation) message {
	content := letter.ContactMissing{Partner: s.Name, Benefit: benefitLabel(m.rules.Program, c.Benefit), By: a.nameOf(ctx, &tx.Reader, who.ID),
		Unverified: s.Contact == fulfillment.UnverifiedOnly}
	if g := m.place.grant(wanted{c.Benefit, c.Offer, c.Grant}); g != nil && g.Ends != calendar.LastDay {
		content.ActivateBy = calendar.On(g.Ends)
	}
	return message{event: "contact missing " + c.Partner + " " + c.Program + " " + c.Benefit + " " + c.Grant + " " + string(s.Contact), partner: c.Partner, content: content}
}

// refused tells what must be told of an act that was refused, and returns why it
// was.
func (a *App) refused(ctx context.Context, err error) error {
	var missing noContact
	if !errors.As(err, &missing) {
		return err
	}
	failed := a.regardless(ctx, func(tx *store.Tx) error {
		return a.tellAdmins(ctx, tx, missing.letter.partner, missing.letter.event, missing.letter.content)
	})
	if failed != nil {
		return failed
	}
	return missing.error
}

package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/metric"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// endCases looks at the cases whose grant, or whose offer, is not there any more.
// The program says of each cause whether the case goes on, ends, or is looked at.
func (o outlook) endCases(ctx context.Context, tx *store.Tx) error {
	open, err := tx.Cases(ctx, store.CaseFilter{Partner: o.partner.ID, Program: o.release.ID, Open: true}, "", 10_000)
	if err != nil {
		return err
	}
	grants := o.timeline.GrantsOn(o.setting.at)
	live := o.timeline.LiveOffers(o.setting.at, metric.Filter{})
	for _, c := range open {
		cause, why := o.lost(c, grants, live)
		if cause == "" && c.Kind == fulfillment.Outreach {
			out, err := optedOut(ctx, &tx.Reader, c)
			if err != nil {
				return err
			}
			if out != "" {
				cause, why = fulfillment.ByOptOut, "The partner opted out of "+out+"."
			}
		}
		if cause == "" {
			continue
		}
		rules, err := o.app.rulesOf(ctx, c)
		if err != nil {
			return err
		}
		to, effects, changed := fulfillment.Lose(c, rules, cause, why, o.app.moment())
		if !changed {
			continue
		}
		m := move{from: c, in: fulfillment.Input{Move: "lose", Reason: why, Cause: cause}, rules: rules}
		if err := o.app.settle(ctx, tx, people.Who{}, m, &to, effects); err != nil {
			return err
		}
	}
	return nil
}

// lost is why what a case was promised from is not there any more; empty when it
// is.
func (o outlook) lost(c fulfillment.Case, grants []standing.GrantStanding, live []standing.LiveOffer) (fulfillment.Cause, string) {
	if c.Offer != "" && c.Kind != fulfillment.Ticket && !slices.ContainsFunc(live, func(l standing.LiveOffer) bool { return l.Key.ID == c.Offer }) {
		return fulfillment.ByDelisting, "The offer " + c.Offer + " is not live any more."
	}
	i := slices.IndexFunc(grants, func(g standing.GrantStanding) bool { return g.ID == c.Grant })
	if c.Grant == "" || i < 0 {
		return "", ""
	}
	g := &grants[i]
	switch {
	case g.Review || g.Causeless() || g.EndedBy == standing.Corrected:
		if o.fraudSince(g.Granted) {
			return fulfillment.ByFraud, "What earned it is proven fraud."
		}
		return fulfillment.ByCorrection, "A correction shows that it was not earned."
	case g.InForce(o.setting.at):
		return "", ""
	case g.EndedBy == standing.Revoked:
		return fulfillment.ByRevoking, "The grant was taken back."
	case g.EndedBy == standing.Replaced, g.EndedBy == standing.Refreshed:
		return "", "" // what was begun is finished
	case g.Ended != 0:
		return "", ""
	default:
		return fulfillment.ByClock, "The grant ended on " + g.Ends.String() + "."
	}
}

// fraudSince reports whether a fact was marked as proven fraud since a day.
func (o outlook) fraudSince(day calendar.Day) bool {
	return o.timeline.Learned(day, func(f *fact.Fact) bool { return f.Attributes.Get("fraud").String() == "proven" })
}

// mindSilence looks at an offer that is live, and of which nobody spoke with the
// partner, for longer than the program bears: who answers for it is told what to
// do, and when nobody does, the partner's admins are asked.
func (o outlook) mindSilence(ctx context.Context, tx *store.Tx, c fulfillment.Case, offer standing.LiveOffer) error {
	limit := o.release.Outreach().Silence
	if limit.IsZero() || c.State != fulfillment.Approved {
		return nil
	}
	working := o.release.Working()
	if !working.Due(calendar.On(offer.Since), limit).Before(o.app.moment()) {
		return nil
	}
	publisher, id := keyOf(offer.Key.ID)
	kept, _, err := tx.Offer(ctx, publisher, id)
	if err != nil {
		return err
	}
	kept.Publisher, kept.ID = publisher, id
	if kept.Owner == "" && len(kept.Contacts) == 0 {
		if err := o.app.askOwner(ctx, tx, kept, o.partner.ID, ""); err != nil {
			return err
		}
	}
	n := narrator{app: o.app, r: &tx.Reader, c: &c, rules: fulfillment.Rules{Program: o.release.Program}}
	due := n.due(fulfillment.ToContact)
	if due.Before(o.app.moment()) {
		due = calendar.Moment{} // what is late already is not promised by its day
	}
	content := letter.OfferSilent{Partner: o.partner.Name, Offer: letter.Offer{ID: offer.Key.ID, Name: o.app.offerTitle(ctx, &tx.Reader, offer.Key.ID)},
		Days: int(o.setting.at - offer.Since), Owner: o.app.ownerName(ctx, &tx.Reader, kept.Owner), Others: o.app.namesOf(ctx, &tx.Reader, kept.Contacts), Due: due}
	to, err := o.app.offerPeople(ctx, tx, offer.Key.ID, o.partner.ID)
	if err != nil {
		return err
	}
	return o.app.sendAll(ctx, tx, message{event: "silent " + c.ID, partner: o.partner.ID, id: c.ID, content: content}, to)
}

// namesOf are what some persons are called.
func (a *App) namesOf(ctx context.Context, r *store.Reader, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = a.nameOf(ctx, r, id)
	}
	return out
}

// ownerName is what the owner of an offer is called; empty for nobody.
func (a *App) ownerName(ctx context.Context, r *store.Reader, id string) string {
	if id == "" {
		return ""
	}
	return a.nameOf(ctx, r, id)
}

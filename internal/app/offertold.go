package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// OfferTold is an offer that feeds told of, with what they say of it: nothing is kept
// about it here.
type OfferTold struct {
	Publisher, ID   string
	Status, Listing string       // as the feed says them; empty when it does not
	First, Last     calendar.Day // of what was told about it
}

// OffersTold are the offers of a partner that are known from facts alone, those of
// which something was told last in front.
func (a *App) OffersTold(ctx context.Context, who people.Who, partner string) ([]OfferTold, error) {
	kept, err := a.Offers(ctx, who, partner)
	if err != nil {
		return nil, err
	}
	_, b, err := a.loadKnown(ctx, partner)
	if err != nil {
		return nil, err
	}
	found := map[string]OfferTold{}
	for _, e := range standing.Owned(b.Facts, partner, a.moment().Day(nil), time.UTC) {
		s := e.Subject
		if s.Offer == "" || slices.ContainsFunc(kept, func(o store.Offer) bool { return o.Publisher == s.Publisher && o.ID == s.Offer }) {
			continue
		}
		key := s.Publisher + "/" + s.Offer
		o, known := found[key]
		if !known {
			o = OfferTold{Publisher: s.Publisher, ID: s.Offer, First: e.Day}
		}
		o.tell(&e)
		found[key] = o
	}
	return slices.SortedFunc(maps.Values(found), func(a, b OfferTold) int {
		return cmp.Or(cmp.Compare(b.Last, a.Last), cmp.Compare(a.Publisher, b.Publisher), cmp.Compare(a.ID, b.ID))
	}), nil
}

// tell adds what a fact says of the offer; they come in the order of their days.
func (o *OfferTold) tell(e *fact.Entry) {
	o.Last = max(o.Last, e.Day)
	if e.Kind == string(fact.Offer) {
		o.Status = cmp.Or(e.Attribute("status").String(), o.Status)
		o.Listing = cmp.Or(e.Attribute("listing").String(), o.Listing)
	}
}

package app

import (
	"context"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// OfferBy finds an offer by publisher/offer, with the partner that it belongs to.
func (a *App) OfferBy(ctx context.Context, who people.Who, key string) (store.Offer, string, error) {
	publisher, id := keyOf(key)
	none := problem.New(problem.NotFound, "The partner has no offer %q.", problem.Excerpt(key)).WithHint("Write the publisher in front, as the list of its offers does: contoso-eu/shop.")
	partner, err := a.store.PartnerOf(ctx, publisher, a.moment().Day(nil))
	if err != nil {
		return store.Offer{}, "", err
	}
	if partner == "" {
		return store.Offer{}, "", none
	}
	o, err := a.Offer(ctx, who, publisher, id)
	if problem.KindOf(err) == problem.NotFound || err == nil && o.Revision == 0 {
		return store.Offer{}, "", none
	}
	return o, partner, err
}

package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/store"
)

// moment is now.
func (a *App) moment() calendar.Moment { return calendar.At(a.now()) }

// about is a partner as far as who may do what depends on it. A partner that is
// not there is about as well: whoever may not see it must not learn that.
func about(ctx context.Context, r *store.Reader, partner string) (people.About, error) {
	if partner == "" {
		return people.About{}, nil
	}
	account, err := r.Account(ctx, partner)
	return people.About{Partner: partner, Region: account.Region, Portfolio: account.Portfolio}, err
}

// May is nil when the caller may do an act for a partner, or for the operator
// when the partner is empty.
func (a *App) May(ctx context.Context, who people.Who, act people.Act, partner string) error {
	return may(ctx, &a.store.Reader, who, act, partner)
}

func may(ctx context.Context, r *store.Reader, who people.Who, act people.Act, partner string) error {
	what, err := about(ctx, r, partner)
	if err != nil {
		return err
	}
	if refused := who.May(act, what); refused != nil {
		return withNames(ctx, r, who, what, refused)
	}
	return there(ctx, r, act, partner)
}

// there refuses what is done to a partner that is not there, also when a word is
// only a part of the name of one: what is stored under it nobody would find. Only
// who tells about partners may tell of a new one.
func there(ctx context.Context, r *store.Reader, act people.Act, partner string) error {
	if partner == "" || act == people.ManagePartners {
		return nil
	}
	found, err := r.HasPartner(ctx, partner)
	if err == nil && !found {
		err = people.NoPartner(partner)
	}
	return err
}

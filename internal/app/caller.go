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
	return withNames(ctx, r, what, act, who.May(act, what))
}

package app

import (
	"context"

	"laurel/internal/people"
	"laurel/internal/store"
)

// LetIn is AcceptInvitation without a password, which takes long to hash.
func (a *App) LetIn(ctx context.Context, id string) (people.Who, error) {
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, id)
		p.State = store.Active
		if err != nil {
			return err
		}
		return tx.SavePerson(ctx, p)
	})
	if err != nil {
		return people.Who{}, err
	}
	return a.who(ctx, id)
}

// Kept reports whether the standings of a partner need not be worked out.
func (a *App) Kept(ctx context.Context, partner string) (bool, error) {
	w, err := a.where(ctx, View{})
	if err != nil {
		return false, err
	}
	_, current, err := w.kept(ctx, store.Partner{ID: partner})
	return current, err
}

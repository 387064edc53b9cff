package app

import "context"

// NamesOf is what persons are called whom a case, a letter or a list that somebody
// sees speaks of, by their ids. Keys, and who was erased, have no name.
func (a *App) NamesOf(ctx context.Context, ids ...string) (map[string]string, error) {
	return a.store.PersonNames(ctx, ids)
}

// PartnersNamed is what partners are called of whom a list that somebody sees
// speaks, by their ids.
func (a *App) PartnersNamed(ctx context.Context, ids ...string) (map[string]string, error) {
	return a.store.PartnerNames(ctx, ids)
}

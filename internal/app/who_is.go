package app

import (
	"context"

	"laurel/internal/problem"
)

// NamesOf is what persons are called whom a case, a letter or a list that somebody
// sees speaks of, by their ids. Keys, and who was erased, have no name.
func (a *App) NamesOf(ctx context.Context, ids ...string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		if _, known := names[id]; id == "" || known {
			continue
		}
		p, err := a.store.Person(ctx, id)
		if err != nil && problem.KindOf(err) != problem.NotFound {
			return nil, err
		}
		names[id] = p.Name
	}
	return names, nil
}

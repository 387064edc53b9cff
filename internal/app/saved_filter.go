package app

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"unicode/utf8"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// What somebody may keep at the desk.
const (
	mostFilters  = 20
	longestLabel = 40 // characters of the name of a filter
)

// SavedFilters lists what the caller looks for again and again at the desk, by name.
func (a *App) SavedFilters(ctx context.Context, who people.Who) ([]store.SavedFilter, error) {
	if err := deskOf(who); err != nil {
		return nil, err
	}
	return a.store.SavedFilters(ctx, who.ID)
}

// SaveFilter keeps a queue and a filter of its cases under a name, in the place of
// what had the name.
func (a *App) SaveFilter(ctx context.Context, who people.Who, name string, q url.Values) error {
	if err := cmp.Or(deskOf(who), a.checkSaved(ctx, name, q)); err != nil {
		return err
	}
	query := FilterQuery(ReadFilter(q))
	query.Set("queue", q.Get("queue"))
	return a.store.Write(ctx, func(tx *store.Tx) error {
		held, err := tx.SavedFilters(ctx, who.ID)
		if err != nil {
			return err
		}
		if len(held) >= mostFilters && !slices.ContainsFunc(held, func(f store.SavedFilter) bool { return f.Name == name }) {
			return problem.New(problem.Conflict, "You keep %d filters already.", len(held)).WithHint("Remove one of them first.")
		}
		return tx.SaveFilter(ctx, who.ID, store.SavedFilter{Name: name, Query: query.Encode()})
	})
}

// checkSaved asks for a name on one line, for a queue that is there, and for what a
// case can be.
func (a *App) checkSaved(ctx context.Context, name string, q url.Values) error {
	var m problem.Mistakes
	if name == "" || name != oneLine(name) || utf8.RuneCountInString(name) > longestLabel {
		m.Add(problem.Place{File: "name"}, "The name of a filter is one line of at most %d characters.", longestLabel)
	}
	if !slices.Contains(QueueNames(), QueueName(q.Get("queue"))) {
		m.AddSaid(problem.Place{File: "queue"}, problem.Say("There are: %s.", listed(QueueNames())), problem.Say("There is no queue %q.", problem.Excerpt(q.Get("queue"))))
	}
	return cmp.Or(m.Err("The filter cannot be kept as it is."), a.checkFilter(ctx, ReadFilter(q)))
}

// RemoveFilter removes a filter of the caller, if it is there.
func (a *App) RemoveFilter(ctx context.Context, who people.Who, name string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.RemoveFilter(ctx, who.ID, name) })
}

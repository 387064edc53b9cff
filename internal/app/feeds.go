package app

import (
	"context"
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/store"
)

// Feed is a source of facts: how far it has told everything, and its newest file.
type Feed struct {
	Source   string
	Complete calendar.Day       // the last day of which everything was told; 0 when it never said so
	Last     store.ImportRecord // the zero one of a source that sends no files
}

// FactNeeds is what keeps facts from counting, or from being believed.
type FactNeeds struct {
	Feeds    []Feed
	Unmapped []store.UnknownPublisher // publishers that belong to no partner
	Waiting  []store.Unresolved       // facts about facts that have not come
}

// MostNeeds is how much of each a list of needs has.
const MostNeeds = 100

// FactNeeds shows somebody of the operator how fresh the feeds are, and which facts
// count for nobody.
func (a *App) FactNeeds(ctx context.Context, who people.Who) (out FactNeeds, err error) {
	if err := a.May(ctx, who, people.SeeFacts, ""); err != nil {
		return out, err
	}
	if out.Feeds, err = a.feeds(ctx); err != nil {
		return out, err
	}
	if out.Unmapped, err = a.store.UnknownPublishers(ctx, "", MostNeeds); err != nil {
		return out, err
	}
	out.Waiting, err = a.store.Unresolved(ctx, fact.ID{}, MostNeeds)
	out.Waiting = slices.DeleteFunc(out.Waiting, func(u store.Unresolved) bool { return !u.Waits })
	return out, err
}

func (a *App) feeds(ctx context.Context) ([]Feed, error) {
	complete, err := a.CompleteThrough(ctx, nil)
	if err != nil {
		return nil, err
	}
	files, err := a.store.LastImports(ctx, MostNeeds)
	var out []Feed
	for _, f := range files {
		out = append(out, Feed{f.Source, complete[f.Source], f})
		delete(complete, f.Source)
	}
	for _, source := range slices.Sorted(maps.Keys(complete)) {
		out = append(out, Feed{Source: source, Complete: complete[source]})
	}
	return out, err
}

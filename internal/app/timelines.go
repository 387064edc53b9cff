package app

import (
	"context"

	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// PartnerView asks about one partner.
type PartnerView struct {
	View
	Partner string // an id, or a part of a name that no other partner has
}

// forecastDays is how far a forecast looks ahead: windows rarely reach further
// back than two years.
const forecastDays = 800

// Timelines evaluates one partner under the programs asked for, with a
// forecast.
func (a *App) Timelines(ctx context.Context, in PartnerView) ([]*standing.Timeline, error) {
	p, b, err := a.load(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	settings, err := a.settings(ctx, in.View)
	if err != nil {
		return nil, err
	}
	var out []*standing.Timeline
	for _, s := range settings {
		if !s.knows(p, b) {
			continue
		}
		t, err := s.timeline(p, b, forecastDays)
		if err != nil {
			return nil, alone(p, err)
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, problem.New(problem.NotFound, "Nothing was known about %s on %s.", p.Name, settings[0].known).WithHint("Ask with a later day in known.").AtConsole("Ask with a later --known.")
	}
	return out, nil
}

// load finds a partner, by a word that means it, with everything that its standing
// may need.
func (a *App) load(ctx context.Context, partner string) (store.Partner, store.Bundle, error) {
	p, err := a.store.FindPartner(ctx, partner)
	if err != nil {
		return store.Partner{}, store.Bundle{}, err
	}
	b, err := a.store.BundleOf(ctx, p.ID)
	return p, b, err
}

// loadKnown is load by the id alone.
func (a *App) loadKnown(ctx context.Context, id string) (store.Partner, store.Bundle, error) {
	p, err := a.Partner(ctx, id)
	if err != nil {
		return store.Partner{}, store.Bundle{}, err
	}
	b, err := a.store.BundleOf(ctx, p.ID)
	return p, b, err
}

package app

import (
	"context"

	"laurel/internal/standing"
	"laurel/internal/store"
)

// Held is a grant of a partner, with what it is on the day asked about.
type Held struct {
	Partner standing.Partner
	Program string
	Grant   standing.GrantStanding
}

// Grants tells every grant of every partner, also those that have ended, in the
// order of Standings.
func (a *App) Grants(ctx context.Context, v View, tell func(Held) error) error {
	settings, err := a.settings(ctx, v)
	if err != nil {
		return err
	}
	return a.eachPartner(ctx, func(p store.Partner, b store.Bundle) (evaluation, error) {
		var found []Held
		for _, s := range settings {
			if !s.knows(p, b) {
				continue
			}
			t, err := s.timeline(p, b, 0)
			if err != nil {
				return nil, err
			}
			for _, g := range t.GrantsOn(s.at) {
				found = append(found, Held{standing.Partner(p), s.history[0].ID, g})
			}
		}
		return func() error { return tellEach(found, tell) }, nil
	})
}

// Metrics lists the metrics of one program's versions, or of every program's, in
// the order of their names.
func (a *App) Metrics(ctx context.Context, program string) ([]string, error) {
	histories, err := a.histories(ctx, program)
	if err != nil {
		return nil, err
	}
	return metricsIn(histories), nil
}

package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// RestatementInput asks how standings changed between two days of knowledge.
type RestatementInput struct {
	Program  string
	Partner  string // empty for all
	From, To calendar.Day
}

// Restatements tells, for each partner whose tier was restated, how: in the
// order of Standings.
func (a *App) Restatements(ctx context.Context, in RestatementInput, tell func(standing.Restatement) error) error {
	settings, err := a.settings(ctx, View{Program: in.Program, At: &in.To, Known: &in.To})
	if err != nil {
		return err
	}
	work := func(p store.Partner, b store.Bundle) (evaluation, error) {
		found, err := restateAll(settings, p, b, in.From)
		return func() error { return tellEach(found, tell) }, err
	}
	if in.Partner == "" {
		return a.eachPartner(ctx, work)
	}
	p, b, err := a.load(ctx, in.Partner)
	if err != nil {
		return err
	}
	found, err := work(p, b)
	if err != nil {
		return alone(p, err)
	}
	return found()
}

func restateAll(settings []setting, p store.Partner, b store.Bundle, from calendar.Day) ([]standing.Restatement, error) {
	var found []standing.Restatement
	for _, s := range settings {
		made, err := s.restate(p, b, from)
		if err != nil {
			return nil, err
		}
		found = append(found, made...)
	}
	return found, nil
}

// restate compares what was known on a day with what is known in the setting.
func (s setting) restate(p store.Partner, b store.Bundle, from calendar.Day) ([]standing.Restatement, error) {
	after, err := s.timeline(p, b, 0)
	if err != nil {
		return nil, err
	}
	earlier := s
	earlier.known = from
	before, err := earlier.timeline(p, b, 0)
	if err != nil {
		return nil, err
	}
	return standing.Restate(before, after, from), nil
}

package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// Issued is what an issuing run did.
type Issued struct {
	Partners int `json:"partners"` // how many partners got a grant
	Grants   int `json:"grants"`   // how many grants were recorded
}

// Issue records every grant that is unlocked at a day, as known then, and not
// recorded yet: from then on it is a fact, and a correction ends it only as its
// rule says. Running it again issues nothing twice.
func (a *App) Issue(ctx context.Context, v View) (Issued, error) {
	settings, err := a.settings(ctx, v)
	if err != nil {
		return Issued{}, err
	}
	for _, s := range settings {
		if today := a.today(s.history); s.at > today {
			return Issued{}, problem.New(problem.Invalid, "The grants of %s cannot be issued yet: it is %s.", s.at, today).
				WithHint("What is issued is promised. Name a day that has come.").AtConsole("What is issued is promised. Leave out --at, or name a day that has come.")
		}
	}
	var done Issued
	err = a.eachPartner(ctx, func(p store.Partner, b store.Bundle) (evaluation, error) {
		var due []fact.Fact
		for _, s := range settings {
			t, err := s.timeline(p, b, 0)
			if err != nil {
				return nil, err
			}
			due = append(due, a.due(p, t, s.at)...)
		}
		return func() error {
			if len(due) == 0 {
				return nil
			}
			done.Partners++
			done.Grants += len(due)
			return a.record(ctx, "issue grant", "", due...)
		}, nil
	})
	return done, err
}

// due lists the grants in force that no fact records yet.
func (a *App) due(p store.Partner, t *standing.Timeline, at calendar.Day) []fact.Fact {
	var out []fact.Fact
	for _, g := range t.InForce(at) {
		if g.Issued.IsZero() {
			f := t.IssueFact(g)
			f.Recorded = calendar.At(a.now())
			if f.Subject.Partner == "" {
				f.Subject.Partner = p.ID
			}
			out = append(out, f)
		}
	}
	return out
}

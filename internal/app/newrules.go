package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// NewRules is the next version of a program, which is published and not in force
// yet, and what it changes for one partner.
type NewRules struct {
	Now      *program.Program // the version in force
	Next     *program.Program
	Outlooks []standing.Outlook // on the day on which the next one takes effect
}

// NewRules says what the versions that are published and not in force yet change
// for a partner: of each program the next one.
func (a *App) NewRules(ctx context.Context, who people.Who, partner string) ([]NewRules, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	settings, err := a.settings(ctx, View{})
	if err != nil {
		return nil, err
	}
	var p store.Partner
	var b store.Bundle
	var out []NewRules
	for _, s := range settings {
		now, next := s.turn()
		if next == nil {
			continue
		}
		if p.ID == "" {
			if p, b, err = a.loadKnown(ctx, partner); err != nil {
				return nil, err
			}
		}
		found, err := s.turned(p, b, next)
		if err != nil {
			return nil, alone(p, err)
		}
		out = append(out, NewRules{Now: now, Next: next.Program, Outlooks: found})
	}
	return out, nil
}

// turn is the version in force and the next one that is known; nil for none.
func (s setting) turn() (now *program.Program, next *program.Release) {
	if r := s.history.Known(s.known).InForce(s.at); r != nil {
		now = r.Program
	}
	for i := range s.history.Known(s.known) {
		if r := &s.history.Known(s.known)[i]; r.Effective > s.at && (next == nil || r.Effective == next.Effective) {
			next = r
		}
	}
	if now == nil {
		return nil, nil
	}
	return now, next
}

// turned compares the rules of today with those of the next version, on the day on
// which that takes effect.
func (s setting) turned(p store.Partner, b store.Bundle, next *program.Release) ([]standing.Outlook, error) {
	if !s.knows(p, b) {
		return nil, nil
	}
	today, with := s, s
	today.history, with.history = s.history.Until(s.at), s.history.Until(next.Effective)
	in := today.input(p, b)
	in.Ahead = max(calendar.Day(forecastDays), next.Effective-s.at+1)
	as, then, err := standing.EvaluateBoth(in, with.history)
	if err != nil {
		return nil, err
	}
	return standing.OutlooksOn(as, then, next.Effective), nil
}

package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// WhatIfInput asks where a partner would stand if more happened than did.
type WhatIfInput struct {
	Partner string // its id
	Program string // only this program; empty for every one
	Assumed []Assumed
}

// WhatIf is where a partner would stand.
type WhatIf struct {
	Outlooks []standing.Outlook
	Reckoned []standing.Reckoned // of what was assumed, in its order: whether it counts
	Choices  []Choice            // what can be assumed
}

// MostAssumed is how much can be assumed at once.
const MostAssumed = 24

// WhatIf evaluates a partner as if more had happened, or will. Nothing is stored.
func (a *App) WhatIf(ctx context.Context, who people.Who, in WhatIfInput) (*WhatIf, error) {
	if err := a.May(ctx, who, people.SeePartner, in.Partner); err != nil {
		return nil, err
	}
	p, b, err := a.loadKnown(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	settings, err := a.settings(ctx, View{Program: in.Program}, currenciesOf(in.Assumed)...)
	if err != nil {
		return nil, err
	}
	w := supposing{partner: p, bundle: b, recorded: a.moment()}
	for _, s := range settings {
		if err := w.add(s); err != nil {
			return nil, alone(p, err)
		}
	}
	facts, err := w.read(in.Assumed)
	if err != nil {
		return nil, err
	}
	out, err := w.answer(facts)
	if err != nil {
		return nil, alone(p, err)
	}
	return out, nil
}

// supposing is one question while it is answered.
type supposing struct {
	partner  store.Partner
	bundle   store.Bundle
	recorded calendar.Moment
	courses  []supposed
	assumed  []assumption
}

// supposed is one program of those asked about, with the partner's timeline as
// things are.
type supposed struct {
	setting
	rules *program.Program
	as    *standing.Timeline
}

func (w *supposing) add(s setting) error {
	r := s.history.Known(s.known).InForce(s.at)
	if r == nil {
		return nil
	}
	as, err := s.timeline(w.partner, w.bundle, forecastDays)
	w.courses = append(w.courses, supposed{s, r.Program, as})
	return err
}

// answer compares how things go with how they would go.
func (w *supposing) answer(facts []fact.Fact) (*WhatIf, error) {
	out := &WhatIf{Choices: w.choices(), Reckoned: make([]standing.Reckoned, len(w.assumed))}
	for i := range w.courses {
		c := &w.courses[i]
		as, would, err := w.both(c, facts)
		if err != nil {
			return nil, err
		}
		for _, o := range standing.Outlooks(as, would, w.lastDay()) {
			o.Now = c.as.Course(o.Ladder, o.Key).TierOn(c.at)
			out.Outlooks = append(out.Outlooks, o)
		}
		for n, each := range w.assumed {
			if each.of == i {
				out.Reckoned[n] = would.Reckon(each.metric.Name, each.key, each.ids(), max(each.day, c.at))
			}
		}
	}
	return out, nil
}

// both are the timelines without and with what is assumed. A source for which the
// program waits is taken to tell everything in time.
func (w *supposing) both(c *supposed, facts []fact.Fact) (as, would *standing.Timeline, err error) {
	more, as := w.punctual(c.rules), c.as
	if len(more) > 0 {
		if as, err = c.timeline(w.partner, w.with(more), forecastDays); err != nil {
			return nil, nil, err
		}
	}
	if len(facts) == 0 {
		return as, as, nil
	}
	would, err = c.timeline(w.partner, w.with(append(more, facts...)), forecastDays)
	return as, would, err
}

func (w *supposing) with(facts []fact.Fact) store.Bundle {
	b := w.bundle
	b.Facts = slices.Concat(b.Facts, facts)
	return b
}

func (w *supposing) punctual(p *program.Program) []fact.Fact {
	if p.Ready == nil || p.Ready.Until != program.Wait {
		return nil
	}
	var out []fact.Fact
	for _, source := range p.Ready.Sources {
		out = append(out, fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: "in time " + source}, Kind: fact.Complete, Happened: w.recorded, Recorded: w.recorded,
			Attributes: fact.NewAttributes(fact.Attribute{Name: "source", Value: fact.Text(source)}, fact.Attribute{Name: "through", Value: fact.Text(calendar.LastDay.String())})})
	}
	return out
}

// lastDay is the last day on which something is assumed.
func (w *supposing) lastDay() (day calendar.Day) {
	for _, each := range w.assumed {
		day = max(day, each.day)
	}
	return day
}

// read makes facts of what is assumed, or tells everything that is wrong with it.
func (w *supposing) read(list []Assumed) ([]fact.Fact, error) {
	var m problem.Mistakes
	if len(list) > MostAssumed {
		m.AddWithHint(problem.Place{File: "assumed"}, "Ask with fewer, such as one for each month.", "At most %d things can be assumed at once; these are %d.", MostAssumed, len(list))
		list = list[:MostAssumed]
	}
	var facts []fact.Fact
	for i, each := range list {
		r := reading{supposing: w, assumed: each, place: fmt.Sprintf("assumed[%d]", i), mistakes: &m}
		made := r.read(fmt.Sprintf("assumed-%d", i+1))
		w.assumed, facts = append(w.assumed, made), append(facts, made.facts...)
	}
	return facts, m.Err("This cannot be assumed:")
}

// currenciesOf are those for which rates are needed.
func currenciesOf(list []Assumed) []string {
	var out []string
	for _, each := range list {
		if code := strings.ToUpper(each.Currency); code != "" {
			out = append(out, code)
		}
	}
	return distinct(out)
}

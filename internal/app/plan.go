package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// PlanInput is a program file whose effect is asked for before it is
// published.
type PlanInput struct {
	ID        string // under which it is kept when it takes long; a new one when empty
	File      string
	Text      []byte
	Effective *calendar.Day // instead of the day in the file
	At        *calendar.Day // the day to compare; when nil the file's effective day, or today if that is past
}

// Plan evaluates every partner twice, under the rules as they are and under
// the new version, and compares. When only partners are left out that cannot be
// evaluated, the plan is that of the others.
func (a *App) Plan(ctx context.Context, in PlanInput) (*answer.Plan, error) {
	return a.plan(ctx, in, nil)
}

// plan is Plan; told hears how far it is, in percent, unless it is nil.
func (a *App) plan(ctx context.Context, in PlanInput, told func(percent int) error) (*answer.Plan, error) {
	p, err := ApplyInput{File: in.File, Text: in.Text, Effective: in.Effective}.read()
	if err != nil {
		return nil, err
	}
	before, after, err := a.comparison(ctx, p, in.At)
	if err != nil {
		return nil, err
	}
	d := newDraft(p, after.at)
	err = a.eachPartnerTelling(ctx, told, func(who store.Partner, b store.Bundle) (evaluation, error) {
		then, now, err := standing.EvaluateBoth(before.input(who, b), after.history)
		if err != nil {
			return nil, err
		}
		c := compare(then, now, after.at)
		return func() error { d.add(c); return nil }, nil
	})
	return d.finish(), err
}

// comparison is the setting as it is and as it would be. A program that is not
// published yet is compared with no program at all.
func (a *App) comparison(ctx context.Context, p *program.Program, at *calendar.Day) (before, after setting, err error) {
	today := calendar.At(a.now()).Day(p.Zone)
	day := orElse(at, max(p.Effective, today))
	history, err := a.releases(ctx, p.ID)
	if err != nil {
		return before, after, err
	}
	changed := history.With(program.Release{Program: p, Applied: calendar.At(a.now())})
	rates, err := a.rates(ctx, []program.History{changed})
	if err != nil {
		return before, after, err
	}
	before = setting{history: history, rates: rates, at: day, known: max(today, day)}
	after = before
	after.history = changed
	return before, after, nil
}

// cell is a way from one tier to another; empty for no tier.
type cell struct {
	ladder, from, to string
	direction        answer.Direction
}

func (c cell) compare(other cell) int {
	return cmp.Or(cmp.Compare(c.ladder, other.ladder), cmp.Compare(c.from, other.from), cmp.Compare(c.to, other.to))
}

// draft is a plan while partners are added to it.
type draft struct {
	plan   *answer.Plan
	cells  map[cell]int
	grants map[string]*answer.GrantChange
}

func newDraft(p *program.Program, at calendar.Day) *draft {
	return &draft{plan: &answer.Plan{Program: p.ID, Version: p.Version, Effective: p.Effective, At: at, Moves: []answer.Move{}, Matrix: []answer.Cell{},
		Grants: []answer.GrantChange{}, Before: map[string]number.Number{}, After: map[string]number.Number{}}, cells: map[cell]int{}, grants: map[string]*answer.GrantChange{}}
}

func (d *draft) add(c *comparedPartner) {
	d.plan.Partners++
	d.plan.Moves = append(d.plan.Moves, c.moves...)
	for each, n := range c.cells {
		d.cells[each] += n
	}
	for benefit, change := range c.grants {
		if d.grants[benefit] == nil {
			d.grants[benefit] = newGrantChange(benefit)
		}
		addChange(d.grants[benefit], change)
	}
	addSums(d.plan.Before, c.before)
	addSums(d.plan.After, c.after)
}

func addChange(into, from *answer.GrantChange) {
	into.Appear, into.End, into.Kept = into.Appear+from.Appear, into.End+from.End, into.Kept+from.Kept
	addSums(into.Before, from.Before)
	addSums(into.After, from.After)
}

func addSums(into, from map[string]number.Number) {
	for code, n := range from {
		into[code] = into[code].Add(n)
	}
}

func (d *draft) finish() *answer.Plan {
	slices.SortStableFunc(d.plan.Moves, func(a, b answer.Move) int {
		return ByName(standing.Partner{ID: a.Partner, Name: a.Name}, standing.Partner{ID: b.Partner, Name: b.Name})
	})
	for _, c := range slices.SortedFunc(maps.Keys(d.cells), cell.compare) {
		d.plan.Matrix = append(d.plan.Matrix, answer.Cell{Ladder: c.ladder, From: answer.OrNull(c.from), To: answer.OrNull(c.to), Direction: c.direction, Count: d.cells[c]})
	}
	for _, change := range d.grants {
		d.plan.Grants = append(d.plan.Grants, *change)
	}
	slices.SortFunc(d.plan.Grants, func(a, b answer.GrantChange) int { return cmp.Compare(a.Benefit, b.Benefit) })
	return d.plan
}

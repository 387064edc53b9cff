package app

import (
	"cmp"
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// PlanInput is a program file whose effect is asked for before it is
// published.
type PlanInput struct {
	File string
	Text []byte
	At   *calendar.Day // the day to compare; when nil the file's effective day, or today if that is past
}

// Plan is what a new version would do to all partners. Nothing is written.
type Plan struct {
	Program   string
	Version   string
	Effective calendar.Day
	At        calendar.Day
	Partners  int
	Moves     []Move                   // who changes tier, by name
	Matrix    []Cell                   // how many standings go from where to where, those that stay included
	Grants    []GrantChange            // by benefit
	Before    map[string]number.Number // credits outstanding under the rules as they are, by currency
	After     map[string]number.Number // and under the new version
}

// Direction is which way a standing moves. A tier that takes the place of
// another at the same height is neither up nor down.
type Direction string

// The directions.
const (
	Up   Direction = "up"
	Down Direction = "down"
	Same Direction = "same"
)

// Move is one standing whose tier differs.
type Move struct {
	Partner   standing.Partner
	Ladder    string
	Key       string // the offer or the region; empty for the partner
	From      string // the tier; empty for none
	To        string
	Direction Direction
}

// Cell counts the standings that go from one tier to another.
type Cell struct {
	Ladder, From, To string
	Direction        Direction
	Count            int
}

// GrantChange counts what happens to the grants of one benefit.
type GrantChange struct {
	Benefit                   string
	Appear, End, Kept         int
	AmountBefore, AmountAfter map[string]number.Number // outstanding, by currency
}

// Plan evaluates every partner twice, under the rules as they are and under
// the new version, and compares. When only partners are left out that cannot be
// evaluated, the plan is that of the others.
func (a *App) Plan(ctx context.Context, in PlanInput) (*Plan, error) {
	p, err := program.Read(in.File, in.Text)
	if err != nil {
		return nil, err
	}
	before, after, err := a.comparison(ctx, p, in.At)
	if err != nil {
		return nil, err
	}
	d := newDraft(p, after.at)
	err = a.eachPartner(ctx, func(who store.Partner, b store.Bundle) (evaluation, error) {
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

// draft is a plan while partners are added to it.
type draft struct {
	plan   *Plan
	cells  map[Cell]int
	grants map[string]*GrantChange
}

func newDraft(p *program.Program, at calendar.Day) *draft {
	return &draft{plan: &Plan{Program: p.ID, Version: p.Version, Effective: p.Effective, At: at,
		Before: map[string]number.Number{}, After: map[string]number.Number{}}, cells: map[Cell]int{}, grants: map[string]*GrantChange{}}
}

func (d *draft) add(c *comparedPartner) {
	d.plan.Partners++
	d.plan.Moves = append(d.plan.Moves, c.moves...)
	for cell, n := range c.cells {
		d.cells[cell] += n
	}
	for benefit, change := range c.grants {
		if d.grants[benefit] == nil {
			d.grants[benefit] = newGrantChange(benefit)
		}
		d.grants[benefit].add(change)
	}
	addSums(d.plan.Before, c.before)
	addSums(d.plan.After, c.after)
}

func (g *GrantChange) add(other *GrantChange) {
	g.Appear, g.End, g.Kept = g.Appear+other.Appear, g.End+other.End, g.Kept+other.Kept
	addSums(g.AmountBefore, other.AmountBefore)
	addSums(g.AmountAfter, other.AmountAfter)
}

func addSums(into, from map[string]number.Number) {
	for code, n := range from {
		into[code] = into[code].Add(n)
	}
}

func (d *draft) finish() *Plan {
	slices.SortStableFunc(d.plan.Moves, func(a, b Move) int { return ByName(a.Partner, b.Partner) })
	for cell, n := range d.cells {
		cell.Count = n
		d.plan.Matrix = append(d.plan.Matrix, cell)
	}
	slices.SortFunc(d.plan.Matrix, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Ladder, b.Ladder), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for _, change := range d.grants {
		d.plan.Grants = append(d.plan.Grants, *change)
	}
	slices.SortFunc(d.plan.Grants, func(a, b GrantChange) int { return cmp.Compare(a.Benefit, b.Benefit) })
	return d.plan
}

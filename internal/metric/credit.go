package metric

import (
	"cmp"
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// credited is a metric with what persons added to it: each credit adds its
// amount to the value, whatever the kind, after any limit and rounding.
type credited struct {
	reading
	credits *series
}

// read is the reading of a definition, with the credits for it. Of several
// windows each has its own, so that they are added once.
func (r *Reader) read(def *Definition, scope Scope) reading {
	made := def.kind.read(r, def, scope)
	if w := def.Window; w != nil && (w.BestOf != nil || w.If != nil) || len(r.book.credits[def.Name]) == 0 {
		return made
	}
	in, out := r.creditsOf(def, scope)
	if len(in)+len(out) == 0 {
		return made
	}
	unit, plain := r.set.unitOf(def.index), &Definition{Name: def.Name, Window: def.Window, Without: def.Without}
	return &credited{reading: made, credits: newSeries(plain, func() aggregate { return adding(unit) }, newTally(in, out))}
}

// adding adds up amounts of a unit.
func adding(u Unit) aggregate {
	if u.Native {
		return &basketing{sums: map[string]number.Number{}, counts: map[string]int{}}
	}
	return &summing{code: u.Currency}
}

// creditsOf lists the credits of a metric in a scope. Each is an amount or a
// number by itself and needs no filter. A credit of another unit, from before
// the metric changed its own, adds nothing.
func (r *Reader) creditsOf(def *Definition, scope Scope) (in []item, out []leftOut) {
	unit := r.set.unitOf(def.index)
	for _, e := range r.book.credits[def.Name] {
		if !scope.hasCredit(r.book, e) || !unit.Takes(e.Amount) {
			continue
		}
		it := item{entry: e, day: e.Day, ends: max(e.Day, e.Ends), number: e.Quantity}
		if r.inUnit(e.Amount, unit, &it) {
			out = append(out, leftOut{item: it, exclusion: -1, missing: true})
		} else {
			in = append(in, it)
		}
	}
	return in, out
}

// Takes reports whether an amount, or a plain number where there is none, may
// be added to values of this unit.
func (u Unit) Takes(a money.Amount) bool { return !u.Yes && u.money() != (a.Currency == "") }

// inUnit converts a credit; it reports whether a rate is missing.
func (r *Reader) inUnit(a money.Amount, unit Unit, it *item) (missing bool) {
	switch {
	case a.Currency == "":
		return false
	case unit.Native || unit.Currency == a.Currency:
		it.number, it.code = a.Value, a.Currency
		return false
	default:
		return r.convert(a, unit.Currency, it)
	}
}

func (c *credited) at(f *Frame) Value {
	found, more := c.reading.at(f), c.credits.totalOn(f)
	switch {
	case more.sample().Sign() == 0:
		return found
	case found.Presence == Absent:
		return more.value()
	default:
		return found.plus(more.value())
	}
}

// plus adds a value of the same unit to one that is there.
func (v Value) plus(more Value) Value {
	v.Number = v.Number.Add(more.Number)
	if more.Basket != nil {
		sum := basketing{sums: map[string]number.Number{}, counts: map[string]int{}}
		for _, a := range append(slices.Clone(v.Basket), more.Basket...) {
			sum.add(&item{number: a.Value, code: a.Currency})
		}
		v.Basket = sum.value().Basket
	}
	return v
}

// next looks at every day where days are counted: the credit moves them away
// from the thresholds that the count itself looks at.
func (c *credited) next(f *Frame) calendar.Day {
	if days, ok := c.reading.(*daysReading); ok && days.at(f).Is() {
		return f.day + 1
	}
	return min(c.reading.next(f), c.credits.next(f))
}

// evidence lists the credits among the facts; they are no part of how many
// facts counted.
func (c *credited) evidence(f *Frame) Evidence {
	e, more := c.reading.evidence(f), c.credits.evidence(f)
	e.Credits = more.Facts
	e.Facts = append(e.Facts, more.Facts...)
	sort.SliceStable(e.Facts, func(i, j int) bool { return e.Facts[i].Day < e.Facts[j].Day })
	e.LeftOut = append(e.LeftOut, more.LeftOut...)
	e.Provisional = max(e.Provisional, more.Provisional)
	return e
}

// CheckCredit refuses a credit that can mean nothing for a metric: whatever is
// added to yes or no stays yes or no, and money cannot be added to a count.
func (s *Set) CheckCredit(index int, a money.Amount) error {
	d, unit := s.Definitions[index], s.unitOf(index)
	switch {
	case unit.Takes(a):
		return nil
	case unit.Yes:
		return problem.New(problem.Invalid, "The metric %s (%s) is yes or no, and nothing can be added to it.", d.Name, d.kind.name).
			WithHint("Waive the conditions on it, or credit the metric that it is made from.")
	case a.Currency != "":
		return problem.New(problem.Invalid, "The metric %s (%s) is a plain number, and %s is money.", d.Name, d.kind.name, a).
			WithHint("Leave the currency out.")
	default:
		return problem.New(problem.Invalid, "The metric %s (%s) is %s, and the credit has no currency.", d.Name, d.kind.name, unit).
			WithHint("Write the currency too, like 5_000 %s.", cmp.Or(unit.Currency, s.Currency))
	}
}

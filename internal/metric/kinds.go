package metric

import (
	"laurel/internal/fact"
	"laurel/internal/number"
)

// kind is one way of turning facts or metrics into a number. The list below is
// the index: a new kind is a field of Definition, a line here and a reading.
type kind struct {
	name     string
	given    func(*Definition) bool
	facts    bool // it reads facts, so it needs `of`
	additive bool // more of the same facts raises it by as much
	gathers  bool // it rises step by step though no facts add up to it, so a gap can be said in its unit too
	sampled  bool // it divides, so it needs a sample policy
	unit     func(*Definition, *Set) Unit
	read     func(*Reader, *Definition, Scope) reading
}

// Unit is what a metric's values are counted in.
type Unit struct {
	Currency string // money, converted to this
	Native   bool   // money, apart for each currency
	Yes      bool   // yes or no
}

var kinds = []kind{
	{name: "sum", given: func(d *Definition) bool { return d.Sum != "" }, facts: true, additive: true, unit: fieldUnit, read: summed},
	{name: "count", given: func(d *Definition) bool { return d.Count == factsWord }, facts: true, additive: true, unit: plain,
		read: over(func(*Definition, *Reader) aggregate { return &counting{} })},
	{name: "count", given: func(d *Definition) bool { return d.Count != "" && d.Count != factsWord }, additive: true, unit: plain, read: subjectCountReading},
	{name: "distinct", given: func(d *Definition) bool { return d.Distinct != "" }, facts: true, additive: true, unit: plain,
		read: over(func(*Definition, *Reader) aggregate { return &distinguishingKeys{keys: map[string]int{}} })},
	{name: "exists", given: func(d *Definition) bool { return d.Exists != "" }, facts: true, unit: yesUnit,
		read: over(func(*Definition, *Reader) aggregate { return &existing{} })},
	{name: "min", given: func(d *Definition) bool { return d.Min != "" }, facts: true, unit: fieldUnit, read: ranked(smallest)},
	{name: "max", given: func(d *Definition) bool { return d.Max != "" }, facts: true, unit: fieldUnit, read: ranked(largest)},
	{name: "median", given: func(d *Definition) bool { return d.Median != "" }, facts: true, unit: fieldUnit, read: ranked(middle)},
	{name: "average", given: func(d *Definition) bool { return d.Average != "" }, facts: true, unit: fieldUnit, read: averaged},
	{name: "weighted", given: func(d *Definition) bool { return d.Weighted != nil }, facts: true, unit: fieldUnit, read: averaged},
	{name: "latest", given: func(d *Definition) bool { return d.Latest != "" }, gathers: true, facts: true, unit: fieldUnit, read: sequenced(true)},
	{name: "first", given: func(d *Definition) bool { return d.First != "" }, facts: true, unit: fieldUnit, read: sequenced(false)},
	{name: "share", given: func(d *Definition) bool { return d.Share != nil }, facts: true, sampled: true, unit: plain,
		read: over(func(*Definition, *Reader) aggregate { return &sharing{} })},
	{name: "earned", given: func(d *Definition) bool { return d.Earned != nil }, facts: true, additive: true, unit: plain,
		read: over(func(d *Definition, _ *Reader) aggregate {
			return &earning{rule: d.Earned, byKey: map[string]number.Number{}}
		})},
	{name: "points", given: func(d *Definition) bool { return d.Points != nil }, gathers: true, unit: plain, read: pointsReading},
	{name: "bands", given: func(d *Definition) bool { return d.Bands != nil }, gathers: true, unit: plain, read: bandsReading},
	{name: "ratio", given: func(d *Definition) bool { return d.Ratio != nil }, sampled: true, unit: plain, read: ratioReading},
	{name: "growth", given: func(d *Definition) bool { return d.Growth != nil }, sampled: true, unit: plain, read: growthReading},
	{name: "past", given: func(d *Definition) bool { return d.Past != nil }, read: pastReading,
		unit: func(d *Definition, s *Set) Unit { return s.unitNamed(d.Past.Metric) }},
	{name: "value", given: func(d *Definition) bool { return d.Value != nil }, gathers: true, read: expressionReading,
		unit: func(d *Definition, s *Set) Unit { return s.unitOfTerm(d.Value.root) }},
	{name: "total", given: func(d *Definition) bool { return d.Total != nil }, additive: true, read: totalReading,
		unit: func(d *Definition, s *Set) Unit { return s.unitNamed(d.Total.Metric) }},
	{name: "days-since", given: func(d *Definition) bool { return d.Days != nil }, gathers: true, unit: plain,
		read: func(r *Reader, d *Definition, _ Scope) reading { return &daysReading{def: d, reader: r} }},
	{name: "tiers", given: func(d *Definition) bool { return d.Tiers != nil }, additive: true, unit: plain,
		read: func(_ *Reader, d *Definition, _ Scope) reading { return &tiersReading{def: d} }},
}

// factsWord is what `count` and `exists` say when they mean facts, not subjects.
const factsWord = "facts"

func plain(*Definition, *Set) Unit   { return Unit{} }
func yesUnit(*Definition, *Set) Unit { return Unit{Yes: true} }

// fieldUnit is money for amounts and a plain number for everything else.
func fieldUnit(d *Definition, s *Set) Unit {
	switch {
	case d.field() != "amount":
		return Unit{}
	case d.Currency == Native:
		return Unit{Native: true}
	case d.Currency != "":
		return Unit{Currency: d.Currency}
	default:
		return Unit{Currency: s.Currency}
	}
}

// over reads a metric over facts with an aggregate.
func over(fresh func(*Definition, *Reader) aggregate) func(*Reader, *Definition, Scope) reading {
	return func(r *Reader, d *Definition, scope Scope) reading {
		return newSeries(d, func() aggregate { return fresh(d, r) }, r.tally(d, r.view(scope)))
	}
}

func summed(r *Reader, d *Definition, scope Scope) reading {
	return over(func(d *Definition, r *Reader) aggregate {
		if unit := fieldUnit(d, r.set); unit.Native {
			return &basketing{sums: map[string]number.Number{}, counts: map[string]int{}}
		} else {
			return &summing{code: unit.Currency}
		}
	})(r, d, scope)
}

func averaged(r *Reader, d *Definition, scope Scope) reading {
	return over(func(d *Definition, r *Reader) aggregate {
		return &averaging{code: fieldUnit(d, r.set).Currency}
	})(r, d, scope)
}

func ranked(pick func([]number.Number) number.Number) func(*Reader, *Definition, Scope) reading {
	return over(func(d *Definition, r *Reader) aggregate {
		return &ranking{code: fieldUnit(d, r.set).Currency, pick: pick}
	})
}

func sequenced(last bool) func(*Reader, *Definition, Scope) reading {
	return over(func(d *Definition, r *Reader) aggregate {
		return &sequencing{code: fieldUnit(d, r.set).Currency, last: last}
	})
}

// kindOf finds the kind that a definition gives; nil when it gives none or
// several.
func kindOf(d *Definition) *kind {
	var found *kind
	for i := range kinds {
		if kinds[i].given(d) {
			if found != nil {
				return nil
			}
			found = &kinds[i]
		}
	}
	return found
}

// Kinds lists the names of the kinds of metrics.
func Kinds() []string {
	var names []string
	for _, k := range kinds {
		if len(names) == 0 || names[len(names)-1] != k.name {
			names = append(names, k.name)
		}
	}
	return names
}

// Additive reports whether the metric rises by as much as facts are added.
func (d *Definition) Additive() bool { return d.kind != nil && d.kind.additive }

// Gathers reports whether a gap can be said in the metric's own unit: so many
// points more, so many days. More of the same does not lead to an average or a
// share.
func (d *Definition) Gathers() bool { return d.kind != nil && (d.kind.additive || d.kind.gathers) }

// CountsSubjects reports the level that the metric counts subjects of.
func (d *Definition) CountsSubjects() (fact.Level, bool) {
	return fact.LevelOfPlural(d.Count)
}

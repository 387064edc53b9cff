package metric

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
)

// tally is the facts that a metric counts in one scope, and those it leaves out,
// whatever the window. It does not change, so that several series share it.
type tally struct {
	items  []item // by day
	leaves []int  // indexes of items, by ends
	left   []leftOut
	counts []calendar.Day // the days from which items count that may be pending, in order
}

// leftOut is a fact that the metric leaves out, and why.
type leftOut struct {
	item
	exclusion int // index into the definition's exclusions; −1 when barred by a person
	barred    Barred
	missing   bool // no rate of exchange
}

func newTally(items []item, left []leftOut) *tally {
	t := &tally{items: items, left: left, leaves: make([]int, len(items))}
	byDay := func(a, b item) int { return cmp.Compare(a.day, b.day) }
	if !slices.IsSortedFunc(items, byDay) { // they are, unless the metric dates them otherwise
		slices.SortStableFunc(items, byDay)
	}
	for i := range items {
		items[i].order, t.leaves[i] = i, i
		if items[i].counts > calendar.FirstDay {
			t.counts = append(t.counts, items[i].counts)
		}
		if items[i].entry.Learned < items[i].day {
			t.counts = append(t.counts, items[i].entry.Learned)
		}
	}
	slices.Sort(t.counts)
	byEnd := func(i, j int) int { return cmp.Compare(items[i].ends, items[j].ends) }
	if !slices.IsSortedFunc(t.leaves, byEnd) {
		slices.SortStableFunc(t.leaves, byEnd)
	}
	return t
}

// tally is what the facts of a metric come to in a scope, worked out once.
func (r *Reader) tally(def *Definition, v *view) *tally {
	if r.shared != nil {
		return r.shared.tally(def, r.shared.view(v.scope))
	}
	if v.tallies[def.index] == nil {
		v.tallies[def.index] = newTally(r.items(def, v.scope))
	}
	return v.tallies[def.index]
}

package metric

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
)

// Watch is what must be watched so that no change of some conditions is
// missed: metrics, each once however many conditions compare it, and conditions
// that ask more than comparisons.
type Watch struct {
	metrics []*watched
	others  []*Condition
}

// watched is a metric of which every change matters or, where only constants are
// compared with it, those that bring it past one of them.
type watched struct {
	index      int
	all        bool
	thresholds []number.Number // ascending
}

// NewWatch collects what a list of bound conditions depends on.
func (s *Set) NewWatch(list []*Condition) *Watch {
	w := &Watch{}
	for _, c := range list {
		w.add(c, s)
	}
	return w
}

func (w *Watch) add(c *Condition, s *Set) {
	switch {
	case c.Compare != nil:
		w.addCompared(c.Compare, s)
	case c.Over != nil, c.Time != nil:
		w.others = append(w.others, c)
	default:
		for _, child := range c.children() {
			w.add(child, s)
		}
	}
}

func (w *Watch) addCompared(c *Comparison, s *Set) {
	if c.metric >= 0 && c.threshold != nil && s.foreseen[c.metric] {
		w.of(c.metric).pass(c.threshold.Number)
		return
	}
	for _, index := range append(c.Left.indexes(), c.Right.indexes()...) {
		w.of(index).all = true
	}
}

func (w *Watch) of(index int) *watched {
	for _, each := range w.metrics {
		if each.index == index {
			return each
		}
	}
	made := &watched{index: index}
	w.metrics = append(w.metrics, made)
	return made
}

func (w *watched) pass(threshold number.Number) {
	if i, found := slices.BinarySearchFunc(w.thresholds, threshold, number.Number.Cmp); !found {
		w.thresholds = slices.Insert(w.thresholds, i, threshold)
	}
}

// NextOf is a day after day, not later than the first on which anything watched
// may change, or than until.
func (r *Reader) NextOf(w *Watch, s Scope, day, until calendar.Day) calendar.Day {
	next := min(until, r.env.Next(day))
	f := r.Frame(s, day)
	for _, each := range w.metrics {
		if each.all {
			next = min(next, r.nextOf(each.index, f))
		} else {
			next = min(next, r.nextPassing(each, f, next))
		}
	}
	for _, c := range w.others {
		next = min(next, r.Next(c, s, day))
	}
	return next
}

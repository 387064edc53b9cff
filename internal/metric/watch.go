package metric

import (
	"slices"

	"laurel/internal/calendar"
)

// Watch is what must be watched so that no change of some conditions is
// missed: metrics, each once however many conditions compare it, and conditions
// that ask more than comparisons.
type Watch struct {
	metrics []int
	others  []*Condition
}

// NewWatch collects what a list of bound conditions depends on.
func NewWatch(list []*Condition) *Watch {
	w := &Watch{}
	for _, c := range list {
		w.add(c)
	}
	return w
}

func (w *Watch) add(c *Condition) {
	switch {
	case c.Compare != nil:
		for _, index := range append(c.Compare.Left.indexes(), c.Compare.Right.indexes()...) {
			if !slices.Contains(w.metrics, index) {
				w.metrics = append(w.metrics, index)
			}
		}
	case c.Over != nil, c.Time != nil:
		w.others = append(w.others, c)
	default:
		for _, child := range c.children() {
			w.add(child)
		}
	}
}

// NextOf is a day after day, not later than the first on which anything
// watched may change.
func (r *Reader) NextOf(w *Watch, s Scope, day calendar.Day) calendar.Day {
	next := r.env.Next(day)
	f := r.Frame(s, day)
	for _, index := range w.metrics {
		next = min(next, r.nextOf(index, f))
	}
	for _, c := range w.others {
		next = min(next, r.Next(c, s, day))
	}
	return next
}

package metric

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// Reads lists the metrics that a metric is made from, its conditions' included.
func (d *Definition) Reads() []string { return d.allReads() }

// Conditions lists the conditions inside a metric.
func (d *Definition) Conditions() []*Condition {
	list := d.conditions()
	d.Window.Visit(func(w *Window) {
		if w.If != nil {
			list = append(list, w.If)
		}
	})
	return list
}

// Anchors lists the moments that a metric's windows and day counts begin at.
func (d *Definition) Anchors() []*Anchor {
	return append(d.Days.All(), d.Window.anchors()...)
}

// Anchors lists the moments that the windows of a condition begin at.
func (c *Condition) Anchors() []*Anchor {
	var list []*Anchor
	c.Visit(func(c *Condition) {
		if c.Time != nil {
			list = append(list, c.Time.Window.anchors()...)
		}
	})
	return list
}

func (w *Window) anchors() []*Anchor {
	var list []*Anchor
	w.Visit(func(w *Window) { list = append(append(list, w.Since.All()...), w.Anniversary.All()...) })
	return list
}

// All lists a moment and those that it is chosen from; none for nil.
func (a *Anchor) All() []*Anchor {
	if a == nil {
		return nil
	}
	list := []*Anchor{a}
	for _, inner := range append(a.LaterOf, a.EarlierOf...) {
		list = append(list, inner.All()...)
	}
	return list
}

// MetricNames lists the metrics that a condition compares, each once.
func (c *Condition) MetricNames() []string {
	var names []string
	c.Metrics(func(name string, _ problem.Place) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	return names
}

// Keys lists the subjects of a level, or the values of a dimension, that a
// filter chooses on a day.
func (r *Reader) Keys(level fact.Level, dimension string, where Filter, day calendar.Day) []Key {
	choice := selection{of: domain{level: level, dimension: dimension}, where: where}
	return choice.members(r.Frame(Scope{}, day))
}

// Profile finds a subject's attributes on the frame's day.
func (f *Frame) Profile(key Key) Lookup { return f.profile(key) }

// NextFact is the next day after one on which any fact happened or began.
func (b *Book) NextFact(after calendar.Day) calendar.Day { return b.nextFact(after) }

// NextProfileChange is the next day after one on which any state begins or is
// over.
func (b *Book) NextProfileChange(after calendar.Day) calendar.Day { return b.nextProfileChange(after) }

// Resolve finds the day of a moment in the frame; false while it has not come.
func (f *Frame) Resolve(a *Anchor) (calendar.Day, bool) { return a.resolve(f) }

// KeyOf is the key of a fact's subject at a level; zero when it has none.
func KeyOf(l fact.Level, e *fact.Entry) Key {
	id := subjectKey(l, &e.Subject)
	if id == "" {
		return Key{}
	}
	return Key{Level: l, ID: id}
}

// NextKey is the next day after one on which a level may get a new subject, or
// a dimension a new value.
func (r *Reader) NextKey(level fact.Level, dimension string, day calendar.Day) calendar.Day {
	return domain{level: level, dimension: dimension}.next(r.Frame(Scope{}, day))
}

package metric

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/number"
)

// reading computes one metric in one scope, for any day.
type reading interface {
	// at is the value on the frame's day.
	at(f *Frame) Value
	// next is a day after the frame's, not later than the first on which the
	// value may differ; LastDay when it never will without new facts.
	next(f *Frame) calendar.Day
	// evidence is what the value on the frame's day was made of.
	evidence(f *Frame) Evidence
}

// series reads a metric over single facts: a window slides over the items and
// an aggregate follows. Moving forward costs each item once; moving back
// begins anew.
type series struct {
	*tally
	def   *Definition
	fresh func() aggregate

	total    aggregate
	added    []bool // which items are part of the total
	span     calendar.Span
	day      calendar.Day // the day it is seen from
	in, gone int          // how many items have entered, and how many have left
	waiting  []int        // those that have entered but are pending
}

func newSeries(def *Definition, fresh func() aggregate, of *tally) *series {
	s := &series{tally: of, def: def, fresh: fresh, added: make([]bool, len(of.items))}
	s.reset()
	return s
}

func (s *series) reset() {
	s.total, s.in, s.gone, s.waiting = s.fresh(), 0, 0, nil
	clear(s.added)
	s.span, s.day = calendar.Span{From: calendar.FirstDay, Until: calendar.FirstDay}, calendar.FirstDay
}

// move brings the aggregate to a span that is not empty, as seen from a day.
func (s *series) move(to calendar.Span, day calendar.Day) {
	if to.From < s.span.From || to.Until < s.span.Until || len(s.counts) > 0 && day < s.day {
		s.reset()
	}
	if len(s.waiting) > 0 {
		s.waiting = slices.DeleteFunc(s.waiting, func(i int) bool { return s.enter(i, to, day) })
	}
	for ; s.in < len(s.items) && s.items[s.in].day < to.Until; s.in++ {
		if !s.enter(s.in, to, day) {
			s.waiting = append(s.waiting, s.in)
		}
	}
	for s.gone < len(s.leaves) && s.items[s.leaves[s.gone]].ends < to.From {
		if i := s.leaves[s.gone]; i < s.in && s.added[i] {
			s.total.remove(&s.items[i])
			s.added[i] = false
		}
		s.gone++
	}
	s.span, s.day = to, day
}

// enter adds an item, unless it left the span while it was pending; it reports
// whether the item is pending no more.
func (s *series) enter(i int, to calendar.Span, day calendar.Day) bool {
	it := &s.items[i]
	if !it.countsOn(day) {
		return false
	}
	if s.added[i] = it.ends >= to.From; s.added[i] {
		s.total.add(it)
	}
	return true
}

// window is the definition's window, or what a metric without one looks at:
// every event so far, and the states that hold on the day. False while no day
// lies in it.
func (s *series) window(f *Frame) (calendar.Span, bool) {
	if s.def.Window == nil {
		return calendar.Span{From: f.day, Until: f.day + 1}, true
	}
	span, ok := s.def.Window.span(f)
	return span, ok && !span.Empty()
}

func (s *series) at(f *Frame) Value {
	if w := s.def.Window; w != nil && (w.BestOf != nil || w.If != nil) {
		return s.atChosen(f, w)
	}
	total := s.totalOn(f)
	return s.def.judged(total.value(), total.sample(), f)
}

// totalOn is the aggregate of everything in the window.
func (s *series) totalOn(f *Frame) aggregate {
	span, ok := s.window(f)
	if !ok {
		return s.fresh()
	}
	s.move(span, f.day)
	return s.total
}

// atChosen reads the metric in the window that a condition chooses, or in
// several of which the highest value wins.
func (s *series) atChosen(f *Frame, w *Window) Value {
	if w.If != nil {
		return s.readIn(f, w.chosen(f))
	}
	_, best := s.best(f, w)
	return best
}

// best is the first of several windows with the highest value. A window in
// which there is nothing to measure is taken only where that is so in all.
func (s *series) best(f *Frame, w *Window) (*Window, Value) {
	window, best := w.BestOf[0], s.readIn(f, w.BestOf[0])
	for _, each := range w.BestOf[1:] {
		if v := s.readIn(f, each); v.Is() && (!best.Is() || v.Number.Cmp(best.Number) > 0) {
			window, best = each, v
		}
	}
	return window, best
}

func (w *Window) chosen(f *Frame) *Window {
	if f.Check(w.If).Met() {
		return w.Then
	}
	return w.Else
}

// readIn reads the metric as if it had that one window.
func (s *series) readIn(f *Frame, w *Window) Value {
	return f.reader.readingIn(w, s.def, f.view).at(f)
}

func (s *series) next(f *Frame) calendar.Day {
	w := s.def.Window
	switch {
	case w == nil:
		return min(s.nextCounting(f.day), s.nextGliding(f, func(d calendar.Day) calendar.Span { return calendar.Span{From: d, Until: d + 1} }, 0))
	case w.If != nil:
		return min(f.reader.Next(w.If, f.view.scope, f.day), s.nextIn(f, w.Then), s.nextIn(f, w.Else))
	case w.BestOf != nil:
		day := calendar.LastDay
		for _, each := range w.BestOf {
			day = min(day, s.nextIn(f, each))
		}
		return day
	case w.gliding():
		return min(s.nextCounting(f.day), s.nextGliding(f, func(d calendar.Day) calendar.Span { return w.spanOn(f, d) }, w.reach()))
	default:
		return min(s.nextCounting(f.day), w.boundary(f), s.nextEntering(f.day))
	}
}

// nextCounting is the next day from which a pending item counts.
func (s *series) nextCounting(after calendar.Day) calendar.Day {
	i := sort.Search(len(s.counts), func(i int) bool { return s.counts[i] > after })
	if i == len(s.counts) {
		return calendar.LastDay
	}
	return s.counts[i]
}

func (s *series) nextIn(f *Frame, w *Window) calendar.Day {
	return f.reader.readingIn(w, s.def, f.view).next(f)
}

// nextEntering is the next day an item is dated by.
func (s *series) nextEntering(after calendar.Day) calendar.Day {
	i := sort.Search(len(s.items), func(i int) bool { return s.items[i].day > after })
	if i == len(s.items) {
		return calendar.LastDay
	}
	return s.items[i].day
}

// nextGliding finds the first later day on which an item enters or leaves.
// reach is about how many days a fact stays in the window.
func (s *series) nextGliding(f *Frame, span func(calendar.Day) calendar.Span, reach calendar.Day) calendar.Day {
	now := span(f.day)
	day := calendar.LastDay
	if i := sort.Search(len(s.items), func(i int) bool { return s.items[i].day >= now.Until }); i < len(s.items) {
		target := s.items[i].day
		day = firstDay(f.day+1, target-reachBefore(now, f.day), func(d calendar.Day) bool { return span(d).Until > target })
	}
	if i := sort.Search(len(s.leaves), func(i int) bool { return s.items[s.leaves[i]].ends >= now.From }); i < len(s.leaves) {
		target := s.items[s.leaves[i]].ends
		if target < calendar.LastDay {
			day = min(day, firstDay(f.day+1, target+reach, func(d calendar.Day) bool { return span(d).From > target }))
		}
	}
	return day
}

// reachBefore is how far the window's end lies beyond its day.
func reachBefore(now calendar.Span, day calendar.Day) calendar.Day { return now.Until - 1 - day }

// slack is more than months, quarters and years differ from their average.
const slack = 40

// firstDay is the first day, not before from, for which a monotone question is
// answered yes; guess is about right. LastDay when the answer stays no.
func firstDay(from, guess calendar.Day, yes func(calendar.Day) bool) calendar.Day {
	low, high := max(from, guess-slack), max(from, guess+slack)
	if yes(low) {
		low = from
	}
	for !yes(high) {
		if high >= calendar.LastDay {
			return calendar.LastDay
		}
		low, high = high, min(calendar.LastDay, high+(high-from)+slack)
	}
	n := sort.Search(int(high-low), func(i int) bool { return yes(low + calendar.Day(i)) })
	return low + calendar.Day(n)
}

// spanOn is the span of a gliding window on another day.
func (w *Window) spanOn(f *Frame, day calendar.Day) calendar.Span {
	moved := *f
	moved.day = day
	span, ok := w.span(&moved)
	if !ok {
		return calendar.Span{From: day + 1, Until: day + 1}
	}
	return span
}

// reach is about how many days a fact stays in a gliding window.
func (w *Window) reach() calendar.Day {
	if w.Trailing == nil {
		return 0
	}
	return w.Trailing.After(0)
}

// judged applies the sample policy and the rounding of the definition.
func (d *Definition) judged(v Value, sample number.Number, f *Frame) Value {
	if d.SmallSample != nil {
		if under := d.SmallSample.Under.root.eval(f); under.Is() && sample.Cmp(under.Number) < 0 {
			return d.SmallSample.Then.value(v)
		}
	}
	if d.Round != nil && v.Is() && v.Basket == nil {
		v.Number = v.Number.Round(d.Round.To, d.Round.rounding())
	}
	return v
}

func (r *Round) rounding() number.Rounding {
	if r.How == "" {
		return number.HalfUp
	}
	return r.How
}

func (r SampleRule) value(v Value) Value {
	switch r {
	case ThenPass:
		return Value{Presence: SmallPass}
	case ThenFail:
		return Value{Presence: SmallFail}
	case ThenIgnore:
		return Value{Presence: SmallIgnore}
	default:
		return Value{Currency: v.Currency}
	}
}

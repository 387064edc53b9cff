package metric

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
)

// foresees reports whether facts alone make a metric, so that its values on later
// days can be read before the standing of those days is known.
func (s *Set) foresees(d *Definition) bool {
	if d.Tiers != nil || s.units[d.index].Native || len(d.Conditions()) > 0 || slices.ContainsFunc(d.Anchors(), (*Anchor).LooksBack) {
		return false
	}
	return !slices.ContainsFunc(d.allReads(), func(name string) bool { return !s.foreseen[s.byName[name]] })
}

// level is where a value lies among thresholds: two values at the same level
// meet the same comparisons with them.
type level struct {
	presence Presence
	at       int // twice the number of thresholds below it, and one more on a threshold
}

func (w *watched) level(v *Value) level {
	if !v.Is() {
		return level{presence: v.Presence}
	}
	i, on := slices.BinarySearchFunc(w.thresholds, v.Number, number.Number.Cmp)
	if on {
		return level{at: 2*i + 1}
	}
	return level{at: 2 * i}
}

// nextPassing is a day after the frame's, not later than the first on which the
// metric leaves its level, nor than until. It looks ahead with a reader of its
// own, because the one who asks goes on from the frame's day.
func (r *Reader) nextPassing(w *watched, f *Frame, until calendar.Day) calendar.Day {
	s := f.view.stays[w]
	if s == nil {
		if f.view.stays == nil {
			f.view.stays = map[*watched]*stay{}
		}
		s = r.newStay(f.view.scope)
		f.view.stays[w] = s
	}
	if !s.Has(f.day) {
		s.begin(w, f.day)
	}
	s.extend(w, until)
	return min(until, s.Until)
}

// stay is the days on which a metric is known to stay at one level.
type stay struct {
	calendar.Span
	level level
	over  bool   // it leaves the level with the end of the span
	look  *Frame // on the last day that was looked at
}

// newStay is a stay of no day yet.
func (r *Reader) newStay(scope Scope) *stay {
	if r.ahead == nil {
		r.ahead = r.Beside(r.env)
	}
	look := r.ahead.newFrame()
	look.reader, look.view = r.ahead, r.ahead.view(scope)
	return &stay{look: look}
}

func (s *stay) begin(w *watched, day calendar.Day) {
	s.Span, s.over = calendar.Span{From: day, Until: day + 1}, false
	s.level = s.levelOn(w, day)
}

func (s *stay) levelOn(w *watched, day calendar.Day) level {
	for i := range s.look.slots {
		s.look.slots[i].known = false
	}
	s.look.day = day
	return w.level(s.look.metric(w.index))
}

// mostLooks bounds how many changes of a value are passed by at once: some values
// change every day for ever.
const mostLooks = 256

// extend looks on until the metric leaves its level, or as far as is asked.
func (s *stay) extend(w *watched, until calendar.Day) {
	for looks := 0; !s.over && s.Until < until && looks < mostLooks; looks++ {
		next := s.look.reader.nextOf(w.index, s.look)
		switch {
		case next >= until:
			s.Until = until
		case s.levelOn(w, next) == s.level:
			s.Until = next + 1
		default:
			s.Until, s.over = next, true
		}
	}
}

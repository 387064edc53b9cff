package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/program"
)

// EvaluateBoth works out the timelines of one partner under the history of the
// input and under another one of the same program, each as Evaluate does. The
// days before the two part are walked once.
func EvaluateBoth(in Input, other program.History) (one, two *Timeline, err error) {
	through := in.At + in.Ahead
	h := newHistory(in)
	with := in
	with.History = other
	parted := h.releases.Parts(other.Known(in.Known))
	if len(h.releases) == 0 || parted <= h.releases[0].Effective {
		if one, err = Evaluate(in); err == nil {
			two, err = Evaluate(with)
		}
		return one, two, err
	}
	w := newWalk(h, through, false)
	w.goOn(min(parted, through+1))
	f := w.fork(h.under(other), parted)
	w.goOn(through + 1)
	f.goOn(through + 1)
	if one, err = w.finish(); err == nil {
		two, err = f.finish()
	}
	return one, two, err
}

// under is the same facts under another history of the program, in the same zone.
func (h *history) under(other program.History) *history {
	with := *h
	with.in.History = other
	with.releases = other.Known(h.in.Known)
	return &with
}

// fork is a walk that stands on a day where this one stands, under another
// history that has been the same until then. Neither sees what the other does.
func (w *walk) fork(h *history, day calendar.Day) *walk {
	f := newWalk(h, w.timeline.Through, w.daily)
	f.failed, f.changes = w.err(), slices.Clone(w.changes)
	f.grants = w.grants.fork(h)
	for _, c := range w.list {
		f.addCourse(c.fork())
	}
	for _, s := range w.timeline.segments {
		f.segment = s.fork(f, day)
		f.timeline.segments = append(f.timeline.segments, f.segment)
	}
	f.day = day
	return f
}

func (s *segment) fork(w *walk, day calendar.Day) *segment {
	f := *s
	f.release, f.span.Until = w.history.releases.InForce(s.span.From), min(s.span.Until, day)
	f.reader, f.former = s.reader.Beside(&env{walk: w, segment: &f}), nil
	return &f
}

func (c *course) fork() *course {
	f := *c
	f.Course = &Course{Ladder: c.Ladder, Key: c.Key, Spans: slices.Clone(c.Spans)}
	f.pending = slices.Clone(c.pending)
	return &f
}

func (b *grantBook) fork(h *history) *grantBook {
	f := *b
	f.history, f.current, f.later = h, nil, slices.Clone(b.later)
	f.welcomed = slices.Clone(b.welcomed)
	copies := make(map[*Grant]*Grant, len(b.list))
	f.list = make([]*Grant, len(b.list))
	for i, g := range b.list {
		f.list[i] = g.fork()
		copies[g] = f.list[i]
	}
	f.claims, f.order = make(map[claimKey]*claim, len(b.order)), make([]*claim, len(b.order))
	for i, c := range b.order {
		f.order[i] = c.fork(copies)
		f.claims[claimKey{c.benefit.Name, c.key}] = f.order[i]
	}
	return &f
}

func (g *Grant) fork() *Grant {
	f := *g
	f.Unmatched, f.past = slices.Clone(g.Unmatched), slices.Clone(g.past)
	return &f
}

func (c *claim) fork(copies map[*Grant]*Grant) *claim {
	f := *c
	f.grants = make([]*Grant, len(c.grants))
	for i, g := range c.grants {
		f.grants[i] = copies[g]
	}
	return &f
}

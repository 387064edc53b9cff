package standing

import "laurel/internal/calendar"

// asking is for what conditions are being asked: for a tier of a course on a day,
// to reach it or to keep it. It is zero when they are asked for anything else.
type asking struct {
	course  *course
	day     calendar.Day // of the question, which may be about days before
	rank    int
	keeping bool
}

// ask notes for what conditions are asked from now on, and returns for what they
// were until now.
func (t *Timeline) ask(a asking) (before asking) {
	before = t.asks
	if before != a && t.history.partly {
		for _, s := range t.segments {
			s.forget()
		}
	}
	t.asks = a
	return before
}

// keepingSince reports whether the tier is asked about to keep it, counted from
// a day on: it was held when that day began or on any day since, so that who
// lost it does not reach it again by what does not count for keeping it.
func (a asking) keepingSince(began calendar.Day) bool {
	if a.course == nil {
		return false
	}
	for i := range a.course.Spans {
		span := &a.course.Spans[i]
		if span.Span.From < a.day && span.Span.Until >= began && a.course.ladder.Rank(span.Tier) >= a.rank {
			return true
		}
	}
	return a.keeping
}

package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
)

// Restatement is how a course changed when facts recorded later arrived: the
// stretches of days in which the tier known then differs from the tier known
// now.
type Restatement struct {
	Partner  Partner
	Program  string
	Ladder   string
	Key      metric.Key
	From, To calendar.Day // the two days of knowledge
	Spans    []Restated
}

// Restated is one stretch with the tier before and after.
type Restated struct {
	Span   calendar.Span
	Before string
	After  string
}

// Restate compares two timelines of one partner and program, through the
// earlier one's day.
func Restate(before, after *Timeline, through calendar.Day) []Restatement {
	var out []Restatement
	for _, p := range Pairs(before, after) {
		r := Restatement{Partner: after.Partner, Program: programOf(before, after), Ladder: p.Ladder, Key: p.Key, From: before.Known, To: after.Known}
		r.Spans = differing(p.Before, p.After, through)
		if len(r.Spans) > 0 {
			out = append(out, r)
		}
	}
	return out
}

func programOf(before, after *Timeline) string {
	if after.Program != "" {
		return after.Program
	}
	return before.Program
}

// Pair is one ladder and key in two timelines; a course is nil where its
// timeline has none.
type Pair struct {
	Ladder        string
	Key           metric.Key
	Before, After *Course
}

// Pairs lists the ladders and keys of either timeline.
func Pairs(before, after *Timeline) []Pair {
	var out []Pair
	for _, c := range after.Courses {
		out = append(out, Pair{Ladder: c.Ladder, Key: c.Key, Before: before.Course(c.Ladder, c.Key), After: c})
	}
	for _, c := range before.Courses {
		if after.Course(c.Ladder, c.Key) == nil {
			out = append(out, Pair{Ladder: c.Ladder, Key: c.Key, Before: c})
		}
	}
	return out
}

func differing(a, b *Course, through calendar.Day) []Restated {
	var out []Restated
	days := append(starts(a), starts(b)...)
	slices.Sort(days)
	days = append(slices.Compact(days), through+1)
	for i := 0; i+1 < len(days); i++ {
		span := calendar.Span{From: days[i], Until: min(days[i+1], through+1)}
		before, after := a.TierOn(span.From), b.TierOn(span.From)
		if span.Empty() || before == after {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Span.Until == span.From && out[n-1].Before == before && out[n-1].After == after {
			out[n-1].Span.Until = span.Until
			continue
		}
		out = append(out, Restated{Span: span, Before: before, After: after})
	}
	return out
}

func starts(c *Course) []calendar.Day {
	if c == nil {
		return nil
	}
	var days []calendar.Day
	for i := range c.Spans {
		days = append(days, c.Spans[i].Span.From)
	}
	return days
}

// TierOn is the tier held on a day; empty for none, and for a nil course.
func (c *Course) TierOn(day calendar.Day) string {
	if c == nil {
		return ""
	}
	if held := c.On(day); held != nil {
		return held.Tier
	}
	return ""
}

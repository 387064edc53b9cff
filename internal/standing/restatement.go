package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/program"
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
	Programs []*program.Program // the versions that name what is told, the newest first
}

// Restated is one stretch with the tier before and after, and why: the metrics
// of the ladder that are other than they were, on the first day of the stretch.
type Restated struct {
	Span   calendar.Span
	Before string
	After  string
	Why    []Relearned
}

// Relearned is a metric that later knowledge changed.
type Relearned struct {
	Before, After metric.Measured
	New           []metric.Counted // facts that did not count before
	Gone          []metric.Counted // facts that do not count any more
	Other         []metric.Counted // facts that count with another number
}

// Restate compares two timelines of one partner and program, through the
// earlier one's day.
func Restate(before, after *Timeline, through calendar.Day) []Restatement {
	var out []Restatement
	for _, p := range Pairs(before, after) {
		r := Restatement{Partner: after.Partner, Program: programOf(before, after), Ladder: p.Ladder, Key: p.Key, From: before.Known, To: after.Known,
			Programs: after.Programs(through)}
		r.Spans = differing(p.Before, p.After, through)
		for i := range r.Spans {
			r.Spans[i].Why = relearned(before, after, p, r.Spans[i].Span.From)
		}
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

// relearned compares the metrics that a ladder's conditions name.
func relearned(before, after *Timeline, p Pair, day calendar.Day) []Relearned {
	release := after.Release(day)
	if release == nil {
		return nil
	}
	ladder, ok := release.Ladder(p.Ladder)
	if !ok {
		return nil
	}
	named := ladder.MetricNames()
	var out []Relearned
	was := before.Metrics(p.Key, day)
	for _, is := range after.Metrics(p.Key, day) {
		i := slices.IndexFunc(was, func(m metric.Measured) bool { return m.Metric.Name == is.Metric.Name })
		if i < 0 || !slices.Contains(named, is.Metric.Name) || was[i].Value.Same(is.Value) {
			continue
		}
		out = append(out, compared(was[i], is))
	}
	return out
}

// compared says which facts make the difference. A correction is the fact that it
// corrects, with another number; a fact that a feed tells again under another id
// makes none.
func compared(was, is metric.Measured) Relearned {
	out := Relearned{Before: was, After: is}
	counted := map[fact.ID]number.Number{}
	for _, c := range was.Evidence.Facts {
		counted[c.Fact.ID] = c.Number
	}
	for _, c := range is.Evidence.Facts {
		id := c.Fact.ID
		if _, known := counted[id]; !known {
			id.Key = c.Fact.Replaces
		}
		old, known := counted[id]
		delete(counted, id)
		switch {
		case !known:
			out.New = append(out.New, c)
		case !old.Equal(c.Number):
			out.Other = append(out.Other, c)
		}
	}
	for _, c := range was.Evidence.Facts {
		if _, left := counted[c.Fact.ID]; left {
			out.Gone = append(out.Gone, c)
		}
	}
	out.New, out.Gone = without(out.New, out.Gone), without(out.Gone, out.New)
	return out
}

// without leaves out of a list, for each fact of another, one that counts alike.
func without(list, others []metric.Counted) []metric.Counted {
	type alike struct {
		subject        fact.Subject
		day            calendar.Day
		kind, currency string
		number         string
	}
	of := func(c metric.Counted) alike {
		return alike{c.Fact.Subject, c.Day, c.Fact.Kind, c.Currency, c.Number.String()}
	}
	again := map[alike]int{}
	for _, c := range others {
		again[of(c)]++
	}
	var out []metric.Counted
	for _, c := range list {
		if again[of(c)]--; again[of(c)] < 0 {
			out = append(out, c)
		}
	}
	return out
}

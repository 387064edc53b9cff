package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/program"
)

// Change is a change of tier.
type Change struct {
	Day      calendar.Day // the day on whose close it has happened
	From, To string       // tiers; empty for none
	Because  Cause
	Decided  calendar.Day
	Leaving  []Leaving // what leaves the windows until then, by metric
}

// Leaving is what stops counting for a metric between two days without new
// facts.
type Leaving struct {
	Metric *metric.Definition
	Before metric.Value
	After  metric.Value
	Facts  []metric.Counted // that count before and not after
}

// NextChange is the first change of tier after a day; nil when the timeline
// has none.
func (t *Timeline) NextChange(ladder string, key metric.Key, day calendar.Day) *Change {
	c := t.Course(ladder, key)
	if c == nil {
		return nil
	}
	held := c.On(day)
	for i := range c.Spans {
		span := &c.Spans[i]
		if held == nil || span.Span.From <= day || span.Tier == held.Tier {
			continue
		}
		change := &Change{Day: span.Span.From, From: held.Tier, To: span.Tier, Because: span.Because, Decided: span.Decided}
		change.Leaving = t.leaving(key, day, change.Day)
		return change
	}
	return nil
}

// Changes lists every change of tier in the timeline.
func (c *Course) Changes() []Change {
	var out []Change
	before := ""
	for i := range c.Spans {
		span := &c.Spans[i]
		if span.Tier != before {
			out = append(out, Change{Day: span.Span.From, From: before, To: span.Tier, Because: span.Because, Decided: span.Decided})
		}
		before = span.Tier
	}
	return out
}

// leaving compares the evidence of two days under one release.
func (t *Timeline) leaving(key metric.Key, from, to calendar.Day) []Leaving {
	before, after := t.segmentOn(from), t.segmentOn(to)
	if before == nil || after == nil || before.release.Version != after.release.Version {
		return nil
	}
	var out []Leaving
	for i, def := range before.release.Set.Definitions {
		a, b := before.reader.MeasureOn(i, scopeOf(key), from), after.reader.MeasureOn(i, scopeOf(key), to)
		if gone := goneFacts(a.Evidence.Facts, b.Evidence.Facts); len(gone) > 0 {
			out = append(out, Leaving{Metric: def, Before: a.Value, After: b.Value, Facts: gone})
		}
	}
	return out
}

func goneFacts(before, after []metric.Counted) []metric.Counted {
	still := map[string]bool{}
	for i := range after {
		still[after[i].Fact.ID.String()] = true
	}
	var gone []metric.Counted
	for i := range before {
		if !still[before[i].Fact.ID.String()] {
			gone = append(gone, before[i])
		}
	}
	return gone
}

// atRisk is whether the tier is in danger as the program defines it: the
// forecast falls within the time, would fall also at the recent pace, and the
// program's own condition holds.
func (t *Timeline) atRisk(s *segment, ladder *program.Ladder, frame *metric.Frame, next *Change) bool {
	rule := ladder.AtRisk
	if rule == nil || next == nil || ladder.Rank(next.To) >= ladder.Rank(next.From) || next.Day > rule.Within.After(t.At) {
		return false
	}
	if rule.When != nil && !frame.Check(rule.When).Met() {
		return false
	}
	return rule.Pace == nil || t.belowPace(s, ladder, frame, next, *rule.Pace)
}

// belowPace asks the conditions for keeping the tier on the day of the fall
// once more, with every sum and count raised by what the recent pace would
// bring until then.
func (t *Timeline) belowPace(s *segment, ladder *program.Ladder, frame *metric.Frame, next *Change, pace calendar.Length) bool {
	recent := t.At - pace.Before(t.At)
	values := make([]metric.Value, len(s.release.Set.Definitions))
	for i, def := range s.release.Set.Definitions {
		values[i] = s.reader.Value(i, frame.Scope(), next.Day)
		if def.Additive() && values[i].Is() && len(def.Of) > 0 {
			values[i].Number = values[i].Number.Add(atPace(s, i, frame.Scope(), t.At, recent, next.Day-t.At))
		}
	}
	given := metric.NewFrame(values)
	rank := ladder.Rank(next.From)
	for _, o := range append(ladder.AttainConditions(rank), ladder.RetainConditions(rank)...) {
		if given.Check(o.Condition).Met() {
			return false
		}
	}
	return true
}

// atPace is what a metric would gain in so many days if they were like the
// recent ones.
func atPace(s *segment, index int, scope metric.Scope, at, recent, ahead calendar.Day) number.Number {
	if recent <= 0 {
		return number.Zero
	}
	sum := number.Zero
	for _, c := range s.reader.MeasureOn(index, scope, at).Evidence.Facts {
		if c.Day > at-recent {
			sum = sum.Add(c.Number)
		}
	}
	return sum.Mul(number.Fraction(int64(ahead), int64(recent)))
}

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
	Version  string // the version under which it is decided
	Decided  calendar.Day
	Into     Partner       // whose part the partner becomes, when that is why
	Falls    bool          // it goes down, as the versions order the tiers
	Same     bool          // a new version calls the tier by another name
	Over     []metric.Said // why persons decided what is over by then
	Leaving  []Leaving     // what stops counting until then and turns a condition of a tier between the two
}

// Leaving is what stops counting for a metric between two days without new
// facts.
type Leaving struct {
	Metric *metric.Definition
	Before metric.Value
	After  metric.Value
	Facts  []metric.Counted // that count before and not after
}

// NextChange is the first change of tier after a day, or the day on which the
// partner becomes part of another; nil when the timeline has neither.
func (t *Timeline) NextChange(ladder string, key metric.Key, day calendar.Day) *Change {
	c := t.Course(ladder, key)
	if c == nil {
		return nil
	}
	held := c.On(day)
	for i := range c.Spans {
		span := &c.Spans[i]
		if held == nil || span.Span.From <= day || span.Tier == held.Tier && (span.Because != MergedAway || held.State == Ended) {
			continue
		}
		change := &Change{Day: span.Span.From, From: held.Tier, To: span.Tier, Because: span.Because, Version: span.Version, Decided: span.Decided}
		change.Falls, change.Same = t.direction(ladder, change, day)
		if into := t.PartOf(change.Day); change.Because == MergedAway && len(into) > 0 {
			change.Into, change.Falls = into[0].Into, false
		}
		change.Over = t.over(ladder, key, day, change.Day)
		change.Leaving = t.leaving(ladder, key, day, change)
		return change
	}
	return nil
}

// direction tells whether a change goes down, or only gives the tier another
// name: a tier is carried through the versions between as they map it.
func (t *Timeline) direction(name string, c *Change, from calendar.Day) (falls, same bool) {
	tier, rank := c.From, 0
	var ladder *program.Ladder
	for _, s := range t.segments {
		next, ok := s.release.Ladder(name)
		if s.span.Until <= from || s.span.From > c.Day || !ok {
			continue
		}
		if ladder != nil && next != ladder {
			tier = tierAfter(s.release.Transition, ladder, ladder.Rank(tier))
		}
		if ladder = next; ladder.Rank(tier) > 0 {
			rank = ladder.Rank(tier)
		}
	}
	if ladder == nil {
		return c.To == "", false
	}
	return ladder.Rank(c.To) < rank, c.To == tier && c.To != c.From
}

// over lists the decisions about a ladder that are in force on a day and over by
// another.
func (t *Timeline) over(ladder string, key metric.Key, from, to calendar.Day) []metric.Said {
	var out []metric.Said
	for i := range t.history.override {
		o := &t.history.override[i]
		about := o.entry.Attribute("key").String()
		if o.span.Has(from) && o.span.Until <= to && o.concerns(t.Program, ladder) && (about == "" || about == key.ID) && t.bears(o, ladder, key, from) {
			out = append(out, o.said())
		}
	}
	return out
}

// bears reports whether a decision bears on the tier of a day: it is about the
// tier, or about a metric or a fact that the ladder's conditions read.
func (t *Timeline) bears(o *override, ladder string, key metric.Key, day calendar.Day) bool {
	s := t.segmentOn(day)
	switch {
	case o.act == KeepGrant || o.act == RevokeGrant || s == nil:
		return false
	case o.act == Waive || o.act == Credit:
		return readBy(s.release, ladder)[o.metric]
	case o.act == Exclude:
		return t.leavesOut(o, ladder, key, day)
	default:
		return true
	}
}

// leavesOut reports whether a decision leaves a fact out of a metric that a
// ladder reads.
func (t *Timeline) leavesOut(o *override, ladder string, key metric.Key, day calendar.Day) bool {
	s := t.segmentOn(day)
	read := readBy(s.release, ladder)
	for i, def := range s.release.Set.Definitions {
		if !read[def.Name] {
			continue
		}
		for _, left := range s.reader.MeasureOn(i, scopeOf(key), day).Evidence.LeftOut {
			if left.Barred != nil && left.Barred.By == o.id {
				return true
			}
		}
	}
	return false
}

// leaving compares the evidence of two days under one release, of the metrics by
// which the tier changes. What leaves and changes no figure is no reason.
func (t *Timeline) leaving(ladder string, key metric.Key, from calendar.Day, c *Change) []Leaving {
	before, after := t.segmentOn(from), t.segmentOn(c.Day)
	if before == nil || after == nil || before.release.Version != after.release.Version {
		return nil
	}
	turned := t.turned(before, after, Standing{Ladder: ladder, Key: key, At: from}, c)
	var out []Leaving
	for i, def := range before.release.Set.Definitions {
		if !turned[def.Name] {
			continue
		}
		a, b := before.reader.MeasureOn(i, scopeOf(key), from), after.reader.MeasureOn(i, scopeOf(key), c.Day)
		if gone := goneFacts(a.Evidence.Facts, b.Evidence.Facts); len(gone) > 0 && !a.Value.Same(b.Value) {
			out = append(out, Leaving{Metric: def, Before: a.Value, After: b.Value, Facts: gone})
		}
	}
	return out
}

// turned lists the metrics of those conditions that hold on one of two days and
// fail on the other, and what these are made from. Asked are the tiers that are
// lost or reached between the two.
func (t *Timeline) turned(before, after *segment, at Standing, c *Change) map[string]bool {
	ladder, ok := before.release.Ladder(at.Ladder)
	if !ok {
		return nil
	}
	then := at
	then.At = c.Day
	was, is := before.reader.Frame(scopeOf(at.Key), at.At), after.reader.Frame(scopeOf(at.Key), c.Day)
	low, high := ladder.Rank(c.From), ladder.Rank(c.To)
	var names []string
	for rank := min(low, high) + 1; rank <= max(low, high); rank++ {
		x, y := t.tierReasons(ladder, rank, was, at), t.tierReasons(ladder, rank, is, then)
		names = append(names, turnedIn(x.Attain, y.Attain)...)
		names = append(names, turnedIn(x.Retain, y.Retain)...)
	}
	return madeFrom(before.release, names)
}

// turnedIn lists the metrics named by what has another outcome in the same ways
// to a tier on another day.
func turnedIn(was, is []TrackReason) []string {
	var names []string
	for i := range was {
		names = append(names, turnedLeaves(&was[i].Reason, &is[i].Reason)...)
		if was[i].Applies != nil {
			names = append(names, turnedLeaves(was[i].Applies, is[i].Applies)...)
		}
	}
	return names
}

// turnedLeaves goes down to single comparisons, and to what is asked of several
// subjects or days.
func turnedLeaves(was, is *metric.Reason) []string {
	if c := was.Condition; c.All == nil && c.Any == nil && c.Not == nil && c.AtLeast == nil {
		if was.Truth.Met() == is.Truth.Met() {
			return nil
		}
		return c.MetricNames()
	}
	var names []string
	for i := range was.Children {
		names = append(names, turnedLeaves(&was.Children[i], &is.Children[i])...)
	}
	return names
}

// readBy lists the metrics that the conditions of a ladder read, and those that
// these are made from.
func readBy(r *program.Release, ladder string) map[string]bool {
	var names []string
	if l, ok := r.Ladder(ladder); ok {
		for _, c := range l.Conditions() {
			names = append(names, c.MetricNames()...)
		}
	}
	return madeFrom(r, names)
}

// madeFrom lists metrics and those that they are made from.
func madeFrom(r *program.Release, names []string) map[string]bool {
	found := map[string]bool{}
	var add func(names []string)
	add = func(names []string) {
		for _, name := range names {
			if index, ok := r.Set.Index(name); ok && !found[name] {
				found[name] = true
				add(r.Set.Definitions[index].Reads())
			}
		}
	}
	add(names)
	return found
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
	if rule == nil || next == nil || !next.Falls || next.Day > rule.Within.After(t.At) {
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

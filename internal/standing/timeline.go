package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// Timeline is a partner's standing under one program over time. It is piecewise
// constant and changes only at facts, window edges, evaluation days, clocks and
// version dates.
type Timeline struct {
	Partner Partner
	Program string
	Known   calendar.Day
	At      calendar.Day
	Through calendar.Day // the last day computed: At and what lies ahead

	Courses []*Course // one for each ladder and key, in the order of the program
	Grants  []*Grant  // in the order they were granted

	history  *history
	segments []*segment
	courses  map[courseKey]*course
	list     []*course
	asks     asking // for what conditions are asked at the moment
}

// Course is one ladder over time, for the partner or for one key of it.
type Course struct {
	Ladder string
	Key    metric.Key
	Spans  []Held // without gaps, oldest first
}

// Held is a tier held over a stretch of days in one state.
type Held struct {
	Span       calendar.Span
	Tier       string // empty for none
	State      State
	Decided    calendar.Day // the evaluation that decided it
	Because    Cause
	Version    string       // the version under which it was decided
	Override   metric.Said  // why a person decided it; empty when nobody did
	SafeUntil  calendar.Day // the tier cannot be lost through this day; 0 when it can
	GraceUntil calendar.Day // the last day of grace; 0 when not in grace
}

// State stands beside the tier.
type State string

// The states.
const (
	Active    State = "active"
	Protected State = "protected" // no longer earned, but safe until its validity ends
	InGrace   State = "in-grace"  // about to fall; there is still time to recover
	Suspended State = "suspended" // the tier is held, its benefits rest
	Frozen    State = "frozen"    // an appeal is open: nothing is evaluated
	Waiting   State = "waiting"   // a source has not told everything yet: the evaluation is put off
	Ended     State = "ended"     // the partner was merged into another, or the ladder is gone
)

// Cause is why a tier or a state changed.
type Cause string

// The causes.
const (
	Began       Cause = "began" // the program came into force, or the key appeared
	Attained    Cause = "attained"
	Missed      Cause = "missed" // the tier is no longer deserved, and stays: it is safe, or there is time to recover
	Fell        Cause = "fell"
	GraceOver   Cause = "grace-over"
	Recovered   Cause = "recovered"
	Overridden  Cause = "overridden"
	NewVersion  Cause = "new-version"
	MergedAway  Cause = "merged"
	StateChange Cause = "state" // the tier stays; what stands beside it says what is new
)

// On is the span that covers a day; nil before the first.
func (c *Course) On(day calendar.Day) *Held {
	for i := len(c.Spans) - 1; i >= 0; i-- {
		if c.Spans[i].Span.Has(day) {
			return &c.Spans[i]
		}
	}
	return nil
}

// Evaluate works out the timeline. It fails only when a rate of exchange is
// missing that the program does not do without.
func Evaluate(in Input) (*Timeline, error) { return evaluate(in, false) }

// evaluate works the timeline out; daily stops at every single day instead of
// those only on which something may change.
func evaluate(in Input, daily bool) (*Timeline, error) {
	return evaluateThrough(in, in.At+in.Ahead, daily)
}

func evaluateThrough(in Input, through calendar.Day, daily bool) (*Timeline, error) {
	w := newWalk(newHistory(in), through, daily)
	w.goOn(through + 1)
	return w.finish()
}

// segmentOn is the segment of a day; nil when no release is in force.
func (t *Timeline) segmentOn(day calendar.Day) *segment {
	for _, s := range t.segments {
		if s.span.Has(day) {
			return s
		}
	}
	return nil
}

// Release is the release in force on a day; nil before the first.
func (t *Timeline) Release(day calendar.Day) *program.Release {
	if s := t.segmentOn(day); s != nil {
		return s.release
	}
	return nil
}

// Programs lists the versions whose names a reader of a day may meet: the one in
// force first, then older ones, of which grants may be kept, then those to come,
// of which a forecast may tell.
func (t *Timeline) Programs(day calendar.Day) []*program.Program {
	var out []*program.Program
	for i := len(t.segments) - 1; i >= 0; i-- {
		if s := t.segments[i]; s.span.From <= day && !slices.Contains(out, s.release.Program) {
			out = append(out, s.release.Program)
		}
	}
	for _, s := range t.segments {
		if s.span.From > day && !slices.Contains(out, s.release.Program) {
			out = append(out, s.release.Program)
		}
	}
	return out
}

// Course finds the course of a ladder and key.
func (t *Timeline) Course(ladder string, key metric.Key) *Course {
	i := slices.IndexFunc(t.Courses, func(c *Course) bool { return c.Ladder == ladder && c.Key == key })
	if i < 0 {
		return nil
	}
	return t.Courses[i]
}

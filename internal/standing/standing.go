package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// Standing is where a partner stands in one ladder at the close of a day.
type Standing struct {
	Partner     Partner
	Program     string
	Version     string
	Ladder      string
	Key         metric.Key // the offer or the region; zero for the partner
	Tier        string     // empty for none
	State       State
	Since       calendar.Day // the tier has been held since
	Evaluated   calendar.Day // the evaluation that decided it
	At          calendar.Day
	Known       calendar.Day
	SafeUntil   calendar.Day      // 0 when the tier can be lost at any evaluation
	GraceUntil  calendar.Day      // 0 when not in grace
	Override    metric.Said       // why a person set, holds or froze the tier; empty when nobody did
	Provisional []string          // why the figures may still change; empty when they are final
	PartOf      []Merger          // of a partner that was merged: into whom; then what that one is part of, and so on
	Metrics     []metric.Measured // the program's metrics at the day, in its order
	Unsettled   [][]Unsettled     // for each of them why and until when its value may still change; empty when it is final
}

// Merger says that a partner is part of another.
type Merger struct {
	Into  Partner
	Since calendar.Day
}

// PartOf lists the partners that this one is part of on a day: the one it was
// merged into first. Empty while it stands for itself.
func (t *Timeline) PartOf(day calendar.Day) []Merger {
	var out []Merger
	for _, b := range t.history.members.partOf(t.Partner.ID, day) {
		out = append(out, Merger{Into: t.history.partner(b.partner), Since: b.span.From})
	}
	return out
}

// partner is a partner with its name, where that is known.
func (h *history) partner(id string) Partner {
	for _, p := range h.in.Others {
		if p.ID == id {
			return p
		}
	}
	return Partner{ID: id, Name: id}
}

// Standings lists the standing in every ladder and key at a day.
func (t *Timeline) Standings(day calendar.Day) []Standing {
	var out []Standing
	segment := t.segmentOn(day)
	if segment == nil {
		return nil
	}
	for _, c := range t.Courses {
		held := c.On(day)
		if held == nil {
			continue
		}
		out = append(out, t.standing(segment, c, held, day))
	}
	return out
}

func (t *Timeline) standing(s *segment, c *Course, held *Held, day calendar.Day) Standing {
	out := Standing{Partner: t.Partner, Program: t.Program, Version: s.release.Version, Ladder: c.Ladder, Key: c.Key,
		Tier: held.Tier, State: held.State, Since: c.since(day), Evaluated: t.evaluated(s, c, day), At: day, Known: t.Known,
		SafeUntil: held.SafeUntil, GraceUntil: held.GraceUntil, Override: held.Override, PartOf: t.PartOf(day)}
	out.Metrics = t.Metrics(c.Key, day)
	for i := range out.Metrics {
		out.Unsettled = append(out.Unsettled, t.unsettled(s.release, &out.Metrics[i]))
	}
	out.Provisional = t.Provisional(comparedIn(s.release, c.Ladder, out.Metrics), day)
	return out
}

// Metrics lists the program's metrics at a day, in its order: of the whole
// partner, or of one offer or region of it. Nil when no release is in force.
func (t *Timeline) Metrics(key metric.Key, day calendar.Day) []metric.Measured {
	s := t.segmentOn(day)
	if s == nil {
		return nil
	}
	out := make([]metric.Measured, len(s.release.Set.Definitions))
	for i := range out {
		out[i] = s.reader.MeasureOn(i, scopeOf(key), day)
	}
	return out
}

// since is the first day of the unbroken stretch in which the tier of a day is
// held.
func (c *Course) since(day calendar.Day) calendar.Day {
	from := day
	for i := len(c.Spans) - 1; i >= 0; i-- {
		span := &c.Spans[i]
		if span.Span.From > day {
			continue
		}
		if held := c.On(day); span.Tier != held.Tier {
			break
		}
		from = span.Span.From
	}
	return from
}

// evaluated is the last day, not after the one asked about, on which the
// ladder was judged. A ladder judged at every change is judged every day.
func (t *Timeline) evaluated(s *segment, c *Course, day calendar.Day) calendar.Day {
	for d := day; d > day-maxLookBack; d-- {
		if d < s.span.From {
			s = t.segmentOn(d)
		}
		if s == nil || !c.takesPart(d) {
			break
		}
		if ladder, ok := s.release.Ladder(c.Ladder); ok && t.judgedOn(s, c, ladder, d) {
			return d
		}
	}
	return t.decided(c, day)
}

// takesPart reports whether the course stands anywhere on a day.
func (c *Course) takesPart(day calendar.Day) bool {
	held := c.On(day)
	return held != nil && held.State != Ended
}

// decided is when the tier of a day was decided; what began an appeal was no
// evaluation.
func (t *Timeline) decided(c *Course, day calendar.Day) calendar.Day {
	for _, held := range slices.Backward(c.Spans) {
		if held.Span.From <= day && held.State != Frozen {
			return held.Decided
		}
	}
	return 0
}

// maxLookBack bounds the search for the last evaluation: schedules are yearly
// at the rarest, or their dates are far apart and the tier says when it was
// decided.
const maxLookBack = 800

func (t *Timeline) judgedOn(s *segment, c *Course, ladder *program.Ladder, day calendar.Day) bool {
	if _, frozen := t.history.frozen(t.Program, c.Ladder, c.Key.ID, day); frozen {
		return false
	}
	if t.history.putsOff(s.release, day) {
		return false
	}
	anchor := s.anchor(c.Key)
	return ladder.Evaluate.Up.Falls(day, anchor) || ladder.Evaluate.Down.Falls(day, anchor)
}

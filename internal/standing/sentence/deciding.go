package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Deciding tells the single conditions that decided about a tier, one line each
// and nothing below it: those with an outcome, in the ways that count. Met are
// those of a way that is met; unmet, those of every way that applies.
func (t *Teller) Deciding(r *standing.TierReasons, outcome Outcome) []Line {
	ways := r.Attain
	if outcome == Unmet && len(r.Retain) > 0 {
		ways = r.Retain
	}
	var lines []Line
	for i := range ways {
		way := &ways[i]
		switch applies := way.Applies == nil || way.Applies.Truth.Met(); {
		case outcome == Met && !way.Met():
		case applies:
			lines = append(lines, t.singles(&way.Reason, false, outcome)...)
		default:
			lines = append(lines, t.singles(way.Applies, false, outcome)...)
		}
	}
	return lines
}

// singles tells the conditions with an outcome of which another is made.
func (t *Teller) singles(r *metric.Reason, negated bool, outcome Outcome) []Line {
	c := r.Condition
	switch {
	case c.Not != nil:
		return t.singles(&r.Children[0], !negated, outcome)
	case c.All != nil || c.Any != nil || c.AtLeast != nil:
		var lines []Line
		for i := range r.Children {
			lines = append(lines, t.singles(&r.Children[i], negated, outcome)...)
		}
		return lines
	}
	line := t.reason(r, negated)
	if line.Outcome != outcome {
		return nil
	}
	line.Lines = nil
	return []Line{line}
}

// Turned says what changed a ladder's tier on a day where figures alone did not:
// a decision, a new version, the end of the time to recover. Nil otherwise.
func (t *Teller) Turned(c *standing.Course, day calendar.Day) []Line {
	for i := range c.Spans {
		now := &c.Spans[i]
		if i == 0 || now.Span.From != day {
			continue
		}
		switch now.Because {
		case standing.Overridden, standing.NewVersion, standing.GraceOver:
			line, told := t.step(c.Ladder, &c.Spans[i-1], now, false)
			if line.Lines = nil; told {
				return []Line{line}
			}
		}
	}
	return nil
}

// Because says what leads to the next change of tier, one line each.
func (t *Teller) Because(c *standing.Change) []Line { return t.because(c) }

// Plainly are sentences and those below them in one list, without what only
// explains a condition.
func Plainly(lines []Line) []Line {
	var out []Line
	for _, l := range lines {
		below := l.Lines
		l.Lines = nil
		out = append(out, l)
		if l.Outcome == "" {
			out = append(out, Plainly(below)...)
		}
	}
	return out
}

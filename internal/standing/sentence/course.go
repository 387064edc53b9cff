package sentence

import (
	"laurel/internal/standing"
)

// Course says how a ladder went over time, one line for each change of the tier
// or of what stands beside it, oldest first.
func (t *Teller) Course(c *standing.Course) []Line {
	var lines []Line
	before := standing.Held{State: standing.Active}
	for i := range c.Spans {
		now := &c.Spans[i]
		line, told := t.step(c.Ladder, &before, now, i == 0)
		if told {
			line.About = About{AboutTier, now.Tier}
			lines = append(lines, line)
		}
		before = *now
	}
	return lines
}

// step is one change; false when it changes nothing that has a sentence.
func (t *Teller) step(ladder string, before, now *standing.Held, begins bool) (Line, bool) {
	state, isState := t.stateStep(before, now)
	if !begins && before.Tier == now.Tier || now.State == standing.Ended {
		return state, isState
	}
	line := t.line(t.stepID(ladder, before, now, begins), args{"Day": t.reader.Locale.Day(now.Span.From), "From": t.tier(ladder, before.Tier),
		"To": t.tier(ladder, now.Tier), "Why": t.said(now.Override), "Version": now.Version})
	if now.Decided != 0 && now.Decided < now.Span.From {
		line.Lines = append(line.Lines, t.line("change.decided-on", args{"Day": t.reader.Locale.Day(now.Decided)}))
	}
	if isState && now.State != standing.Active {
		line.Lines = append(line.Lines, state)
	}
	return line, true
}

func (t *Teller) stepID(ladder string, before, now *standing.Held, begins bool) string {
	switch {
	case now.Because == standing.Overridden && !now.Override.IsZero():
		return "change.by-decision"
	case now.Because == standing.NewVersion:
		return "change.by-version"
	case now.Because == standing.GraceOver:
		return "change.grace-over"
	case begins && now.Tier == "":
		return "change.begins-without"
	case begins:
		return "change.begins"
	case before.Tier == "":
		return "change.reaches"
	case now.Tier == "":
		return "change.loses"
	case t.falls(ladder, before.Tier, now.Tier):
		return "change.falls"
	default:
		return "change.rises"
	}
}

// falls reports whether the way from one tier of a ladder to another goes down.
func (t *Teller) falls(ladder, from, to string) bool {
	l := t.ladderOf(ladder)
	return l != nil && l.Rank(to) < l.Rank(from)
}

// stateStep is a change of what stands beside the tier.
func (t *Teller) stateStep(before, now *standing.Held) (Line, bool) {
	if before.State == now.State {
		return Line{}, false
	}
	id := steps[now.State]
	switch {
	case now.State == standing.Ended && now.Because == standing.MergedAway:
		id = "change.merged"
	case before.State == standing.Protected && before.SafeUntil < now.Span.From && now.State == standing.Active:
		id = "change.unprotected"
	case now.State == standing.Active:
		id = ends[before.State]
	}
	day := t.reader.Locale.Day
	return t.line(id, args{"Day": day(now.Span.From), "Safe": day(now.SafeUntil), "Grace": day(now.GraceUntil)}), true
}

var steps = map[standing.State]string{standing.Protected: "change.protected", standing.InGrace: "change.in-grace",
	standing.Suspended: "change.suspended", standing.Frozen: "change.frozen", standing.Waiting: "change.waiting", standing.Ended: "change.ended"}

// ends are the sentences for what no longer stands beside the tier.
var ends = map[standing.State]string{standing.Protected: "change.recovered", standing.InGrace: "change.recovered", standing.Suspended: "change.unsuspended",
	standing.Frozen: "change.unfrozen", standing.Waiting: "change.unwaiting", standing.Ended: "change.returned"}

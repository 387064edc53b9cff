package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
)

// Gap says what is missing to a tier: the first way as the sentence, the others
// below it.
func (t *Teller) Gap(ladder string, g *standing.Gap) Line {
	tier := t.tier(ladder, g.Tier)
	if len(g.Ways) == 0 {
		return t.line("gap.closed", args{"Tier": t.tierLabel(ladder, g.Tier)})
	}
	var line Line
	for i := range g.Ways {
		if len(g.Ways[i]) == 0 {
			return t.line("gap.ready", args{"Tier": tier})
		}
		told := t.way(ladder, g.Ways[i], tier, i > 0)
		if i == 0 {
			line = told
		} else {
			line.Lines = append(line.Lines, told)
		}
	}
	line.About = About{AboutTier, g.Tier}
	return line
}

// way is one way of reaching a tier: one thing missing, or several together.
func (t *Teller) way(ladder string, way standing.Way, tier string, other bool) Line {
	var line Line
	if len(way) == 1 {
		line = t.missing(&way[0], tier, other)
	} else {
		line = t.line(first(other, "gap.together", "gap.or-together"), args{"Tier": tier})
		for i := range way {
			line.Lines = append(line.Lines, t.missingPart(&way[i]))
		}
	}
	if track := way[0].Track; track != "" {
		line.Lines = append(line.Lines, t.line("gap.track", args{"Track": t.track(ladder, track)}))
	}
	return line
}

func first(other bool, id, or string) string {
	if other {
		return or
	}
	return id
}

// missing is one thing that reaches the tier alone.
func (t *Teller) missing(m *standing.Missing, tier string, other bool) Line {
	a := args{"Tier": tier}
	line := Line{Place: t.place(m.Reason.Place)}
	switch {
	case m.More != nil:
		a["More"], a["Metric"] = t.lacking(m), t.metric(m.Reason.Measured[0].Metric)
		line.About = About{AboutMetric, m.Reason.Measured[0].Metric.Name}
		if m.Beyond {
			line.Text = t.say(first(other, "gap.beyond", "gap.or-beyond"), a)
		} else {
			line.Text = t.say(first(other, "gap.more", "gap.or-more"), a)
		}
	case m.Reason.Condition.Compare != nil:
		s := sidesOf(m.Reason, false)
		a["What"] = t.expression(s.left)
		a["Found"], a["Wanted"] = t.sides(m.Reason, s)
		line.Text = t.say(first(other, gaps[s.found.Presence][0], gaps[s.found.Presence][1]), a)
	default:
		line.Text = t.say(first(other, "gap.thing", "gap.or-thing"), a)
		line.Lines = []Line{t.Reason(m.Reason)}
	}
	return line
}

// lacking is how much is missing: so many days of a metric that counts them.
func (t *Teller) lacking(m *standing.Missing) string {
	days := m.More.Number.Round(0, number.Ceiling).Rat().Num()
	if m.Reason.Measured[0].Metric.Days != nil && days.IsInt64() {
		return t.reader.Locale.Length(calendar.Length{N: int(days.Int64()), Unit: calendar.Days})
	}
	return t.enough(*m.More)
}

// gaps are the sentences for a figure that must become another.
var gaps = map[metric.Presence][2]string{
	metric.Present:   {"gap.needs", "gap.or-needs"},
	metric.Absent:    {"gap.needs-some", "gap.or-needs-some"},
	metric.SmallFail: {"gap.needs-sample", "gap.or-needs-sample"},
}

// missingPart is one of several things that are missing together.
func (t *Teller) missingPart(m *standing.Missing) Line {
	if m.More == nil {
		return t.Reason(m.Reason)
	}
	id := "gap.part"
	if m.Beyond {
		id = "gap.part-beyond"
	}
	measured := m.Reason.Measured[0].Metric
	return Line{Text: t.say(id, args{"More": t.lacking(m), "Metric": t.metric(measured)}), Outcome: Unmet,
		About: About{AboutMetric, measured.Name}, Place: t.place(m.Reason.Place)}
}

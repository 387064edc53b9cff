package sentence

import (
	"laurel/internal/standing"
)

// Outlook says how things would go: the tier and from when, what would still be
// missing, what would come next, and which benefits there would be.
func (t *Teller) Outlook(o *standing.Outlook) []Line {
	lines := []Line{t.differs(o)}
	if o.Then != nil {
		if len(o.Then.Gaps) > 0 {
			lines = append(lines, t.Gap(o.Ladder, &o.Then.Gaps[0]))
		}
		lines = append(lines, t.Forecast(o.Then, o.Through)...)
	}
	if line, some := t.under("outlook.gained", t.GrantNames(o.Gained)); some {
		lines = append(lines, line)
	}
	if line, some := t.under("outlook.lost", t.GrantNames(o.Lost)); some {
		lines = append(lines, line)
	}
	return lines
}

// differs says on which days the tier would be another.
func (t *Teller) differs(o *standing.Outlook) Line {
	day := t.reader.Locale.Day
	a := args{"Partner": t.partner.Name, "Ladder": t.course(o.Ladder, o.Key), "Tier": t.tier(o.Ladder, o.Now)}
	if len(o.Differs) == 0 {
		return t.line(t.voice("outlook.same.you", "outlook.same.partner"), a)
	}
	first := &o.Differs[0]
	for i := range o.Differs {
		if t.falls(o.Ladder, o.Differs[i].After, first.After) {
			first = &o.Differs[i]
		}
	}
	a["Day"], a["To"], a["Instead"] = day(first.Span.From), t.tier(o.Ladder, first.After), t.tier(o.Ladder, first.Before)
	line := Line{About: About{AboutTier, first.After}}
	switch {
	case !t.falls(o.Ladder, first.After, o.Now):
		line.Text = t.say(t.voice("outlook.instead.you", "outlook.instead.partner"), a)
	case first.Span.From == o.Today:
		line.Text = t.say(t.voice("outlook.today.you", "outlook.today.partner"), a)
	default:
		line.Text = t.say(t.voice("outlook.reaches.you", "outlook.reaches.partner"), a)
	}
	for i := range o.Differs {
		line.Lines = append(line.Lines, t.differing(o, &o.Differs[i]))
	}
	return line
}

func (t *Teller) differing(o *standing.Outlook, r *standing.Restated) Line {
	day := t.reader.Locale.Day
	a := args{"From": day(r.Span.From), "Until": day(r.Span.Last()), "After": t.tier(o.Ladder, r.After), "Before": t.tier(o.Ladder, r.Before)}
	if r.Span.Last() >= o.Through {
		return t.line("outlook.from", a)
	}
	return t.line("outlook.days", a)
}

// NewRules says which tier is held on the day on which another version takes
// effect, beside the one that would be held under the rules of today.
func (t *Teller) NewRules(o *standing.Outlook, version string) Line {
	then := ""
	if o.Then != nil {
		then = o.Then.Tier
	}
	a := args{"Partner": t.partner.Name, "Day": t.reader.Locale.Day(o.Day), "Version": version, "Ladder": t.course(o.Ladder, o.Key),
		"To": t.tier(o.Ladder, then), "Instead": t.tier(o.Ladder, o.Instead)}
	line := Line{About: About{AboutTier, then}}
	if then == o.Instead {
		line.Text = t.say(t.voice("new-rules.same.you", "new-rules.same.partner"), a)
	} else {
		line.Text = t.say(t.voice("new-rules.other.you", "new-rules.other.partner"), a)
	}
	return line
}

// GrantNames are grants with what each is worth, and since when it is there.
func (t *Teller) GrantNames(list []*standing.Grant) []Line {
	var lines []Line
	for _, g := range list {
		lines = append(lines, Line{Text: t.say("outlook.benefit", args{"Benefit": t.grantName(t.benefit(g.Benefit), &standing.GrantStanding{Grant: g}), "Day": t.reader.Locale.Day(g.Granted)}),
			About: About{AboutBenefit, g.Benefit}})
	}
	return lines
}

// Reckoned says whether what is assumed counts, and as how much.
func (t *Teller) Reckoned(f *standing.Reckoned) Line {
	if f.Metric == nil {
		return t.line("outlook.not-in-force", args{"Day": t.reader.Locale.Day(f.Day)})
	}
	a := args{"Metric": t.metric(f.Metric), "Day": t.reader.Locale.Day(f.Day), "Value": t.value(f.As, t.isPercent(f.Metric))}
	line := Line{About: About{AboutMetric, f.Metric.Name}, Outcome: Unmet}
	switch {
	case f.LeftOut != nil:
		a["Why"], _ = t.why(f.LeftOut)
		line.Text = t.say("outlook.left-out", a)
	case !f.Counts:
		line.Text = t.say("outlook.outside", a)
	case countsOnly(f.Metric) || !f.Metric.Additive():
		line.Outcome, line.Text = Met, t.say("outlook.counts", a)
	default:
		line.Outcome, line.Text = Met, t.say("outlook.counts-as", a)
	}
	return line
}

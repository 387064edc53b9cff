package sentence

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
	"laurel/internal/yamlfile"
)

// Rule is what a condition asks for, whoever it is asked of: for a leaf what is
// needed, for a tree its parts.
func (t *Teller) Rule(c *metric.Condition) Line { return t.rule(c, false) }

func (t *Teller) rule(c *metric.Condition, negated bool) Line {
	if c.Not != nil {
		return t.rule(c.Not, !negated)
	}
	line := t.ruleOf(c, negated)
	line.Place = t.place(c.Place)
	return line
}

func (t *Teller) ruleOf(c *metric.Condition, negated bool) Line {
	switch {
	case c.Compare != nil:
		return t.ruleCompared(c.Compare, negated)
	case c.Tier != nil:
		return t.line(either(negated, "asks.holds-not", "asks.holds"), args{"Tier": t.tier(c.Tier.Ladder, c.Tier.Tier), "Ladder": t.ladder(c.Tier.Ladder)})
	case c.Deed != nil:
		return t.line(ruleDeeds[c.Deed.Done][nth(negated)], args{"Benefit": t.benefit(c.Deed.Benefit)})
	case c.Over != nil:
		return t.ruleOver(c.Over, negated)
	case c.Time != nil:
		return t.ruleTime(c.Time, negated)
	case c.AtLeast != nil:
		l := t.reader.Locale
		return Line{Text: t.say(either(negated, "asks.fewer", "asks.several"), args{"K": l.Int(c.AtLeast.K), "Of": l.Int(len(c.AtLeast.Of))}), Lines: t.rules(c.AtLeast.Of, false)}
	case (c.All != nil) != negated:
		return Line{Text: t.say("asks.all", nil), Lines: t.rules(slices.Concat(c.All, c.Any), negated)}
	default:
		return Line{Text: t.say("asks.any", nil), Lines: t.rules(slices.Concat(c.All, c.Any), negated)}
	}
}

func (t *Teller) rules(list []*metric.Condition, negated bool) []Line {
	lines := make([]Line, len(list))
	for i, c := range list {
		lines[i] = t.rule(c, negated)
	}
	return lines
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func nth(negated bool) int {
	if negated {
		return 1
	}
	return 0
}

// ruleCompared is a comparison: Billed sales: at least 50,000 USD.
func (t *Teller) ruleCompared(c *metric.Comparison, negated bool) Line {
	left, op, right := c.Left, c.Op, c.Right
	if _, constant := left.Literal(); constant {
		left, op, right = c.Right, turned[op], c.Left
	}
	if negated {
		op = opposite[op]
	}
	wanted := t.expression(right)
	if v, constant := right.Literal(); constant {
		wanted = t.wanted(v, strings.Contains(right.Text, "%"))
		if v.Yes {
			return t.line("asks.compared", args{"What": t.expression(left), "Wanted": t.answerWanted(sides{op: op, wanted: v})})
		}
	}
	return t.line("asks.compared", args{"What": t.expression(left), "Wanted": t.bound(op, wanted)})
}

// ruleDeeds are what must have become of a benefit, and what must not.
var ruleDeeds = map[string][2]string{fact.Grant: {"asks.granted", "asks.granted-not"}, fact.Activation: {"asks.activated", "asks.activated-not"},
	fact.Completion: {"asks.completed", "asks.completed-not"}}

// ruleModes are how many subjects something must be true of, and how many it must
// not be.
var ruleModes = map[metric.Mode][2]string{metric.Every: {"asks.every", "asks.not-every"}, metric.Some: {"asks.some", "asks.none"},
	metric.NoneOf: {"asks.none", "asks.some"}, metric.Among: {"asks.among", "asks.not-among"}}

func (t *Teller) ruleOver(q *metric.Quantifier, negated bool) Line {
	line := t.line(ruleModes[q.Mode][nth(negated)], args{"Subjects": t.over(q.Over), "K": t.reader.Locale.Int(q.K)})
	plain := *q
	plain.When = nil
	if line.Lines = t.selection(&plain); q.When != nil {
		line.Lines = append(line.Lines, t.only(q.When))
	}
	if q.Holds != nil {
		line.Lines = append(line.Lines, t.rule(q.Holds, false))
	}
	return line
}

// only is a condition that chooses subjects.
func (t *Teller) only(c *metric.Condition) Line {
	return Line{Text: t.say("asks.only", nil), Lines: []Line{t.Rule(c)}}
}

// ruleTimes are on how many days something must hold, and on how many it must not.
var ruleTimes = map[metric.RecurrenceMode][2]string{metric.OnAnyDay: {"asks.any-day", "asks.no-day"},
	metric.OnEveryDay: {"asks.every-day", "asks.not-every-day"}, metric.Periods: {"asks.periods", "asks.fewer-periods"}}

func (t *Teller) ruleTime(r *metric.Recurrence, negated bool) Line {
	a := args{"K": t.reader.Locale.Int(r.K), "Periods": t.periods(r.Cycle, r.N)}
	if r.Window != nil {
		a["Window"] = t.window(r.Window)
	}
	return Line{Text: t.say(ruleTimes[r.Mode][nth(negated)], a), Lines: []Line{t.rule(r.Holds, false)}}
}

// plurals are the words for subjects that are not counted.
var plurals = map[string]string{"partners": "plural.partners", "publishers": "plural.publishers", "offers": "plural.offers", "plans": "plural.plans",
	"customers": "plural.customers", "deals": "plural.deals", "people": "plural.people"}

// over is what something runs over: offers, or the values of an attribute.
func (t *Teller) over(name string) string {
	if id, ok := plurals[name]; ok {
		return t.say(id, nil)
	}
	return t.say("plural.values", args{"Dimension": readable(name)})
}

// OnTrack is a rule that holds on a track, for those to whom the track applies.
func (t *Teller) OnTrack(track *yamlfile.Row[program.Track], when *metric.Condition, rule Line) Line {
	line := t.line("gap.track", args{"Track": t.called(track.Value.Label, track.Name)})
	if when != nil {
		line.Lines = append(line.Lines, t.only(when))
	}
	line.Lines = append(line.Lines, rule)
	return line
}

// MetricName is what a metric is called.
func (t *Teller) MetricName(d *metric.Definition) string { return t.metric(d) }

// Counting says how a metric comes to its figure: what it is made from, over which
// time, and what is left out.
func (t *Teller) Counting(d *metric.Definition) []Line {
	lines := []Line{t.made(d)}
	if d.Window != nil {
		lines = append(lines, t.line("counting.window", args{"Window": t.window(d.Window)}))
	}
	if !d.Where.IsZero() {
		lines = append(lines, t.line("counting.where", args{"Filter": t.filter(d.Where)}))
	}
	if d.When != nil {
		lines = append(lines, t.only(d.When))
	}
	for i := range d.Without {
		why := d.Without[i].Because.In(t.reader.Locale.Language)
		if why == "" {
			why = t.filter(d.Without[i].Where)
		}
		lines = append(lines, t.line("counting.without", args{"Why": why}))
	}
	return append(lines, t.notes(d.Note, d.Private)...)
}

// made is what a metric is made from.
func (t *Teller) made(d *metric.Definition) Line {
	a := args{"Facts": t.factKinds(d.Of), "Field": t.fieldOf(d)}
	_, subjects := d.CountsSubjects()
	switch {
	case subjects:
		return t.line("counting.subjects", args{"Subjects": t.over(d.Count)})
	case len(d.Of) == 0 && d.Value != nil:
		return t.line("counting.value", args{"Expression": t.expression(d.Value)})
	case len(d.Of) == 0:
		return t.line("counting.from", args{"Metrics": t.reader.Locale.And(t.metricsNamed(d.Reads()))})
	case d.Distinct != "":
		a["Field"] = readable(d.Distinct)
		return t.line("counting.distinct", a)
	case d.Share != nil:
		a["Filter"] = t.filter(d.Share.Where)
		return t.line("counting.share", a)
	case d.Earned != nil:
		return t.line("counting.earned", a)
	}
	for _, each := range []struct{ given, id string }{{d.Sum, "counting.sum"}, {d.Min, "counting.min"}, {d.Max, "counting.max"}, {d.Average, "counting.average"},
		{d.Median, "counting.median"}, {d.Latest, "counting.latest"}, {d.First, "counting.first"}, {d.Exists, "counting.exists"}} {
		if each.given != "" {
			return t.line(each.id, a)
		}
	}
	if d.Weighted != nil {
		a["Field"] = t.fieldNamed(d.Weighted.Value)
		return t.line("counting.average", a)
	}
	return t.line("counting.facts", a)
}

func (t *Teller) metricsNamed(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = t.metricNamed(name)
	}
	return out
}

func (t *Teller) factKinds(kinds []string) string {
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = t.kind(kind)
	}
	return t.reader.Locale.And(words)
}

func (t *Teller) fieldOf(d *metric.Definition) string {
	for _, name := range []string{d.Sum, d.Min, d.Max, d.Average, d.Median, d.Latest, d.First} {
		if name != "" {
			return t.fieldNamed(name)
		}
	}
	return ""
}

// fields are the words for what every fact may have.
var fields = map[string]string{"amount": "field.amount", "quantity": "field.quantity", "value": "field.value"}

func (t *Teller) fieldNamed(name string) string {
	if id, ok := fields[name]; ok {
		return t.say(id, nil)
	}
	return readable(name)
}

// window is a stretch of time in words; one that is chosen among several, or that
// begins with a moment of one partner, is only said to be so.
func (t *Teller) window(w *metric.Window) string {
	l := t.reader.Locale
	switch {
	case w.Trailing != nil:
		return t.say("window.trailing", args{"Length": l.Length(*w.Trailing)})
	case w.Full != nil:
		return t.say("window.full", args{"Periods": t.periods(*w.Full, w.Full.N)})
	case w.In != "" && w.Back == 0:
		return t.say("window.running", args{"Period": t.period(w.In)})
	case w.In != "":
		return t.say("window.back", args{"Period": t.period(w.In), "Back": t.reader.Locale.Int(w.Back)})
	case w.From != nil && w.Until != nil:
		return t.say("window.fixed", args{"From": l.Day(*w.From), "Until": l.Day(*w.Until)})
	case w.From != nil:
		return t.say("window.from", args{"From": l.Day(*w.From)})
	case w.Ahead != nil:
		return t.say("window.ahead", args{"Length": l.Length(*w.Ahead)})
	case w.Anniversary != nil:
		return t.say("window.anniversary", nil)
	case w.Since != nil:
		return t.say("window.since", nil)
	case w.BestOf != nil:
		return t.say("window.best", args{"Windows": l.Or(t.windows(w.BestOf))})
	case w.If != nil:
		return t.say("window.chosen", args{"Windows": l.Or(t.windows([]*metric.Window{w.Then, w.Else}))})
	default:
		return t.say("window.lifetime", nil)
	}
}

func (t *Teller) windows(list []*metric.Window) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = t.window(w)
	}
	return out
}

// Unlocking says what unlocks a benefit, and what it is then.
func (t *Teller) Unlocking(p *program.Program, b *program.Benefit) []Line {
	var lines []Line
	if b.Unlock.Tier != "" {
		lines = append(lines, t.line("unlocking.tier", args{"Tier": t.tier(b.Unlock.Ladder, b.Unlock.TierName), "Ladder": t.ladder(b.Unlock.Ladder)}))
	}
	if b.Unlock.When != nil {
		lines = append(lines, Line{Text: t.say("unlocking.when", nil), Lines: []Line{t.Rule(b.Unlock.When)}})
	}
	if b.Unlock.Everybody {
		lines = append(lines, t.line("unlocking.everybody", nil))
	}
	lines = append(lines, t.worths(b)...)
	if b.Offers != nil && !b.Offers.Where.IsZero() {
		lines = append(lines, t.line("unlocking.offers", args{"Filter": t.filter(b.Offers.Where)}))
	}
	if !b.Partner.IsZero() {
		lines = append(lines, t.line("unlocking.partner", args{"Filter": t.filter(b.Partner)}))
	}
	for _, need := range b.Needs {
		lines = append(lines, Line{Text: t.say("unlocking.needs", nil), Lines: []Line{t.Rule(need)}})
	}
	for _, clock := range []struct {
		due *program.Due
		id  string
	}{{b.Clocks.ActivateBy, "unlocking.activate-by"}, {b.Clocks.UseBy, "unlocking.use-by"}, {b.Clocks.CompleteBy, "unlocking.complete-by"}, {b.Clocks.Term, "unlocking.term"}} {
		if clock.due != nil {
			lines = append(lines, t.line(clock.id, args{"By": t.due(clock.due)}))
		}
	}
	return append(lines, t.notes(b.Note, b.Private)...)
}

// worths are the amounts of a benefit: one, or one for each tier.
func (t *Teller) worths(b *program.Benefit) []Line {
	if b.Amount == nil {
		return nil
	}
	if !b.Amount.Always.IsZero() {
		return []Line{t.line("unlocking.worth", args{"Amount": t.reader.Locale.Money(b.Amount.Always)})}
	}
	var lines []Line
	for _, row := range b.Amount.ByTier {
		lines = append(lines, t.line("unlocking.worth-at", args{"Tier": t.tier(b.Unlock.Ladder, row.Name), "Amount": t.reader.Locale.Money(row.Value)}))
	}
	return lines
}

func (t *Teller) due(d *program.Due) string {
	if d.On != nil {
		return t.reader.Locale.Day(*d.On)
	}
	return t.say("unlocking.within", args{"Length": t.reader.Locale.Length(*d.After)})
}

// Evaluated says when the tiers of a ladder are decided.
func (t *Teller) Evaluated(l *program.Ladder) Line {
	up, down := l.Evaluate.Up, l.Evaluate.Down
	if up.OnChange && down.OnChange {
		return t.line("evaluated.on-change", nil)
	}
	if up.String() == down.String() {
		return t.line("evaluated.both", args{"When": t.schedule(&up)})
	}
	return t.line("evaluated.apart", args{"Up": t.schedule(&up), "Down": t.schedule(&down)})
}

func (t *Teller) schedule(s *program.Schedule) string {
	l := t.reader.Locale
	switch {
	case s.OnChange:
		return t.say("schedule.on-change", nil)
	case s.Yearly != nil:
		var days []string
		for _, d := range s.Yearly {
			days = append(days, d.String())
		}
		return t.say("schedule.yearly", args{"Days": l.And(days)})
	case s.Dates != nil:
		var days []string
		for _, d := range s.Dates {
			days = append(days, l.Day(d))
		}
		return t.say("schedule.dates", args{"Days": l.And(days)})
	case s.Anniversary != nil:
		return t.say("schedule.anniversary", nil)
	default:
		a := args{"Period": t.period(s.Each), "Day": l.Int(int(s.On))}
		switch s.On {
		case 0:
			return t.say("schedule.last-day", a)
		case 1:
			return t.say("schedule.first-day", a)
		default:
			return t.say("schedule.nth-day", a)
		}
	}
}

// cycles are the words for the periods that every program has.
var cycles = map[string]string{"day": "period.day", "week": "period.week", "month": "period.month", "quarter": "period.quarter", "half": "period.half", "year": "period.year"}

// period is one period of a calendar.
func (t *Teller) period(name string) string {
	if id, ok := cycles[name]; ok {
		return t.say(id, nil)
	}
	return readable(name)
}

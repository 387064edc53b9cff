package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// Measured is a metric with its value and, below it, what the value was made of:
// the window, how many facts counted, what was left out and why.
func (t *Teller) Measured(m *metric.Measured) Line {
	return Line{Text: t.say("metric.value", args{"Metric": t.metric(m.Metric), "Value": t.value(m.Value, t.isPercent(m.Metric))}),
		About: About{AboutMetric, m.Metric.Name}, Place: t.place(m.Metric.Place), Lines: t.madeOf(m)}
}

// measured is what a comparison read: what its metric was made of, or each
// metric where it read several.
func (t *Teller) measured(list []metric.Measured) []Line {
	if len(list) == 1 {
		return append(t.digits(&list[0]), t.madeOf(&list[0])...)
	}
	var lines []Line
	told := map[string]bool{}
	for i := range list {
		if name := list[i].Metric.Name; !told[name] {
			told[name] = true
			lines = append(lines, t.Measured(&list[i]))
		}
	}
	return lines
}

// digits is the exact value, where a sentence had to round it.
func (t *Teller) digits(m *metric.Measured) []Line {
	if f := t.figure(m.Value, t.isPercent(m.Metric)); !single(m.Value) || f.short() || !f.value.IsDecimal() {
		return nil
	}
	return []Line{t.line("evidence.exactly", args{"Value": t.value(m.Value, t.isPercent(m.Metric))})}
}

func (t *Teller) madeOf(m *metric.Measured) []Line {
	var lines []Line
	e := &m.Evidence
	switch {
	case len(m.Metric.Of) > 0:
		lines = append(lines, t.countedFacts(m))
		lines = append(lines, t.different(m)...)
	case m.Metric.Days != nil && e.Bounded:
		lines = append(lines, t.line("evidence.since", args{"Day": t.reader.Locale.Day(e.Span.From)}))
	case len(e.Parts) > 0:
		lines = append(lines, t.partsOf(m)...)
	case len(e.Subjects) > 0:
		lines = append(lines, t.line("evidence.subjects", args{"Names": t.names(m.Metric.Count, e.Subjects)}))
	}
	lines = append(append(lines, t.leftOut(m)...), t.arithmetic(m)...)
	lines = append(lines, t.credits(m)...)
	if e.Provisional != 0 {
		lines = append(lines, t.line("evidence.provisional", nil))
	}
	lines = append(lines, t.sample(m)...)
	return append(lines, t.notes(m.Metric.Note, m.Metric.Private)...)
}

// credits tells what persons added to the value, one line for each.
func (t *Teller) credits(m *metric.Measured) []Line {
	var lines []Line
	for _, c := range m.Evidence.Credits {
		amount := t.value(metric.Value{Number: c.Number, Currency: c.Currency}, t.isPercent(m.Metric))
		lines = append(lines, t.line("evidence.credit", args{"Amount": amount, "Why": t.creditReason(c.Fact)}))
	}
	return lines
}

func (t *Teller) creditReason(f *fact.Fact) string {
	return t.decision(f.Attributes.Get("because").String(), f.Attributes.Get("private").String())
}

// countedFacts says how many facts counted, and in which days.
func (t *Teller) countedFacts(m *metric.Measured) Line {
	e, l := &m.Evidence, t.reader.Locale
	a := args{"Count": e.Count, "From": l.Day(e.Span.From), "Until": l.Day(e.Span.Last())}
	switch {
	case e.Span.Empty():
		return t.line("evidence.unbegun", nil)
	case e.Count == 0 && e.Bounded:
		return t.line("evidence.none-within", a)
	case e.Count == 0:
		return t.line("evidence.none-until", a)
	case e.Bounded:
		return t.line("evidence.counted-within", a)
	default:
		return t.line("evidence.counted-until", a)
	}
}

// partsOf tells the metrics that a metric is made from.
func (t *Teller) partsOf(m *metric.Measured) []Line {
	var lines []Line
	parts := m.Evidence.Parts
	for i := range parts[:min(len(parts), fewSubjects)] {
		part := &parts[i]
		line := t.Measured(part)
		line.Text = t.part(m, part, line.Text)
		lines = append(lines, line)
	}
	return append(lines, t.more(len(parts)-fewSubjects)...)
}

// part is the sentence for a part that is of one subject or of another day, or of
// which not everything counts.
func (t *Teller) part(m, part *metric.Measured, plain string) string {
	percent := t.isPercent(part.Metric)
	a := args{"Metric": t.metric(part.Metric), "Value": t.value(part.Value, percent)}
	switch {
	case part.Subject != "":
		a["Subject"] = t.key(keyOver(m.Metric.Total.Over, part.Subject))
		if most, ok := capped(m.Metric.Total, part.Value); ok {
			a["Most"] = t.value(most, percent)
			return t.say("metric.value-capped", a)
		}
		return t.say("metric.value-of", a)
	case part.Day != m.Day:
		a["Day"] = t.reader.Locale.Day(part.Day)
		return t.say("metric.value-on", a)
	default:
		return plain
	}
}

// different names what a distinct count counted once each. Customers and people
// are opaque ids.
func (t *Teller) different(m *metric.Measured) []Line {
	if len(m.Evidence.Values) == 0 {
		return nil
	}
	over := m.Metric.Distinct
	if level := fact.Level(over); level.Is() {
		over = level.Plural()
	}
	return []Line{t.line("evidence.different", args{"Names": t.names(over, m.Evidence.Values)})}
}

// mostNames is how many of many subjects or values are named.
const mostNames = 100

// names lists subjects or values that counted; a long list is cut.
func (t *Teller) names(over string, ids []string) string {
	words := make([]string, 0, min(len(ids), mostNames)+1)
	for _, id := range ids[:min(len(ids), mostNames)] {
		words = append(words, t.key(keyOver(over, id)))
	}
	if rest := len(ids) - mostNames; rest > 0 {
		words = append(words, t.say("list.others", args{"Count": rest}))
	}
	return t.reader.Locale.And(words)
}

// sample says what the program calls a small sample, where that decided.
func (t *Teller) sample(m *metric.Measured) []Line {
	rule := m.Metric.SmallSample
	if rule == nil {
		return nil
	}
	under := t.expression(rule.Under)
	if v, ok := rule.Under.Literal(); ok {
		under = t.value(v, false)
	}
	switch {
	case !m.Value.Is() && m.Value.Presence != metric.Absent:
		return []Line{t.line("evidence.sample", args{"Under": under})}
	case rule.Then == metric.ThenZero && m.Value.Number.Sign() == 0:
		return []Line{t.line("evidence.sample-zero", args{"Under": under})}
	default:
		return nil
	}
}

// within is the first and the last day of facts.
func within(facts []metric.Counted) calendar.Span {
	span := calendar.Span{From: calendar.LastDay, Until: calendar.FirstDay}
	for i := range facts {
		span.From = min(span.From, facts[i].Day)
		span.Until = max(span.Until, facts[i].Day+1)
	}
	return span
}

package sentence

import (
	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
)

// arithmetic says how a metric's value follows from what is listed below it,
// wherever it is not simply the sum, so that a reader can do it again.
func (t *Teller) arithmetic(m *metric.Measured) []Line {
	d := m.Metric
	var lines []Line
	switch {
	case d.Value != nil:
		lines = append(lines, t.line("rule.computed", args{"Expression": t.expression(d.Value)}))
	case d.Points != nil:
		lines = append(lines, t.pointsRule(d.Points, m)...)
	case d.Bands != nil:
		lines = append(lines, t.bandRule(d.Bands, m)...)
	case d.Earned != nil && d.Earned.MaxPer != nil:
		lines = append(lines, t.line("rule.at-most-per", args{"Max": t.reader.Locale.Number(d.Earned.MaxPer.Max), "By": readable(d.Earned.MaxPer.By)}))
	case d.Total != nil && d.Total.Top > 0:
		lines = append(lines, t.line("rule.top", args{"Count": d.Total.Top}))
	}
	if d.Earned != nil {
		lines = append(lines, t.atMost(d.Earned.Max)...)
	}
	return append(lines, t.rounding(d.Round)...)
}

func (t *Teller) rounding(r *metric.Round) []Line {
	switch {
	case r == nil:
		return nil
	case r.To == 0:
		return []Line{t.line("rule.whole", nil)}
	default:
		return []Line{t.line("rule.rounded", args{"Count": r.To})}
	}
}

func (t *Teller) pointsRule(p *metric.Points, m *metric.Measured) []Line {
	a := args{"Each": t.constant(p.Each), "Count": 2}
	if each, _ := p.Each.Literal(); each.Number.Equal(number.One) {
		a["Count"] = 1
	}
	line := t.line("rule.each", a)
	if p.Unit != nil {
		a["Unit"] = t.constantOf(p.Unit, m)
		line = t.line("rule.each-unit", a)
	}
	return append([]Line{line}, t.atMost(p.Max)...)
}

func (t *Teller) atMost(most *number.Number) []Line {
	if most == nil {
		return nil
	}
	return []Line{t.line("rule.at-most", args{"Max": t.reader.Locale.Number(*most)})}
}

// bandRule is the band that the metric falls in.
func (t *Teller) bandRule(b *metric.Bands, m *metric.Measured) []Line {
	if len(m.Evidence.Parts) == 0 {
		return nil
	}
	of := m.Evidence.Parts[0].Value
	for i := len(b.Table) - 1; i >= 0 && of.Is(); i-- {
		if from, _ := b.Table[i].From.Literal(); of.Number.Cmp(from.Number) >= 0 {
			return []Line{t.line("rule.band", args{"From": t.constantOf(b.Table[i].From, m), "Gives": t.constant(b.Table[i].Gives)})}
		}
	}
	return nil
}

// constant is a number of the program in words.
func (t *Teller) constant(e *metric.Expression) string {
	v, _ := e.Literal()
	return t.wanted(v, false)
}

// constantOf is a number of the program that the metric's part is compared with,
// written as the part is.
func (t *Teller) constantOf(e *metric.Expression, m *metric.Measured) string {
	v, _ := e.Literal()
	parts := m.Evidence.Parts
	return t.wanted(v, len(parts) > 0 && t.isPercent(parts[0].Metric))
}

// capped is a part of a total that counts only up to a cap; false when all of it
// counts.
func capped(total *metric.Total, part metric.Value) (metric.Value, bool) {
	if total.AtMost == nil || !part.Is() {
		return metric.Value{}, false
	}
	most, _ := total.AtMost.Literal()
	most.Currency = part.Currency
	return most, part.Number.Cmp(most.Number) > 0
}

// sums adds amounts up, each currency apart, in the order in which currencies
// first come.
type sums struct {
	codes  []string
	totals map[string]number.Number
}

func (s *sums) add(code string, n number.Number) {
	if code == "" {
		return
	}
	if s.totals == nil {
		s.totals = map[string]number.Number{}
	}
	if _, there := s.totals[code]; !there {
		s.codes = append(s.codes, code)
	}
	s.totals[code] = s.totals[code].Add(n)
}

// text is the exact sums as a list; empty when nothing had a currency.
func (s *sums) text(l *locale.Locale) string {
	words := make([]string, len(s.codes))
	for i, code := range s.codes {
		words[i] = l.Money(money.New(s.totals[code], code))
	}
	return l.And(words)
}

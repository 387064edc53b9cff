package sentence

import (
	"laurel/internal/metric"
	"laurel/internal/problem"
)

// left is the facts or subjects that were left out for one reason.
type left struct {
	why      string
	place    problem.Place
	facts    int
	subjects []string
	sums     sums
}

// leftOut says for each reason how much was left out. The sums are of all facts
// left out, whoever reads: with what counted they make up everything.
func (t *Teller) leftOut(m *metric.Measured) []Line {
	var lines []Line
	for _, g := range t.lefts(m) {
		line := Line{Text: t.leftText(m, g), Place: t.place(g.place)}
		lines = append(lines, line)
	}
	return lines
}

func (t *Teller) leftText(m *metric.Measured, g *left) string {
	a := args{"Count": g.facts, "Why": g.why, "Amount": g.sums.text(t.reader.Locale)}
	switch {
	case g.facts == 0:
		a["Names"] = t.names(m.Metric.Count, g.subjects)
		return t.say("left-out.subjects", a)
	case a["Amount"] == "":
		return t.say("left-out.facts", a)
	default:
		return t.say("left-out.amount", a)
	}
}

// lefts groups what was left out by the reason that this reader is given, in
// the order of time.
func (t *Teller) lefts(m *metric.Measured) []*left {
	var groups []*left
	byWhy := map[string]*left{}
	for i := range m.Evidence.LeftOut {
		each := &m.Evidence.LeftOut[i]
		why, place := t.why(each)
		g := byWhy[why]
		if g == nil {
			g = &left{why: why, place: place}
			byWhy[why] = g
			groups = append(groups, g)
		}
		g.add(each)
	}
	return groups
}

func (g *left) add(each *metric.LeftOut) {
	switch {
	case each.Subject != "":
		g.subjects = append(g.subjects, each.Subject)
	case each.NoRate:
		g.facts++
		g.sums.add(each.Fact.Amount.Currency, each.Fact.Amount.Value)
	default:
		g.facts++
		g.sums.add(each.Currency, each.Number)
	}
}

// why is the reason that this reader is given, and the line that says so. What
// is only for operators never reaches a partner.
func (t *Teller) why(each *metric.LeftOut) (string, problem.Place) {
	switch {
	case each.NoRate:
		return t.say("left-out.no-rate", args{"Currency": each.Fact.Amount.Currency}), problem.Place{}
	case each.Barred != nil:
		return t.decision(each.Barred.Because, each.Barred.Private), problem.Place{}
	default:
		return t.exclusion(each.Exclusion), each.Exclusion.Place
	}
}

func (t *Teller) exclusion(x *metric.Exclusion) string {
	operators, everybody := x.Operators.In(t.reader.Locale.Language), x.Because.In(t.reader.Locale.Language)
	switch {
	case operators != "" && t.reader.Audience == ForOperator:
		return operators
	case everybody != "":
		return everybody
	case operators != "":
		return t.say("left-out.by-rule", nil)
	default:
		return t.filter(x.Where)
	}
}

// decision is why a person decided something.
func (t *Teller) decision(because, private string) string {
	switch {
	case because != "" && private != "" && t.reader.Audience == ForOperator:
		return t.say("left-out.two-reasons", args{"Because": because, "Private": private})
	case private != "" && t.reader.Audience == ForOperator:
		return private
	case because != "":
		return because
	default:
		return t.say("left-out.by-decision", nil)
	}
}

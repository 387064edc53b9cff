package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
)

// fact is one fact of a list: when, what, how much and, if it was converted, at
// which rate.
func (t *Teller) fact(m *metric.Measured, f *listed) Line {
	line := Line{Text: t.factText(m, f), About: About{AboutFact, f.Fact.ID.String()}, Lines: append(t.corrects(f.Fact), t.learned(f.Fact)...)}
	if f.left != nil {
		why, place := t.why(f.left)
		line.Text = t.say("fact.left-out", args{"Fact": line.Text, "Why": why})
		line.Place = t.place(place)
	}
	return line
}

func (t *Teller) factText(m *metric.Measured, f *listed) string {
	l := t.reader.Locale
	a := args{"Day": l.Day(f.Day), "Fact": t.factName(f.Fact), "Amount": l.Money(f.Fact.Amount), "Counts": t.value(metric.Value{Number: f.Number, Currency: f.Currency}, false)}
	switch {
	case f.left != nil && f.left.NoRate:
		return t.say("fact.amount", args{"Day": a["Day"], "Fact": a["Fact"], "Amount": a["Amount"]})
	case f.Rate != nil && f.Fact.Amount.Currency != f.Currency:
		a["Rate"], a["RateDay"] = t.rate(f.Rate), l.Day(f.Rate.Day)
		if f.Rate.Day <= calendar.FirstDay {
			return t.say("fact.converted-own", a)
		}
		if f.Rate.Provisional {
			return t.say("fact.converted-provisional", a)
		}
		return t.say("fact.converted", a)
	case f.Currency != "":
		return t.say("fact.amount", args{"Day": a["Day"], "Fact": a["Fact"], "Amount": a["Counts"]})
	case m.Metric.Earned != nil && !f.Fact.Amount.IsZero():
		return t.say("fact.gives", a)
	case countsOnly(m.Metric) && f.Fact.Kind != fact.Override:
		return t.say("fact.plain", a)
	default:
		return t.say("fact.number", a)
	}
}

// countsOnly reports whether a metric asks only whether and how often there is a
// fact.
func countsOnly(d *metric.Definition) bool {
	return d.Count != "" || d.Exists != "" || d.Distinct != "" || d.Share != nil
}

// rate is what was published, so that a reader can work the amount out again: a
// rate between two currencies follows from two quotes and often has no end.
func (t *Teller) rate(r *metric.RateUsed) string {
	l := t.reader.Locale
	words := make([]string, len(r.Quotes))
	for i, q := range r.Quotes {
		words[i] = t.say("fact.quote", args{"Base": l.Money(money.New(number.One, r.Base)), "Units": l.Number(q.Units), "Currency": q.Currency})
	}
	return l.And(words)
}

// factName is the kind of a fact and its feed's own key. Operators see the feed
// too; a credit that a person gave has its reason.
func (t *Teller) factName(f *fact.Fact) string {
	id := f.ID.Key
	if t.reader.Audience == ForOperator {
		id = f.ID.String()
	}
	if f.Kind == fact.Override {
		return t.say("fact.credit", args{"Fact": id, "Why": t.creditReason(f)})
	}
	return t.say("fact.named", args{"Kind": t.kind(f.Kind), "Fact": id})
}

// corrects names the fact in whose place this one counts.
func (t *Teller) corrects(f *fact.Fact) []Line {
	if f.Replaces == "" {
		return nil
	}
	return []Line{t.line("fact.corrects", args{"Fact": f.Replaces})}
}

// learned says when a fact was received, where that was later than it was
// recorded: it may count for a day on which nobody here knew it.
func (t *Teller) learned(f *fact.Fact) []Line {
	zone := t.zone()
	recorded, received := f.Recorded.Day(zone), f.Received.Day(zone)
	if f.Received.IsZero() || received <= recorded {
		return nil
	}
	return []Line{t.line("fact.received", args{"Recorded": t.reader.Locale.Day(recorded), "Received": t.reader.Locale.Day(received)})}
}

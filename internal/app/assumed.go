package app

import (
	"regexp"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// Assumed is something more that is assumed to happen, as it was typed.
type Assumed struct {
	Program  string // whose metric is meant; the first that has it where empty
	Metric   string // the metric that counts it, or the kind of fact that it is
	When     string // a day, or a month for the last day of it
	Amount   string // how much, below nothing for a refund; or how many of what is counted
	Currency string // of an amount; the metric's own where empty
	For      string // the offer or the region that it is about, where these have tiers; empty for none in particular
}

// Choice is something that can be assumed.
type Choice struct {
	Program    *program.Program
	Metric     *metric.Definition
	In         metric.Assumable
	Currencies []string     // of an amount, the metric's own first
	Keys       []metric.Key // the offers or regions that have tiers
}

// monthsBack and monthsAhead are how far from today something can be assumed:
// months may be over of which not everything is told, and a forecast looks no
// further than forecastDays.
const (
	monthsBack  = 24
	monthsAhead = 24
)

// mostCounted and mostAmount bound what can be assumed at once.
var (
	mostCounted = number.FromInt(1000)
	mostAmount  = number.FromInt(1_000_000_000_000)
)

// assumption is what was read of something assumed.
type assumption struct {
	of     int // the program among those asked about
	metric *metric.Definition
	key    metric.Key
	day    calendar.Day
	facts  []fact.Fact
}

func (a *assumption) ids() []fact.ID {
	var out []fact.ID
	for i := range a.facts {
		out = append(out, a.facts[i].ID)
	}
	return out
}

// reading reads one thing that is assumed.
type reading struct {
	*supposing
	assumed  Assumed
	place    string
	mistakes *problem.Mistakes
}

func (r *reading) wrong(field, hint, format string, args ...any) {
	r.mistakes.AddWithHint(problem.Place{File: r.place + "." + field}, hint, format, args...)
}

func (r *reading) read(name string) assumption {
	of, def := r.named()
	if def == nil {
		r.when(r.recorded.Day(nil))
		return assumption{of: -1}
	}
	c := &r.courses[of]
	out := assumption{of: of, metric: def, day: r.when(c.at), key: r.key()}
	n, number := r.number(def)
	code, currency := r.currency(c, def, out.day)
	if !number || !currency || out.day == 0 {
		return out
	}
	out.facts = def.Assume(n, code, name)
	for i := range out.facts {
		r.finish(&out.facts[i], &out, i, name)
	}
	return out
}

// finish says of a fact what it does not say yet: whose it is and when.
func (r *reading) finish(f *fact.Fact, a *assumption, i int, name string) {
	switch kinds := a.metric.Of; {
	case i == 0 && slices.Contains(kinds, r.assumed.Metric):
		f.Kind = r.assumed.Metric
	case i == 0 && f.Amount.Value.Sign() < 0 && slices.Contains(kinds, "refund"):
		f.Kind = "refund"
	}
	f.ID = fact.ID{Source: fact.Laurel, Key: name + "." + number.FromInt(int64(i)).String()}
	f.Subject.Partner, f.Happened, f.Recorded = r.partner.ID, calendar.On(a.day), r.recorded
	switch {
	case a.key.Level == fact.Offer:
		f.Subject.Publisher, f.Subject.Offer = keyOf(a.key.ID)
	case a.key.Dimension != "":
		f.Attributes = f.Attributes.With(a.key.Dimension, fact.ParseValue(a.key.ID))
	}
	if err := f.Check(); err != nil {
		r.wrong("metric", "", "%s", problem.Of(err).Message)
	}
}

// named finds what is meant: a metric by its name, or by the kind of facts that it
// reads.
func (r *reading) named() (int, *metric.Definition) {
	word := r.assumed.Metric
	for _, meant := range []func(*metric.Definition) bool{
		func(d *metric.Definition) bool { return d.Name == word },
		func(d *metric.Definition) bool { return slices.Contains(d.Of, word) },
	} {
		for i := range r.courses {
			p := r.courses[i].rules
			if r.assumed.Program != "" && r.assumed.Program != p.ID {
				continue
			}
			if n := slices.IndexFunc(p.Assumable(), meant); n >= 0 {
				return i, p.Assumable()[n]
			}
		}
	}
	var names []string
	for _, c := range r.choices() {
		names = append(names, c.Metric.Name)
	}
	if word == "" {
		r.wrong("metric", thereAre(distinct(names)), "Say what happens.")
	} else {
		r.wrong("metric", thereAre(distinct(names)), "Nothing that counts for a tier is called %q.", problem.Excerpt(word))
	}
	return 0, nil
}

var monthPattern = regexp.MustCompile(`^\d{4}-\d{2}$`)

// when reads the day; 0 when it is none.
func (r *reading) when(today calendar.Day) calendar.Day {
	text := strings.TrimSpace(r.assumed.When)
	month := monthPattern.MatchString(text)
	if month {
		text += "-01"
	}
	day, err := calendar.ParseDay(text)
	if month {
		day = day.MonthEnd()
	}
	first, last := today.AddMonths(-monthsBack), today.AddMonths(monthsAhead)
	switch {
	case err != nil:
		r.wrong("when", "Write a month like 2026-12, or a day like 2026-12-31.", "%q is neither a month nor a day.", problem.Excerpt(r.assumed.When))
	case day < first || day > last.MonthEnd():
		r.wrong("when", "Ask about "+first.String()+" to "+last.MonthEnd().String()+".", "%s is too far from today.", problem.Excerpt(r.assumed.When))
	default:
		return day
	}
	return 0
}

var grouped = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+(\.\d+)?$`)

// number reads how much, or how many.
func (r *reading) number(def *metric.Definition) (n number.Number, good bool) {
	text := strings.TrimSpace(r.assumed.Amount)
	if grouped.MatchString(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	n, err := number.Parse(text)
	counts := def.Assumable() == metric.AssumeCount
	switch {
	case err != nil || !n.IsDecimal():
		r.wrong("amount", "Write it like 5000 or 1234.56.", "%q is not a number.", problem.Excerpt(r.assumed.Amount))
	case n.Sign() == 0:
		r.wrong("amount", "Leave it out, or say how much.", "0 changes nothing.")
	case counts && (!n.Whole().Equal(n) || n.Sign() < 0 || n.Cmp(mostCounted) > 0):
		r.wrong("amount", "Write a whole number from 1 to 1000.", "%s is counted one by one, so %s is not possible.", def.Name, n)
	case n.Cmp(mostAmount) > 0 || n.Neg().Cmp(mostAmount) > 0:
		r.wrong("amount", "Write at most "+mostAmount.String()+".", "%s is too much to assume.", n)
	default:
		return n, true
	}
	return n, false
}

// currency is that of an amount, of which there must be a rate.
func (r *reading) currency(c *supposed, def *metric.Definition, day calendar.Day) (code string, good bool) {
	own := c.rules.Set.CurrencyOf(def)
	code = strings.ToUpper(strings.TrimSpace(r.assumed.Currency))
	_, err := money.ParseCurrency(code)
	switch {
	case def.Assumable() != metric.AssumeAmount && code != "":
		r.wrong("currency", "Leave it out.", "%s is not money.", def.Name)
	case code == "":
		return own, true
	case err != nil:
		r.wrong("currency", problem.Of(err).Hint, "%s", problem.Of(err).Message)
	case def.Currency != metric.Native && !c.converts(code, own, max(day, c.at)):
		r.wrong("currency", "Give it in "+own+".", "There is no rate of exchange from %s to %s.", code, own)
	default:
		return code, true
	}
	return "", false
}

// converts reports whether there is a rate as known today.
func (c *supposed) converts(code, to string, day calendar.Day) bool {
	known := money.Rates{}
	for name, table := range c.rates {
		known[name] = table.Known(c.known)
	}
	_, err := c.rules.Convert(money.New(number.One, code), to, day, known)
	return err == nil
}

// key finds the offer or the region among those that have tiers.
func (r *reading) key() metric.Key {
	if r.assumed.For == "" {
		return metric.Key{}
	}
	for i := range r.courses {
		for _, key := range r.courses[i].keys() {
			if key.ID == r.assumed.For {
				return key
			}
		}
	}
	r.wrong("for", "Leave it out.", "Nothing with tiers of its own is called %q.", problem.Excerpt(r.assumed.For))
	return metric.Key{}
}

// keys are the offers or regions that have tiers.
func (c *supposed) keys() []metric.Key {
	var out []metric.Key
	for _, course := range c.as.Courses {
		if !course.Key.IsZero() && !slices.Contains(out, course.Key) {
			out = append(out, course.Key)
		}
	}
	return out
}

// choices are what can be assumed: what the tiers of each program ask for.
func (w *supposing) choices() []Choice {
	var out []Choice
	for i := range w.courses {
		c := &w.courses[i]
		for _, def := range c.rules.Assumable() {
			choice := Choice{Program: c.rules, Metric: def, In: def.Assumable(), Keys: c.keys()}
			if choice.In == metric.AssumeAmount {
				choice.Currencies = c.currencies(c.rules.Set.CurrencyOf(def))
			}
			out = append(out, choice)
		}
	}
	return out
}

// currencies are those that can be converted to another, which is first.
func (c *supposed) currencies(own string) []string {
	var other []string
	if table := c.rules.OwnRates(); table != nil {
		other = table.Currencies()
	}
	for _, table := range c.rates {
		other = append(other, table.Known(c.known).Currencies()...)
	}
	other = slices.DeleteFunc(distinct(other), func(code string) bool { return code == own || !c.converts(code, own, c.at) })
	return append([]string{own}, other...)
}

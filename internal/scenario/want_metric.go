package scenario

import (
	"slices"
	"strings"

	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
)

// wantMetric is METRIC[KEY] VALUE: a metric's exact value.
type wantMetric struct {
	metric ladderWord // the metric's name, with a key where it is one offer's or region's
	value  metric.Value
}

// metric reads any line whose first word is no other.
func (a *asking) metric() want {
	w := &wantMetric{metric: a.ladderWord(a.at)}
	if a.at.quoted || !isName(w.metric.name) {
		a.fail(a.at, suggestionOr(a.at.text, wantWords(), "A line below a moment begins with a word such as tier, or with the name of a metric."),
			"`%s` cannot begin a line below a moment.", shorten(a.at.text))
		return w
	}
	if !a.more() {
		a.fail(a.at, suggestionOr(a.at.text, wantWords(), "Write its value behind it, like billed_sales 160_000 USD."), "The line does not say what `%s` must be.", shorten(a.at.text))
		return w
	}
	w.value = a.value()
	a.unitless()
	return w
}

// value takes the value of a metric: no value, yes, no, a number, a percentage,
// an amount, or amounts joined by +.
func (a *asking) value() metric.Value {
	w := a.peek()
	switch {
	case a.accept("yes"):
		return metric.Value{Number: number.One, Yes: true}
	case a.accept("no"):
		if a.accept("value") {
			return metric.None
		}
		return metric.Value{Yes: true}
	case !startsNumber(w.text):
		a.fail(w, suggestionOr(a.at.text, wantWords(), "Write a value, like 160_000 USD, 20/3, 95 %, yes or no value."), "`%s` is neither known here nor followed by a value.", shorten(a.at.text))
		return metric.None
	case strings.HasSuffix(w.text, "%"):
		return a.gluedPercentage()
	}
	f := a.figure("The value")
	if f.currency == "" {
		if a.accept("%") {
			f.number = f.number.Quo(number.FromInt(100))
		}
		return metric.Num(f.number)
	}
	return a.basket(f.amount())
}

func (a *asking) gluedPercentage() metric.Value {
	w := a.take()
	n, err := number.Parse(strings.TrimSuffix(w.text, "%"))
	if err != nil {
		a.failWith(w, err)
	}
	return metric.Num(n.Quo(number.FromInt(100)))
}

// basket takes further amounts of money that is not converted.
func (a *asking) basket(first money.Amount) metric.Value {
	amounts := []money.Amount{first}
	for a.accept("+") {
		amounts = append(amounts, a.figure("An amount").amount())
	}
	if len(amounts) == 1 {
		return metric.Money(first)
	}
	slices.SortFunc(amounts, func(x, y money.Amount) int { return strings.Compare(x.Currency, y.Currency) })
	return metric.Value{Basket: amounts}
}

// unitless refuses what stands behind a value as if it were its unit.
func (a *asking) unitless() {
	w := a.peek()
	if !a.more() || isOneOf("of", "and", "or")(w) {
		return
	}
	hint := "Leave it out: a number has no unit, and money has the code of its currency, like 60_000 USD."
	if code := strings.ToUpper(w.text); isCode(code) && code != w.text {
		hint = "Write " + code + "."
	}
	a.fail(w, hint, "`%s` is not a unit.", shorten(w.text))
}

func (w *wantMetric) bind(n *names) {
	if all := n.metrics(); !slices.Contains(all, w.metric.name) {
		n.wrong(w.metric.at, suggestion(w.metric.name, append(all, wantWords()...)), "The program has no metric %q.", w.metric.name)
		return
	}
	n.bindMetricKey(w.metric)
	n.bindUnit(w.metric.at, w.metric.name, w.value)
}

// bindUnit refuses a value that the metric has in no version, because it is
// counted in something else.
func (n *names) bindUnit(at word, name string, v metric.Value) {
	var unit metric.Unit
	for _, r := range n.history {
		index, ok := r.Set.Index(name)
		if !ok {
			continue
		}
		if unit = r.Set.UnitOf(index); unit.Holds(v) {
			return
		}
	}
	in := unit.String()
	if unit.Currency != "" {
		in = "money in " + in
	}
	n.wrong(at, unitHint(unit, v), "The metric `%s` is %s, and can never be %s.", name, in, v)
}

// unitHint is how a value of the unit is written.
func unitHint(unit metric.Unit, v metric.Value) string {
	switch {
	case unit.Yes:
		return "Write yes or no."
	case unit.Native:
		return "Write an amount for each currency, like 300 USD + 200 GBP."
	case unit.Currency != "" && (v.Yes || v.Basket != nil):
		return "Write an amount in " + unit.Currency + "."
	case v.Yes || v.Basket != nil:
		return "Write a number."
	default:
		return "Write " + strings.TrimSpace(v.Number.String()+" "+unit.Currency) + "."
	}
}

func (w *wantMetric) check(v *view) finding {
	m := v.measure(w.metric)
	if m == nil {
		return finding{found: v.nothing(w.metric)}
	}
	f := finding{held: m.Value.String() == w.value.String(), found: w.metric.at.text + " " + m.Value.String()}
	if !f.held {
		f.reasons = v.evidence(m)
	}
	return f
}

// listed writes words one after another.
func listed(words []string) string { return strings.Join(words, ", ") }

// mentions reports whether a text has some words in it, whatever their case.
func mentions(text, words string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(words))
}

package sentence

import (
	"strings"

	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// shownPlaces is how many decimals are always shown; feeds have up to four. A
// number with more comes from a conversion or a division, and is rounded where
// no comparison forbids it.
const shownPlaces = 4

// mostPlaces is how many decimals a rounded number may take before the exact
// number is shown instead.
const mostPlaces = 18

// figure is a number as it is about to be shown.
type figure struct {
	value   number.Number
	code    string // the currency, empty for a plain number
	percent bool   // a share, in hundredths
}

func (t *Teller) figure(v metric.Value, percent bool) figure {
	f := figure{value: v.Number, code: v.Currency, percent: percent && v.Currency == ""}
	if f.percent {
		f.value = f.value.Mul(number.FromInt(100))
	}
	return f
}

// value is the exact value in words.
func (t *Teller) value(v metric.Value, percent bool) string {
	return t.worded(v, func() string { return t.exact(t.figure(v, percent)) })
}

// worded is a value that is no single number in words, and else what number
// says.
func (t *Teller) worded(v metric.Value, number func() string) string {
	switch {
	case !v.Is():
		return t.say("value.nothing", nil)
	case v.Yes && v.Number.Sign() != 0:
		return t.say("value.positive", nil)
	case v.Yes:
		return t.say("value.negative", nil)
	case v.Basket != nil:
		return t.reader.Locale.And(t.amounts(v.Basket))
	default:
		return number()
	}
}

// amounts are the amounts of a basket; an empty one is 0 of whatever currency.
func (t *Teller) amounts(list []money.Amount) []string {
	if len(list) == 0 {
		return []string{t.reader.Locale.Number(number.Zero)}
	}
	words := make([]string, len(list))
	for i, a := range list {
		words[i] = t.reader.Locale.Money(a)
	}
	return words
}

// wanted is a threshold: one amount for each currency is a choice.
func (t *Teller) wanted(v metric.Value, percent bool) string {
	if v.Basket != nil {
		return t.reader.Locale.Or(t.amounts(v.Basket))
	}
	return t.value(v, percent)
}

// exact writes every digit.
func (t *Teller) exact(f figure) string {
	l := t.reader.Locale
	switch {
	case f.code != "":
		return l.Money(money.New(f.value, f.code))
	case !f.percent:
		return l.Number(f.value)
	case f.value.IsDecimal():
		return l.Percent(l.Number(f.value))
	default:
		return l.Beside(l.Percent(l.Fixed(f.value, f.places())), f.value.Quo(number.FromInt(100)))
	}
}

// short reports whether the figure has so few digits that it is shown exactly.
func (f figure) short() bool { return f.value.IsDecimal() && locale.Places(f.value) <= shownPlaces }

// places is how many decimals a rounded figure has at least.
func (f figure) places() int {
	if f.code != "" {
		return locale.Cents(f.code)
	}
	return 2
}

// rounded is what is shown with so many decimals, by the one rule for every
// figure that is shown; only what is missing is rounded up, so that it suffices.
func (f figure) rounded(places int) number.Number {
	if f.short() {
		return f.value
	}
	return f.value.Round(places, number.HalfEven)
}

// write shows the figure with so many decimals. A fraction has its exact value
// behind it.
func (t *Teller) write(f figure, places int) string {
	if f.short() {
		return t.exact(f)
	}
	l, shown := t.reader.Locale, f.rounded(places)
	text := l.Fixed(shown, places)
	switch {
	case f.code != "":
		text = l.MoneyFixed(money.New(shown, f.code), places)
	case f.percent:
		text = l.Percent(text)
	}
	if f.value.IsDecimal() {
		return text
	}
	exact := f.value
	if f.percent {
		exact = exact.Quo(number.FromInt(100))
	}
	return l.Beside(text, exact)
}

// compared shows two values that were compared, with as many decimals as it
// takes for what is shown to compare as the exact values did.
func (t *Teller) compared(found, wanted metric.Value, percent bool) (left, right string) {
	if !single(found) || !single(wanted) {
		return t.value(found, percent), t.wanted(wanted, percent)
	}
	a, b := t.figure(found, percent), t.figure(wanted, percent)
	outcome := a.value.Cmp(b.value)
	for more := 0; a.places()+more <= mostPlaces; more++ {
		x, y := a.places()+more, b.places()+more
		if a.rounded(x).Cmp(b.rounded(y)) == outcome {
			return t.write(a, x), t.write(b, y)
		}
	}
	return t.exact(a), t.exact(b)
}

func single(v metric.Value) bool { return v.Is() && !v.Yes && v.Basket == nil }

// brief shows a value that nothing was compared with.
func (t *Teller) brief(v metric.Value, percent bool) string {
	return t.worded(v, func() string {
		f := t.figure(v, percent)
		return t.write(f, f.places())
	})
}

// enough shows how much more is needed: never less than that.
func (t *Teller) enough(v metric.Value) string {
	f := t.figure(v, false)
	if !f.short() {
		v.Number = v.Number.Round(f.places(), number.Ceiling)
	}
	return t.value(v, false)
}

// percentsOf finds the metrics that conditions compare with percentages.
func percentsOf(programs []*program.Program) map[string]bool {
	found := map[string]bool{}
	for _, p := range programs {
		for _, c := range conditionsOf(p) {
			c.Visit(func(leaf *metric.Condition) {
				if leaf.Compare != nil && strings.Contains(leaf.Compare.Left.Text+leaf.Compare.Right.Text, "%") {
					for _, name := range leaf.MetricNames() {
						found[name] = true
					}
				}
			})
		}
	}
	return found
}

func conditionsOf(p *program.Program) []*metric.Condition {
	var list []*metric.Condition
	for i := range p.Ladders {
		list = append(list, p.Ladders[i].Value.Conditions()...)
	}
	for i := range p.Benefits {
		b := &p.Benefits[i].Value
		list = append(append(list, b.Unlock.When), b.Needs...)
	}
	return list
}

// isPercent reports whether a metric is shown as a percentage.
func (t *Teller) isPercent(d *metric.Definition) bool {
	return d.Share != nil || d.Growth != nil || t.percents[d.Name]
}

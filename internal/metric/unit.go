package metric

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/problem"
)

func (s *Set) unitNamed(name string) Unit {
	if i, ok := s.byName[name]; ok {
		return s.unitOf(i)
	}
	return Unit{}
}

// UnitOf is what a metric is counted in.
func (s *Set) UnitOf(index int) Unit { return s.unitOf(index) }

func (s *Set) unitOf(index int) Unit { return s.units[index] }

func (s *Set) unitOfTerm(t *term) Unit {
	switch {
	case t.op == literal:
		return Unit{Currency: t.value.Currency, Native: t.value.Basket != nil, Yes: t.value.Yes}
	case t.op == reference:
		return s.unitNamed(t.metric)
	default:
		return s.unitOfArgs(t)
	}
}

// unitOfArgs is money as soon as one side is; a zero that stands for "minus"
// has no unit of its own. What is yes or no counts as 1 or 0.
func (s *Set) unitOfArgs(t *term) Unit {
	unit := Unit{}
	for _, arg := range t.args {
		if next := s.unitOfTerm(arg); unit == (Unit{}) && !next.Yes {
			unit = next
		}
	}
	return unit
}

// String is the unit in words.
func (u Unit) String() string {
	switch {
	case u.Native:
		return "money in its own currency"
	case u.Currency != "":
		return u.Currency
	case u.Yes:
		return "yes or no"
	default:
		return "a plain number"
	}
}

// Holds reports whether a value can be one of this unit.
func (u Unit) Holds(v Value) bool {
	switch {
	case !v.Is():
		return true
	case v.Yes || u.Yes:
		return v.Yes && u.Yes
	case u.Native:
		return v.Basket != nil || v.Currency != ""
	default:
		return v.Basket == nil && v.Currency == u.Currency
	}
}

func (u Unit) money() bool { return u.Native || u.Currency != "" }

// sameUnit refuses to compare dollars with a count, or with pounds.
func (b *Binder) sameUnit(c *Condition) bool {
	left, right := b.Set.unitOfTerm(c.Compare.Left.root), b.Set.unitOfTerm(c.Compare.Right.root)
	if left == right || left.Native && right.Currency != "" {
		return true
	}
	if alone := c.Compare.Right.Text == "yes" && right.Yes; alone {
		b.Mistakes.AddWithHint(c.Place, unitHint(c, left, right), "%s is %s, not yes or no.", c.Compare.Left, left)
	} else {
		b.Mistakes.AddWithHint(c.Place, unitHint(c, left, right), "%s is %s, but %s is %s.", c.Compare.Left, left, c.Compare.Right, right)
	}
	return false
}

func unitHint(c *Condition, left, right Unit) string {
	switch {
	case left.Currency != "" && right == (Unit{}):
		return "Write the currency too, like 25_000 " + left.Currency + "."
	case left.Native:
		return "Write one threshold for each currency, like 300 USD or 200 GBP."
	case right.Native:
		return "Let the metric be counted in its own currency with currency: native, or write one threshold."
	case left == (Unit{}) && right.Currency != "":
		return "Leave the currency out, or let the metric read amounts."
	case left.Yes:
		return "Write " + c.Compare.Left.Text + " alone, or " + c.Compare.Left.Text + " = no."
	case right.Yes:
		return "Compare it with a number, like " + c.Compare.Left.Text + " >= 1" + when(left.Currency != "", " "+left.Currency) + "."
	default:
		return "Both sides must be of one kind."
	}
}

// arithmetic checks the units of an expression.
func (b *Binder) arithmetic(e *Expression, at problem.Place) {
	if e.Place != (problem.Place{}) {
		at = e.Place
	}
	wrong := false
	e.root.visit(func(t *term) {
		if t.op != literal && t.op != reference && b.sound(t) && !wrong {
			wrong = !b.sameUnits(t, e, at)
		}
	})
}

func (b *Binder) sameUnits(t *term, e *Expression, at problem.Place) bool {
	var units []Unit
	moneys := 0
	for _, arg := range t.args {
		unit := b.Set.unitOfTerm(arg)
		if unit.Native {
			b.Mistakes.AddWithHint(at, "Compare the metric by itself with one threshold for each currency.", "Money in its own currency cannot be added up or compared across currencies: %s.", e)
			return false
		}
		if unit.Yes {
			unit = Unit{}
		}
		if unit.money() {
			moneys++
		}
		if !isZero(arg) && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	switch {
	case t.op == times && moneys > 1:
		b.Mistakes.AddWithHint(at, "Multiply money by a plain number.", "%s multiplies money by money.", e)
		return false
	case t.op != times && len(units) > 1:
		b.Mistakes.AddWithHint(at, "All parts must be of one kind; only multiplying by a plain number is possible.", "%s mixes %s with %s.", e, units[0], units[1])
		return false
	default:
		return true
	}
}

func isZero(t *term) bool {
	return t.op == literal && t.value.Number.Sign() == 0 && t.value.Currency == ""
}

// thresholdDays remembers the numbers that day counts are compared with, and
// which day counts are compared with anything else.
func (b *Binder) thresholdDays(cmp *Comparison) {
	_, left := cmp.Left.Literal()
	_, right := cmp.Right.Literal()
	if alone := left && cmp.Right.Metric() != "" || right && cmp.Left.Metric() != ""; !alone {
		b.Set.readDaily(cmp.Left.Metrics()...)
		b.Set.readDaily(cmp.Right.Metrics()...)
	}
	for _, side := range []*Expression{cmp.Left, cmp.Right} {
		if v, ok := side.Literal(); ok && v.Currency == "" && !v.Yes {
			if days := v.Number.Round(0, number.Floor); days.Sign() >= 0 && days.Cmp(number.FromInt(int64(calendar.LastDay))) < 0 {
				b.Set.addThreshold(days)
			}
		}
	}
}

func (s *Set) addThreshold(n number.Number) {
	days := calendar.Day(n.Rat().Num().Int64())
	if !slices.Contains(s.dayThresholds, days) {
		s.dayThresholds = append(s.dayThresholds, days)
	}
}

// readDaily notes that something is made of metrics: of those that count days
// every day matters, not only the thresholds.
func (s *Set) readDaily(names ...string) {
	for _, name := range names {
		if i, ok := s.byName[name]; ok && s.Definitions[i].Days != nil {
			s.Definitions[i].daily = true
		}
	}
}

package metric

import (
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// earn works out the points of one fact: units × rate × multipliers, capped.
// The rate and the multipliers are those of the day it happened. False when no
// rate fits the fact.
func (r *Reader) earn(def *Definition, e *fact.Entry, it *item) bool {
	rule := def.Earned
	if !r.field(def.field(), e, it) {
		return false
	}
	rate := rule.rate(r.book, e)
	if rate == nil {
		return false
	}
	units := rule.units(it)
	points := units.Mul(constant(rate.Each)).Mul(rule.factor(r.book, e))
	if rule.MaxEach != nil {
		points = number.Highest(number.Lowest(points, *rule.MaxEach), rule.MaxEach.Neg())
	}
	it.number, it.code = points, ""
	if rule.MaxPer != nil {
		it.key = r.book.attribute(e, rule.MaxPer.By).String()
	}
	if rule.PendingFor != nil {
		it.counts = rule.PendingFor.After(it.day)
	}
	return true
}

// constant is the value of an expression that was checked to be one.
func constant(e *Expression) number.Number {
	v, _ := e.Literal()
	return v.Number
}

func (rule *Earned) rate(b *Book, e *fact.Entry) *Rate {
	for i := range rule.Rates {
		rate := &rule.Rates[i]
		if inForce(rate.From, rate.Until, e) && rate.Where.Match(b.lookup(e)) {
			return rate
		}
	}
	return nil
}

// units is how many units the fact makes. Of a unit given per currency ("100 USD
// or 75 EUR") that of the amount's own counts.
func (rule *Earned) units(it *item) number.Number {
	if rule.Unit == nil {
		return it.number
	}
	unit, _ := rule.Unit.Literal()
	if unit.Basket != nil {
		unit.Number = inCurrency(unit.Basket, it.code)
	}
	if unit.Number.Sign() == 0 {
		return number.Zero
	}
	units := it.number.Quo(unit.Number)
	if rule.Whole {
		units = units.Whole()
	}
	return units
}

func inCurrency(basket []money.Amount, code string) number.Number {
	for _, a := range basket {
		if a.Currency == code {
			return a.Value
		}
	}
	return number.Zero
}

func (rule *Earned) factor(b *Book, e *fact.Entry) number.Number {
	factor := number.One
	for i := range rule.Times {
		factor = factor.Mul(rule.Times[i].factor(b, e))
	}
	return factor
}

func (m *Multiplier) factor(b *Book, e *fact.Entry) number.Number {
	if !inForce(m.From, m.Until, e) || !m.Where.Match(b.lookup(e)) {
		return number.One
	}
	if m.By == "" {
		return constant(m.Factor)
	}
	if factor, ok := m.Table[b.attribute(e, m.By).String()]; ok {
		return constant(factor)
	}
	return number.One
}

// earning adds points up, each subject's points up to its cap. What is of no
// subject has no such cap.
type earning struct {
	counting
	rule  *Earned
	sum   number.Number
	byKey map[string]number.Number
}

func (a *earning) add(it *item)    { a.n++; a.change(it.key, it.number) }
func (a *earning) remove(it *item) { a.n--; a.change(it.key, it.number.Neg()) }

func (a *earning) change(key string, points number.Number) {
	if a.rule.MaxPer == nil || key == "" {
		a.sum = a.sum.Add(points)
		return
	}
	before := a.byKey[key]
	after := before.Add(points)
	a.byKey[key] = after
	limit := a.rule.MaxPer.Max
	a.sum = a.sum.Sub(number.Lowest(before, limit)).Add(number.Lowest(after, limit))
}

func (a *earning) value() Value {
	if a.rule.Max != nil {
		return Num(number.Lowest(a.sum, *a.rule.Max))
	}
	return Num(a.sum)
}

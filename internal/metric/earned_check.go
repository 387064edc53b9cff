package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/problem"
)

// earned checks points for single facts: units, rates, multipliers and caps.
func (b *Binder) earned(d *Definition) {
	e := d.Earned
	b.earnedUnit(d)
	if len(e.Rates) == 0 {
		b.Mistakes.AddWithHint(b.at(e.Place, "rates"), "Write lines such as {each: 5} or {where: {role: sourced}, each: 5}.", "The list of rates is empty.")
	}
	for i := range e.Rates {
		b.rate(e, i)
	}
	for i := range e.Times {
		b.multiplier(&e.Times[i])
	}
	b.zeroOrMore(e.Place, "max-each", e.MaxEach)
	b.zeroOrMore(e.Place, "max", e.Max)
	if e.MaxPer != nil {
		b.zeroOrMore(e.MaxPer.Place, "max", &e.MaxPer.Max)
	}
}

// earnedUnit wants a unit in the currency of the amounts, or one for each
// currency.
func (b *Binder) earnedUnit(d *Definition) {
	e := d.Earned
	unit := fieldUnit(d, b.Set)
	switch basket := basketOf(e.Unit); {
	case e.Unit == nil && unit.money():
		b.Mistakes.AddWithHint(e.Place, "Add unit:, like unit: 100 "+unit.Currency+".", "The points do not say for how much money each is given.")
	case basket != nil && !unit.money():
		b.Mistakes.AddWithHint(e.Unit.Place, "Write a plain number.", "`unit` is an amount, but %q adds up no amounts.", d.Name)
	case basket == nil:
		b.constant("unit", e.Unit, unit)
	}
	b.positive(e.Unit)
}

func basketOf(e *Expression) []money.Amount {
	v, _ := e.Literal()
	return v.Basket
}

// rate checks one line of rates. A line below one that fits every fact on the
// same days would never be used.
func (b *Binder) rate(e *Earned, i int) {
	r := &e.Rates[i]
	b.constant("each", r.Each, Unit{})
	b.dates(r.Place, r.From, r.Until)
	for j := range e.Rates[:i] {
		if before := &e.Rates[j]; before.Where.IsZero() && covers(before, r) {
			b.Mistakes.AddWithHint(r.Place, "Write the lines with where: or with dates first.", "This rate is never used: the first line that fits a fact is its rate, and line %d fits every fact.", j+1)
			return
		}
	}
}

func covers(a, b *Rate) bool {
	return (a.From == nil || b.From != nil && *a.From <= *b.From) && (a.Until == nil || b.Until != nil && *b.Until <= *a.Until)
}

func (b *Binder) dates(at problem.Place, from, until *calendar.Day) {
	if from != nil && until != nil && *until < *from {
		b.Mistakes.AddWithHint(b.at(at, "until"), "Both days are included.", "The line ends on %s, before it begins on %s.", until, from)
	}
}

func (b *Binder) multiplier(m *Multiplier) {
	b.dates(m.Place, m.From, m.Until)
	b.constant("factor", m.Factor, Unit{})
	for _, word := range keys(m.Table) {
		b.constant("table", m.Table[word], Unit{})
	}
	switch {
	case (m.By == "") == (m.Factor == nil):
		b.Mistakes.AddWithHint(m.Place, "Write factor: 2, or by: with an attribute and table: with a factor for each of its values.", "A multiplier needs one factor or one table.")
	case (m.By == "") != (len(m.Table) == 0):
		b.Mistakes.AddWithHint(m.Place, "Write by: and table: together.", "A multiplier by an attribute needs a table with a factor for each of its values.")
	}
}

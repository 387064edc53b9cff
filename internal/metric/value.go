// Package metric turns facts into numbers with their evidence, and compares
// those numbers. A Definition says what counts, how it adds up and over which
// window; a Reader computes it for any day; a Condition compares. Nothing here
// rounds, reads a clock or fails half-way: what cannot be computed is a value
// that says so.
package metric

import (
	"laurel/internal/money"
	"laurel/internal/number"
)

// Truth is the outcome of a condition. Ignored is the outcome of a condition
// whose sample is too small to be asked: it neither helps nor hurts.
type Truth uint8

// The outcomes.
const (
	Fails Truth = iota
	Holds
	Ignored
)

// Met reports whether the outcome lets a tree pass: it holds or is ignored.
func (t Truth) Met() bool { return t != Fails }

// String is the outcome as a word.
func (t Truth) String() string { return [...]string{"fails", "holds", "ignored"}[t] }

// Truth is text in JSON.
func (t Truth) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

func truthOf(b bool) Truth {
	if b {
		return Holds
	}
	return Fails
}

// Presence says whether a value is there, and if not, what comparing it means.
type Presence uint8

// The presences. All but Present come from an empty or a small sample.
const (
	Present     Presence = iota
	Absent               // nothing to measure: every comparison fails
	SmallPass            // the sample is small and the program lets it pass
	SmallFail            // the sample is small and the program lets it fail
	SmallIgnore          // the sample is small and the program leaves it out
)

// Value is what a metric came to on some day.
type Value struct {
	Number   number.Number
	Currency string // for money; empty for plain numbers
	Presence Presence
	Yes      bool           // the value is a yes/no: Number is 1 or 0
	Basket   []money.Amount // for native currency: one amount per currency, sorted by code
}

// Num is a plain number.
func Num(n number.Number) Value { return Value{Number: n} }

// Money is an amount of money as a value.
func Money(a money.Amount) Value { return Value{Number: a.Value, Currency: a.Currency} }

// None is no value at all.
var None = Value{Presence: Absent}

func yesNo(b bool) Value {
	if b {
		return Value{Number: number.One, Yes: true}
	}
	return Value{Yes: true}
}

// Is reports whether the value is a number that can be compared.
func (v Value) Is() bool { return v.Presence == Present }

// String is the exact value with its unit, for tests and for operators; pages
// and letters write values in the reader's language.
func (v Value) String() string {
	switch {
	case v.Presence != Present:
		return "no value"
	case v.Yes && v.Number.Sign() != 0:
		return "yes"
	case v.Yes:
		return "no"
	case v.Basket != nil:
		return basketText(v.Basket)
	case v.Currency != "":
		return v.Number.String() + " " + v.Currency
	default:
		return v.Number.String()
	}
}

func basketText(basket []money.Amount) string {
	if len(basket) == 0 {
		return "0"
	}
	text := basket[0].String()
	for _, a := range basket[1:] {
		text += " + " + a.String()
	}
	return text
}

// Same reports whether two values would be shown alike.
func (v Value) Same(w Value) bool {
	return v.Presence == w.Presence && v.Currency == w.Currency && v.Number.Equal(w.Number) &&
		basketText(v.Basket) == basketText(w.Basket)
}

// amounts is the value as money per currency.
func (v *Value) amounts() []money.Amount {
	if v.Basket != nil {
		return v.Basket
	}
	return []money.Amount{{Value: v.Number, Currency: v.Currency}}
}

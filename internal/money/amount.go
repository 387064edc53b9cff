// Package money holds exact amounts with their currency, and the rates that
// turn one currency into another. Amounts of different currencies never meet
// by accident: adding them is refused.
package money

import (
	"strings"

	"laurel/internal/number"
	"laurel/internal/problem"
)

// Amount is an exact sum of money. Value is in whole units of the currency
// (dollars, not cents) with any number of decimals. The zero Amount is "no
// amount": it has no currency.
type Amount struct {
	Value    number.Number `json:"value"`
	Currency string        `json:"currency"` // ISO 4217 code
}

// New is an amount; the currency must have been checked by ParseCurrency.
func New(value number.Number, code string) Amount { return Amount{Value: value, Currency: code} }

// IsZero reports whether this is no amount at all, which differs from 0 USD.
func (a Amount) IsZero() bool { return a.Currency == "" }

// Parse reads an amount written as "25_000 USD".
func Parse(text string) (Amount, error) {
	words := strings.Fields(text)
	if len(words) != 2 {
		return Amount{}, problem.New(problem.Invalid, "%q is not an amount of money.", problem.Excerpt(text)).
			WithHint("Write the number and its currency, like 25_000 USD.")
	}
	value, err := number.Parse(words[0])
	if err != nil {
		return Amount{}, err
	}
	code, err := ParseCurrency(words[1])
	if err != nil {
		return Amount{}, err
	}
	return New(value, code), nil
}

// Add is the sum of two amounts of one currency. "No amount" adds nothing.
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case a.IsZero():
		return b, nil
	case b.IsZero():
		return a, nil
	case a.Currency != b.Currency:
		return Amount{}, problem.New(problem.Invalid, "%s and %s cannot be added: the currencies differ.", a, b)
	default:
		return New(a.Value.Add(b.Value), a.Currency), nil
	}
}

// String writes the exact amount as "25000 USD", and nothing for no amount.
func (a Amount) String() string {
	if a.IsZero() {
		return ""
	}
	return a.Value.String() + " " + a.Currency
}

// Package money holds exact amounts with their currency, and the rates that
// turn one currency into another. Amounts of different currencies never meet
// by accident: adding them is refused.
package money

import (
	"strings"

	"github.com/bojanz/currency"

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
	digits, code, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok {
		return Amount{}, problem.New(problem.Invalid, "%q is not an amount of money.", text).
			WithHint("Write the number and its currency, like 25_000 USD.")
	}
	value, err := number.Parse(digits)
	if err != nil {
		return Amount{}, err
	}
	code, err = ParseCurrency(strings.TrimSpace(code))
	return Amount{Value: value, Currency: code}, err
}

// withdrawn are codes that real ledgers and rate tables still carry but the
// currency list no longer does.
var withdrawn = map[string]bool{
	"BGN": true, "CYP": true, "EEK": true, "HRK": true, "LTL": true, "LVL": true, "MTL": true, "ROL": true,
	"SIT": true, "SKK": true, "TRL": true, "DEM": true, "FRF": true, "ITL": true, "ESP": true, "XCG": true,
}

// ParseCurrency accepts a three-letter ISO 4217 code in upper case, current or
// withdrawn.
func ParseCurrency(code string) (string, error) {
	if currency.IsValid(code) || withdrawn[code] {
		return code, nil
	}
	return "", problem.New(problem.Invalid, "%q is not a currency.", code).
		WithHint("Use a three-letter ISO 4217 code in capitals, like USD or GBP.")
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
		return Amount{Value: a.Value.Add(b.Value), Currency: a.Currency}, nil
	}
}

// String writes the exact amount as "25000 USD".
func (a Amount) String() string {
	if a.IsZero() {
		return ""
	}
	return a.Value.String() + " " + a.Currency
}

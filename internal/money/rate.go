package money

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Quote is one published rate: so many units of Currency for one unit of the
// table's base currency, on Day.
type Quote struct {
	Day      calendar.Day
	Currency string
	Units    number.Number
}

// Dating says which day's rate converts a fact.
type Dating string

// The datings a program may choose.
const (
	SameDay  Dating = "day"       // the last quoted day not after the fact's day
	MonthEnd Dating = "month-end" // the last quoted day of the fact's month
	Fixed    Dating = "fixed"     // the line of a fixed table that is in force on the fact's day
)

// Datings lists every dating, for checks and for schemas.
func Datings() []Dating { return []Dating{SameDay, MonthEnd, Fixed} }

// UnmarshalText reads one of Datings.
func (d *Dating) UnmarshalText(text []byte) error {
	if !slices.Contains(Datings(), Dating(text)) {
		return problem.New(problem.Invalid, "%q does not say which day's rate is used.", text).
			WithHint("Use day, month-end or fixed.")
	}
	*d = Dating(text)
	return nil
}

// Rule is how a program converts: from which table, of which day, rounded how.
type Rule struct {
	Source string          // the name of the rate table, such as "ecb"
	Dating Dating          // when empty, Fixed for a fixed table and MonthEnd for any other
	Places int             // decimal places of a converted amount; see DefaultPlaces
	How    number.Rounding // HalfEven when empty
}

// DefaultPlaces is how many decimals a converted amount keeps unless the
// program says otherwise.
const DefaultPlaces = 8

// Conversion is a converted amount with what made it, for the explanation.
type Conversion struct {
	Amount      Amount
	Rate        number.Number // units of the target for one unit of the original, exact
	Day         calendar.Day  // the day of the quotes; the fact's own day when nothing was converted
	Base        string        // the currency that the quotes are for one unit of
	Quotes      []Quote       // as published, that made the rate: one, or two of a cross rate
	Wanted      calendar.Day  // the day whose quote the rule asks for
	Provisional bool          // that day may still get its own quote
}

// Rates are the tables by source name.
type Rates map[string]*Table

// Missing is the problem of a rate that no table has. It names the currency
// and the day.
func Missing(source, code string, day calendar.Day) error {
	return problem.New(problem.NotFound, "The rates of %q have no rate for %s on %s.", source, code, day).
		WithHint("Import newer rates, or let the program say what a missing rate means (rates: missing).").
		AtConsole("Import newer rates with `laurel rates import`, or let the program say what a missing rate means (rates: missing).")
}

// unquoted is the problem of a source of which nothing is known at all.
func unquoted(source, from, to string, day calendar.Day) error {
	return problem.New(problem.NotFound, "No rates of %q are known by %s, so an amount in %s cannot be converted to %s.", source, day, from, to).
		WithHint("Import rates, or let the program say its own (rates: units) or what a missing rate means (rates: missing).").
		AtConsole("Import rates with `laurel rates import`, or let the program say its own (rates: units) or what a missing rate means (rates: missing).")
}

package money

import (
	"slices"
	"sort"
	"time"

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

// Rule is how a program converts: from which table, of which day, rounded how.
type Rule struct {
	Source string          // the name of the rate table, such as "ecb"
	Dating Dating          // MonthEnd when empty
	Places int             // decimal places of a converted amount
	How    number.Rounding // HalfEven when empty
}

// DefaultPlaces is how many decimals a converted amount keeps unless the
// program says otherwise.
const DefaultPlaces = 8

// Conversion is a converted amount with what made it, for the explanation.
type Conversion struct {
	Amount      Amount
	Rate        number.Number // units of the target for one unit of the original, exact
	Day         calendar.Day  // the day of the quotes
	Provisional bool          // the day that the rule asks for has not come yet
}

// Table is the rates of one source. Quotes count from their own day: a table
// read as known on some day must be cut with Known first.
type Table struct {
	Source string
	Base   string
	days   []calendar.Day // quoted days, ascending
	quotes map[calendar.Day]map[string]number.Number
	known  calendar.Day // quotes after this day are not yet known
	fixed  bool
}

// Rates are the tables by source name.
type Rates map[string]*Table

// Missing is the problem of a rate that no table has. It names the currency
// and the day.
func Missing(source, code string, day calendar.Day) error {
	return problem.New(problem.NotFound, "The rates of %q have no rate for %s on %s.", source, code, day).
		WithHint("Import newer rates with `laurel rates import`, or let the program say what a missing rate means (rates: missing).")
}

// NewTable is an empty table of a source whose quotes are units of a currency
// for one unit of base. A fixed table is one that stays in force until its next
// line; any other is a series of daily quotes.
func NewTable(source, base string, fixed bool) *Table {
	return &Table{Source: source, Base: base, fixed: fixed, known: calendar.LastDay,
		quotes: map[calendar.Day]map[string]number.Number{}}
}

// Add puts quotes into the table, in any order. A quote given twice takes the
// later value.
func (t *Table) Add(quotes ...Quote) {
	for _, q := range quotes {
		if t.quotes[q.Day] == nil {
			t.quotes[q.Day] = map[string]number.Number{}
			t.days = append(t.days, q.Day)
		}
		t.quotes[q.Day][q.Currency] = q.Units
	}
	slices.Sort(t.days)
}

// Known is the table as it was known at the close of a day. The two share
// their quotes.
func (t *Table) Known(day calendar.Day) *Table {
	cut := *t
	cut.known = min(day, t.known)
	cut.days = t.days[:upTo(t.days, cut.known)]
	return &cut
}

// upTo counts the days that are not after day.
func upTo(days []calendar.Day, day calendar.Day) int {
	return sort.Search(len(days), func(i int) bool { return days[i] > day })
}

// Convert turns an amount that happened on a day into another currency, by a
// rule. The error is Missing when the table lacks a rate.
func (t *Table) Convert(a Amount, to string, day calendar.Day, rule Rule) (Conversion, error) {
	if a.Currency == to {
		return Conversion{Amount: a, Rate: number.One, Day: day}, nil
	}
	rate, err := t.rate(a.Currency, to, day, rule)
	if err != nil {
		return Conversion{}, err
	}
	rate.Amount = Amount{Value: a.Value.Mul(rate.Rate).Round(rule.Places, rule.rounding()), Currency: to}
	return rate, nil
}

func (r Rule) rounding() number.Rounding {
	if r.How == "" {
		return number.HalfEven
	}
	return r.How
}

// rate is the exact cross rate between two currencies for a fact of a day.
func (t *Table) rate(from, to string, day calendar.Day, rule Rule) (Conversion, error) {
	wanted := rule.wanted(day)
	i := upTo(t.days, wanted)
	if i == 0 {
		return Conversion{}, Missing(t.Source, from, wanted)
	}
	quoted := t.days[i-1]
	if t.stale(quoted, wanted, rule) {
		return Conversion{}, Missing(t.Source, from, wanted)
	}
	a, err := t.units(from, quoted, wanted)
	if err != nil {
		return Conversion{}, err
	}
	b, err := t.units(to, quoted, wanted)
	if err != nil {
		return Conversion{}, err
	}
	return Conversion{Rate: b.Quo(a), Day: quoted, Provisional: t.provisional(wanted, i)}, nil
}

// wanted is the day whose rate the rule asks for.
func (r Rule) wanted(day calendar.Day) calendar.Day {
	if r.Dating == MonthEnd || r.Dating == "" {
		return day.MonthEnd()
	}
	return day
}

// longestGap is how many days may lie between a day and its quote: holidays
// close the markets for five days at most, Easter and a weekend included.
const longestGap = 7

// stale reports whether a day that is over has no quote of its own time: the
// month, or the days just before it. Older quotes would be a silent guess.
func (t *Table) stale(quoted, wanted calendar.Day, rule Rule) bool {
	if t.fixed || wanted > t.known {
		return false
	}
	if rule.Dating == SameDay {
		return wanted-quoted > longestGap
	}
	return quoted < wanted.MonthStart()
}

// provisional reports whether the day asked for may still get its own quote:
// it is not over yet, or the table ends before it.
func (t *Table) provisional(wanted calendar.Day, upTo int) bool {
	return !t.fixed && (wanted > t.known || upTo == len(t.days) && t.days[upTo-1] < wanted && !t.weekendOnly(wanted))
}

// weekendOnly reports whether only Saturdays and Sundays lie between the last
// quote and the day, so that no further quote can come for it.
func (t *Table) weekendOnly(wanted calendar.Day) bool {
	for d := t.days[len(t.days)-1] + 1; d <= wanted; d++ {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			return false
		}
	}
	return true
}

// units is the quote of a currency on a quoted day. A fixed table may have
// quoted the currency on an earlier line.
func (t *Table) units(code string, quoted, wanted calendar.Day) (number.Number, error) {
	if code == t.Base {
		return number.One, nil
	}
	if units, ok := t.quotes[quoted][code]; ok && units.Sign() > 0 {
		return units, nil
	}
	if t.fixed {
		return t.earlierLine(code, wanted)
	}
	return number.Zero, Missing(t.Source, code, wanted)
}

func (t *Table) earlierLine(code string, wanted calendar.Day) (number.Number, error) {
	for i := upTo(t.days, wanted) - 1; i >= 0; i-- {
		if units, ok := t.quotes[t.days[i]][code]; ok {
			return units, nil
		}
	}
	return number.Zero, Missing(t.Source, code, wanted)
}

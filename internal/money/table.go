package money

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/number"
)

// Table is the rates of one source. Quotes count from their own day: a table
// read as known on some day must be cut with Known first. Once filled, a table
// may be read by many at the same time.
type Table struct {
	Source string
	Base   string
	fixed  bool
	known  calendar.Day   // quotes after this day are not yet known
	days   []calendar.Day // the days that have quotes, ascending, up to known
	quotes map[quoteKey]number.Number
}

type quoteKey struct {
	day      calendar.Day
	currency string
}

// NewTable is an empty table of a source whose quotes are units of a currency
// for one unit of base. In a fixed table a quote stays in force until the next
// one of its currency; any other table is a series of daily quotes.
func NewTable(source, base string, fixed bool) *Table {
	return &Table{Source: source, Base: base, fixed: fixed, known: calendar.LastDay, quotes: map[quoteKey]number.Number{}}
}

// Add puts quotes into the table, in any order. A quote given twice takes the
// later value; one that is not above zero is no quote.
func (t *Table) Add(quotes ...Quote) {
	for _, q := range quotes {
		if q.Units.Sign() <= 0 {
			continue
		}
		if i, found := slices.BinarySearch(t.days, q.Day); !found {
			t.days = slices.Insert(t.days, i, q.Day)
		}
		t.quotes[quoteKey{q.Day, q.Currency}] = q.Units
	}
}

// Known is the table as it was known at the close of a day. It shares the
// quotes with t, and neither may be added to from then on.
func (t *Table) Known(day calendar.Day) *Table {
	cut := *t
	cut.known = min(day, t.known)
	cut.days = upTo(t.days, cut.known)
	return &cut
}

// upTo is the part of ascending days that is not after a day.
func upTo(days []calendar.Day, day calendar.Day) []calendar.Day {
	n, found := slices.BinarySearch(days, day)
	if found {
		n++
	}
	return days[:n]
}

// Quotes lists those of some currencies that are in force on some days: from the
// newest that is not after the first day.
func (t *Table) Quotes(currencies []string, days calendar.Span) []Quote {
	var out []Quote
	for _, code := range currencies {
		var before *Quote
		for _, day := range upTo(t.days, days.Last()) {
			units, known := t.quotes[quoteKey{day, code}]
			switch q := (Quote{Day: day, Currency: code, Units: units}); {
			case !known:
			case day < days.From:
				before = &q
			default:
				out = append(out, q)
			}
		}
		if before != nil {
			out = append(out, *before)
		}
	}
	return out
}

// Currencies lists those that have a quote in the last days of the table, and its
// base, in order.
func (t *Table) Currencies() []string {
	out := []string{t.Base}
	if len(t.days) > 0 {
		for key := range t.quotes {
			if newest := t.days[len(t.days)-1]; t.fixed && key.day <= newest || key.day == newest {
				out = append(out, key.currency)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Convert turns an amount that happened on a day into another currency, by a
// rule: the exact product of the amount and the rate, then rounded. An amount
// that is in this currency already stays as it is. The error is Missing when
// the table lacks a rate.
func (t *Table) Convert(a Amount, to string, day calendar.Day, rule Rule) (Conversion, error) {
	if a.Currency == to || a.IsZero() {
		return Conversion{Amount: a, Rate: number.One, Day: day}, nil
	}
	made, err := t.rate(a.Currency, to, day, rule)
	if err != nil {
		return Conversion{}, err
	}
	made.Amount = New(a.Value.Mul(made.Rate).Round(rule.Places, rule.How), to)
	return made, nil
}

// rate is the exact cross rate between two currencies for a fact of a day.
func (t *Table) rate(from, to string, day calendar.Day, rule Rule) (Conversion, error) {
	wanted := t.wanted(day, rule)
	if len(t.days) == 0 {
		return Conversion{}, unquoted(t.Source, from, to, wanted)
	}
	a, ok := t.quote(from, wanted, rule)
	if !ok {
		return Conversion{}, Missing(t.Source, from, wanted)
	}
	b, ok := t.quote(to, wanted, rule)
	if !ok {
		return Conversion{}, Missing(t.Source, to, wanted)
	}
	made := Conversion{Rate: b.Units.Quo(a.Units), Day: max(a.Day, b.Day), Base: t.Base, Wanted: wanted, Provisional: t.provisional(wanted)}
	for _, q := range []Quote{a, b} {
		if q.Currency != t.Base {
			made.Quotes = append(made.Quotes, q)
		}
	}
	return made, nil
}

// wanted is the day whose rate the rule asks for.
func (t *Table) wanted(day calendar.Day, rule Rule) calendar.Day {
	if rule.Dating == MonthEnd || rule.Dating == "" && !t.fixed {
		return day.MonthEnd()
	}
	return day
}

// quote is the quote of a currency that serves for a day. All currencies of a
// series have the same day, so that a cross rate never mixes two.
func (t *Table) quote(code string, wanted calendar.Day, rule Rule) (Quote, bool) {
	if code == t.Base {
		return Quote{Day: calendar.FirstDay, Currency: code, Units: number.One}, true
	}
	for _, day := range slices.Backward(upTo(t.days, wanted)) {
		units, found := t.quotes[quoteKey{day, code}]
		switch {
		case t.stale(day, wanted, rule):
			return Quote{}, false
		case found || !t.fixed:
			return Quote{Day: day, Currency: code, Units: units}, found
		}
	}
	return Quote{}, false
}

// longestGap is how many days may lie between a day and its quote: holidays
// close the markets for five days at most, Easter and a weekend included.
const longestGap = 7

// stale reports whether a quote is too old for a day that is over, because the
// month, or the week before the day, has none of its own. Taking it would be a
// silent guess.
func (t *Table) stale(quoted, wanted calendar.Day, rule Rule) bool {
	switch {
	case t.fixed || wanted > t.known:
		return false
	case rule.Dating == MonthEnd || rule.Dating == "":
		return quoted < wanted.MonthStart()
	default:
		return wanted-quoted > longestGap
	}
}

// provisional reports whether the day asked for may still get its own quote:
// it is not over yet, or the table ends before it.
func (t *Table) provisional(wanted calendar.Day) bool {
	return !t.fixed && (wanted > t.known || !t.weekendOnly(wanted))
}

// weekendOnly reports whether nothing but Saturdays and Sundays lies between
// the last quote and a day, so that no further quote can come for it.
func (t *Table) weekendOnly(until calendar.Day) bool {
	for d := t.days[len(t.days)-1] + 1; d <= until; d++ {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			return false
		}
	}
	return true
}

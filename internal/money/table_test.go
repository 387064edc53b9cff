package money_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// series is the first quarter of 2024 as a bank would quote it, in euro: no
// weekends, Good Friday on 29 March, ISK not quoted from 14 February on, and
// nothing after 10 April.
func series(t *testing.T) *money.Table {
	return table(t, false, "EUR", `
		2024-01-02 USD 1.10  GBP 0.86  ISK 150
		2024-01-31 USD 1.08  GBP 0.85  ISK 148
		2024-02-12 USD 1.07  GBP 0.855 ISK 149
		2024-02-14 USD 1.075 GBP 0.854
		2024-02-28 USD 1.09  GBP 0.853
		2024-02-29 USD 1.085 GBP 0.852
		2024-03-28 USD 1.082 GBP 0.856
		2024-04-02 USD 1.06  GBP 0.857
		2024-04-10 USD 1.05  GBP 0.858`)
}

func table(t *testing.T, fixed bool, base, lines string) *money.Table {
	t.Helper()
	made := money.NewTable("bank", base, fixed)
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		for i := 1; i < len(words); i += 2 {
			made.Add(money.Quote{Day: day(t, words[0]), Currency: words[i], Units: number.MustParse(words[i+1])})
		}
	}
	return made
}

// converted writes what became of an amount: the result, the day of the rate
// and whether it is provisional, or the message.
func converted(t *testing.T, rates *money.Table, text, to, on string, rule money.Rule) string {
	made, err := rates.Convert(amount(t, text), to, day(t, on), rule)
	if err != nil {
		if problem.KindOf(err) != problem.NotFound {
			t.Errorf("got kind %s", problem.KindOf(err))
		}
		return problem.Of(err).Message
	}
	out := made.Amount.String() + " of " + made.Day.String()
	if made.Provisional {
		out += ", provisional"
	}
	return out
}

func TestConvertFromASeries(t *testing.T) {
	const known = "2024-06-30"
	tests := []struct {
		name           string
		known          string
		amount, to, on string
		dating         money.Dating
		want           string
	}{
		{"the month's last quoted day", known, "100 EUR", "USD", "2024-02-03", money.MonthEnd, "108.5 USD of 2024-02-29"},
		{"which is the default", known, "100 EUR", "USD", "2024-02-03", "", "108.5 USD of 2024-02-29"},
		{"also on the last day itself", known, "100 EUR", "USD", "2024-02-29", money.MonthEnd, "108.5 USD of 2024-02-29"},
		{"a month that ends with holidays", known, "100 EUR", "USD", "2024-03-31", money.MonthEnd, "108.2 USD of 2024-03-28"},
		{"known before the bank opened again", "2024-04-01", "100 EUR", "USD", "2024-03-31", money.MonthEnd, "108.2 USD of 2024-03-28, provisional"},
		{"known when it had opened again", "2024-04-02", "100 EUR", "USD", "2024-03-31", money.MonthEnd, "108.2 USD of 2024-03-28"},
		{"an unfinished month takes the latest rate", "2024-02-13", "100 EUR", "USD", "2024-02-03", money.MonthEnd, "107 USD of 2024-02-12, provisional"},
		{"even one of an earlier month", "2024-02-09", "100 EUR", "USD", "2024-02-03", money.MonthEnd, "108 USD of 2024-01-31, provisional"},
		{"a finished month that the table only began", known, "100 EUR", "USD", "2024-04-20", money.MonthEnd, "105 USD of 2024-04-10, provisional"},
		{"a finished month without any quote", known, "100 EUR", "USD", "2024-05-20", money.MonthEnd, `The rates of "bank" have no rate for USD on 2024-05-31.`},
		{"a month before the table", known, "100 EUR", "USD", "2023-12-31", money.MonthEnd, `The rates of "bank" have no rate for USD on 2023-12-31.`},
		{"a currency that is not quoted at the month's end", known, "100 ISK", "EUR", "2024-02-12", money.MonthEnd, `The rates of "bank" have no rate for ISK on 2024-02-29.`},
		{"the currency asked for is named when that is missing", known, "100 USD", "ISK", "2024-02-12", money.MonthEnd, `The rates of "bank" have no rate for ISK on 2024-02-29.`},
		{"a currency that nobody quotes", known, "100 XCG", "EUR", "2024-02-12", money.SameDay, `The rates of "bank" have no rate for XCG on 2024-02-12.`},

		{"the day's own quote", known, "100 EUR", "USD", "2024-02-28", money.SameDay, "109 USD of 2024-02-28"},
		{"a day without a quote takes the last one", known, "100 EUR", "USD", "2024-03-30", money.SameDay, "108.2 USD of 2024-03-28"},
		{"a week without quotes is bridged", known, "100 EUR", "USD", "2024-02-21", money.SameDay, "107.5 USD of 2024-02-14"},
		{"a longer gap is not", known, "100 EUR", "USD", "2024-02-22", money.SameDay, `The rates of "bank" have no rate for USD on 2024-02-22.`},
		{"a currency that is no longer quoted", known, "100 ISK", "EUR", "2024-02-14", money.SameDay, `The rates of "bank" have no rate for ISK on 2024-02-14.`},
		{"more than a weekend without quotes at the end of the table", "2024-02-11", "100 EUR", "USD", "2024-02-04", money.SameDay, "108 USD of 2024-01-31, provisional"},
		{"a day that is not over", "2024-04-10", "100 EUR", "USD", "2024-04-11", money.SameDay, "105 USD of 2024-04-10, provisional"},
		{"a day far ahead", "2024-04-12", "100 EUR", "USD", "2025-01-01", money.SameDay, "105 USD of 2024-04-10, provisional"},
		{"a fixed dating of a series is the day's", known, "100 EUR", "USD", "2024-02-28", money.Fixed, "109 USD of 2024-02-28"},

		{"from a currency to the base", known, "108.5 USD", "EUR", "2024-02-03", money.MonthEnd, "100 EUR of 2024-02-29"},
		{"from one currency to another", known, "852 GBP", "USD", "2024-02-03", money.MonthEnd, "1085 USD of 2024-02-29"},
		{"a negative amount", known, "-852 GBP", "USD", "2024-02-03", money.MonthEnd, "-1085 USD of 2024-02-29"},
		{"an amount in the right currency is left alone", known, "0.123456789012345 USD", "USD", "1970-01-01", money.MonthEnd, "0.123456789012345 USD of 1970-01-01"},
		{"rounded to eight places", known, "1 GBP", "USD", "2024-02-03", money.MonthEnd, "1.27347418 USD of 2024-02-29"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rates := series(t).Known(day(t, test.known))
			rule := money.Rule{Dating: test.dating, Places: money.DefaultPlaces}
			if got := converted(t, rates, test.amount, test.to, test.on, rule); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestAWeekendAtTheEndOfATableIsFinal(t *testing.T) {
	november := table(t, false, "EUR", "2013-11-29 USD 1.3611") // a Friday
	rule := money.Rule{Dating: money.MonthEnd, Places: 2}
	for known, want := range map[string]string{
		"2013-11-29": "1.36 USD of 2013-11-29, provisional", // the month is not over
		"2013-11-30": "1.36 USD of 2013-11-29",
	} {
		if got := converted(t, november.Known(day(t, known)), "1 EUR", "USD", "2013-11-04", rule); got != want {
			t.Errorf("known on %s: got %s, want %s", known, got, want)
		}
	}
}

func TestConvertByAFixedTable(t *testing.T) {
	fixed := table(t, true, "USD", `
		2024-01-01 EUR 0.92 GBP 0.8
		2024-07-15 EUR 0.90
		2025-01-01 GBP 0.75`)
	tests := []struct {
		name           string
		amount, to, on string
		dating         money.Dating
		want           string
	}{
		{"the line in force", "92 EUR", "USD", "2024-07-14", money.Fixed, "100 USD of 2024-01-01"},
		{"a new line", "90 EUR", "USD", "2024-07-15", money.Fixed, "100 USD of 2024-07-15"},
		{"a line stays in force for ever", "90 EUR", "USD", "2031-07-15", money.Fixed, "100 USD of 2024-07-15"},
		{"each currency has its own lines", "80 GBP", "USD", "2024-12-31", money.Fixed, "100 USD of 2024-01-01"},
		{"two currencies bear the later line's day", "90 EUR", "GBP", "2024-12-31", money.Fixed, "80 GBP of 2024-07-15"},
		{"fixed is the default", "92 EUR", "USD", "2024-07-14", "", "100 USD of 2024-01-01"},
		{"the line at the month's end", "90 EUR", "USD", "2024-07-01", money.MonthEnd, "100 USD of 2024-07-15"},
		{"before the first line", "92 EUR", "USD", "2023-12-31", money.Fixed, `The rates of "bank" have no rate for EUR on 2023-12-31.`},
		{"no line at all", "1 CHF", "USD", "2024-07-14", money.Fixed, `The rates of "bank" have no rate for CHF on 2024-07-14.`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := converted(t, fixed, test.amount, test.to, test.on, money.Rule{Dating: test.dating}); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	early := fixed.Known(day(t, "2024-03-01"))
	if got, want := converted(t, early, "92 EUR", "USD", "2024-08-01", money.Rule{}), "100 USD of 2024-01-01"; got != want {
		t.Errorf("a line that nobody knew yet: got %s, want %s", got, want)
	}
}

func TestQuotes(t *testing.T) {
	rates := table(t, false, "EUR", `
		2024-01-03 USD 1.1
		2024-01-02 USD 1.2
		2024-01-03 USD 1.3
		2024-01-04 USD 0
		2024-01-05 USD -1`)
	rule := money.Rule{Dating: money.SameDay, Places: 8}
	if got, want := converted(t, rates, "1 EUR", "USD", "2024-01-05", rule), "1.3 USD of 2024-01-03, provisional"; got != want {
		t.Errorf("got %s, want %s: the later value counts, and nothing below or at zero", got, want)
	}
	var none money.Amount
	if made, err := rates.Convert(none, "USD", 5, rule); err != nil || !made.Amount.IsZero() {
		t.Errorf("no amount became %s (%v)", made.Amount, err)
	}
}

func TestRoundingIsTheRules(t *testing.T) {
	rates := table(t, false, "EUR", "2024-01-31 USD 1.125")
	tests := []struct {
		rule money.Rule
		want string
	}{
		{money.Rule{Places: 2}, "1.12 USD of 2024-01-31"},
		{money.Rule{Places: 2, How: number.HalfUp}, "1.13 USD of 2024-01-31"},
		{money.Rule{Places: 0, How: number.Ceiling}, "2 USD of 2024-01-31"},
	}
	for _, test := range tests {
		if got := converted(t, rates, "1 EUR", "USD", "2024-01-02", test.rule); got != test.want {
			t.Errorf("%+v: got %s, want %s", test.rule, got, test.want)
		}
	}
}

// TestConversionIsTheExactProductThenRounded compares with amount × units of
// the target ÷ units of the original, computed in one fraction.
func TestConversionIsTheExactProductThenRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.StringMatching(`[1-9][0-9]{0,4}(\.[0-9]{1,5})?`)
		value := rapid.StringMatching(`-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?`).Draw(t, "value")
		from, to := units.Draw(t, "from"), units.Draw(t, "to")
		rates := money.NewTable("bank", "EUR", false)
		rates.Add(money.Quote{Day: 5, Currency: "GBP", Units: number.MustParse(from)}, money.Quote{Day: 5, Currency: "USD", Units: number.MustParse(to)})
		made, err := rates.Convert(money.New(number.MustParse(value), "GBP"), "USD", 5, money.Rule{Dating: money.SameDay, Places: money.DefaultPlaces})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := made.Amount.Value.Rat(), halfEven(value, from, to); got.Cmp(want) != 0 {
			t.Fatalf("%s at %s and %s: got %s, want %s", value, from, to, made.Amount, want.FloatString(8))
		}
		if got := made.Rate.Mul(number.MustParse(from)); !got.Equal(number.MustParse(to)) {
			t.Fatalf("the rate %s is not exact", made.Rate)
		}
	})
}

// halfEven is value × to ÷ from to eight places, half-even, with integers alone.
func halfEven(value, from, to string) *big.Rat {
	rat := func(text string) *big.Rat {
		r, _ := new(big.Rat).SetString(text)
		return r
	}
	unit := new(big.Rat).SetInt64(100_000_000)
	exact := new(big.Rat).Mul(rat(value), rat(to))
	exact.Quo(exact, rat(from)).Mul(exact, unit)
	below := new(big.Int).Div(exact.Num(), exact.Denom())
	rest := new(big.Rat).Sub(exact, new(big.Rat).SetInt(below)).Cmp(big.NewRat(1, 2))
	if rest > 0 || rest == 0 && below.Bit(0) == 1 {
		below.Add(below, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(below), unit)
}

// TestTheOrderOfQuotesDoesNotMatter fills tables in two orders and asks both.
func TestTheOrderOfQuotesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quotes := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) money.Quote {
			return money.Quote{Day: calendar.Day(rapid.Int32Range(0, 70).Draw(t, "day")),
				Currency: rapid.SampledFrom([]string{"USD", "GBP"}).Draw(t, "currency"), Units: number.FromInt(rapid.Int64Range(1, 99).Draw(t, "units"))}
		}), 1, 20, func(q money.Quote) [2]any { return [2]any{q.Day, q.Currency} }).Draw(t, "quotes")
		fixed := rapid.Bool().Draw(t, "fixed")
		a, b := money.NewTable("bank", "EUR", fixed), money.NewTable("bank", "EUR", fixed)
		a.Add(quotes...)
		slices.Reverse(quotes)
		for _, q := range quotes {
			b.Add(q)
		}
		known := calendar.Day(rapid.Int32Range(0, 90).Draw(t, "known"))
		on := calendar.Day(rapid.Int32Range(0, 90).Draw(t, "on"))
		rule := money.Rule{Dating: rapid.SampledFrom(append(money.Datings(), "")).Draw(t, "dating"), Places: 8}
		one := money.New(number.One, "GBP")
		x, errX := a.Known(known).Convert(one, "USD", on, rule)
		y, errY := b.Known(known).Convert(one, "USD", on, rule)
		if x.Amount.String() != y.Amount.String() || x.Day != y.Day || x.Provisional != y.Provisional || (errX == nil) != (errY == nil) {
			t.Fatalf("got %v (%v) and %v (%v)", x, errX, y, errY)
		}
		if x.Day > known && errX == nil {
			t.Fatalf("the rate of %s was not known on %s", x.Day, known)
		}
	})
}

func TestDatings(t *testing.T) {
	for _, want := range money.Datings() {
		var got money.Dating
		if err := got.UnmarshalText([]byte(want)); err != nil || got != want {
			t.Errorf("%s was read as %s (%v)", want, got, err)
		}
	}
	const want = "\"week-end\" does not say which day's rate is used.\nUse day, month-end or fixed."
	dating := money.Fixed
	if err := dating.UnmarshalText([]byte("week-end")); err == nil || err.Error() != want || dating != money.Fixed {
		t.Errorf("got %s (%v), want %q", dating, err, want)
	}
}

func TestMissingSaysWhatToDo(t *testing.T) {
	const want = "The rates of \"ecb\" have no rate for ISK on 2009-01-31.\n" +
		"Import newer rates with `laurel rates import`, or let the program say what a missing rate means (rates: missing)."
	if got := money.Missing("ecb", "ISK", day(t, "2009-01-31")).Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

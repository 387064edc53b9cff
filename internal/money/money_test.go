package money_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

func Example() {
	rates := `Date,USD,GBP,
2014-06-30,1.3658,0.8015,
2014-06-27,1.362,0.79965,
`
	table := money.NewTable("ecb", "EUR", false)
	err := money.ReadECB(strings.NewReader(rates), func(line money.Batch) error {
		table.Add(line.Quotes...)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	billed, _ := money.Parse("2_500.50 GBP")
	rule := money.Rule{Source: "ecb", Dating: money.MonthEnd, Places: money.DefaultPlaces}
	made, err := table.Convert(billed, "USD", calendar.MustParseDay("2014-06-01"), rule)
	fmt.Println(made.Amount, "at the rate of", made.Day, err)
	_, err = table.Convert(billed, "ISK", calendar.MustParseDay("2014-06-01"), rule)
	fmt.Println(problem.Of(err).Message)
	// Output:
	// 4260.98927012 USD at the rate of 2014-06-30 <nil>
	// The rates of "ecb" have no rate for ISK on 2014-06-30.
}

func amount(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func day(t *testing.T, text string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"25_000 USD": "25000 USD", " -0.50  GBP ": "-0.5 GBP", "0 JPY": "0 JPY", "1/3 EUR": "1/3 EUR", "7 TRL": "7 TRL",
	} {
		if got, err := money.Parse(text); err != nil || got.String() != want || got.IsZero() {
			t.Errorf("%q: got %s (%v), want %s", text, got, err, want)
		}
	}
	const form = " is not an amount of money.\nWrite the number and its currency, like 25_000 USD."
	const currency = " is not a currency.\nUse a three-letter ISO 4217 code in capitals, like USD or GBP."
	for text, want := range map[string]string{
		"":                              `""` + form,
		"25000":                         `"25000"` + form,
		"25 000 USD":                    `"25 000 USD"` + form,
		"1,5 USD":                       "\"1,5\" is not a number.\nWrite digits with a decimal point, like 1234.50 or 25_000, without commas or blanks.",
		"5 usd":                         `"usd"` + currency,
		"5 QQQ":                         `"QQQ"` + currency,
		strings.Repeat("x", 101):        `"` + strings.Repeat("x", 100) + `…"` + form,
		"5 " + strings.Repeat("x", 101): `"` + strings.Repeat("x", 100) + `…"` + currency,
	} {
		if got, err := money.Parse(text); problem.KindOf(err) != problem.Invalid || err.Error() != want || !got.IsZero() {
			t.Errorf("%q: got %s (%v), want %q", text, got, err, want)
		}
	}
}

func TestCurrencies(t *testing.T) {
	inUse := strings.Fields("USD EUR GBP CNY SLE VED ZWG UYW XCG MRU STN") // the newest included
	inECB := strings.Fields("JPY BGN CYP CZK DKK EEK HUF LTL LVL MTL PLN ROL RON SEK SIT SKK CHF ISK NOK HRK RUB TRL TRY")
	for _, code := range append(inUse, inECB...) {
		if got, err := money.ParseCurrency(code); err != nil || got != code {
			t.Errorf("%s: got %q (%v)", code, got, err)
		}
	}
	for _, code := range []string{"", "usd", "US", "USDX", "XXX", " USD"} {
		if got, err := money.ParseCurrency(code); err == nil || got != "" {
			t.Errorf("%q is taken for a currency", code)
		}
	}
}

func TestAdd(t *testing.T) {
	tests := []struct{ name, a, b, want string }{
		{"amounts of one currency", "0.10 USD", "0.20 USD", "0.3 USD"},
		{"a sale and its refund leave 0 USD, which is an amount", "5 USD", "-5 USD", "0 USD"},
	}
	for _, test := range tests {
		if got, err := amount(t, test.a).Add(amount(t, test.b)); err != nil || got.String() != test.want || got.IsZero() {
			t.Errorf("%s: got %s (%v), want %s", test.name, got, err, test.want)
		}
	}
	var none money.Amount
	five := money.New(number.FromInt(5), "USD")
	if got, err := none.Add(five); err != nil || got.String() != "5 USD" {
		t.Errorf("nothing and 5 USD: got %s (%v)", got, err)
	}
	if got, err := five.Add(none); err != nil || got.String() != "5 USD" {
		t.Errorf("5 USD and nothing: got %s (%v)", got, err)
	}
	if none.String() != "" {
		t.Errorf("nothing is written as %q", none)
	}
	const want = "5 USD and 1 EUR cannot be added: the currencies differ."
	if _, err := five.Add(money.New(number.One, "EUR")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestAmountsInJSONKeepEveryDigit(t *testing.T) {
	made, err := json.Marshal(amount(t, "12345678901234567890.123 USD"))
	if want := `{"value":"12345678901234567890.123","currency":"USD"}`; err != nil || string(made) != want {
		t.Errorf("got %s (%v), want %s", made, err, want)
	}
	var again money.Amount
	if err := json.Unmarshal(made, &again); err != nil || again.String() != "12345678901234567890.123 USD" {
		t.Errorf("it was read as %s (%v)", again, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"25_000 USD", "1/3 EUR", "5 usd", "5", " ", "5 USD USD", "5\u00a0USD"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := money.Parse(text)
		if err != nil {
			if problem.KindOf(err) != problem.Invalid || !a.IsZero() {
				t.Fatalf("%q: got %s (%v)", text, a, err)
			}
			return
		}
		if again, err := money.Parse(a.String()); err != nil || again.Currency != a.Currency || !again.Value.Equal(a.Value) {
			t.Fatalf("%q was read as %s, and that as %s (%v)", text, a, again, err)
		}
	})
}

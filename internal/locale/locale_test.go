package locale_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/bojanz/currency"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/locale"
	"laurel/internal/money"
	"laurel/internal/number"
)

func Example() {
	price := money.New(number.MustParse("24999.995"), "USD")
	day := calendar.MustParseDay("2024-03-05")
	for _, tag := range []string{"en", "en-US", "zh-Hans-SG", "fr"} {
		l := locale.Match(tag)
		fmt.Printf("%s: %s, %s, %s\n", l.Language, l.Money(price), l.Day(day), l.Length(calendar.Length{N: 12, Unit: calendar.Months}))
	}
	// Output:
	// en: 24,999.995 USD, 5 Mar 2024, 12 months
	// en: 24,999.995 USD, Mar 5, 2024, 12 months
	// zh-CN: 24,999.995 USD, 2024年3月5日, 12 个月
	// en: 24,999.995 USD, 5 Mar 2024, 12 months
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		name      string
		preferred []string
		want      string
	}{
		{"nothing is English", nil, "en"},
		{"a language that we lack is English", []string{"fr"}, "en"},
		{"the next preferred language is taken", []string{"fr", "zh"}, "zh-CN"},
		{"a header is read by its weights", []string{"en;q=0.5, zh-CN;q=0.9"}, "zh-CN"},
		{"what is no language is passed over", []string{"!!", "zh-Hans"}, "zh-CN"},
	} {
		if got := locale.Match(test.preferred...).Language; got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWriting(t *testing.T) {
	l, zh := locale.Match("en"), locale.Match("zh-CN")
	third := number.Fraction(20, 3)
	got := strings.Join([]string{
		l.Number(number.MustParse("-1234567.0000000001")), l.Number(third), zh.Number(third), l.Int(1_000),
		l.Percent(l.Number(number.MustParse("95.5"))), l.Money(money.New(number.MustParse("1234.5"), "USD")), l.Money(money.New(number.MustParse("1234"), "JPY")),
		l.Money(money.New(third, "EUR")), l.Money(money.New(number.MustParse("12.5"), "DEM")), l.MoneyFixed(money.New(number.MustParse("0.126"), "USD"), 2),
		l.And(nil), l.And([]string{"a"}), l.And([]string{"a", "b", "c"}), l.Or([]string{"a", "b"}), zh.And([]string{"a", "b", "c"}), zh.Or([]string{"a", "b"}),
		l.Length(calendar.Length{N: 1, Unit: calendar.Halves}), zh.Length(calendar.Length{N: 2, Unit: calendar.Quarters}),
		l.Number(number.MustParse(strings.Repeat("9", 40))), l.Say("no.such-message", nil),
	}, "\n")
	want := strings.Join([]string{
		"-1,234,567.0000000001", "6.67 (20/3)", "6.67（20/3）", "1,000",
		"95.5%", "1,234.50 USD", "1,234 JPY",
		"6.67 EUR (20/3)", "12.50 DEM", "0.13 USD",
		"", "a", "a, b and c", "a or b", "a、b、c", "a 或 b",
		"1 half-year", "2 个季度",
		strings.Repeat("9", 40), "no.such-message",
	}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A moment is written in the reader's zone; a date is the same day everywhere.
func TestMoments(t *testing.T) {
	zone, err := calendar.Zone("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	at, on := calendar.At(time.Date(2024, 3, 5, 20, 30, 0, 0, time.UTC)), calendar.On(calendar.MustParseDay("2024-03-05"))
	for _, test := range []struct{ tag, want string }{
		{"en", "Wednesday, 6 March 2024, 04:30 (Asia/Shanghai); Tuesday, 5 March 2024"},
		{"en-US", "Wednesday, March 6, 2024, 4:30 am (Asia/Shanghai); Tuesday, March 5, 2024"},
		{"zh-CN", "2024年3月6日星期三上午4:30（Asia/Shanghai）; 2024年3月5日星期二"},
	} {
		l := locale.Match(test.tag)
		if got := l.Moment(at, zone) + "; " + l.Moment(on, zone); got != test.want {
			t.Errorf("%s: got %q, want %q", test.tag, got, test.want)
		}
	}
}

// Every digit of a decimal is written, in every locale, and nothing else is.
func TestEveryDigitIsWritten(t *testing.T) {
	locales := []*locale.Locale{locale.Match("en"), locale.Match("zh-CN"), locale.Match("en-IN")}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,25})(\.[0-9]{0,17}[1-9])?`).Draw(t, "number")
		n := number.MustParse(text)
		for _, l := range locales {
			if got := plain(l.Number(n)); got != n.String() {
				t.Errorf("%s is written as %s", n, l.Number(n))
			}
		}
	})
}

// plain takes a written number's groups away.
func plain(written string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '.' || r == '-' {
			return r
		}
		return -1
	}, written)
}

// Whole numbers are grouped as the library groups them, in languages that do it
// otherwise too: Spanish from five digits on, Hindi by two, Arabic in numerals
// of its own.
func TestWholeNumbersAreGroupedAsTheLibraryDoes(t *testing.T) {
	files := fstest.MapFS{}
	tags := []string{"ar-EG", "de", "en", "es", "fr", "hi", "pt", "zh-CN"}
	for _, tag := range tags {
		files[tag+".yaml"] = &fstest.MapFile{Data: []byte("tier: {nothing: x}")}
	}
	c, err := locale.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		tag, n := rapid.SampledFrom(tags).Draw(t, "tag"), number.MustParse(rapid.StringMatching(`-?[1-9][0-9]{0,30}|0`).Draw(t, "n"))
		f := currency.NewFormatter(currency.NewLocale(tag))
		f.CurrencyDisplay, f.MinDigits = currency.DisplayNone, 0
		amount, err := currency.NewAmount(n.String(), "USD")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := c.Match(tag).Number(n), f.Format(amount); got != want {
			t.Errorf("%s in %s: got %q, want %q", n, tag, got, want)
		}
	})
}

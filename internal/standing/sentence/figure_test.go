package sentence_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func teller(language string, audience sentence.Audience) *sentence.Teller {
	return sentence.For(sentence.Reader{Locale: locale.Match(language), Audience: audience}, contoso)
}

func TestFiguresAreAsPreciseAsTheComparison(t *testing.T) {
	for _, test := range []struct {
		name, condition, found, wanted string
		code                           string
		want                           string
	}{
		{"a short decimal is shown as it is", "x >= 5 USD", "24999.995", "25000", "USD", "X: 24,999.995 USD; at least 25,000 USD is needed."},
		{"money is rounded, not cut off", "x >= 5 USD", "64210.12845678", "50000", "USD", "X: 64,210.13 USD; at least 50,000 USD is needed."},
		{"as many decimals as tell the two apart", "x > 5 USD", "25000.00000012", "25000", "USD", "X: 25,000.0000001 USD; more than 25,000 USD is needed."},
		{"a fraction has the exact one behind it", "x >= 5", "20/3", "7", "", "X: 6.67 (20/3); at least 7 is needed."},
		{"a fraction next to its threshold", "x >= 5", "20000001/3", "6666667", "", "X: 6,666,667; at least 6,666,667 is needed."},
		{"a fraction just below its threshold", "x >= 5", "2000000000/3000000001", "0.6667", "", "X: 0.66667 (2000000000/3000000001); at least 0.6667 is needed."},
		{"what no decimal tells apart is exact", "x >= 5", "99999999999999999999999999999999/100000000000000000000000000000000", "1", "", "X: 0.99999999999999999999999999999999; at least 1 is needed."},
		{"a percentage", "x >= 5 %", "2/3", "0.6667", "", "X: 66.667% (2/3); at least 66.67% is needed."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := comparison(t, test.condition, number.MustParse(test.found), number.MustParse(test.wanted), test.code); !strings.HasPrefix(got, test.want) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// comparison is the sentence for a figure that was compared.
func comparison(t fataler, condition string, found, wanted number.Number, code string) string {
	c, err := metric.ParseCondition(condition)
	if err != nil {
		t.Fatal(err)
	}
	r := metric.Reason{Condition: c, Found: metric.Value{Number: found, Currency: code}, Wanted: metric.Value{Number: wanted, Currency: code}}
	if strings.Contains(condition, "%") {
		r.Measured = []metric.Measured{{Metric: &metric.Definition{Name: "x", Share: &metric.Share{}}, Value: r.Found}}
	}
	return teller("en", sentence.ForPartner).Reason(&r).Text
}

type fataler interface{ Fatal(...any) }

var figures = regexp.MustCompile(`^X: (-?[0-9,.]+)%?(?: USD)?(?: \(.*\))?; [a-z ]*?(-?[0-9,.]+)%?(?: USD)?(?: \(.*\))? is needed`)

// What is shown compares as the exact numbers do: nobody sees a threshold
// crossed that was not.
func TestShownFiguresNeverCrossTheThreshold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wanted := drawn(t, "wanted")
		found := drawn(t, "found")
		if rapid.Bool().Draw(t, "near") {
			found = wanted.Add(drawn(t, "off").Quo(number.MustParse("1000000000000")))
		}
		code := rapid.SampledFrom([]string{"", "USD"}).Draw(t, "code")
		unit := map[string]string{"": "", "USD": " USD"}[code]
		text := comparison(t, "x "+rapid.SampledFrom([]string{">=", ">", "<", "<=", "=", "!="}).Draw(t, "op")+" 1"+unit, found, wanted, code)
		shown := figures.FindStringSubmatch(text)
		if shown == nil {
			t.Fatalf("no figures in %q", text)
		}
		a, b := number.MustParse(strings.ReplaceAll(shown[1], ",", "")), number.MustParse(strings.ReplaceAll(shown[2], ",", ""))
		if a.Cmp(b) != found.Cmp(wanted) {
			t.Errorf("%s and %s are shown as %q", found, wanted, text)
		}
	})
}

func drawn(t *rapid.T, name string) number.Number {
	text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,7})(\.[0-9]{1,8}|/[1-9][0-9]{0,3})?`).Draw(t, name)
	return number.MustParse(text)
}

var more = regexp.MustCompile(`^([0-9,.]+) USD more in`)

// What is shown as missing is enough, and no cent more than that: what is found
// is rounded, what is missing is rounded up.
func TestWhatIsMissingIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wanted := number.FromInt(int64(rapid.IntRange(1_000, 5_000_000).Draw(t, "wanted")))
		found := drawn(t, "found")
		if found.Cmp(wanted) >= 0 {
			return
		}
		missing := metric.Value{Number: wanted.Sub(found), Currency: "USD"}
		reason := metric.Reason{Measured: []metric.Measured{{Metric: &metric.Definition{Name: "x"}}}}
		gap := standing.Gap{Tier: "gold", Ways: []standing.Way{{{Reason: &reason, More: &missing}}}}
		text := teller("en", sentence.ForPartner).Gap("main", &gap).Text
		shown := number.MustParse(strings.ReplaceAll(more.FindStringSubmatch(text)[1], ",", ""))
		if shown.Cmp(missing.Number) < 0 {
			t.Fatalf("%s is missing, and %q is not enough", missing.Number, text)
		}
		have := figures.FindStringSubmatch(comparison(t, "x >= 1 USD", found, wanted, "USD"))
		if sum := number.MustParse(strings.ReplaceAll(have[1], ",", "")).Add(shown).Sub(wanted); sum.Sign() < 0 || sum.Cmp(number.MustParse("0.01")) > 0 {
			t.Errorf("%s is shown as found and %s as missing, of %s", have[1], shown, wanted)
		}
	})
}

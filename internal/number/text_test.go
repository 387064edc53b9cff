package number_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"laurel/internal/number"
	"laurel/internal/problem"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a whole number", "42", "42"},
		{"a negative decimal", "-12.50", "-12.5"},
		{"a plus sign", "+7", "7"},
		{"underscores between digits", "25_000.000_1", "25000.0001"},
		{"zeros before and after", "007.100", "7.1"},
		{"zeros before do not make it octal", "0010000000000000000000000.5", "10000000000000000000000.5"},
		{"nor in a fraction", "010/03", "10/3"},
		{"minus zero is zero", "-0.00", "0"},
		{"a fraction that is a decimal", "1/8", "0.125"},
		{"a fraction that is none", "40/6", "20/3"},
		{"a fraction of decimals", "-0.5/1.5", "-1/3"},
		{"the largest decimal", "9999999999999999999", "9999999999999999999"},
		{"twenty digits", "99999999999999999999", "99999999999999999999"},
		{"twenty decimal places", "0.12345678901234567891", "0.12345678901234567891"},
		{"twenty needless zeros", "1.50000000000000000000", "1.5"},
		{"as long as allowed", strings.Repeat("9", 1000), strings.Repeat("9", 1000)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, err := number.Parse(test.text)
			if err != nil || n.String() != test.want {
				t.Errorf("got %s (%v), want %s", n, err, test.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const digitsHint = "\nWrite digits with a decimal point, like 1234.50 or 25_000, without commas or blanks."
	tests := []struct{ text, want string }{
		{"", `"" is not a number.`},
		{"-", `"-" is not a number.`},
		{"1,000", `"1,000" is not a number.`},
		{"1e3", `"1e3" is not a number.`},
		{" 1", `" 1" is not a number.`},
		{".5", `".5" is not a number.`},
		{"5.", `"5." is not a number.`},
		{"1__0", `"1__0" is not a number.`},
		{"_1", `"_1" is not a number.`},
		{"1_", `"1_" is not a number.`},
		{"1_.5", `"1_.5" is not a number.`},
		{"1.2.3", `"1.2.3" is not a number.`},
		{"--1", `"--1" is not a number.`},
		{"٣", `"٣" is not a number.`},
		{"NaN", `"NaN" is not a number.`},
		{"1/2/3", `"1/2/3" is not a number.`},
		{"/2", `"/2" is not a number.`},
		{strings.Repeat("9", 1001), `"` + strings.Repeat("9", 100) + `…" is not a number.`},
		{strings.Repeat("x", 99) + "é", `"` + strings.Repeat("x", 99) + `…" is not a number.`},
	}
	for _, test := range tests {
		_, err := number.Parse(test.text)
		if problem.KindOf(err) != problem.Invalid || err.Error() != test.want+digitsHint {
			t.Errorf("%q: got %q, want %q", test.text, err, test.want+digitsHint)
		}
	}
	if _, err := number.Parse("1/0.0"); err == nil || err.Error() != `"1/0.0" divides by zero.` {
		t.Errorf("1/0.0: got %v", err)
	}
}

func TestMustParsePanicsOnWhatIsNoNumber(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not panic")
		}
	}()
	number.MustParse("ten")
}

func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, want := drawn(t, "n")
		again, err := number.Parse(n.String())
		if err != nil || !again.Equal(n) || again.String() != n.String() {
			t.Fatalf("%s was read as %s (%v)", n, again, err)
		}
		if got := n.IsDecimal(); got == strings.Contains(n.String(), "/") {
			t.Fatalf("%s: decimal is %v", n, got)
		}
		if fromText, ok := new(big.Rat).SetString(n.String()); !ok || fromText.Cmp(want) != 0 {
			t.Fatalf("%s is not %s", n, want.RatString())
		}
	})
}

func TestJSONCarriesTheExactText(t *testing.T) {
	for _, text := range []string{"0", "-12.5", "20/3", "12345678901234567890.5"} {
		made, err := json.Marshal(number.MustParse(text))
		if err != nil || string(made) != `"`+text+`"` {
			t.Errorf("%s was written as %s (%v)", text, made, err)
		}
		var n number.Number
		if err := json.Unmarshal(made, &n); err != nil || n.String() != text {
			t.Errorf("%s was read as %s (%v)", made, n, err)
		}
	}
	n := number.One
	if err := json.Unmarshal([]byte(`"1,5"`), &n); err == nil || n.String() != "1" {
		t.Errorf("a wrong text was read as %s (%v)", n, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"0", "-12.50", "25_000", "40/6", "1/0", "1e9", "99999999999999999999.9", "0.00000000000000000001", "1__0", "\x00", "½"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := number.Parse(text)
		if err != nil {
			if problem.KindOf(err) != problem.Invalid || !utf8.ValidString(err.Error()) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		above, below, _ := strings.Cut(strings.ReplaceAll(text, "_", ""), "/")
		want, ok := new(big.Rat).SetString(above)
		if below != "" {
			divisor, _ := new(big.Rat).SetString(below)
			want.Quo(want, divisor)
		}
		if !ok || n.Rat().Cmp(want) != 0 {
			t.Fatalf("%q was read as %s", text, n)
		}
	})
}

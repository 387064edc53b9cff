package number_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/number"
)

func Example() {
	each := number.MustParse("40/6")
	fmt.Println(each.Mul(number.FromInt(6)))
	fmt.Println(each.Mul(number.FromInt(2)), "is about", each.Mul(number.FromInt(2)).Fixed(2))
	fmt.Println(number.MustParse("25_000").Sub(number.MustParse("24_999.99")))
	fmt.Println(number.MustParse("2.675").Round(2, number.HalfEven))
	// Output:
	// 40
	// 40/3 is about 13.33
	// 0.01
	// 2.68
}

// texts are numbers as feeds and programs write them, on both sides of the 19
// digits that a decimal holds, and fractions.
var texts = rapid.OneOf(
	rapid.StringMatching(`-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?`),
	rapid.StringMatching(`-?[1-9][0-9]{10,24}(\.[0-9]{1,6})?`),
	rapid.StringMatching(`-?(0|[1-9][0-9]{0,9})\.[0-9]{6,24}`),
	rapid.StringMatching(`-?(0|[1-9][0-9]{0,5})/[1-9][0-9]{0,5}`),
	rapid.SampledFrom([]string{"0", "-0", "0.0", "9999999999999999999", "-9999999999999999999", "10000000000000000000",
		"0.9999999999999999999", "0.0000000000000000001", "9.999999999999999999", "18446744073709551616"}),
)

// drawn is a number together with what big.Rat says that its text means.
func drawn(t *rapid.T, name string) (number.Number, *big.Rat) {
	text := texts.Draw(t, name)
	want, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("big.Rat cannot read %q", text)
	}
	return number.MustParse(text), want
}

func TestArithmeticIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, a := drawn(t, "n")
		m, b := drawn(t, "m")
		same := func(op string, got number.Number, want *big.Rat) {
			if got.Rat().Cmp(want) != 0 {
				t.Fatalf("%s %s %s: got %s, want %s", n, op, m, got, want.RatString())
			}
		}
		same("alone", n, a)
		same("+", n.Add(m), new(big.Rat).Add(a, b))
		same("-", n.Sub(m), new(big.Rat).Sub(a, b))
		same("×", n.Mul(m), new(big.Rat).Mul(a, b))
		same("negated", n.Neg(), new(big.Rat).Neg(a))
		if b.Sign() != 0 {
			same("÷", n.Quo(m), new(big.Rat).Quo(a, b))
			same("÷ and back", n.Quo(m).Mul(m), a)
		}
		if got, want := n.Cmp(m), a.Cmp(b); got != want || n.Equal(m) != (want == 0) {
			t.Fatalf("%s compared with %s: got %d, want %d", n, m, got, want)
		}
		if got, want := n.Sign(), a.Sign(); got != want {
			t.Fatalf("sign of %s: got %d, want %d", n, got, want)
		}
	})
}

func TestOrderOfAdditionDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, _ := drawn(t, "a")
		b, _ := drawn(t, "b")
		c, _ := drawn(t, "c")
		if x, y := a.Add(b).Add(c), c.Add(a).Add(b); !x.Equal(y) || x.String() != y.String() {
			t.Fatalf("got %s and %s", x, y)
		}
		if rest := a.Add(b).Sub(b).Sub(a); rest.Sign() != 0 || rest.String() != "0" {
			t.Fatalf("a sale and its reversal leave %s", rest)
		}
	})
}

func TestRatIsTheCallersOwn(t *testing.T) {
	for _, text := range []string{"2.5", "1/3"} {
		n := number.MustParse(text)
		n.Rat().SetInt64(7)
		if n.String() != number.MustParse(text).String() {
			t.Errorf("%s became %s", text, n)
		}
	}
}

func TestWholeNumbersAndFractions(t *testing.T) {
	tests := []struct {
		got  number.Number
		want string
	}{
		{number.Zero, "0"},
		{number.One, "1"},
		{number.Number{}, "0"},
		{number.FromInt(math.MinInt64), "-9223372036854775808"},
		{number.FromInt(math.MaxInt64), "9223372036854775807"},
		{number.Fraction(40, 6), "20/3"},
		{number.Fraction(-1, 4), "-0.25"},
		{number.Lowest(number.FromInt(3), number.FromInt(-1), number.Fraction(1, 3)), "-1"},
		{number.Highest(number.FromInt(3), number.FromInt(-1), number.Fraction(10, 3)), "10/3"},
	}
	for _, test := range tests {
		if got := test.got.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// Sums run over millions of facts: numbers of the size of money must not
// allocate.
func TestNumbersOfCommonSizesDoNotAllocate(t *testing.T) {
	a, b := number.MustParse("-1234567.89"), number.MustParse("98765.4321")
	var kept number.Number
	operations := map[string]func(){
		"add":       func() { kept = a.Add(b) },
		"subtract":  func() { kept = a.Sub(b) },
		"multiply":  func() { kept = a.Mul(b) },
		"negate":    func() { kept = a.Neg() },
		"compare":   func() { _ = a.Cmp(b) + a.Sign() },
		"half-even": func() { kept = b.Round(2, number.HalfEven) },
		"up":        func() { kept = b.Round(2, number.Up) },
		"whole":     func() { kept = a.Whole() },
		"parse":     func() { kept, _ = number.Parse("-1234567.89") },
	}
	for name, operation := range operations {
		if got := testing.AllocsPerRun(100, operation); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
	_ = kept
}

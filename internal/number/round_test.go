package number_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/number"
)

func TestRound(t *testing.T) {
	// one row for each value: the ways of rounding in the order of Roundings
	sixes := "0." + strings.Repeat("6", 39)
	tests := []struct {
		text                                           string
		places                                         int
		halfEven, halfUp, down, up, floorOf, ceilingOf string
	}{
		{"2.5", 0, "2", "3", "2", "3", "2", "3"},
		{"3.5", 0, "4", "4", "3", "4", "3", "4"},
		{"-2.5", 0, "-2", "-3", "-2", "-3", "-3", "-2"},
		{"2.51", 0, "3", "3", "2", "3", "2", "3"},
		{"2.49", 0, "2", "2", "2", "3", "2", "3"},
		{"-0.4", 0, "0", "0", "0", "-1", "-1", "0"},
		{"1.005", 2, "1", "1.01", "1", "1.01", "1", "1.01"},
		{"0.000000005", 8, "0", "0.00000001", "0", "0.00000001", "0", "0.00000001"},
		{"20/3", 2, "6.67", "6.67", "6.66", "6.67", "6.66", "6.67"},
		{"-20/3", 0, "-7", "-7", "-6", "-7", "-7", "-6"},
		{"1/2", 0, "0", "1", "0", "1", "0", "1"},
		{"9999999999999999999.5", 0, "10000000000000000000", "10000000000000000000", "9999999999999999999",
			"10000000000000000000", "9999999999999999999", "10000000000000000000"},
		{"0.9999999999999999999", 18, "1", "1", "0.999999999999999999", "1", "0.999999999999999999", "1"},
		{"0.5", 50, "0.5", "0.5", "0.5", "0.5", "0.5", "0.5"},
		{"2/3", 40, sixes + "7", sixes + "7", sixes + "6", sixes + "7", sixes + "6", sixes + "7"},
		{"12.34", 5, "12.34", "12.34", "12.34", "12.34", "12.34", "12.34"},
	}
	for _, test := range tests {
		want := []string{test.halfEven, test.halfUp, test.down, test.up, test.floorOf, test.ceilingOf}
		for i, how := range number.Roundings() {
			if got := number.MustParse(test.text).Round(test.places, how).String(); got != want[i] {
				t.Errorf("%s to %d places, %s: got %s, want %s", test.text, test.places, how, got, want[i])
			}
		}
	}
}

func TestTheEmptyRoundingIsHalfEven(t *testing.T) {
	for _, text := range []string{"2.5", "7/2", "-3/7"} {
		n := number.MustParse(text)
		if got, want := n.Round(0, ""), n.Round(0, number.HalfEven); !got.Equal(want) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestRoundingKeepsItsDefinition compares every way of rounding with what it
// means: which of the two neighbours it takes.
func TestRoundingKeepsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, value := drawn(t, "n")
		places := rapid.IntRange(0, 18).Draw(t, "places")
		how := rapid.SampledFrom(number.Roundings()).Draw(t, "how")
		got := n.Round(places, how)
		if want := defined(value, places, how); got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s to %d places, %s: got %s, want %s", n, places, how, got, want.RatString())
		}
		if again := got.Round(places, how); !again.Equal(got) {
			t.Fatalf("%s rounds further, to %s", got, again)
		}
	})
}

// defined rounds by the definition: the nearest multiples below and above are
// found with integers, and how chooses between them.
func defined(value *big.Rat, places int, how number.Rounding) *big.Rat {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	scaled := new(big.Rat).Mul(value, new(big.Rat).SetInt(unit))
	below := new(big.Int).Div(scaled.Num(), scaled.Denom()) // Euclidean, so towards −∞ with a positive divisor
	above := new(big.Int).Add(below, big.NewInt(1))
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(below))
	if rest.Sign() == 0 {
		return new(big.Rat).SetFrac(below, unit)
	}
	side := rest.Cmp(big.NewRat(1, 2))
	outer, inner := above, below
	if value.Sign() < 0 {
		outer, inner = below, above
	}
	chosen := map[number.Rounding]*big.Int{number.Down: inner, number.Up: outer, number.Floor: below, number.Ceiling: above}[how]
	switch {
	case chosen != nil:
	case side < 0:
		chosen = below
	case side > 0:
		chosen = above
	case how == number.HalfUp:
		chosen = outer
	case below.Bit(0) == 0:
		chosen = below
	default:
		chosen = above
	}
	return new(big.Rat).SetFrac(chosen, unit)
}

func TestFixedShowsEveryPlace(t *testing.T) {
	tests := []struct {
		text   string
		places int
		want   string
	}{
		{"5", 2, "5.00"}, {"-0.001", 2, "0.00"}, {"2.675", 2, "2.68"}, {"20/3", 3, "6.667"}, {"1234.5", 0, "1234"},
	}
	for _, test := range tests {
		if got := number.MustParse(test.text).Fixed(test.places); got != test.want {
			t.Errorf("%s with %d places: got %s, want %s", test.text, test.places, got, test.want)
		}
	}
}

func TestWholeCutsTowardsZero(t *testing.T) {
	for text, want := range map[string]string{"3.99": "3", "-3.99": "-3", "20/3": "6", "4": "4"} {
		if got := number.MustParse(text).Whole().String(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestRoundingsAreReadByName(t *testing.T) {
	for _, want := range number.Roundings() {
		var got number.Rounding
		if err := json.Unmarshal([]byte(`"`+string(want)+`"`), &got); err != nil || got != want {
			t.Errorf("%s was read as %q (%v)", want, got, err)
		}
	}
	const want = "\"bankers\" is not a way of rounding.\nUse half-even, half-up, down, up, floor or ceiling."
	how := number.Up
	if err := how.UnmarshalText([]byte("bankers")); err == nil || err.Error() != want || how != number.Up {
		t.Errorf("got %v and %q, want %q", err, how, want)
	}
}

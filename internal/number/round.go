package number

import (
	"math/big"
	"slices"

	"laurel/internal/problem"
)

// Rounding says what happens to the part that is cut off. Nothing is rounded
// unless a program, a rate rule or a reader's page asks for it by name.
type Rounding string

// The ways of rounding.
const (
	HalfEven Rounding = "half-even" // to the nearest; a tie goes to the even digit
	HalfUp   Rounding = "half-up"   // to the nearest; a tie goes away from zero
	Down     Rounding = "down"      // towards zero
	Up       Rounding = "up"        // away from zero
	Floor    Rounding = "floor"     // towards −∞
	Ceiling  Rounding = "ceiling"   // towards +∞
)

// Roundings lists every way of rounding, for checks and for schemas.
func Roundings() []Rounding { return []Rounding{HalfEven, HalfUp, Down, Up, Floor, Ceiling} }

// ParseRounding reads one of Roundings.
func ParseRounding(text string) (Rounding, error) {
	if r := Rounding(text); slices.Contains(Roundings(), r) {
		return r, nil
	}
	return "", problem.New(problem.Invalid, "%q is not a way of rounding.", text).
		WithHint("Use half-even, half-up, down, up, floor or ceiling.")
}

// Round is n with at most this many decimal places, 0 to 18.
func (n Number) Round(places int, how Rounding) Number {
	if n.frac == nil && n.dec.Scale() <= places {
		return n
	}
	scaled := new(big.Rat).Mul(n.Rat(), new(big.Rat).SetInt(powerOfTen(places)))
	whole := roundToInt(scaled, how)
	return fromRat(new(big.Rat).SetFrac(whole, powerOfTen(places)))
}

// Whole is the whole part of n, cut towards zero, for counting full units.
func (n Number) Whole() Number { return n.Round(0, Down) }

func roundToInt(r *big.Rat, how Rounding) *big.Int {
	whole, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	if rest.Sign() != 0 && awayFromZero(r, whole, rest, how) {
		whole.Add(whole, big.NewInt(int64(r.Sign())))
	}
	return whole
}

// awayFromZero decides for a value between two whole numbers whether it takes
// the one further from zero.
func awayFromZero(r *big.Rat, whole, rest *big.Int, how Rounding) bool {
	twice := new(big.Int).Abs(rest)
	half := twice.Lsh(twice, 1).Cmp(r.Denom())
	switch how {
	case HalfUp:
		return half >= 0
	case Up:
		return true
	case Floor:
		return r.Sign() < 0
	case Ceiling:
		return r.Sign() > 0
	case Down:
		return false
	default: // HalfEven
		return half > 0 || half == 0 && whole.Bit(0) == 1
	}
}

// Fixed writes n with exactly this many decimal places, rounded half-even: for
// showing, never for deciding.
func (n Number) Fixed(places int) string {
	return n.Round(places, HalfEven).Rat().FloatString(places)
}

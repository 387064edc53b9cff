package number

import (
	"math/big"
	"slices"

	"laurel/internal/problem"
)

// Rounding says what happens to the part that is cut off. Nothing is rounded
// unless a program, a rate rule or a reader's page asks for it by name.
type Rounding string

// The ways of rounding; the empty one is HalfEven.
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

// UnmarshalText reads one of Roundings.
func (r *Rounding) UnmarshalText(text []byte) error {
	parsed, err := ParseRounding(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Round is n with at most this many decimal places, from 0.
func (n Number) Round(places int, how Rounding) Number {
	d := n.dec
	switch {
	case n.frac != nil:
		return n.roundFraction(places, how)
	case d.Scale() <= places:
		return n
	case how == HalfUp:
		return n.roundFraction(places, how)
	case how == Down:
		d = d.Trunc(places)
	case how == Floor, how == Up && d.IsNeg():
		d = d.Floor(places)
	case how == Ceiling, how == Up:
		d = d.Ceil(places)
	default: // HalfEven
		d = d.Round(places)
	}
	return Number{dec: d}
}

func (n Number) roundFraction(places int, how Rounding) Number {
	r := n.Rat()
	above := new(big.Int).Mul(r.Num(), powerOfTen(places))
	coef, rest := above.QuoRem(above, r.Denom(), new(big.Int))
	if awayFromZero(coef, rest, r.Denom(), how) {
		coef.Add(coef, big.NewInt(int64(r.Sign())))
	}
	if n, ok := fromCoef(coef, places); ok {
		return n
	}
	return fromRat(r.SetFrac(coef, powerOfTen(places)))
}

// awayFromZero decides for a value between two whole numbers, coef and rest ÷
// of, whether it takes the one further from zero.
func awayFromZero(coef, rest, of *big.Int, how Rounding) bool {
	twice := new(big.Int).Lsh(rest, 1)
	half := twice.CmpAbs(of)
	switch how {
	case HalfUp:
		return half >= 0
	case Up:
		return rest.Sign() != 0
	case Floor:
		return rest.Sign() < 0
	case Ceiling:
		return rest.Sign() > 0
	case Down:
		return false
	default: // HalfEven
		return half > 0 || half == 0 && coef.Bit(0) == 1
	}
}

// Whole is the whole part of n, cut towards zero, for counting full units.
func (n Number) Whole() Number { return n.Round(0, Down) }

// Fixed writes n with exactly this many decimal places, rounded half-even: for
// showing, never for deciding.
func (n Number) Fixed(places int) string {
	return n.Round(places, HalfEven).Rat().FloatString(places)
}

// Package number holds exact numbers. A Number is a decimal of up to 19 digits
// while it fits one, and a fraction when it does not (40/6, or a product of many
// digits); no operation ever rounds unless it is called Round or Fixed. There is
// no floating point here and none may enter.
package number

import (
	"math/big"

	"github.com/govalues/decimal"
)

// Number is an exact rational number. The zero value is 0. Numbers are
// immutable: every operation returns a new one. They are compared with Equal or
// Cmp, because == also compares how a number is held.
type Number struct {
	dec  decimal.Decimal // the value, when frac is nil
	frac *big.Rat        // the value, only when it does not fit dec; never changed
}

// Zero is 0 and One is 1.
var (
	Zero = Number{}
	One  = FromInt(1)
)

// FromInt is the whole number n.
func FromInt(n int64) Number { return Number{dec: decimal.MustNew(n, 0)} } // 19 digits hold every int64

// Fraction is a divided by b, exactly. b must not be 0.
func Fraction(a, b int64) Number { return fromRat(big.NewRat(a, b)) }

// fromRat takes ownership of r and returns to a decimal wherever one fits.
func fromRat(r *big.Rat) Number {
	if places, finite := r.FloatPrec(); finite && places <= decimal.MaxScale {
		coef := new(big.Int).Mul(r.Num(), powerOfTen(places))
		if n, ok := fromCoef(coef.Quo(coef, r.Denom()), places); ok {
			return n
		}
	}
	return Number{frac: r}
}

// fromCoef is coef with a decimal point before its last places digits, unless
// an int64 or the scale of a decimal cannot hold it.
func fromCoef(coef *big.Int, places int) (Number, bool) {
	if !coef.IsInt64() {
		return Zero, false
	}
	d, err := decimal.New(coef.Int64(), places)
	return Number{dec: d.Trim(0)}, err == nil
}

// Rat is the value as a fresh big.Rat that the caller may change.
func (n Number) Rat() *big.Rat {
	if n.frac != nil {
		return new(big.Rat).Set(n.frac)
	}
	return new(big.Rat).SetFrac(n.coef(), powerOfTen(n.dec.Scale()))
}

// coef is the digits of a decimal with its sign, without the point.
func (n Number) coef() *big.Int {
	coef := new(big.Int).SetUint64(n.dec.Coef())
	if n.dec.IsNeg() {
		coef.Neg(coef)
	}
	return coef
}

// powerOfTen must not be changed.
func powerOfTen(places int) *big.Int {
	if places < len(powersOfTen) {
		return powersOfTen[max(places, 0)]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

// powersOfTen are those that decimals and rounding need all the time.
var powersOfTen = func() (powers [2 * decimal.MaxScale]*big.Int) {
	for i := range powers {
		powers[i] = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(i)), nil)
	}
	return powers
}()

// Add is n + m.
func (n Number) Add(m Number) Number {
	if n.frac == nil && m.frac == nil {
		if d, err := n.dec.AddExact(m.dec, max(n.dec.Scale(), m.dec.Scale())); err == nil {
			return Number{dec: d}
		}
	}
	return fromRat(new(big.Rat).Add(n.Rat(), m.Rat()))
}

// Sub is n − m.
func (n Number) Sub(m Number) Number { return n.Add(m.Neg()) }

// Neg is −n.
func (n Number) Neg() Number {
	if n.frac != nil {
		return Number{frac: new(big.Rat).Neg(n.frac)}
	}
	return Number{dec: n.dec.Neg()}
}

// Mul is n × m.
func (n Number) Mul(m Number) Number {
	if n.frac == nil && m.frac == nil {
		if scale := n.dec.Scale() + m.dec.Scale(); scale <= decimal.MaxScale {
			if d, err := n.dec.MulExact(m.dec, scale); err == nil {
				return Number{dec: d}
			}
		}
	}
	return fromRat(new(big.Rat).Mul(n.Rat(), m.Rat()))
}

// Quo is n ÷ m, exactly. m must not be 0: callers decide what a zero divisor
// means before they divide.
func (n Number) Quo(m Number) Number {
	if n.frac != nil || m.frac != nil {
		return fromRat(new(big.Rat).Quo(n.Rat(), m.Rat()))
	}
	above, below := n.coef(), m.coef()
	above.Mul(above, powerOfTen(m.dec.Scale()-n.dec.Scale()))
	below.Mul(below, powerOfTen(n.dec.Scale()-m.dec.Scale()))
	return fromRat(new(big.Rat).SetFrac(above, below))
}

// Cmp is −1 when n < m, 0 when they are equal and +1 when n > m.
func (n Number) Cmp(m Number) int {
	if n.frac == nil && m.frac == nil {
		return n.dec.Cmp(m.dec)
	}
	return n.Rat().Cmp(m.Rat())
}

// Equal reports whether n and m are the same number, however written.
func (n Number) Equal(m Number) bool { return n.Cmp(m) == 0 }

// Sign is −1, 0 or +1.
func (n Number) Sign() int {
	if n.frac != nil {
		return n.frac.Sign()
	}
	return n.dec.Sign()
}

// Lowest is the smallest of one or more numbers.
func Lowest(first Number, more ...Number) Number {
	for _, n := range more {
		if n.Cmp(first) < 0 {
			first = n
		}
	}
	return first
}

// Highest is the largest of one or more numbers.
func Highest(first Number, more ...Number) Number {
	for _, n := range more {
		if n.Cmp(first) > 0 {
			first = n
		}
	}
	return first
}

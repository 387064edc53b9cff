// Package number holds exact numbers. A Number is a decimal while it fits 19
// digits and a fraction when it does not (40/6, or a product of many digits),
// and no operation ever rounds unless it is called Round. There is no floating
// point here and none may enter.
package number

import (
	"math/big"
	"strings"

	"github.com/govalues/decimal"

	"laurel/internal/problem"
)

// Number is an exact rational number. The zero value is 0. Numbers are
// immutable: every operation returns a new one.
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
func FromInt(n int64) Number {
	d, err := decimal.New(n, 0)
	if err != nil { // 19 digits hold every int64
		panic("number: " + err.Error())
	}
	return Number{dec: d}
}

// Fraction is a divided by b, exactly. b must not be 0.
func Fraction(a, b int64) Number { return fromRat(big.NewRat(a, b)) }

// maxText bounds the length of a written number; real feeds stay under 40.
const maxText = 100

// Parse reads a decimal ("-12.50"), with underscores between digits if wanted
// ("25_000"), or a fraction ("40/6"). Commas, exponents and blanks are refused.
func Parse(text string) (Number, error) {
	if above, below, ok := strings.Cut(text, "/"); ok {
		return parseFraction(text, above, below)
	}
	return parseDecimal(text)
}

func parseFraction(text, above, below string) (Number, error) {
	a, errA := parseDecimal(above)
	b, errB := parseDecimal(below)
	if errA != nil || errB != nil {
		return Zero, notANumber(text)
	}
	if b.Sign() == 0 {
		return Zero, problem.New(problem.Invalid, "%q divides by zero.", text)
	}
	return a.Quo(b), nil
}

func parseDecimal(text string) (Number, error) {
	if !wellFormed(text) {
		return Zero, notANumber(text)
	}
	clean := strings.ReplaceAll(text, "_", "")
	if d, err := decimal.Parse(clean); err == nil && exact(d, clean) {
		return Number{dec: d.Trim(0)}, nil
	}
	r, ok := new(big.Rat).SetString(clean)
	if !ok {
		return Zero, notANumber(text)
	}
	return fromRat(r), nil
}

// exact reports whether the library kept every digit: it rounds silently past
// 19 of them.
func exact(d decimal.Decimal, text string) bool {
	digits := strings.Trim(text, "+-")
	digits = strings.TrimLeft(digits, "0")
	digits = strings.ReplaceAll(digits, ".", "")
	return len(digits) <= decimal.MaxPrec && d.Scale() == fractionDigits(text)
}

func fractionDigits(text string) int {
	if dot := strings.IndexByte(text, '.'); dot >= 0 {
		return len(text) - dot - 1
	}
	return 0
}

// wellFormed accepts [+-]digits[.digits], with single underscores inside a run
// of digits.
func wellFormed(text string) bool {
	if text == "" || len(text) > maxText {
		return false
	}
	if text[0] == '+' || text[0] == '-' {
		text = text[1:]
	}
	whole, part, dotted := strings.Cut(text, ".")
	return digits(whole) && (!dotted || digits(part))
}

func digits(run string) bool {
	wasDigit := false
	for _, c := range []byte(run) {
		isDigit := c >= '0' && c <= '9'
		if !isDigit && (c != '_' || !wasDigit) {
			return false
		}
		wasDigit = isDigit
	}
	return wasDigit
}

func notANumber(text string) error {
	if len(text) > maxText {
		text = text[:maxText] + "…"
	}
	return problem.New(problem.Invalid, "%q is not a number.", text).
		WithHint("Write digits with a decimal point, like 1234.50 or 25_000, without commas or blanks.")
}

// MustParse is Parse for constants in Go code; it panics when text is wrong.
func MustParse(text string) Number {
	n, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return n
}

// fromRat takes ownership of r and returns to a decimal wherever one fits.
func fromRat(r *big.Rat) Number {
	if places, exact := r.FloatPrec(); exact && places <= decimal.MaxScale {
		text := r.FloatString(places)
		if d, err := decimal.Parse(text); err == nil && exactDigits(text) {
			return Number{dec: d.Trim(0)}
		}
	}
	return Number{frac: r}
}

func exactDigits(text string) bool {
	run := strings.TrimLeft(strings.TrimPrefix(text, "-"), "0.")
	return len(strings.ReplaceAll(run, ".", "")) <= decimal.MaxPrec
}

// Rat is the value as a fresh big.Rat that the caller may change.
func (n Number) Rat() *big.Rat {
	if n.frac != nil {
		return new(big.Rat).Set(n.frac)
	}
	coef := new(big.Int).SetUint64(n.dec.Coef())
	if n.dec.Sign() < 0 {
		coef.Neg(coef)
	}
	return new(big.Rat).SetFrac(coef, powerOfTen(n.dec.Scale()))
}

func powerOfTen(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

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
	return fromRat(new(big.Rat).Quo(n.Rat(), m.Rat()))
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

// IsDecimal reports whether the value can be written with a finite number of
// decimal places.
func (n Number) IsDecimal() bool {
	if n.frac == nil {
		return true
	}
	_, exact := n.frac.FloatPrec()
	return exact
}

// String is the exact value: a decimal without needless zeros, or a fraction in
// lowest terms such as "20/3" when no decimal is exact.
func (n Number) String() string {
	if n.frac == nil {
		return n.dec.Trim(0).String()
	}
	if places, exact := n.frac.FloatPrec(); exact {
		return n.frac.FloatString(places)
	}
	return n.frac.RatString()
}

// MarshalText writes the exact value, so that JSON carries it as a string.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (n *Number) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
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

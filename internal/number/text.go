package number

import (
	"math/big"
	"strings"

	"github.com/govalues/decimal"

	"laurel/internal/problem"
)

// maxText bounds the length of a written decimal; real feeds stay under 40.
const maxText = 1000

// Parse reads a decimal ("-12.50"), with underscores between digits if wanted
// ("25_000"), or a fraction ("40/6"). Commas, exponents and blanks are refused.
func Parse(text string) (Number, error) {
	if above, below, ok := strings.Cut(text, "/"); ok {
		return parseFraction(text, above, below)
	}
	if n, ok := parseDecimal(text); ok {
		return n, nil
	}
	return Zero, notANumber(text)
}

// MustParse is Parse for constants in Go code; it panics when text is wrong.
func MustParse(text string) Number {
	n, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return n
}

func parseFraction(text, above, below string) (Number, error) {
	a, okA := parseDecimal(above)
	b, okB := parseDecimal(below)
	switch {
	case !okA || !okB:
		return Zero, notANumber(text)
	case b.Sign() == 0:
		return Zero, problem.New(problem.Invalid, "%q divides by zero.", problem.Excerpt(text))
	default:
		return a.Quo(b), nil
	}
}

func parseDecimal(text string) (Number, bool) {
	if !wellFormed(text) {
		return Zero, false
	}
	clean := strings.ReplaceAll(text, "_", "")
	// asked for all its places, the library refuses what it would have to round
	if d, err := decimal.ParseExact(clean, decimalPlaces(clean)); err == nil {
		return Number{dec: d.Trim(0)}, true
	}
	r, ok := new(big.Rat).SetString(clean)
	return fromRat(r), ok
}

func decimalPlaces(text string) int {
	_, part, _ := strings.Cut(text, ".")
	return len(part)
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
	return problem.New(problem.Invalid, "%q is not a number.", problem.Excerpt(text)).
		WithHint("Write digits with a decimal point, like 1234.50 or 25_000, without commas or blanks.")
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

// UnmarshalText reads what MarshalText writes, of a number whose parts have up
// to 1000 digits.
func (n *Number) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

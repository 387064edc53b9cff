package locale

import (
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/bojanz/currency"

	"laurel/internal/number"
)

// fractionPlaces is how many decimals stand for a number that no decimal can
// write; the exact value follows it.
const fractionPlaces = 2

// Number writes the exact number: a decimal with all its digits, a fraction to
// two decimals with the exact one beside it.
func (l *Locale) Number(n number.Number) string {
	if n.IsDecimal() {
		return l.digits.write(n.String())
	}
	return l.Beside(l.Fixed(n, fractionPlaces), n)
}

// Fixed writes the number with exactly so many decimals, rounded half-even. It
// is for showing, never for deciding.
func (l *Locale) Fixed(n number.Number, places int) string { return l.digits.write(n.Fixed(places)) }

// Beside writes a rounded number with the exact one behind it.
func (l *Locale) Beside(rounded string, exact number.Number) string {
	return l.Say("number.beside", Args{"Rounded": rounded, "Exact": exact.String()})
}

// Places is how many decimals the exact number has; 0 for a fraction.
func Places(n number.Number) int {
	_, part, _ := strings.Cut(n.String(), ".")
	return len(part)
}

// Int writes a whole number.
func (l *Locale) Int(n int) string { return l.Number(number.FromInt(int64(n))) }

// Percent writes a number with the percent sign; 95 is 95 %.
func (l *Locale) Percent(written string) string {
	return l.Say("number.percent", Args{"Number": written})
}

// digits is how a locale writes digits: its separators, its groups and its
// numerals. The library groups the whole part; decimals are put in here, because
// it rounds long ones and writes small ones with an exponent.
type digits struct {
	formatter *currency.Formatter
	point     string
	numerals  [10]rune
	shapes    *[2][longest + 1]atomic.Pointer[string] // how so many ones are grouped: 1,111 at 4; those below zero apart
}

// longest is how many digits the library keeps without rounding.
const longest = 36

func digitsOf(tag string) digits {
	f := currency.NewFormatter(currency.NewLocale(tag))
	f.CurrencyDisplay, f.MinDigits, f.MaxDigits = currency.DisplayNone, 0, 1
	d := digits{formatter: f, shapes: new([2][longest + 1]atomic.Pointer[string])}
	for i := range d.numerals {
		text := d.group(strconv.Itoa(i))
		d.numerals[i], _ = utf8.DecodeLastRuneInString(text[:pastNumerals(text)])
	}
	half := d.group("0.5")
	_, half, _ = strings.Cut(half, string(d.numerals[0]))
	d.point, _, _ = strings.Cut(half, string(d.numerals[5]))
	return d
}

// group writes a whole number.
func (d digits) group(text string) string {
	amount, _ := currency.NewAmount(text, "USD") // digits are always a number
	return d.formatter.Format(amount)
}

// shaped writes a whole number as the library groups one of as many digits. It
// is asked once for each length: a number is written hundreds of times in one
// explanation.
func (d digits) shaped(text string) string {
	plain := strings.TrimPrefix(text, "-")
	below := len(text) - len(plain)
	if below == 1 && plain == "0" {
		return d.group(text)
	}
	shape := d.shapes[below][len(plain)].Load()
	if shape == nil {
		made := d.group(text[:below] + strings.Repeat("1", len(plain)))
		shape = &made
		d.shapes[below][len(plain)].Store(shape)
	}
	i := 0
	return strings.Map(func(r rune) rune {
		if r != d.numerals[1] {
			return r
		}
		i++
		return d.numerals[plain[i-1]-'0']
	}, *shape)
}

// pastNumerals is where the last numeral of a text ends.
func pastNumerals(text string) int {
	i := strings.LastIndexFunc(text, unicode.IsDigit)
	_, size := utf8.DecodeRuneInString(text[max(i, 0):])
	return i + size
}

// write writes a decimal such as -1234.50, digit by digit. One too long for the
// library stays as it is.
func (d digits) write(decimal string) string {
	whole, part, dotted := strings.Cut(decimal, ".")
	if len(whole) > longest {
		return decimal
	}
	grouped := d.shaped(whole)
	if !dotted {
		return grouped
	}
	end := pastNumerals(grouped)
	return grouped[:end] + d.point + strings.Map(func(r rune) rune { return d.numerals[r-'0'] }, part) + grouped[end:]
}

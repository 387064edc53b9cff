package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// A cell is the text of one field. The functions here read what real feeds
// write into cells, and say in a sentence what they cannot read.

// nothings are words for "no value".
var nothings = []string{"", "-", "n/a", "na", "null", "none", "00000000-0000-0000-0000-000000000000"}

// isNothing reports whether a cell stands for "no value": empty, masked,
// not applicable, the zero GUID or a date that means never.
func isNothing(cell string) bool {
	if slices.ContainsFunc(nothings, func(word string) bool { return strings.EqualFold(cell, word) }) {
		return true
	}
	return strings.Trim(cell, "*") == "" || strings.HasPrefix(cell, "0001-01-01") || strings.HasPrefix(cell, "9999-")
}

// decode is the text of a cell: UTF-8 if it is that, else Windows-1252. ASCII is
// the same in both, so a file may mix them. The five bytes that are no character
// there become the replacement character, which no fact may have.
func decode(cell string) string {
	if utf8.ValidString(cell) {
		return cell
	}
	text := make([]rune, len(cell))
	for i := range len(cell) {
		text[i] = charmap.Windows1252.DecodeByte(cell[i])
	}
	return string(text)
}

var plainDecimal = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// parseDecimal reads a number written in plain digits. What only looks like a
// number is refused, with what is in the way.
func parseDecimal(cell string) (number.Number, error) {
	if plainDecimal.MatchString(cell) && len(cell) <= fact.MaxNumber {
		return number.Parse(cell)
	}
	return number.Zero, problem.New(problem.Invalid, "%q %s.", shorten(cell), obstacle(cell)).
		WithHint("Write digits with a decimal point, like -1234.50.")
}

var exponent = regexp.MustCompile(`^[+-]?[0-9.,]+[eE][+-]?[0-9]+$`)

// obstacle says why a cell is not a plain number.
func obstacle(cell string) string {
	switch {
	case plainDecimal.MatchString(cell):
		return fmt.Sprintf("has %d characters; a number has at most %d", len(cell), fact.MaxNumber)
	case exponent.MatchString(cell):
		return "is written with an exponent, which hides digits"
	case strings.HasPrefix(cell, "("):
		return "is in parentheses; a negative number has a minus sign"
	case strings.ContainsAny(cell, "$£€¥"):
		return "has a currency sign"
	case strings.Contains(cell, ","):
		return "has a comma, which may stand for thousands or for decimals"
	default:
		return "is not a number"
	}
}

// dateLayouts are the forms in which feeds write days and times without a zone.
var dateLayouts = []string{time.DateOnly, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01"}

// Feeds about marketplaces have nothing to say about other years.
const firstYear, lastYear = 1970, 2199

// parseTime reads a date, a month, or a time with or without a zone. zoned is
// false when the cell names no zone.
func parseTime(cell string) (at time.Time, zoned bool, err error) {
	at, err = time.Parse(time.RFC3339Nano, cell)
	zoned = err == nil
	for i := 0; err != nil && i < len(dateLayouts); i++ {
		at, err = time.Parse(dateLayouts[i], cell)
	}
	if err != nil || at.Year() < firstYear || at.Year() > lastYear {
		return at, zoned, problem.New(problem.Invalid, "%q is not a date between %d and %d.", shorten(cell), firstYear, lastYear).
			WithHint("Write year, month and day, like 2024-03-05.")
	}
	return at, zoned, nil
}

// parseDay is the civil day that a cell names, whatever its time and zone.
func parseDay(cell string) (calendar.Day, error) {
	at, _, err := parseTime(cell)
	if err != nil {
		return 0, err
	}
	return calendar.Date(at.Year(), at.Month(), at.Day()), nil
}

// parseInstant is the moment that a cell names, in UTC unless it names a zone.
// A date alone is that day.
func parseInstant(cell string) (calendar.Moment, error) {
	at, zoned, err := parseTime(cell)
	switch {
	case err != nil:
		return calendar.Moment{}, err
	case !zoned && len(cell) <= len(time.DateOnly):
		return calendar.On(calendar.Date(at.Year(), at.Month(), at.Day())), nil
	default:
		return calendar.At(at), nil
	}
}

// parseFlag reads a yes or a no in any of the forms that feeds mix.
func parseFlag(cell string) (bool, error) {
	switch strings.ToLower(cell) {
	case "true", "yes", "1":
		return true, nil
	case "false", "no", "0":
		return false, nil
	}
	return false, problem.New(problem.Invalid, "%q is neither yes nor no.", shorten(cell)).
		WithHint("Write true or false.")
}

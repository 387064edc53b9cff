package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"laurel/internal/problem"
)

// Unit is what a length is counted in.
type Unit string

// The units of a length. A quarter is three months and a half six.
const (
	Days     Unit = "days"
	Weeks    Unit = "weeks"
	Months   Unit = "months"
	Quarters Unit = "quarters"
	Halves   Unit = "halves"
	Years    Unit = "years"
)

// Length is a stretch of calendar time such as 12 months. How many days that
// is depends on where it starts. The zero Length means "not given".
type Length struct {
	N    int  // at least 1, once given
	Unit Unit // what N counts
}

var unitWords = map[string]Unit{
	"day": Days, "days": Days, "week": Weeks, "weeks": Weeks, "month": Months, "months": Months,
	"quarter": Quarters, "quarters": Quarters, "half": Halves, "halves": Halves, "year": Years, "years": Years,
}

// maxLength bounds a length to what a program can mean.
const maxLength = 100_000

// ParseLength reads "12 months", "1 year", "90 days". A length is at least one
// of its unit.
func ParseLength(text string) (Length, error) {
	words := append(strings.Fields(text), "", "")
	n, err := strconv.ParseUint(strings.ReplaceAll(words[0], "_", ""), 10, 32)
	unit, known := unitWords[words[1]]
	if err != nil || !known || words[2] != "" || n < 1 || n > maxLength {
		return Length{}, problem.New(problem.Invalid, "%q is not a length of time.", problem.Excerpt(text)).
			WithHint("Write a whole number from 1 and days, weeks, months, quarters, halves or years, like 12 months.")
	}
	return Length{N: int(n), Unit: unit}, nil
}

// IsZero reports whether no length was given.
func (l Length) IsZero() bool { return l.Unit == "" }

// String writes "12 months" and "1 month", and nothing for no length.
func (l Length) String() string {
	word := string(l.Unit)
	switch {
	case l.IsZero():
		return ""
	case l.N == 1:
		word = singular[l.Unit]
	}
	return fmt.Sprintf("%d %s", l.N, word)
}

var singular = map[Unit]string{Days: "day", Weeks: "week", Months: "month", Quarters: "quarter", Halves: "half", Years: "year"}

// MarshalText writes what String does.
func (l Length) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (l *Length) UnmarshalText(text []byte) error {
	parsed, err := ParseLength(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// months is how many months one unit has; 0 for units made of days.
func (u Unit) months() int {
	switch u {
	case Months:
		return 1
	case Quarters:
		return 3
	case Halves:
		return 6
	case Years:
		return 12
	default:
		return 0
	}
}

func (u Unit) days() int {
	if u == Weeks {
		return 7
	}
	return 1
}

// After is the day one length after d. Months keep the day of the month, or
// take the last one when the month is shorter.
func (l Length) After(d Day) Day { return l.Times(d, 1) }

// Before is the day one length before d, in the same way: it need not undo
// After at the end of a month.
func (l Length) Before(d Day) Day { return l.Times(d, -1) }

// Times is the day k lengths after d, reckoned from d itself so that month
// ends do not drift: 31 January plus 2 × 1 month is 31 March.
func (l Length) Times(d Day, k int) Day { return bounded(l.times(d, k)) }

// allDays is how many days there are.
const allDays = int(LastDay-FirstDay) + 1

func (l Length) times(d Day, k int) int64 {
	steps := min(max(k, -allDays), allDays) * l.N
	if m := l.Unit.months(); m > 0 {
		return d.plusMonths(steps * m)
	}
	return int64(d) + int64(steps*l.Unit.days())
}

// Package calendar holds stretches of time: days, windows, periods of named
// calendars, anniversaries and due dates. Decisions are made by whole days in
// the program's time zone; a day stands for its close, so what happened on a
// day counts on that day. Nothing here reads a clock.
package calendar

import (
	"time"

	"laurel/internal/problem"
)

// Day is a civil date, counted in days from 1 January 1970. It has no time
// zone of its own. Days compare and subtract like the integers they are.
type Day int32

// FirstDay and LastDay bound every stretch of time: "since ever" and "for
// ever". Moving a day beyond them gives the bound, so that never stays never.
const (
	FirstDay Day = -719162 // 0001-01-01
	LastDay  Day = 2932896 // 9999-12-31
)

// Date is the day with this year, month and day of the month; values outside
// their range carry over, as in the standard library.
func Date(year int, month time.Month, day int) Day { return bounded(daysTo(year, month, day)) }

const secondsPerDay = 24 * 60 * 60

// daysTo counts the days from 1 January 1970 to a date that may lie out of bounds.
func daysTo(year int, month time.Month, day int) int64 {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay
}

func bounded(days int64) Day { return Day(min(max(days, int64(FirstDay)), int64(LastDay))) }

// ParseDay reads a date written as 2024-03-05.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return 0, problem.New(problem.Invalid, "%q is not a date.", problem.Excerpt(text)).
			WithHint("Write year, month and day, like 2024-03-05.")
	}
	return Day(t.Unix() / secondsPerDay), nil
}

// MustParseDay is ParseDay for constants in Go code; it panics when text is wrong.
func MustParseDay(text string) Day {
	d, err := ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Time is midnight UTC at the beginning of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String writes the date as 2024-03-05.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes the date as 2024-03-05.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(text []byte) error {
	parsed, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Civil is the year, month and day of the month.
func (d Day) Civil() (year int, month time.Month, day int) { return d.Time().Date() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// AddMonths moves by n months. A day that the target month lacks becomes its
// last day: 31 January plus one month is 28 or 29 February.
func (d Day) AddMonths(n int) Day { return bounded(d.plusMonths(n)) }

// AddYears moves by n years; 29 February becomes 28 February in a common year.
func (d Day) AddYears(n int) Day { return d.AddMonths(12 * n) }

// allMonths is more months than lie between FirstDay and LastDay.
const allMonths = 12 * 10_000

func (d Day) plusMonths(n int) int64 {
	year, month, day := d.Civil()
	month += time.Month(min(max(n, -allMonths), allMonths))
	return min(daysTo(year, month, day), daysTo(year, month+1, 0))
}

// MonthStart is the first day of the month of d.
func (d Day) MonthStart() Day {
	year, month, _ := d.Civil()
	return Date(year, month, 1)
}

// MonthEnd is the last day of the month of d.
func (d Day) MonthEnd() Day {
	year, month, _ := d.Civil()
	return Date(year, month+1, 0)
}

// Earlier is the smaller of two days.
func Earlier(a, b Day) Day { return min(a, b) }

// Later is the larger of two days.
func Later(a, b Day) Day { return max(a, b) }

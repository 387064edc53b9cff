// Package calendar holds stretches of time: days, windows, periods of named
// calendars, anniversaries and due dates. Decisions are made by whole days in
// the program's time zone; a day stands for its close, so what happened on a
// day counts on that day. Nothing here reads a clock.
package calendar

import (
	"fmt"
	"time"

	"laurel/internal/problem"
)

// Day is a civil date, counted in days from 1 January 1970. It has no time
// zone of its own. Days compare and subtract like the integers they are.
type Day int32

// FirstDay and LastDay bound every stretch of time: "since ever" and "for ever".
const (
	FirstDay Day = -719162 // 0001-01-01
	LastDay  Day = 2932896 // 9999-12-31
)

// Date is the day with this year, month and day of the month; values outside
// their range carry over, as in the standard library.
func Date(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// ParseDay reads a date written as 2024-03-05.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return 0, problem.New(problem.Invalid, "%q is not a date.", text).
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
func (d Day) AddMonths(n int) Day {
	year, month, day := d.Civil()
	first := Date(year, month+time.Month(n), 1)
	return first + Day(min(day, first.daysInMonth())) - 1
}

// AddYears moves by n years; 29 February becomes 28 February in a common year.
func (d Day) AddYears(n int) Day { return d.AddMonths(12 * n) }

func (d Day) daysInMonth() int {
	year, month, _ := d.Civil()
	return int(Date(year, month+1, 1) - Date(year, month, 1))
}

// MonthStart is the first day of the month of d.
func (d Day) MonthStart() Day {
	year, month, _ := d.Civil()
	return Date(year, month, 1)
}

// MonthEnd is the last day of the month of d.
func (d Day) MonthEnd() Day { return d.MonthStart() + Day(d.daysInMonth()) - 1 }

// Earlier is the smaller of two days.
func Earlier(a, b Day) Day { return min(a, b) }

// Later is the larger of two days.
func Later(a, b Day) Day { return max(a, b) }

// MonthDay is a day of every year, such as 1 March.
type MonthDay struct {
	Month time.Month
	Day   int
}

// ParseMonthDay reads a day of the year written as 03-01.
func ParseMonthDay(text string) (MonthDay, error) {
	t, err := time.Parse("2006-01-02", "2024-"+text)
	if err != nil {
		return MonthDay{}, problem.New(problem.Invalid, "%q is not a day of the year.", text).
			WithHint("Write month and day, like 03-01.")
	}
	return MonthDay{Month: t.Month(), Day: t.Day()}, nil
}

// In is this day in a year; 29 February is 28 February in a common year.
func (m MonthDay) In(year int) Day {
	first := Date(year, m.Month, 1)
	return first + Day(min(m.Day, first.daysInMonth())) - 1
}

// String writes the day of the year as 03-01.
func (m MonthDay) String() string { return fmt.Sprintf("%02d-%02d", m.Month, m.Day) }

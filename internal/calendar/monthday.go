package calendar

import (
	"fmt"
	"time"

	"laurel/internal/problem"
)

// MonthDay is a day of every year, such as 1 March.
type MonthDay struct {
	Month time.Month
	Day   int
}

// leapYear has every day of the year.
const leapYear = "2024-"

// ParseMonthDay reads a day of the year written as 03-01.
func ParseMonthDay(text string) (MonthDay, error) {
	t, err := time.Parse(time.DateOnly, leapYear+text)
	if err != nil {
		return MonthDay{}, problem.New(problem.Invalid, "%q is not a day of the year.", problem.Excerpt(text)).
			WithHint("Write month and day, like 03-01.")
	}
	return MonthDay{Month: t.Month(), Day: t.Day()}, nil
}

// In is this day in a year; 29 February is 28 February in a common year.
func (m MonthDay) In(year int) Day {
	return min(Date(year, m.Month, m.Day), Date(year, m.Month+1, 0))
}

// String writes the day of the year as 03-01.
func (m MonthDay) String() string { return fmt.Sprintf("%02d-%02d", m.Month, m.Day) }

// MarshalText writes the day of the year as 03-01.
func (m MonthDay) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *MonthDay) UnmarshalText(text []byte) error {
	parsed, err := ParseMonthDay(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

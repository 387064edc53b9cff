package calendar

import (
	"fmt"

	"laurel/internal/problem"
)

// WorkingHours are a stretch of a day in minutes since midnight, as clocks show
// them: From is the first minute in it and Until the first after it.
type WorkingHours struct{ From, Until int }

// ParseHours reads the hours of a day, like 09:00-17:00; midnight at the end of
// the day is 24:00.
func ParseHours(text string) (WorkingHours, error) {
	var fromHour, fromMinute, untilHour, untilMinute int
	_, err := fmt.Sscanf(text, "%02d:%02d-%02d:%02d", &fromHour, &fromMinute, &untilHour, &untilMinute)
	h := WorkingHours{From: fromHour*60 + fromMinute, Until: untilHour*60 + untilMinute}
	if err != nil || h.String() != text || h.From < 0 || h.Until <= h.From || h.Until > minutesPerDay {
		return WorkingHours{}, problem.New(problem.Invalid, "%q are not hours of a day.", problem.Excerpt(text)).
			WithHint("Write when they begin and end, like 09:00-17:00.")
	}
	return h, nil
}

// IsZero reports whether no hours were given.
func (h WorkingHours) IsZero() bool { return h == WorkingHours{} }

// String writes 09:00-17:00.
func (h WorkingHours) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.Until/60, h.Until%60)
}

// MarshalText writes what String does.
func (h WorkingHours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (h *WorkingHours) UnmarshalText(text []byte) error {
	parsed, err := ParseHours(string(text))
	if err != nil {
		return err
	}
	*h = parsed
	return nil
}

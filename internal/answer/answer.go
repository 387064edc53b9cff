// Package answer holds the objects in which answers are written: one for
// everything that somebody may ask. The command line prints them as lines of
// JSON and the API sends them, so that a program reads the same from both. They
// say what was decided, and decide nothing.
package answer

import "laurel/internal/calendar"

// OrNull is a text that may be missing: nil for the empty one.
func OrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// dayOrNull is nil for the day 0, which stands for "none" in a standing.
func dayOrNull(day calendar.Day) *calendar.Day {
	if day == 0 {
		return nil
	}
	return &day
}

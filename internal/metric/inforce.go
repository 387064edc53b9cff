package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// inForce reports whether a dated line applies to a fact: both days included.
func inForce(from, until *calendar.Day, e *fact.Entry) bool {
	return (from == nil || *from <= e.Day) && (until == nil || e.Day <= *until)
}

package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/problem"
)

// Remainder is what is left of an allowance while its clock stands still. It is
// counted as the allowance is: in days, in business days, in elapsed time or in
// worked time. Below zero it says by how much elapsed time the clock had run out
// before.
type Remainder struct {
	N    int64 // how many
	Unit Unit  // Days, BusinessDays, or microseconds of either kind
}

// What hours are counted in while they pass.
const (
	microseconds         Unit = "microseconds"
	businessMicroseconds Unit = "business microseconds"
)

// Left stops a clock: it is what is left at a moment until another, by which
// something allowed a time is due.
func (w Working) Left(at, due Moment, a Allowance) Remainder {
	now, end := w.micros(at), w.micros(due)
	switch {
	case end < now || a.Unit == Hours:
		return Remainder{N: end - now, Unit: microseconds}
	case a.Unit == BusinessHours:
		return Remainder{N: w.worked(now, end), Unit: businessMicroseconds}
	case a.Unit == BusinessDays:
		return Remainder{N: w.workdays(w.Day(at), w.Day(due)), Unit: BusinessDays}
	default:
		return Remainder{N: int64(w.Day(due) - w.Day(at)), Unit: Days}
	}
}

// Again starts a clock that was stopped: it is the moment by which something is
// due of which so much is left. A clock that starts in the moment in which it was
// stopped is due as before; one that had run out is as late as it was. No
// business day left means the day itself, or the next that is worked.
func (w Working) Again(at Moment, left Remainder) Moment {
	now := w.micros(at)
	switch left.Unit {
	case microseconds:
		return instantOf(now + left.N)
	case businessMicroseconds:
		return instantOf(w.workedAfter(now, left.N))
	case BusinessDays:
		return w.notBefore(now, w.Close(w.workday(w.Day(at), left.N)))
	default:
		return w.notBefore(now, w.Close(bounded(int64(w.Day(at))+left.N)))
	}
}

// notBefore is a moment, or an instant that comes after it: at the end of time
// the close of a day can lie before an instant of it.
func (w Working) notBefore(now int64, due Moment) Moment { return instantOf(max(now, due.Micros())) }

// String writes what is left for storing: "3 business days".
func (r Remainder) String() string {
	if r.Unit == "" {
		return ""
	}
	return fmt.Sprintf("%d %s", r.N, r.Unit)
}

// MarshalText writes what String does.
func (r Remainder) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes; an empty text is nothing left of
// nothing.
func (r *Remainder) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Remainder{}
		return nil
	}
	number, unit, _ := strings.Cut(string(text), " ")
	n, err := strconv.ParseInt(number, 10, 64)
	known := []Unit{Days, BusinessDays, microseconds, businessMicroseconds}
	if err != nil || !slices.Contains(known, Unit(unit)) {
		return problem.New(problem.Invalid, "%q does not say what is left of a time.", problem.Excerpt(string(text)))
	}
	*r = Remainder{N: n, Unit: Unit(unit)}
	return nil
}

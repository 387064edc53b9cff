package calendar

import (
	"slices"
	"time"

	"laurel/internal/problem"
)

// Working is the working time of a team. Promises are given allowances of it:
// days end with their close in the zone, business days are the days on which the
// team works, and business hours run only while it does. The zero Working is all
// of every Monday to Friday in UTC.
type Working struct {
	Days     []time.Weekday // the days of the week that are worked; Monday to Friday when nil
	Hours    WorkingHours   // of each worked day; all of it when zero
	Holidays map[Day]bool   // days that are not worked
	Zone     *time.Location // whose days and clocks count; UTC when nil
}

const (
	minutesPerDay = 24 * 60
	microsPerHour = 3_600_000_000
)

var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

// Check refuses working time in which nobody ever works: an empty list of days,
// or hours that end before they begin.
func (w Working) Check() error {
	if w.Days != nil && len(w.Days) == 0 {
		return problem.New(problem.Invalid, "No day of the week is worked.").WithHint("Name at least one, or leave the days out for Monday to Friday.")
	}
	if h := w.Hours; !h.IsZero() && (h.From < 0 || h.Until <= h.From || h.Until > minutesPerDay) {
		return problem.New(problem.Invalid, "The working hours %s have no minute.", h).WithHint("Write hours of one day, like 09:00-17:00.")
	}
	return nil
}

// Works reports whether a day is worked.
func (w Working) Works(d Day) bool {
	days := w.Days
	if days == nil {
		days = weekdays
	}
	return slices.Contains(days, d.Weekday()) && !w.Holidays[d]
}

// Day is the day of a moment in the zone.
func (w Working) Day(m Moment) Day { return m.Day(w.Zone) }

// Close is the last microsecond of a day in the zone: what is done by then was
// done on the day.
func (w Working) Close(d Day) Moment { return instantOf(w.clock(d, minutesPerDay) - 1) }

// Due is the moment by which something allowed a time must be done; a
// microsecond later it is late. Days, weeks, months and years end with the close
// of a day: 7 days from any hour of the 1st end with the close of the 8th.
// Business days are the worked days after the day of beginning, and end with the
// close of the last. Hours are elapsed time. Business hours run only inside the
// working hours. A beginning of which only the date is known is its close.
func (w Working) Due(began Moment, a Allowance) Moment { return w.Again(began, w.whole(began, a)) }

// whole is an allowance of which nothing has passed.
func (w Working) whole(began Moment, a Allowance) Remainder {
	switch a.Unit {
	case BusinessDays:
		return Remainder{N: int64(a.N), Unit: BusinessDays}
	case Hours:
		return Remainder{N: int64(a.N) * microsPerHour, Unit: microseconds}
	case BusinessHours:
		return Remainder{N: int64(a.N) * microsPerHour, Unit: businessMicroseconds}
	default:
		day := w.Day(began)
		return Remainder{N: int64(Length(a).After(day) - day), Unit: Days}
	}
}

// Before is the moment at which an allowance of time is left until another
// moment, for a warning ahead of it: 2 days before the close of the 8th is the
// close of the 6th.
func (w Working) Before(due Moment, a Allowance) Moment {
	switch a.Unit {
	case BusinessDays:
		return w.Close(w.workdayBefore(w.Day(due), a.N))
	case Hours:
		return instantOf(w.micros(due) - int64(a.N)*microsPerHour)
	case BusinessHours:
		return instantOf(w.workedBefore(w.micros(due), int64(a.N)*microsPerHour))
	default:
		return w.Close(Length(a).Before(w.Day(due)))
	}
}

// micros is the instant of a moment: of a date, the close of it.
func (w Working) micros(m Moment) int64 {
	if m.IsDate() {
		return w.Close(w.Day(m)).Micros()
	}
	return m.Micros()
}

// The first and the last instant that a moment can be.
var (
	firstMicros = FirstDay.Time().UnixMicro()
	lastMicros  = LastDay.Time().UnixMicro() + microsPerDay - 1
)

func instantOf(micros int64) Moment {
	return Moment{micros: min(max(micros, firstMicros), lastMicros), kind: instant}
}

// clock is the first instant at which a clock in the zone shows a minute of a
// day; where it skips the minute, the instant of the skip.
func (w Working) clock(d Day, minute int) int64 {
	zone := w.Zone
	if zone == nil {
		zone = time.UTC
	}
	year, month, day := d.Civil()
	t, wanted := time.Date(year, month, day, 0, minute, 0, 0, zone), time.Date(year, month, day, 0, minute, 0, 0, time.UTC)
	from, until := t.ZoneBounds()
	switch shown := wall(t); {
	case shown.Before(wanted):
		t = until
	case shown.After(wanted):
		t = from
	case !from.IsZero():
		t = once(t, from)
	}
	return t.UnixMicro()
}

// once is the first of two instants at which a clock shows the same because it
// was put back between them.
func once(t, from time.Time) time.Time {
	back := wall(from.Add(-1)).Add(1).Sub(wall(from))
	if first := t.Add(-back); back > 0 && first.Before(from) {
		return first
	}
	return t
}

// wall is what a clock shows, as if it were in UTC.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// workday is the worked day that comes n-th after a day; for 0 the day itself,
// or the next that is worked.
func (w Working) workday(d Day, n int64) Day {
	if n == 0 && w.Works(d) {
		return d
	}
	for n = max(n, 1); n > 0 && d < LastDay; {
		if d++; w.Works(d) {
			n--
		}
	}
	return d
}

// workdayBefore is the worked day that comes n-th before a day.
func (w Working) workdayBefore(d Day, n int) Day {
	for n > 0 && d > FirstDay {
		if d--; w.Works(d) {
			n--
		}
	}
	return d
}

// workdays counts the worked days after one day, up to another.
func (w Working) workdays(after, until Day) int64 {
	var n int64
	for d := after + 1; d <= until; d++ {
		if w.Works(d) {
			n++
		}
	}
	return n
}

// hours are the instants between which a day is worked; the same one twice when
// it is not.
func (w Working) hours(d Day) (from, until int64) {
	if !w.Works(d) {
		return 0, 0
	}
	h := w.Hours
	if h.IsZero() {
		h.Until = minutesPerDay
	}
	return w.clock(d, h.From), w.clock(d, h.Until)
}

// workedAfter is the instant at which so much time was worked since another.
func (w Working) workedAfter(at, micros int64) int64 {
	for d := w.Day(instantOf(at)); d < LastDay; d++ {
		from, until := w.hours(d)
		if from == until {
			continue // also when nothing is left, nothing is due while nobody works
		}
		from = max(from, at)
		if until-from >= micros {
			return from + micros
		}
		micros -= max(until-from, 0)
	}
	return lastMicros
}

// workedBefore is the instant from which so much time is worked until another.
func (w Working) workedBefore(at, micros int64) int64 {
	for d := w.Day(instantOf(at)); d > FirstDay; d-- {
		from, until := w.hours(d)
		until = min(until, at)
		if until-from >= micros {
			return until - micros
		}
		micros -= max(until-from, 0)
	}
	return firstMicros
}

// worked is how much time is worked between two instants.
func (w Working) worked(since, until int64) int64 {
	var sum int64
	for d := w.Day(instantOf(since)); d <= w.Day(instantOf(until)); d++ {
		from, to := w.hours(d)
		sum += max(min(to, until)-max(from, since), 0)
	}
	return sum
}

package program

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/problem"
)

// Evaluate says on which days a ladder is judged, separately for rising and
// for falling.
type Evaluate struct {
	Up, Down Schedule
}

// Schedule is when something takes place: whenever a fact or a window changes,
// on a day of every period of a calendar, on days of the year, on listed days,
// or on the anniversaries of a moment. Exactly one of the five is given.
type Schedule struct {
	Place       problem.Place       `yaml:"-"`
	OnChange    bool                `yaml:"-"`           // the word on-change
	Each        string              `yaml:"each"`        // a calendar: once in each of its periods
	On          OnDay               `yaml:"on"`          // which day of each period: first-day, last-day or a number; the last when empty
	Yearly      []calendar.MonthDay `yaml:"yearly,one"`  // days of every year, like 03-01
	Dates       []calendar.Day      `yaml:"dates,one"`   // listed days
	Anniversary *metric.Anchor      `yaml:"anniversary"` // the anniversaries of a moment, not the moment itself
	Every       *calendar.Length    `yaml:"every"`       // from one anniversary to the next; 1 year when empty

	cycle calendar.Cycle
}

// OnDay is a day of a period: 1 for its first, 0 for its last. A period that is
// shorter has its last day instead.
type OnDay int

// A FindAnchor finds the day of a moment from what had happened by a day; false
// while it has not come.
type FindAnchor = func(a *metric.Anchor, day calendar.Day) (calendar.Day, bool)

// Falls reports whether the schedule falls on a day. OnChange falls on every
// day, and a nil schedule on none.
func (s *Schedule) Falls(day calendar.Day, find FindAnchor) bool {
	switch {
	case s == nil:
		return false
	case s.OnChange:
		return true
	case s.Anniversary != nil:
		return s.anniversary(day, find)
	default:
		return s.Next(day-1, find) == day
	}
}

// Next is the first day after another on which the schedule falls; LastDay when
// there is none, and for OnChange, because changes come from facts. A moment
// that has not come by that day is not waited for: it comes with a fact.
func (s *Schedule) Next(after calendar.Day, find FindAnchor) calendar.Day {
	switch {
	case s == nil, s.OnChange:
		return calendar.LastDay
	case s.Yearly != nil:
		return s.nextYearly(after)
	case s.Dates != nil:
		return earliest(after, s.Dates...)
	case s.Anniversary != nil:
		return s.nextAnniversary(after, find)
	default:
		return s.nextInPeriod(after)
	}
}

// earliest is the first of several days after another.
func earliest(after calendar.Day, days ...calendar.Day) calendar.Day {
	best := calendar.LastDay
	for _, day := range days {
		if day > after {
			best = min(best, day)
		}
	}
	return best
}

// nextYearly looks into two years: by the end of the second every day of the
// year has come.
func (s *Schedule) nextYearly(after calendar.Day) calendar.Day {
	year, _, _ := after.Civil()
	var days []calendar.Day
	for _, each := range s.Yearly {
		days = append(days, each.In(year), each.In(year+1))
	}
	return earliest(after, days...)
}

// anniversary asks for the moment as it is known on the day itself: a moment
// that moves to the day has its first anniversary later.
func (s *Schedule) anniversary(day calendar.Day, find FindAnchor) bool {
	began, ok := find(s.Anniversary, day)
	if !ok || began >= day {
		return false
	}
	period, _ := s.since(began).Period(day)
	return period.From == day
}

func (s *Schedule) nextAnniversary(after calendar.Day, find FindAnchor) calendar.Day {
	began, ok := find(s.Anniversary, after)
	if !ok {
		return calendar.LastDay
	}
	period, _ := s.since(began).Period(max(began, after))
	return min(period.Until, calendar.LastDay)
}

// since counts anniversaries from the moment itself, so that the 31st and
// 29 February do not drift.
func (s *Schedule) since(began calendar.Day) calendar.Cycle {
	every := calendar.Length{N: 1, Unit: calendar.Years}
	if s.Every != nil {
		every = *s.Every
	}
	return calendar.Cycle{Every: every, Start: began}
}

func (s *Schedule) nextInPeriod(after calendar.Day) calendar.Day {
	if period, ok := s.cycle.Period(after); ok && s.On.in(period) > after {
		return s.On.in(period)
	}
	if next, ok := s.cycle.Shift(after, 1); ok {
		return s.On.in(next)
	}
	for _, listed := range s.cycle.Periods {
		if day := s.On.in(listed.Span); day > after {
			return day
		}
	}
	return calendar.LastDay
}

// in is the day within a period.
func (o OnDay) in(period calendar.Span) calendar.Day {
	if o == 0 {
		return period.Last()
	}
	return min(period.From+calendar.Day(o)-1, period.Last())
}

package fulfillment

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// Alarm is a moment at which a clock makes itself heard.
type Alarm struct {
	Clock ClockName
	N     int // which one of the clock's: 0 warns, 1 says that it is late, and then come the escalations in the order of the program
	At    calendar.Moment
	Ahead bool          // it is a warning before the time
	To    []people.Role // who is told beside whoever has the case
	Ends  bool          // the case expires
}

// The alarms that every clock has; those that follow tell of escalations.
const (
	warning = iota
	lateNow
	escalations
)

// alarms are the alarms of a running clock that have not gone off yet.
func (r Rules) alarms(c *Case, k *Clock) []Alarm {
	promise, working := r.promise(c, k.Name), r.Program.Working()
	list := []Alarm{{Clock: k.Name, N: lateNow, At: k.Due, Ends: k.Name == ToReturn}}
	if promise != nil && !promise.Warn.IsZero() {
		if at := working.Before(k.Due, promise.Warn); k.Began.Before(at) {
			list = append(list, Alarm{Clock: k.Name, N: warning, At: at, Ahead: true})
		}
	}
	if k.Name != ToReturn {
		for i, e := range r.Program.Escalations(promise) {
			at := k.Due
			if !e.After.IsZero() {
				at = working.Due(k.Due, e.After)
			}
			list = append(list, Alarm{Clock: k.Name, N: escalations + i, At: at, To: e.To})
		}
	}
	return slices.DeleteFunc(list, func(a Alarm) bool { return slices.Contains(k.Rang, a.N) })
}

// ahead are the alarms of a case that have not gone off yet, in order.
func (r Rules) ahead(c *Case) []Alarm {
	var list []Alarm
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.Running() {
			list = append(list, r.alarms(c, k)...)
		}
	}
	slices.SortFunc(list, func(a, b Alarm) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.N, b.N))
	})
	return list
}

// NextAlarm is the alarm of a case that goes off first, right after its moment;
// false when none does before something happens.
func (r Rules) NextAlarm(c *Case) (Alarm, bool) {
	if list := r.ahead(c); len(list) > 0 {
		return list[0], true
	}
	return Alarm{}, false
}

// Ring lets the alarms of a case go off whose time has come: the case as it is
// then, and what follows. What went off never does again. False when none is to.
func Ring(c Case, r Rules, now calendar.Moment) (Case, []Effect, bool) {
	due := slices.DeleteFunc(r.ahead(&c), func(a Alarm) bool { return !a.At.Before(now) })
	if len(due) == 0 {
		return c, nil, false
	}
	s := &step{from: c, to: c.clone(), rules: r, now: now}
	for _, a := range due {
		k := s.to.clock(a.Clock)
		k.Rang = append(k.Rang, a.N)
		if !a.Ahead || !k.Late(now) { // a warning that comes too late is none
			s.ring(a)
		}
		if a.Ends {
			break
		}
	}
	s.done()
	return s.to, s.effects, true
}

func (s *step) ring(a Alarm) {
	switch {
	case a.Ends:
		s.expire()
	case a.Ahead:
		s.tellOf(a, DueSoon, ToAssignee)
	case len(a.To) == 0:
		s.tellOf(a, Overdue, ToAssignee)
	default:
		s.tellOf(a, Escalated, ToRoles)
	}
}

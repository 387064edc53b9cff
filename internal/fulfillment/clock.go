package fulfillment

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/program"
)

// ClockName is what a clock waits for.
type ClockName string

// The clocks.
const (
	ToDecide   ClockName = "decide"   // an approval
	ToContact  ClockName = "contact"  // the first contact
	ToDeliver  ClockName = "deliver"  // the delivery
	ToComplete ClockName = "complete" // the end
	ToAnswer   ClockName = "answer"   // the first answer to a ticket
	ToResolve  ClockName = "resolve"  // the end of a ticket
	ToReturn   ClockName = "return"   // the partner, who is waited for: then the case expires
)

// Clock is something that is due. It stands still while the case waits for the
// partner.
type Clock struct {
	Name    ClockName           `json:"name"`
	Allowed calendar.Allowance  `json:"allowed"`          // the time that was given
	Began   calendar.Moment     `json:"began"`            // since when it runs
	Due     calendar.Moment     `json:"due"`              // by when it must be done; while it stands still, by when it had to be
	Left    *calendar.Remainder `json:"left,omitempty"`   // what was left when it was stopped; nil while it runs
	Ended   calendar.Moment     `json:"ended,omitzero"`   // when it was done, or given up
	Missed  bool                `json:"missed,omitempty"` // it ended after it was due
	Fired   int                 `json:"fired,omitempty"`  // how many of its alarms went off
	Stopped calendar.Moment     `json:"stopped,omitzero"` // since when it stands still
}

// Running reports whether time passes for the clock.
func (k *Clock) Running() bool { return k.Ended.IsZero() && k.Left == nil }

// Late reports whether it is after the time at which it was due.
func (k *Clock) Late(now calendar.Moment) bool { return k.Running() && k.Due.Before(now) }

// clock finds a clock of the case, nil when there is none of the name.
func (c *Case) clock(name ClockName) *Clock {
	i := slices.IndexFunc(c.Clocks, func(k Clock) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Clocks[i]
}

// begin starts a clock anew; nothing when nothing is promised.
func (s *step) begin(name ClockName) {
	promise := s.rules.promise(&s.to, name)
	s.to.Clocks = slices.DeleteFunc(s.to.Clocks, func(k Clock) bool { return k.Name == name })
	if promise == nil || !s.rules.Program.Live(s.rules.Program.Working().Day(s.now)) {
		return
	}
	s.to.Clocks = append(s.to.Clocks, Clock{Name: name, Allowed: promise.Within, Began: s.now, Due: s.rules.Program.Working().Due(s.now, promise.Within)})
}

// end ends a clock: what it waited for was done.
func (s *step) end(names ...ClockName) {
	for _, name := range names {
		if k := s.to.clock(name); k != nil && k.Ended.IsZero() {
			k.Ended, k.Missed = s.now, k.Left == nil && k.Due.Before(s.now)
			k.Left, k.Stopped = nil, calendar.Moment{}
		}
	}
}

// reopen lets a clock go on as if it had never ended: what it waited for was not
// done after all, and it may be late by now.
func (s *step) reopen(name ClockName) {
	if k := s.to.clock(name); k != nil {
		k.Ended, k.Missed = calendar.Moment{}, false
	} else {
		s.begin(name)
	}
}

// stop lets every clock stand still but the one for the partner.
func (s *step) stop() {
	for i := range s.to.Clocks {
		if k := &s.to.Clocks[i]; k.Running() && k.Name != ToReturn {
			left := s.rules.Program.Working().Left(s.now, k.Due, k.Allowed)
			k.Left, k.Stopped = &left, s.now
		}
	}
	s.begin(ToReturn)
}

// goOn lets the clocks run again.
func (s *step) goOn() {
	s.to.Clocks = slices.DeleteFunc(s.to.Clocks, func(k Clock) bool { return k.Name == ToReturn })
	for i := range s.to.Clocks {
		if k := &s.to.Clocks[i]; k.Left != nil {
			k.Due = s.rules.Program.Working().Again(s.now, *k.Left)
			k.Left, k.Stopped = nil, calendar.Moment{}
		}
	}
}

// endAll ends every clock: nothing is owed any more.
func (s *step) endAll() {
	for _, k := range slices.Clone(s.to.Clocks) {
		s.end(k.Name)
	}
	s.to.Clocks = slices.DeleteFunc(s.to.Clocks, func(k Clock) bool { return k.Name == ToReturn })
}

// Alarm is a moment at which a clock makes itself heard.
type Alarm struct {
	Clock ClockName
	At    calendar.Moment
	Ahead bool          // it is a warning before the time
	To    []people.Role // who is told beside whoever has the case
	Ends  bool          // the case expires
}

// alarms are all alarms of a clock, in order. The same list comes out as long as
// the clock runs to the same time, so that those that went off can be counted.
func (r Rules) alarms(c *Case, k *Clock) []Alarm {
	if k.Name == ToReturn {
		return []Alarm{{Clock: k.Name, At: k.Due, Ends: true}}
	}
	promise, working := r.promise(c, k.Name), r.Program.Working()
	late := []Alarm{{Clock: k.Name, At: k.Due}}
	for _, e := range r.Program.Escalations(promise) {
		at := k.Due
		if !e.After.IsZero() {
			at = working.Due(k.Due, e.After)
		}
		late = append(late, Alarm{Clock: k.Name, At: at, To: e.To})
	}
	slices.SortStableFunc(late, func(a, b Alarm) int { return a.At.Compare(b.At) })
	if promise != nil && !promise.Warn.IsZero() {
		if at := working.Before(k.Due, promise.Warn); k.Began.Before(at) {
			return append([]Alarm{{Clock: k.Name, At: at, Ahead: true}}, late...)
		}
	}
	return late
}

// NextAlarm is the alarm of a case that goes off first; false when none does
// before something happens.
func (r Rules) NextAlarm(c *Case) (Alarm, bool) {
	var next []Alarm
	for i := range c.Clocks {
		k := &c.Clocks[i]
		if !k.Running() {
			continue
		}
		if all := r.alarms(c, k); k.Fired < len(all) {
			next = append(next, all[k.Fired])
		}
	}
	if len(next) == 0 {
		return Alarm{}, false
	}
	return slices.MinFunc(next, func(a, b Alarm) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Clock, b.Clock)) }), true
}

// Due is the moment by which something is due next, and what; false when nothing
// is.
func (c *Case) Due() (calendar.Moment, ClockName, bool) {
	var first *Clock
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.Running() && k.Name != ToReturn && (first == nil || k.Due.Before(first.Due)) {
			first = k
		}
	}
	if first == nil {
		return calendar.Moment{}, "", false
	}
	return first.Due, first.Name, true
}

// Ring lets the next alarm of a case go off, when its time has come: the case as
// it is then, and what follows. An alarm that went off is counted, so it never
// does again. False when none is to.
func Ring(c Case, r Rules, now calendar.Moment) (Case, []Effect, bool) {
	alarm, ok := r.NextAlarm(&c)
	if !ok || now.Before(alarm.At) || now.Compare(alarm.At) == 0 {
		return c, nil, false
	}
	s := &step{from: c, to: c.clone(), rules: r, now: now}
	s.to.clock(alarm.Clock).Fired++
	s.to.Revision++
	switch {
	case alarm.Ends:
		s.to.State = Expired
		s.withdraw()
		s.tell(WasExpired, ToSubmitter, ToAssignee)
	case alarm.Ahead:
		s.tellOf(alarm, DueSoon, ToAssignee)
	case len(alarm.To) == 0:
		s.tellOf(alarm, Overdue, ToAssignee)
	default:
		s.tellOf(alarm, Escalated, ToRoles)
	}
	return s.to, s.effects, true
}

// promise is what a program promises for a clock of a case; nil for nothing.
func (r Rules) promise(c *Case, name ClockName) *program.Promise {
	switch name {
	case ToAnswer:
		return r.Program.Tickets().Answer
	case ToResolve:
		return r.Program.Tickets().Resolve
	case ToReturn:
		if r.Delivery == nil || r.Delivery.ExpiresAfter.IsZero() {
			return nil
		}
		return &program.Promise{Within: r.Delivery.ExpiresAfter}
	case ToDecide:
		if stage := r.stage(c); stage != nil {
			return stage.Promise()
		}
		return nil
	}
	if c.Kind == Outreach {
		if name != ToContact {
			return nil
		}
		return r.Program.Outreach().Contact
	}
	if r.Delivery == nil {
		return nil
	}
	return map[ClockName]*program.Promise{ToContact: r.Delivery.Promises.Contact, ToDeliver: r.Delivery.Promises.Deliver, ToComplete: r.Delivery.Promises.Complete}[name]
}

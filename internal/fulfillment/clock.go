package fulfillment

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
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
	Name    ClockName           `json:"name"`             // what it waits for
	Allowed calendar.Allowance  `json:"allowed"`          // the time that was given
	Began   calendar.Moment     `json:"began"`            // since when it runs
	Due     calendar.Moment     `json:"due"`              // by when it must be done; while it stands still, by when it had to be
	Left    *calendar.Remainder `json:"left,omitempty"`   // what was left when it was stopped; nil while it runs
	Stopped calendar.Moment     `json:"stopped,omitzero"` // since when it stands still
	Ended   calendar.Moment     `json:"ended,omitzero"`   // when it was done, or given up
	Missed  bool                `json:"missed,omitempty"` // it ended after it was due
	Rang    []int               `json:"rang,omitempty"`   // which of its alarms went off
}

// Running reports whether time passes for the clock.
func (k *Clock) Running() bool { return k.Ended.IsZero() && k.Left == nil }

// Late reports whether the clock has run out: it is after the time at which it
// was due, or it was when the clock was stopped.
func (k *Clock) Late(now calendar.Moment) bool {
	switch {
	case !k.Ended.IsZero():
		return false
	case k.Left != nil:
		return k.Left.N < 0
	default:
		return k.Due.Before(now)
	}
}

// clock finds a clock of the case, nil when there is none of the name.
func (c *Case) clock(name ClockName) *Clock {
	i := slices.IndexFunc(c.Clocks, func(k Clock) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Clocks[i]
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

// begin starts a clock anew; nothing when nothing is promised, or the program is
// not live yet.
func (s *step) begin(name ClockName) {
	s.drop(name)
	promise, working := s.rules.promise(&s.to, name), s.rules.Program.Working()
	if promise == nil || !s.rules.Program.Live(working.Day(s.now)) {
		return
	}
	s.to.Clocks = append(s.to.Clocks, Clock{Name: name, Allowed: promise.Within, Began: s.now, Due: working.Due(s.now, promise.Within)})
}

// start starts a clock, unless it is under way.
func (s *step) start(name ClockName) {
	if k := s.to.clock(name); k == nil || !k.Ended.IsZero() {
		s.begin(name)
	}
}

// drop forgets a clock.
func (s *step) drop(name ClockName) {
	s.to.Clocks = slices.DeleteFunc(s.to.Clocks, func(k Clock) bool { return k.Name == name })
}

// end ends clocks: what they waited for was done.
func (s *step) end(names ...ClockName) {
	for i := range s.to.Clocks {
		if k := &s.to.Clocks[i]; slices.Contains(names, k.Name) && k.Ended.IsZero() {
			k.Missed = k.Late(s.now)
			k.Ended, k.Left, k.Stopped = s.now, nil, calendar.Moment{}
		}
	}
}

// endAll ends every clock: nothing is owed any more, and nobody is waited for.
func (s *step) endAll() {
	s.drop(ToReturn)
	s.end(ToDecide, ToContact, ToDeliver, ToComplete, ToAnswer, ToResolve)
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

// stop lets every clock stand still, because the partner is waited for.
func (s *step) stop() {
	for i := range s.to.Clocks {
		if k := &s.to.Clocks[i]; k.Running() {
			left := s.rules.Program.Working().Left(s.now, k.Due, k.Allowed)
			k.Left, k.Stopped = &left, s.now
		}
	}
	s.begin(ToReturn)
}

// goOn lets the clocks run again.
func (s *step) goOn() {
	s.drop(ToReturn)
	for i := range s.to.Clocks {
		if k := &s.to.Clocks[i]; k.Left != nil {
			k.Due = s.rules.Program.Working().Again(s.now, *k.Left)
			k.Left, k.Stopped = nil, calendar.Moment{}
		}
	}
}

// unsaid is what is promised where a program does not say: whatever the Rewards
// team has to do is due one day, or nobody would hear of it when it is forgotten.
var unsaid = map[ClockName]*program.Promise{
	ToDecide: {Within: days(7)}, ToDeliver: {Within: days(30)}, ToAnswer: {Within: days(7)}, ToResolve: {Within: days(30)},
}

func days(n int) calendar.Allowance { return calendar.Allowance{N: n, Unit: calendar.Days} }

// promise is what is promised for a clock of a case; nil for nothing.
func (r Rules) promise(c *Case, name ClockName) *program.Promise {
	said := r.said(c, name)
	if r.Delivery == nil && c.Kind != Ticket { // an outreach: the contact alone is owed
		return said
	}
	return cmp.Or(said, unsaid[name])
}

// said is what the program promises for a clock of a case; nil for nothing.
func (r Rules) said(c *Case, name ClockName) *program.Promise {
	switch {
	case name == ToReturn:
		return r.patience()
	case name == ToDecide:
		if stage := r.stage(c); stage != nil {
			return stage.Promise()
		}
		return nil
	case c.Kind == Ticket:
		return map[ClockName]*program.Promise{ToAnswer: r.Program.Tickets().Answer, ToResolve: r.Program.Tickets().Resolve}[name]
	case c.Kind == Outreach:
		return map[ClockName]*program.Promise{ToContact: r.Program.Outreach().Contact}[name]
	case r.Delivery == nil:
		return nil
	default:
		p := r.Delivery.Promises
		return map[ClockName]*program.Promise{ToContact: p.Contact, ToDeliver: p.Deliver, ToComplete: p.Complete}[name]
	}
}

// patience is how long the partner is waited for; nil for ever.
func (r Rules) patience() *program.Promise {
	if r.Delivery == nil || r.Delivery.ExpiresAfter.IsZero() {
		return nil
	}
	return &program.Promise{Within: r.Delivery.ExpiresAfter}
}

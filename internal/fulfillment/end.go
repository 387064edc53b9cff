package fulfillment

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
)

// use takes what is used from the grant.
func (s *step) use() {
	s.deed(Effect{Deed: fact.Activation, Sole: true})
	if s.to.Counted {
		s.deed(Effect{Deed: fact.Use, Units: 1})
	}
	s.post(Available, Reserved)
}

// giveBack undoes what handing in took from the grant.
func (s *step) giveBack() {
	if s.to.Counted {
		s.deed(Effect{Deed: fact.Use, Units: -1})
	}
	s.deed(Effect{Deed: fact.Cancellation, Sole: true})
	s.post(Reserved, Available)
	s.post(Active, Available)
}

// withdraw ends what is owed, and gives back what was taken for it.
func (s *step) withdraw() {
	if s.from.Promised() {
		s.giveBack()
	}
	s.endAll()
	s.to.Stage, s.to.Back = "", ""
}

// recall takes back what was handed in.
func (s *step) recall() error {
	s.withdraw()
	s.begin(ToReturn)
	s.tell(WasRecalled, ToAssignee)
	return nil
}

func (s *step) cancel() error {
	s.withdraw()
	s.unfreeze()
	s.tellStopped(WasCanceled)
	return nil
}

// expire ends a case because the partner was waited for too long.
func (s *step) expire() {
	s.to.State = Expired
	s.withdraw()
	s.tellStopped(WasExpired)
}

// revoke takes back the grant itself, and what is left of its credit.
func (s *step) revoke() error {
	s.deed(Effect{Deed: fact.Revocation})
	s.takeBack()
	return nil
}

// takeBack ends a case whose grant is taken back.
func (s *step) takeBack() {
	s.post(Reserved, Gone)
	s.post(Active, Gone)
	s.endAll()
	s.to.Stage, s.to.Back = "", ""
	s.tell(WasRevoked, ToContacts)
	s.tellStopped(WasRevoked)
}

// tellStopped tells that a case will not be done: who filed it, and those who had
// something to do for it.
func (s *step) tellStopped(what Event) {
	s.tell(what, ToSubmitter)
	if s.from.Promised() {
		s.tell(what, ToAssignee)
	}
	if s.from.Kind == Sponsorship && s.from.begun() {
		s.tellRoles(what, []people.Role{people.Finance}) // who sets credit up must turn it off
	}
}

// begun reports whether somebody of the Rewards team has worked on what is owed.
func (c *Case) begun() bool {
	state := c.State
	if state == ActionRequired {
		state = c.Back
	}
	return state == Contacted || state == InDelivery || state == Delivered || state == Failed || state == Completed
}

// unfreeze ends the freeze of an appeal: it is decided.
func (s *step) unfreeze() {
	if s.from.Frozen != "" {
		s.effects = append(s.effects, Effect{Unfreeze: true})
	}
}

// UseUp ends a claim whose credit is used up: it is done. False when it is over
// already, or is not in use.
func UseUp(c Case, r Rules, now calendar.Moment) (Case, []Effect, bool) {
	if c.Kind != Sponsorship || c.State != Delivered {
		return c, nil, false
	}
	s := &step{from: c, to: c.clone(), rules: r, now: now}
	s.to.State = Completed
	s.finish()
	s.done()
	return s.to, s.effects, true
}

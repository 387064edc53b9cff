package fulfillment

import (
	"laurel/internal/calendar"
	"laurel/internal/people"
)

// New begins a case as a draft. What speaks against using the benefit at all is
// told by CheckStart, which handing it in asks.
func New(c Case, by people.Who, r Rules, now calendar.Moment) Case {
	s := beginning(c, by, r, now)
	s.to.State = Draft
	s.begin(ToReturn)
	return s.to
}

// File begins a ticket: an answer is owed from now on.
func File(c Case, r Rules, by people.Who, now calendar.Moment) (Case, []Effect) {
	s := beginning(c, by, r, now)
	s.to.State, s.to.HandedIn, s.to.HandedInBy = Submitted, now, by.ID
	s.begin(ToAnswer)
	s.begin(ToResolve)
	s.tell(WasReceived, ToSubmitter)
	s.tell(WasAssigned, ToAssignee)
	return s.to, s.effects
}

// Owe begins an outreach: the Rewards team owes a first contact from now on.
func Owe(c Case, r Rules, now calendar.Moment) (Case, []Effect) {
	s := beginning(c, people.Who{}, r, now)
	s.to.State, s.to.HandedIn = Approved, now
	s.effects = append(s.effects, Effect{Assign: people.EngagementManager})
	s.begin(ToContact)
	s.tell(WasAssigned, ToAssignee)
	return s.to, s.effects
}

// beginning is the first step of a case.
func beginning(c Case, by people.Who, r Rules, now calendar.Moment) *step {
	c.Version, c.Revision, c.Opened, c.By, c.Queue = r.Program.Version, 1, now, by.ID, people.RewardsAgent
	return &step{from: c, to: c, rules: r, who: by, now: now}
}

package fulfillment

import (
	"laurel/internal/calendar"
	"laurel/internal/people"
)

// File begins a ticket: an answer is owed from now on.
func File(c Case, r Rules, by people.Who, now calendar.Moment) (Case, []Effect) {
	c = New(c, by, r, now)
	c.State, c.HandedIn = Submitted, now
	s := &step{from: c, to: c, rules: r, now: now}
	s.begin(ToAnswer)
	s.begin(ToResolve)
	s.tell(WasReceived, ToSubmitter)
	s.tell(WasAssigned, ToAssignee)
	return s.to, s.effects
}

// Owe begins an outreach: the Rewards team owes a first contact from now on.
func Owe(c Case, r Rules, now calendar.Moment) (Case, []Effect) {
	c = New(c, people.Who{}, r, now)
	c.State, c.HandedIn = Approved, now
	s := &step{from: c, to: c, rules: r, now: now}
	s.effects = append(s.effects, Effect{Assign: people.EngagementManager})
	s.begin(ToContact)
	return s.to, s.effects
}

package standing

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Owned are the facts of one partner as known at the close of a day, in the order
// of AsKnown: those about it, about publishers while they belonged to it, and
// about partners that are part of it.
func Owned(facts []fact.Fact, partner string, known calendar.Day, zone *time.Location) []fact.Entry {
	entries := fact.AsKnown(facts, known, zone)
	members := membershipOf(entries)
	return slices.DeleteFunc(entries, func(e fact.Entry) bool { return !members.owns(&e, partner, known) })
}

// owns reports whether a fact is a partner's on a day.
func (m membership) owns(e *fact.Entry, partner string, day calendar.Day) bool {
	if e.Subject.Publisher == "" || len(m.publishers[e.Subject.Publisher]) == 0 {
		return e.Subject.Partner != "" && m.into(e.Subject.Partner, day) == partner
	}
	return m.owner(e.Subject.Publisher, e.Day, day) == partner
}

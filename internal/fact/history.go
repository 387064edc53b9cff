package fact

import (
	"cmp"
	"slices"
	"time"

	"laurel/internal/calendar"
)

// Entry is a fact as it counts for somebody who knows what was recorded by
// some day: not replaced or retracted by then, with its days in the program's
// zone and the marks that were put on it.
type Entry struct {
	*Fact
	Day     calendar.Day // the day it happened or began
	Ends    calendar.Day // the last day on which a state held; LastDay while it holds; Day for an event
	Learned calendar.Day // the day on which it was recorded, or the first of the facts that it corrects
	Marks   []*Fact      // what was added to it, oldest first
}

// Attribute is a property of the fact, with later marks above earlier ones and
// above what the fact itself says.
func (e *Entry) Attribute(name string) Value {
	for i := len(e.Marks) - 1; i >= 0; i-- {
		if v := e.Marks[i].Attributes.Get(name); !v.IsNothing() {
			return v
		}
	}
	return e.Attributes.Get(name)
}

// AsKnown is the history as known at the close of a day: the facts recorded by
// then that count. It is ordered by day, then by time, then by ID, whatever the
// order of facts. Facts must hold, beside those of interest, every fact that
// replaces or marks one of them.
//
// A fact and everything that replaces it, directly or through other corrections,
// are versions of one thing, and a thing counts at most once. The version said
// last counts, unless a retraction said after it takes back this version or one
// that it goes back to. Retracting a correction does not bring back what it
// corrected; a further correction does. A mark on any version marks the thing.
// A fact that is given twice counts once.
func AsKnown(facts []Fact, known calendar.Day, zone *time.Location) []Entry {
	by := knownOn(facts, known, zone)
	things := thingsOf(by)
	marks := things.marks(by)
	entries := make([]Entry, 0, len(by))
	for _, f := range by {
		if f.Marks.IsZero() && things.counts(f) {
			entries = append(entries, Entry{Fact: f, Day: f.Happened.Day(zone), Ends: f.lastDay(zone),
				Learned: things.learned(f).Day(zone), Marks: marks[f.ID]})
		}
	}
	slices.SortFunc(entries, earlier)
	return slices.CompactFunc(entries, func(a, b Entry) bool { return a.ID == b.ID })
}

// KnownOn reports whether the fact was recorded by the close of a day.
func (f *Fact) KnownOn(known calendar.Day, zone *time.Location) bool {
	return f.Recorded.Day(zone) <= known
}

// lastDay is the last day on which the fact held. A state that ended in the
// course of a day held on that day; one that ended as a day began did not.
func (f *Fact) lastDay(zone *time.Location) calendar.Day {
	switch {
	case !f.State:
		return f.Happened.Day(zone)
	case f.Until.IsZero():
		return calendar.LastDay
	case f.Until.IsDate():
		return f.Until.Day(zone)
	default:
		return calendar.MomentOf(f.Until.Micros()-1, false).Day(zone)
	}
}

func earlier(a, b Entry) int {
	if a.Day != b.Day { // not cmp.Or, which compares everything: this is called for all facts
		return cmp.Compare(a.Day, b.Day)
	}
	if c := a.Happened.Compare(b.Happened); c != 0 {
		return c
	}
	return a.ID.compare(b.ID)
}

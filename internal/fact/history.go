package fact

import (
	"sort"
	"time"

	"laurel/internal/calendar"
)

// Entry is a fact as it counts for somebody who knows what was recorded by
// some day: not replaced or retracted by then, with its days in the program's
// zone and the marks that were put on it.
type Entry struct {
	*Fact
	Day   calendar.Day // the day it happened or began
	Ends  calendar.Day // the last day of a state; LastDay while it holds; Day for an event
	Marks []*Fact      // what was added to it, oldest first
}

// Attribute is a property of the fact, with later marks above earlier ones and
// above what the fact itself says.
func (e Entry) Attribute(name string) Value {
	for i := len(e.Marks) - 1; i >= 0; i-- {
		if v := e.Marks[i].Attributes.Get(name); !v.IsNothing() {
			return v
		}
	}
	return e.Attributes.Get(name)
}

// AsKnown is the history as known at the close of a day: the facts recorded by
// then, without those that were replaced or retracted by then. It is ordered
// by day, then by time, then by ID, whatever the order of facts.
func AsKnown(facts []Fact, known calendar.Day, zone *time.Location) []Entry {
	gone, marks := replacedAndMarked(facts, known, zone)
	entries := make([]Entry, 0, len(facts))
	for i := range facts {
		f := &facts[i]
		if f.counts(gone, known, zone) && f.Marks.IsZero() {
			entries = append(entries, entryOf(f, zone, marks[f.ID]))
		}
	}
	sort.Slice(entries, func(i, j int) bool { return earlier(entries[i], entries[j]) })
	return entries
}

func (f *Fact) counts(gone map[ID]bool, known calendar.Day, zone *time.Location) bool {
	return !f.Retracts && f.KnownOn(known, zone) && !gone[f.ID]
}

// KnownOn reports whether the fact was recorded by the close of a day.
func (f *Fact) KnownOn(known calendar.Day, zone *time.Location) bool {
	return f.Recorded.Day(zone) <= known
}

// replacedAndMarked collects what facts known by the day say about other facts.
func replacedAndMarked(facts []Fact, known calendar.Day, zone *time.Location) (gone map[ID]bool, marks map[ID][]*Fact) {
	gone, marks = map[ID]bool{}, map[ID][]*Fact{}
	for i := range facts {
		if f := &facts[i]; f.Replaces != "" && f.KnownOn(known, zone) {
			gone[ID{Source: f.ID.Source, Key: f.Replaces}] = true
		}
	}
	for i := range facts {
		if f := &facts[i]; !f.Marks.IsZero() && f.counts(gone, known, zone) {
			marks[f.Marks] = append(marks[f.Marks], f)
		}
	}
	for _, list := range marks {
		sort.Slice(list, func(i, j int) bool { return recordedEarlier(list[i], list[j]) })
	}
	return gone, marks
}

func recordedEarlier(a, b *Fact) bool {
	if a.Recorded != b.Recorded {
		return a.Recorded.Before(b.Recorded)
	}
	return idLess(a.ID, b.ID)
}

func entryOf(f *Fact, zone *time.Location, marks []*Fact) Entry {
	e := Entry{Fact: f, Day: f.Happened.Day(zone), Marks: marks}
	switch {
	case !f.State:
		e.Ends = e.Day
	case f.Until.IsZero():
		e.Ends = calendar.LastDay
	default:
		e.Ends = f.Until.Day(zone)
	}
	return e
}

func earlier(a, b Entry) bool {
	if a.Day != b.Day {
		return a.Day < b.Day
	}
	if a.Happened != b.Happened {
		return a.Happened.Before(b.Happened)
	}
	return idLess(a.ID, b.ID)
}

func idLess(a, b ID) bool {
	if a.Source != b.Source {
		return a.Source < b.Source
	}
	return a.Key < b.Key
}

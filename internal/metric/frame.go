package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// Env is what metrics need to know of the standing that is being computed:
// ladders read ladders, and windows may begin at the first benefit. Answers are
// as of the close of the day given.
type Env interface {
	// Held reports whether a ladder's tier or a higher one is held in a scope.
	Held(ladder, tier string, s Scope, day calendar.Day) bool
	// HeldKeys lists the keys of a ladder that hold a tier or a higher one.
	HeldKeys(ladder, tier string, day calendar.Day) []string
	// Done reports whether a benefit was granted, activated or completed.
	Done(benefit, deed string, s Scope, day calendar.Day) bool
	// FirstBenefit is when the first benefit was granted.
	FirstBenefit(day calendar.Day) (calendar.Day, bool)
	// TierChange is when the tier of a ladder changed last.
	TierChange(ladder string, s Scope, day calendar.Day) (calendar.Day, bool)
	// Attained is when ladder.tier was first attained.
	Attained(tier string, s Scope, day calendar.Day) (calendar.Day, bool)
	// Waived is the override that waives a condition, if one does.
	Waived(c *Condition, s Scope, day calendar.Day) (why Said, ok bool)
	// Next is a day after day, not later than the first on which another answer
	// may differ, as far as the standing is computed.
	Next(day calendar.Day) calendar.Day
}

// Set is the metrics of one program version, checked and bound: expressions
// know the metrics they read by number, windows know their calendars.
type Set struct {
	Definitions   []*Definition // by index
	Currency      string
	Rates         money.Rule
	MissingRate   MissingRate
	byName        map[string]int
	numbered      map[string]bool // attributes whose numbers say which, not how much
	units         []Unit          // of each metric, once ordered
	levels        []int           // of each metric, once ordered
	unsound       []bool          // metrics with something wrong in them, or in what they are made from
	foreseen      []bool          // metrics that facts alone make, once ordered
	dayThresholds []calendar.Day  // numbers that counts of days are compared with
}

// MissingRate says what a missing rate of exchange means.
type MissingRate string

// The policies for a missing rate.
const (
	RefuseMissing MissingRate = "refuse" // evaluating is an error that names currency and day
	SkipMissing   MissingRate = "skip"   // the fact is left out, and shown as left out
)

// Index is the number of a metric by name.
func (s *Set) Index(name string) (int, bool) {
	i, ok := s.byName[name]
	return i, ok
}

// Frame is one scope on one day: the place where conditions are asked. Values
// are computed once for each frame.
type Frame struct {
	reader *Reader
	view   *view
	day    calendar.Day
	slots  []slot
}

// slot is a metric in a frame.
type slot struct {
	value    Value
	known    bool
	measured *Measured // nil until its evidence was asked for
	next     calendar.Day
	asked    int // in which question next was found out
}

// NewFrame is a frame whose metrics are given rather than computed, in the
// order of the set. Conditions on anything but metrics fail in it.
func NewFrame(values []Value) *Frame {
	f := &Frame{slots: make([]slot, len(values))}
	for i, v := range values {
		f.slots[i] = slot{value: v, known: true}
	}
	return f
}

// metric is the value of a metric in the frame.
func (f *Frame) metric(index int) *Value {
	slot := &f.slots[index]
	if !slot.known {
		slot.value = f.reader.value(index, f)
		slot.known = true
	}
	return &slot.value
}

// Scope is whose metrics the frame reads.
func (f *Frame) Scope() Scope { return f.view.scope }

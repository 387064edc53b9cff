package answer

import "laurel/internal/calendar"

// Eligibility is whether a partner can take part, what of it is counted, and what it
// does next.
type Eligibility struct {
	Partner    string            `json:"partner"`    // the id of the partner
	Publishers []string          `json:"publishers"` // whose sales and offers count for it
	KnownAs    []KnownAs         `json:"known_as"`   // how other systems know it
	Programs   []EligibleProgram `json:"programs"`   // each program
	Next       []NextStep        `json:"next"`       // what the partner does so that it can use benefits; empty for nothing
}

// EligibleProgram is whether a partner can take part in a program.
type EligibleProgram struct {
	Program    string        `json:"program"`               // the program
	Eligible   bool          `json:"eligible"`              // the partner can take part: whoever has an id can, unless it left
	Left       bool          `json:"left"`                  // it opted out
	Terms      bool          `json:"terms"`                 // the terms are accepted, or there are none
	Known      bool          `json:"known"`                 // something is known of it that could count
	Begins     *calendar.Day `json:"begins,omitempty"`      // when the program begins; missing once it has
	Usable     bool          `json:"usable"`                // its benefits can be used
	UsableFrom *calendar.Day `json:"usable_from,omitempty"` // from when on they can, when they cannot yet and it is said
}

// KnownAs is how another system knows something.
type KnownAs struct {
	System string `json:"system"` // the other system
	ID     string `json:"id"`     // the id there
}

// NextStep is something that a partner does.
type NextStep struct {
	Step    string `json:"step"`              // return, accept-terms, publisher or offer
	Program string `json:"program,omitempty"` // the program that it is about
}

// DayOrNil is a day; nil for none.
func DayOrNil(d calendar.Day) *calendar.Day {
	if d == 0 {
		return nil
	}
	return &d
}

// Package fact holds what happened: events and states, with when each was true
// and when it was learned. Facts are never changed or deleted. A correction or
// a retraction is a new fact that names the one it replaces, so that what was
// known on any day can be read again.
package fact

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
)

// ID is what a fact is known by: the feed it came from and the feed's own key. The same
// ID again is the same fact; content never identifies one, because identical
// rows can both be real.
type ID struct {
	Source string `json:"source"` // the feed
	Key    string `json:"id"`     // the id of the fact in its feed
}

// String writes source/key.
func (i ID) String() string { return i.Source + "/" + i.Key }

// IsZero reports whether no fact is named.
func (i ID) IsZero() bool { return i.Key == "" }

func (i ID) compare(j ID) int {
	if i.Source != j.Source {
		return strings.Compare(i.Source, j.Source)
	}
	return strings.Compare(i.Key, j.Key)
}

// Fact is one thing that happened or held.
type Fact struct {
	ID   ID
	Kind string // what it is, in lower case with underscores: sale, refund, teams_mau

	// State is true for what held over a time and false for what happened once.
	State bool

	// Subject says whom and what it is about, by opaque ids.
	Subject Subject

	// Happened is when it was true: the moment of an event, the beginning of a state.
	Happened calendar.Moment
	// Until is the last day of a state, or the moment at which it ended; zero while it still holds.
	Until calendar.Moment
	// Recorded is when the source learned it. Decisions "as known on a day" read this.
	Recorded calendar.Moment
	// Received is when this database stored it. It is shown, and never used in a decision.
	Received calendar.Moment

	Amount     money.Amount  // no amount when it has no currency
	Quantity   number.Number // meaningful only with Counted
	Counted    bool          // a quantity was given
	Attributes Attributes

	// Replaces is the key, in the same source, of the fact that this one corrects or retracts; see AsKnown.
	Replaces string
	// Retracts says that the fact named by Replaces never was, and that this one is nothing by itself.
	Retracts bool
	// Marks names the fact that this one adds its attributes to ("that sale was fraud"), and is nothing by itself.
	Marks ID
}

// Outcome is what became of one fact that was handed in.
type Outcome string

// The outcomes of handing in a fact.
const (
	New       Outcome = "new"       // stored
	Repeated  Outcome = "repeated"  // the same fact was there already
	Corrected Outcome = "corrected" // stored as a correction of the fact with this key
	Conflict  Outcome = "conflict"  // the key is there with other content; kept aside for review
	Circular  Outcome = "circular"  // what it replaces goes back to it; not stored
)

// The kinds that Laurel itself reads or writes. Every other kind is the
// feeds' and the programs' own word.
const (
	// Membership is a state: the publisher belongs to the partner.
	Membership = "membership"
	// Merge is a state: the partner named by the attribute "merged" is part of the subject's partner.
	Merge = "merge"
	// ExternalID is a state: the subject's partner has the attribute "id" in the attribute "system".
	ExternalID = "external_id"
	// Mark adds attributes to another fact.
	Mark = "mark"
	// Grant, Activation, Completion, Use, Cancellation and Revocation are what became of a benefit.
	Grant        = "grant"
	Activation   = "activation"
	Completion   = "completion"
	Use          = "use"
	Cancellation = "cancellation"
	Revocation   = "revocation"
	// Override is a decision by a person that stands above the rules; see package program.
	Override = "override"
	// Complete says to which day a source has told everything.
	Complete = "complete"
)

// TellsOfBenefit reports whether facts of a kind say what became of a benefit.
func TellsOfBenefit(kind string) bool {
	switch kind {
	case Grant, Activation, Completion, Use, Cancellation, Revocation:
		return true
	default:
		return false
	}
}

// Laurel is the source of facts about what Laurel itself does.
const Laurel = "laurel"

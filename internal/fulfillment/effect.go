package fulfillment

import (
	"laurel/internal/money"
	"laurel/internal/people"
)

// Effect is what follows from a move beside the case itself: it is done in the
// same transaction. It is one thing: a deed, or something told, and so on.
type Effect struct {
	Deed     string       // a fact of this kind is recorded about the grant: see package fact
	Units    int          // of a use: how much of what the grant counts
	Worth    money.Amount // of a use: how much of what the grant is worth
	Sole     bool         // of a deed: only when no other case holds the grant
	Tell     *Tell        // somebody is told
	Assign   people.Role  // a member of this role gets the case
	Transfer *Transfer    // credit of the case moves from one account to another
	Unfreeze bool         // an appeal was decided: the evaluation is not frozen any more
}

// Tell is something that somebody must learn.
type Tell struct {
	What  Event         // what happened
	To    Audience      // who learns it
	Roles []people.Role // of the audience ToRoles
	Clock ClockName     // what is due, of an alarm
	Text  string        // what was said, or why
	Cause Cause         // what was lost, when that is why
}

// Event is what somebody is told.
type Event string

// The events.
const (
	WasReceived  Event = "received"
	Instructions Event = "instructions" // how to go on, to the marketing contact
	WasAsked     Event = "question"
	WasAnswered  Event = "answer"
	WasApproved  Event = "approved"
	WasRejected  Event = "rejected"
	WasScheduled Event = "in-delivery"
	WasDelivered Event = "delivered"
	WasCompleted Event = "completed"
	WasFailed    Event = "failed"
	WasRecalled  Event = "recalled"
	WasCanceled  Event = "canceled"
	WasExpired   Event = "expired"
	WasRevoked   Event = "revoked"
	WasReopened  Event = "reopened"
	WasAssigned  Event = "assigned"
	NoContact    Event = "no-contact"    // the partner says that nobody got in touch
	ToBeDecided  Event = "to-be-decided" // an approval is due
	ToReview     Event = "to-review"     // its cause was lost, and a person decides
	ToProvision  Event = "to-provision"  // a credit is to be provisioned
	CreditActive Event = "credit-active"
	DueSoon      Event = "due-soon"
	Overdue      Event = "overdue"
	Escalated    Event = "escalated"
)

// Audience is who is told.
type Audience string

// The audiences.
const (
	ToSubmitter Audience = "submitter" // who began the case; the partner's admins when nobody of the partner did
	ToContacts  Audience = "contacts"  // the marketing contacts; the submitter when the benefit needs none
	ToAssignee  Audience = "assignee"  // who has the case; whoever holds its queue's role when nobody has
	ToRoles     Audience = "roles"     // who holds some roles of the operator
)

func (s *step) tell(what Event, to ...Audience) {
	for _, audience := range to {
		s.effects = append(s.effects, Effect{Tell: &Tell{What: what, To: audience, Text: s.in.Reason, Cause: s.cause}})
	}
}

func (s *step) tellRoles(what Event, roles []people.Role) {
	s.effects = append(s.effects, Effect{Tell: &Tell{What: what, To: ToRoles, Roles: roles, Text: s.in.Reason, Cause: s.cause}})
}

func (s *step) tellOf(a Alarm, what Event, to Audience) {
	s.effects = append(s.effects, Effect{Tell: &Tell{What: what, To: to, Roles: a.To, Clock: a.Clock}})
}

// deed records what became of the grant. A case without one leaves no fact.
func (s *step) deed(e Effect) {
	if s.to.Grant != "" {
		s.effects = append(s.effects, e)
	}
}

// Package fulfillment decides how a promise is kept. A case is one promise on its
// way: an activation, a request, a sponsorship, an outreach or a ticket. Apply
// makes a move with a case and says what follows; the table of moves is the
// workflow, its picture and the plan of its tests. Nothing here stores or sends
// anything, and time is an argument.
package fulfillment

import (
	"encoding/json"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/people"
)

// Kind is what is promised.
type Kind string

// The kinds of cases.
const (
	Activation  Kind = "activation"  // a partner uses a benefit that the Rewards team delivers
	Request     Kind = "request"     // a filled-in form for a technical benefit
	Sponsorship Kind = "sponsorship" // a claim on credit
	Outreach    Kind = "outreach"    // a contact that the Rewards team owes
	Ticket      Kind = "ticket"      // a question or a complaint
)

// Kinds are all kinds of cases.
func Kinds() []Kind { return []Kind{Activation, Request, Sponsorship, Outreach, Ticket} }

// Prefix is how the ids of cases of the kind begin.
func (k Kind) Prefix() string { return string(k[:3]) + "_" }

// State is how far a case is.
type State string

// The states of a case.
const (
	Draft          State = "draft"           // being filled in
	Submitted      State = "submitted"       // to be looked at
	ActionRequired State = "action_required" // waits for the partner
	Approved       State = "approved"        // promised; a contact is owed
	Rejected       State = "rejected"        // refused; may be submitted again
	Contacted      State = "contacted"       // somebody of the Rewards team spoke with the partner
	InDelivery     State = "in_delivery"     // is being done
	Delivered      State = "delivered"       // is done, and to be confirmed
	Completed      State = "completed"       // is done
	Failed         State = "failed"          // could not be done; may be tried again
	Recalled       State = "recalled"        // taken back by the partner, to be changed
	Canceled       State = "canceled"        // will not be done
	Expired        State = "expired"         // waited too long for the partner, or its grant ended
	Revoked        State = "revoked"         // taken back by the operator
)

// States are all states, in the order in which a case meets them.
func States() []State {
	return []State{Draft, Submitted, ActionRequired, Approved, Rejected, Contacted, InDelivery, Delivered, Completed, Failed, Recalled, Canceled, Expired, Revoked}
}

// Over reports whether nothing is promised any more.
func (s State) Over() bool { return slices.Contains([]State{Completed, Canceled, Expired, Revoked}, s) }

// Case is one promise on its way.
type Case struct {
	ID         string          `json:"id"`                     // act_…, req_…, spo_…, out_…, tic_…
	Kind       Kind            `json:"kind"`                   // what is promised
	Program    string          `json:"program"`                // the program
	Version    string          `json:"version"`                // the version whose rules it keeps
	Partner    string          `json:"partner"`                // to whom
	Offer      string          `json:"offer,omitempty"`        // publisher/offer that it is about
	Benefit    string          `json:"benefit,omitempty"`      // the benefit that is used
	Grant      string          `json:"grant,omitempty"`        // the grant that it is used from
	Counted    bool            `json:"counted,omitempty"`      // the grant counts how often it is used
	State      State           `json:"state"`                  // how far it is
	Stage      string          `json:"stage,omitempty"`        // more about the state: the approval that is due, or a word of the Rewards team
	Because    string          `json:"because,omitempty"`      // why it is in the state: what was said with the move to it
	Codes      []string        `json:"codes,omitempty"`        // the same in short words for programs
	Revision   int64           `json:"revision"`               // rises with every move
	Opened     calendar.Moment `json:"opened"`                 // when it began
	By         string          `json:"by"`                     // who began it; empty for Laurel itself
	HandedIn   calendar.Moment `json:"handed_in,omitzero"`     // when it was handed in last
	HandedInBy string          `json:"handed_in_by,omitempty"` // and by whom
	Assignee   string          `json:"assignee,omitempty"`     // who of the operator has it
	Queue      people.Role     `json:"queue,omitempty"`        // whose turn it is while nobody has it
	Clocks     []Clock         `json:"clocks,omitempty"`       // what is due
	Topic      Topic           `json:"topic,omitempty"`        // of a ticket
	Text       string          `json:"text,omitempty"`         // what a ticket says
	Form       json.RawMessage `json:"form,omitempty"`         // what was filled in
	Terms      string          `json:"terms,omitempty"`        // the version of the benefit's terms that was accepted
	Amount     money.Amount    `json:"amount,omitzero"`        // what is claimed; of what is no claim, what the grant is worth
	Credit     *Credit         `json:"credit,omitempty"`       // of a claim
	Approved   []Approval      `json:"approved,omitempty"`     // who approved it
	Contacts   []Contact       `json:"contacts,omitempty"`     // who spoke with the partner
	Back       State           `json:"back,omitempty"`         // the state to go on with when the partner has answered
	Shown      json.RawMessage `json:"shown,omitempty"`        // the explanation that a ticket is about, as it was shown
	Frozen     string          `json:"frozen,omitempty"`       // the decision that freezes the evaluation until a ticket is decided
	Reviewed   []Cause         `json:"reviewed,omitempty"`     // the lost causes for which a person was asked to look at it
	Tags       []string        `json:"tags,omitempty"`         // words to find it by
	Related    []string        `json:"related,omitempty"`      // ids of what it belongs to: another case, an opportunity
}

// Approval is a stage that somebody approved.
type Approval struct {
	Stage string          `json:"stage"` // the stage
	By    string          `json:"by"`    // the person
	At    calendar.Moment `json:"at"`    // when
}

// Contact is a contact that was made.
type Contact struct {
	By      string          `json:"by"`      // the person of the Rewards team
	At      calendar.Moment `json:"at"`      // when
	Channel string          `json:"channel"` // email, phone, meeting, portal
	To      string          `json:"to"`      // the person
	Outcome string          `json:"outcome"` // in a few words
}

// Topic is what a ticket is about.
type Topic string

// The topics of tickets.
const (
	ToActivate     Topic = "activate"
	ToEnroll       Topic = "enroll"
	LooksWrong     Topic = "looks-wrong"     // the data on the standing
	ProgramMissing Topic = "program-missing" // the program is not on the page
	OwnerLeft      Topic = "owner-left"      // the offer's owner is unknown or left
	General        Topic = "general"
)

// Topics are all topics of tickets.
func Topics() []Topic {
	return []Topic{ToActivate, ToEnroll, LooksWrong, ProgramMissing, OwnerLeft, General}
}

// Waiting reports whether the case waits for the partner, and nobody else owes
// anything meanwhile.
func (c *Case) Waiting() bool {
	if c.State == Delivered && c.Kind != Sponsorship {
		_, _, due := c.Due()
		return !due
	}
	return slices.Contains(unsent, c.State) || c.State == ActionRequired
}

// Promised reports whether something was promised that is not done yet.
func (c *Case) Promised() bool {
	return slices.Contains(standing, c.State)
}

// Holds reports whether the grant is in use because of the case.
func (c *Case) Holds() bool { return c.Promised() || c.State == Completed }

// Bind says from which grant the case is used. What is no claim takes all that the
// grant is worth.
func (c *Case) Bind(g Usable) {
	c.Grant, c.Counted = g.ID, g.Counted
	if c.Offer == "" {
		c.Offer = g.Offer
	}
	if c.Kind != Sponsorship {
		c.Amount = g.Amount
	}
}

// About is the case as far as who may do what depends on it.
func (c *Case) About(partner people.About) people.About {
	partner.Partner, partner.Assignee = c.Partner, c.Assignee
	return partner
}

// clone is a case that can be changed without changing c.
func (c Case) clone() Case {
	c.Clocks, c.Approved, c.Contacts = slices.Clone(c.Clocks), slices.Clone(c.Approved), slices.Clone(c.Contacts)
	for i := range c.Clocks {
		c.Clocks[i].Rang = slices.Clone(c.Clocks[i].Rang)
	}
	c.Codes, c.Reviewed = slices.Clone(c.Codes), slices.Clone(c.Reviewed)
	c.Tags, c.Related = slices.Clone(c.Tags), slices.Clone(c.Related)
	if c.Credit != nil {
		credit := *c.Credit
		c.Credit = &credit
	}
	return c
}

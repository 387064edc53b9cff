package answer

import (
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
)

// Named is a person of whom only the name is told.
type Named struct {
	ID   string `json:"id"`   // of the person
	Name string `json:"name"` // what they are called
}

// Queue is a list of the desk.
type Queue struct {
	Name  string `json:"name"`  // mine, due-today, overdue, unassigned, waiting or open
	Cases int    `json:"cases"` // how many cases it has
}

// Case is a promise on its way.
type Case struct {
	ID          string                 `json:"id"`                     // the id; its beginning says the kind
	Kind        fulfillment.Kind       `json:"kind"`                   // activation, request, sponsorship, outreach or ticket
	Program     string                 `json:"program"`                // the program
	Version     string                 `json:"version"`                // the version whose rules it keeps
	Partner     string                 `json:"partner"`                // to whom it is promised
	Offer       string                 `json:"offer,omitempty"`        // the offer that it is about, with its publisher in front
	Benefit     string                 `json:"benefit,omitempty"`      // the benefit that is used
	Grant       string                 `json:"grant,omitempty"`        // the grant that it is used from
	State       fulfillment.State      `json:"state"`                  // how far it is
	Stage       string                 `json:"stage,omitempty"`        // more about the state
	Because     string                 `json:"because,omitempty"`      // why it is in the state, in the words of whoever brought it there
	Codes       []string               `json:"codes,omitempty"`        // the same in short words for programs
	Waiting     bool                   `json:"waiting"`                // it waits for the partner
	Revision    int64                  `json:"revision"`               // rises with every move
	Opened      calendar.Moment        `json:"opened"`                 // when it began
	By          string                 `json:"by,omitempty"`           // who began it
	HandedIn    *calendar.Moment       `json:"handed_in,omitempty"`    // when it was handed in last
	HandedInBy  string                 `json:"handed_in_by,omitempty"` // and by whom
	Assignee    string                 `json:"assignee,omitempty"`     // who of the operator has it
	Queue       people.Role            `json:"queue,omitempty"`        // whose turn it is while nobody has it
	Due         *calendar.Moment       `json:"due,omitempty"`          // by when something is due next
	DueFor      fulfillment.ClockName  `json:"due_for,omitempty"`      // what
	Clocks      []Clock                `json:"clocks,omitempty"`       // everything that is or was due
	Topic       fulfillment.Topic      `json:"topic,omitempty"`        // of a ticket
	Text        string                 `json:"text,omitempty"`         // what a ticket says
	Form        any                    `json:"form,omitempty"`         // what was filled in
	Terms       string                 `json:"terms,omitempty"`        // the version of the benefit's terms that was accepted
	Amount      *Amount                `json:"amount,omitempty"`       // what is claimed, or what the grant is worth
	Credit      *fulfillment.Credit    `json:"credit,omitempty"`       // of a claim
	Approved    []fulfillment.Approval `json:"approved,omitempty"`     // who approved which stage
	Contacts    []fulfillment.Contact  `json:"contacts,omitempty"`     // the contacts that were made
	Shown       any                    `json:"shown,omitempty"`        // the explanation that a ticket is about, as it was shown
	Frozen      bool                   `json:"frozen,omitempty"`       // the evaluation stands still until the ticket is decided
	Tags        []string               `json:"tags,omitempty"`         // words to find it by
	Related     []string               `json:"related,omitempty"`      // ids of what it belongs to
	Next        []fulfillment.Move     `json:"next,omitempty"`         // what you can do with it now; only in one case
	Reachable   []Named                `json:"reachable,omitempty"`    // the marketing contacts with whom you may record a contact; only in one case
	Moves       []Made                 `json:"moves,omitempty"`        // what was done with it; only in one case
	Attachments []Attachment           `json:"attachments,omitempty"`  // its files; only in one case
}

// Clock is something that is or was due.
type Clock struct {
	Name    fulfillment.ClockName `json:"name"`              // what it waits for
	Allowed calendar.Allowance    `json:"allowed"`           // the time that was given
	Began   calendar.Moment       `json:"began"`             // since when it runs
	Due     calendar.Moment       `json:"due"`               // by when it must be done
	Stopped *calendar.Moment      `json:"stopped,omitempty"` // since when it stands still, because the partner is waited for
	Ended   *calendar.Moment      `json:"ended,omitempty"`   // when it was done
	Missed  bool                  `json:"missed"`            // it was done too late
}

// Made is a move that was made with a case.
type Made struct {
	Revision int64             `json:"revision"`          // that it made
	At       calendar.Moment   `json:"at"`                // when
	Who      string            `json:"who,omitempty"`     // a person or a key; empty for Laurel itself
	Operator bool              `json:"operator"`          // of the operator
	Move     fulfillment.Move  `json:"move"`              // what was done
	From     fulfillment.State `json:"from,omitempty"`    // the state before
	To       fulfillment.State `json:"to"`                // the state afterwards
	Reason   string            `json:"reason,omitempty"`  // in the words of whoever made it
	Private  bool              `json:"private,omitempty"` // only the operator reads it
}

// Attachment is a file.
type Attachment struct {
	ID       string          `json:"id"`             // by which a form or a ticket names it
	Case     string          `json:"case,omitempty"` // the case that it belongs to
	Name     string          `json:"name"`           // of the file
	Type     string          `json:"type"`           // the media type
	Size     int64           `json:"size"`           // in bytes
	Checksum string          `json:"checksum"`       // SHA-256, in hex
	By       string          `json:"by"`             // who sent it
	Created  calendar.Moment `json:"created"`        // when
}

// NewCase is a case as it is listed.
func NewCase(c *fulfillment.Case) Case {
	out := Case{ID: c.ID, Kind: c.Kind, Program: c.Program, Version: c.Version, Partner: c.Partner, Offer: c.Offer, Benefit: c.Benefit, Grant: c.Grant, State: c.State,
		Stage: c.Stage, Waiting: c.Waiting(), Revision: c.Revision, Opened: c.Opened, By: c.By, Assignee: c.Assignee, Queue: c.Queue, Topic: c.Topic, Text: c.Text,
		Terms: c.Terms, Credit: c.Credit, Approved: c.Approved, Contacts: c.Contacts, Frozen: c.Frozen != "", Tags: c.Tags, Related: c.Related}
	if due, what, ok := c.Due(); ok {
		out.Due, out.DueFor = &due, what
	}
	for _, k := range c.Clocks {
		out.Clocks = append(out.Clocks, Clock{Name: k.Name, Allowed: k.Allowed, Began: k.Began, Due: k.Due, Stopped: momentOrNil(k.Stopped), Ended: momentOrNil(k.Ended), Missed: k.Missed})
	}
	out.Amount = NewAmount(c.Amount)
	out.Form, out.Shown = plain(c.Form), plain(c.Shown)
	return out
}

// NewAmount is an amount; nil for none.
func NewAmount(a money.Amount) *Amount {
	if a.IsZero() {
		return nil
	}
	return &Amount{Value: a.Value, Currency: a.Currency}
}

func momentOrNil(m calendar.Moment) *calendar.Moment {
	if m.IsZero() {
		return nil
	}
	return &m
}

// plain is JSON as it was sent; nil for none.
func plain(text json.RawMessage) any {
	if len(text) == 0 {
		return nil
	}
	return text
}

// Balance is what is on the accounts of a grant of credit.
type Balance struct {
	Grant    string                                `json:"grant"`    // the grant
	Benefit  string                                `json:"benefit"`  // the benefit
	Currency string                                `json:"currency"` // of all accounts
	Accounts map[fulfillment.Account]number.Number `json:"accounts"` // what is on each; promised is what the operator owes in all, below nothing
}

// Posting is a line of the ledger of credits.
type Posting struct {
	ID     string              `json:"id"`             // the id
	At     calendar.Moment     `json:"at"`             // when
	Grant  string              `json:"grant"`          // the grant
	Case   string              `json:"case,omitempty"` // the claim
	From   fulfillment.Account `json:"from"`           // the account that it leaves
	To     fulfillment.Account `json:"to"`             // the account where it arrives
	Amount Amount              `json:"amount"`         // above nothing
	Use    string              `json:"use,omitempty"`  // of a use: how its source knows it
}

// Used is how a use was taken from the credits.
type Used struct {
	Parts    []Part `json:"parts"`    // from which claim how much
	Overage  Amount `json:"overage"`  // what no credit was left for
	Repeated bool   `json:"repeated"` // it was told before; nothing was done
}

// Part is a part of a use.
type Part struct {
	Grant  string `json:"grant"`  // the grant
	Case   string `json:"case"`   // the claim
	Amount Amount `json:"amount"` // what was taken, or given back
	Back   bool   `json:"back"`   // it was given back
}

// Proposal is a decision by hand about a grant, or a version of a program that is to
// be published, and what became of it.
type Proposal struct {
	ID        string           `json:"proposal"`            // its id
	Act       people.Act       `json:"act"`                 // give-grant, revoke-case or publish-program
	State     string           `json:"state"`               // proposed, confirmed or declined; it takes effect when it is confirmed
	Program   string           `json:"program"`             // the program
	Version   string           `json:"version,omitempty"`   // the version that is to be published
	Effective *calendar.Day    `json:"effective,omitempty"` // the day from which it is to be in force
	Partner   string           `json:"partner"`             // the partner; empty for a version
	Benefit   string           `json:"benefit"`             // the benefit; empty for a version
	Offer     string           `json:"offer,omitempty"`     // the offer, with its publisher in front
	Grant     string           `json:"grant"`               // the grant that is given or taken back; empty for a version
	Amount    *Amount          `json:"amount,omitempty"`    // what is given; as the program says where it is missing
	Until     *calendar.Day    `json:"until,omitempty"`     // the last day of what is given
	Because   string           `json:"because"`             // why, as the partner reads it
	By        string           `json:"by"`                  // the person who decided
	Role      people.Role      `json:"role,omitempty"`      // in which role
	Made      calendar.Moment  `json:"made"`                // when
	To        []people.Role    `json:"to,omitempty"`        // who may confirm it: another person with one of these roles; missing when nobody needs to
	Due       *calendar.Moment `json:"due,omitempty"`       // by when it should be confirmed or declined; those who may are reminded then
	Decider   string           `json:"decider,omitempty"`   // the person who confirmed or declined it
	Decided   *calendar.Moment `json:"decided,omitempty"`   // when
	Reason    string           `json:"reason,omitempty"`    // why it was declined
}

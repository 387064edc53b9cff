package answer

import (
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/listing"
	"laurel/internal/people"
)

// Person is somebody who signs in, gets letters or is a contact.
type Person struct {
	ID          string        `json:"id"`                 // the id
	Name        string        `json:"name"`               // the name
	Email       string        `json:"email,omitempty"`    // the address; empty once the person was erased
	Phone       string        `json:"phone,omitempty"`    // the number
	Language    string        `json:"language,omitempty"` // preferred, as a tag such as zh-CN
	Zone        string        `json:"zone,omitempty"`     // the time zone in which letters write times
	Digest      bool          `json:"digest"`             // letters that can wait come once a day
	Promotional bool          `json:"promotional"`        // wants letters that only recommend
	State       string        `json:"state"`              // invited, active, left or erased
	Roles       []people.Seat `json:"roles,omitempty"`    // the roles held here
	Revision    int64         `json:"revision"`           // rises with every change
}

// Contact is a marketing contact of a partner, now or once.
type Contact struct {
	ID       string           `json:"id"`                 // the id
	Person   string           `json:"person"`             // who it is
	Email    string           `json:"email,omitempty"`    // where instructions go
	Phone    string           `json:"phone,omitempty"`    // the number
	Language string           `json:"language,omitempty"` // in which instructions are written
	Main     bool             `json:"main"`               // the one to be called first
	Verified *calendar.Moment `json:"verified,omitempty"` // when the address was confirmed; missing while it is not
	Since    calendar.Moment  `json:"since"`              // when it was assigned
	By       string           `json:"by"`                 // who assigned it
	Ended    *calendar.Moment `json:"ended,omitempty"`    // when it ended; missing while it is one
	Because  string           `json:"because,omitempty"`  // why it ended
}

// Session is a browser that somebody signed in with.
type Session struct {
	ID      string          `json:"id"`      // the id
	Browser string          `json:"browser"` // as it calls itself
	Created calendar.Moment `json:"created"` // when it signed in
	Expires calendar.Moment `json:"expires"` // when it ends by itself
}

// Absence is a time in which somebody else does a person's work.
type Absence struct {
	Person string       `json:"person"`          // who is away
	First  calendar.Day `json:"first"`           // the first day
	Last   calendar.Day `json:"last"`            // the last day
	Cover  string       `json:"cover,omitempty"` // who does the work; nobody in particular when it is missing
}

// Account is what is kept about a partner beside its facts.
type Account struct {
	Partner    string   `json:"partner"`              // the id
	Name       string   `json:"name"`                 // what it is called
	Email      string   `json:"email,omitempty"`      // of the company's account
	Region     string   `json:"region,omitempty"`     // the region
	Portfolio  string   `json:"portfolio,omitempty"`  // the portfolio
	Country    string   `json:"country,omitempty"`    // two letters
	Manager    string   `json:"manager,omitempty"`    // the engagement manager
	Publishers []string `json:"publishers,omitempty"` // that belong to it
	Revision   int64    `json:"revision"`             // rises with every change; 0 when nothing is kept
}

// Offer is something that a publisher lists.
type Offer struct {
	Publisher string            `json:"publisher"`            // whose it is
	ID        string            `json:"id"`                   // its id
	Title     string            `json:"title,omitempty"`      // as customers read it
	Type      listing.OfferType `json:"type"`                 // what it is
	Option    listing.Option    `json:"option"`               // how a customer gets it
	Listing   listing.Type      `json:"listing"`              // list, trial, consulting or transact: what follows from both
	Life      listing.Life      `json:"life"`                 // draft, live or delisted
	LiveSince *calendar.Day     `json:"live_since,omitempty"` // missing while it is not live
	Owner     string            `json:"owner,omitempty"`      // who answers for it
	Contacts  []string          `json:"contacts,omitempty"`   // persons beside the owner
	Private   bool              `json:"private,omitempty"`    // only chosen customers see it
	Content   any               `json:"content,omitempty"`    // the listing's own texts
	Revision  int64             `json:"revision"`             // rises with every change
}

// Letter is a letter and what became of it.
type Letter struct {
	ID         string          `json:"id"`                   // the id
	Kind       string          `json:"kind"`                 // what it tells
	Partner    string          `json:"partner,omitempty"`    // whose partner's it is
	Case       string          `json:"case,omitempty"`       // the case that it is about
	Person     string          `json:"person"`               // whom it is for
	Language   string          `json:"language"`             // it is written in
	Subject    string          `json:"subject"`              // its subject
	Summary    string          `json:"summary"`              // in one line
	State      string          `json:"state"`                // waiting, kept, digest, sent, refused, given-up or unknown
	Attempts   int             `json:"attempts"`             // how often it was tried to send it
	Created    calendar.Moment `json:"created"`              // when it was written
	Text       string          `json:"text,omitempty"`       // the plain part; only in one letter
	HTML       string          `json:"html,omitempty"`       // the other part; only in one letter
	Deliveries []Delivery      `json:"deliveries,omitempty"` // every attempt; only in one letter
}

// Delivery is an attempt to deliver a letter.
type Delivery struct {
	At      calendar.Moment `json:"at"`      // when
	Outcome string          `json:"outcome"` // what came of it
	Answer  string          `json:"answer"`  // of the mail server
}

// Enrollment is what a partner accepted, and what it opted out of.
type Enrollment struct {
	Accepted []Acceptance `json:"accepted"` // the oldest first
	OptOuts  []OptOut     `json:"opt_outs"` // what the partner wants nothing from
}

// Acceptance is who accepted which terms.
type Acceptance struct {
	Program string          `json:"program"`           // the program
	Benefit string          `json:"benefit,omitempty"` // the benefit whose terms they are; missing for those of the program
	Terms   string          `json:"terms"`             // the version of the terms
	Person  string          `json:"person"`            // who accepted
	At      calendar.Moment `json:"at"`                // when
}

// OptOut is a program that a partner wants nothing from, or one offer in it.
type OptOut struct {
	Program string          `json:"program"`         // the program
	Offer   string          `json:"offer,omitempty"` // the offer; missing for the whole program
	Person  string          `json:"person"`          // who said so
	At      calendar.Moment `json:"at"`              // when
}

// Backlog is how much background work waits.
type Backlog struct {
	Kind   string           `json:"kind"`             // what is done
	Due    int              `json:"due"`              // its time has come
	Ahead  int              `json:"ahead"`            // its time will come
	Failed int              `json:"failed"`           // it failed when it was tried last
	Oldest *calendar.Moment `json:"oldest,omitempty"` // since when the longest waiting is due
}

// MomentOrNil is a moment that may not have come.
func MomentOrNil(m calendar.Moment) *calendar.Moment { return momentOrNil(m) }

// Plain is JSON as it was sent; nil for none.
func Plain(text json.RawMessage) any { return plain(text) }

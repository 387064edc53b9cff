package fulfillment

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
)

type mistakes = problem.Mistakes

const required = program.Required

func field(name string) problem.Place { return problem.Place{File: name} }

// Situation is everything that beginning a case depends on beside the rules, as
// it is today.
type Situation struct {
	Name     string // of the partner
	Category program.Category
	Label    string // of the benefit
	Today    calendar.Day
	Grant    *Usable // the grant; nil when the partner has none
	Why      string  // why there is none, in the words of the standing
	Contact  Reachable
	Terms    bool   // the terms of the program are accepted, or there are none
	OptedOut string // what the partner opted out of: the program or the offer; empty for nothing
	Budgets  []Drawn
	Open     []Case // cases of the partner that are not over, on the same grant
}

// Usable is a grant as it can be used today.
type Usable struct {
	ID       string
	Offer    string
	State    string   // in the word of the standing: available, locked, active, …
	Usable   bool     // it may be used: available or in use
	Needs    []string // what must be done first, each a sentence
	Amount   money.Amount
	Left     number.Number // of the amount, or of the quantity
	Counted  bool          // it has a quantity
	Free     number.Number // of the amount: what nobody claimed yet
	Previous bool          // an earlier grant of the same benefit is still being used
}

// Reachable says whether somebody gets the instructions.
type Reachable string

// The answers.
const (
	HasContact     Reachable = "yes"
	UnverifiedOnly Reachable = "unverified" // the addresses are not verified yet
	NoContactAtAll Reachable = "no"
)

// Drawn is a budget with what was claimed of it by everybody.
type Drawn struct {
	Label string
	Total money.Amount
	Taken number.Number
}

// New begins a case as a draft. What speaks against beginning it at all is told
// in CheckStart, which handing it in asks as well.
func New(c Case, by people.Who, r Rules, now calendar.Moment) Case {
	c.State, c.Revision, c.Opened, c.By = Draft, 1, now, by.ID
	c.Version = r.Program.Version
	c.Queue = people.RewardsAgent
	return c
}

// CheckStart is every reason why a benefit cannot be used today, each with the
// next step; nil when nothing speaks against it.
func CheckStart(c Case, r Rules, s Situation) error {
	var m mistakes
	if s.OptedOut != "" {
		m.AddWithHint(field("partner"), "Opt in again first.", "%s opted out of %s.", s.Name, s.OptedOut)
	}
	if !s.Terms {
		m.AddWithHint(field("terms"), "An admin of the partner accepts them: enroll.", "The terms of the program are not accepted.")
	}
	s.checkContact(&m, r)
	s.checkGrant(&m, c)
	s.checkBudgets(&m, c)
	return m.Err("%s cannot be used now.", s.Label)
}

// checkContact asks for somebody who gets the instructions.
func (s Situation) checkContact(m *mistakes, r Rules) {
	if r.Delivery == nil || !r.Delivery.NeedsContact(s.Category) {
		return
	}
	switch s.Contact {
	case UnverifiedOnly:
		m.AddWithHint(field("contact"), "The marketing contact opens the link in the letter that it got.", "The address of the marketing contact is not verified yet.")
	case NoContactAtAll:
		m.AddWithHint(field("contact"), "Assign a marketing contact: somebody of yours with an address of their own.", "No marketing contact is assigned, so that nobody would get the instructions.")
	}
}

func (s Situation) checkGrant(m *mistakes, c Case) {
	g := s.Grant
	if g == nil {
		m.AddWithHint(field("benefit"), "The explanation of your standing says what is missing.", "%s is not unlocked. %s", s.Label, s.Why)
		return
	}
	if !g.Usable {
		m.AddWithHint(field("grant"), strings.Join(g.Needs, " "), "The grant cannot be used: it is %s.", words(g.State))
	}
	if g.Previous {
		m.AddWithHint(field("grant"), "It must be used up or have ended first.", "An earlier grant of the same benefit is still in use.")
	}
	others := 0
	for _, open := range s.Open {
		if open.ID != c.ID && open.Grant == g.ID && open.Promised() {
			others++
		}
	}
	if g.Counted && g.Left.Cmp(number.FromInt(int64(others))) <= 0 {
		m.AddWithHint(field("grant"), "Cancel one of those that are under way, or wait for the next grant.", "Nothing is left of the grant: %d of it is under way.", others)
	}
	if !g.Counted && g.Amount.IsZero() && others > 0 {
		m.AddWithHint(field("grant"), "Follow the one that is under way.", "%s is being used already.", s.Label)
	}
	if c.Kind == Sponsorship && c.Amount.Value.Cmp(g.Free) > 0 {
		m.AddWithHint(field("amount"), "Claim no more than that.", "Of the grant %s %s is left, and not %s.", g.Free, g.Amount.Currency, c.Amount.Value)
	}
	if c.Kind == Sponsorship && !c.Amount.IsZero() && c.Amount.Currency != g.Amount.Currency {
		m.Add(field("amount"), "The grant is in %s, and not in %s.", g.Amount.Currency, c.Amount.Currency)
	}
}

func (s Situation) checkBudgets(m *mistakes, c Case) {
	for _, b := range s.Budgets {
		if left := b.Total.Value.Sub(b.Taken); c.Amount.Value.Cmp(left) > 0 {
			m.AddWithHint(field("amount"), "Ask the Rewards team when there will be more.", "Of the budget %s only %s %s is left for all partners.", b.Label, left, b.Total.Currency)
		}
	}
}

// Candidate is somebody to whom a case could be given.
type Candidate struct {
	Person  string
	Load    int    // how many cases that are not over they have
	Manager bool   // is the engagement manager of the partner
	Cover   string // who does the work while they are away; empty when they are there
	Away    bool
}

// Pick chooses who gets a case: the partner's engagement manager, else who has
// least to do, else who comes first. Somebody who is away is stood in for, or
// passed over. Empty when nobody is there.
func Pick(candidates []Candidate) string {
	best, found := Candidate{}, false
	for _, c := range candidates {
		if c.Away && c.Cover == "" {
			continue
		}
		if !found || c.Manager && !best.Manager || c.Manager == best.Manager && c.Load < best.Load {
			best, found = c, true
		}
	}
	if best.Away {
		return best.Cover
	}
	return best.Person
}

package fulfillment

import (
	"cmp"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// Situation is everything that beginning a case depends on beside the rules, as
// it is today.
type Situation struct {
	Name     string // of the partner
	Category program.Category
	Label    string       // of the benefit
	Today    calendar.Day // in the zone of the program
	Grant    *Usable      // the grant; nil when the partner has none
	Why      string       // why there is none, in the words of the standing
	Contact  Reachable
	Terms    bool   // the terms of the program are accepted, or there are none
	OptedOut string // what the partner opted out of: the program or the offer; empty for nothing
	Budgets  []Drawn
	Open     []Case // cases of the partner that are not over, on the same grant
}

// Usable is a grant as it can be used today.
type Usable struct {
	ID      string
	Offer   string
	State   string   // in the word of the standing: available, locked, active, …
	Usable  bool     // it may be used: available or in use
	Needs   []string // what must be done first, each a sentence
	Amount  money.Amount
	Counted bool          // it has a quantity
	Left    number.Number // of the quantity
	Free    number.Number // of the amount: what nobody claimed yet
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

// CheckStart is every reason why a benefit cannot be used today, each with the
// next step; nil when nothing speaks against it.
func CheckStart(c Case, r Rules, s Situation) error {
	var m mistakes
	s.checkLive(&m, r)
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

// checkLive refuses to promise what a program does not promise yet.
func (s Situation) checkLive(m *mistakes, r Rules) {
	switch start := r.Program.GoLive; {
	case start == nil:
		m.Add(field("program"), "The program has no day from which on its benefits can be used.")
	case !r.Program.Live(s.Today):
		m.Add(field("program"), "Benefits of the program can be used from %s on.", start)
	}
}

// Reaches reports whether somebody gets the instructions, or needs none.
func (s Situation) Reaches(r Rules) bool {
	return r.Delivery == nil || !r.Delivery.NeedsContact(s.Category) || s.Contact == HasContact
}

// checkContact asks for somebody who gets the instructions.
func (s Situation) checkContact(m *mistakes, r Rules) {
	if s.Reaches(r) {
		return
	}
	switch s.Contact {
	case UnverifiedOnly:
		m.AddWithHint(field("contact"), "The marketing contact opens the link in the letter that it got.", "The address of the marketing contact is not verified yet.")
	case NoContactAtAll:
		m.AddWithHint(field("contact"), "Assign a marketing contact: somebody of yours with an address of their own.", "No marketing contact is assigned, so that nobody would get the instructions.")
	}
}

// checkGrant asks for a grant of which enough is left.
func (s Situation) checkGrant(m *mistakes, c Case) {
	g := s.Grant
	if g == nil {
		m.AddWithHint(field("benefit"), "The explanation of your standing says what is missing.", "%s is not unlocked. %s", s.Label, s.Why)
		return
	}
	underWay := slices.ContainsFunc(s.Open, func(open Case) bool { return open.ID != c.ID && open.Grant == g.ID && open.Promised() })
	switch {
	case c.Kind == Activation && !g.Counted && underWay:
		m.AddWithHint(field("grant"), "Follow the one that is under way.", "%s is being used already.", s.Label)
		return
	case g.Counted && g.Left.Sign() <= 0:
		m.AddWithHint(field("grant"), "Cancel one of those that are under way, or wait for the next grant.", "Nothing is left of the grant.")
	case !g.Usable:
		m.AddWithHint(field("grant"), cmp.Or(strings.Join(g.Needs, " "), "The explanation of your standing says what became of it."), "The grant cannot be used: it is %s.", words(g.State))
	}
	s.checkWorth(m, c)
}

// checkWorth asks whether so much of the grant is left.
func (s Situation) checkWorth(m *mistakes, c Case) {
	switch g := s.Grant; {
	case c.Amount.IsZero():
	case c.Amount.Currency != g.Amount.Currency:
		m.Add(field("amount"), "The grant is in %s, and not in %s.", cmp.Or(g.Amount.Currency, "no currency"), problem.Excerpt(c.Amount.Currency))
	case c.Amount.Value.Cmp(g.Free) > 0:
		m.AddWithHint(field("amount"), "Claim no more than that.", "Of the grant %s %s is left, and not %s.", g.Free, g.Amount.Currency, c.Amount.Value)
	}
}

func (s Situation) checkBudgets(m *mistakes, c Case) {
	for _, b := range s.Budgets {
		if left := b.Total.Value.Sub(b.Taken); c.Amount.Value.Cmp(left) > 0 {
			m.AddWithHint(field("amount"), "Ask the Rewards team when there will be more.", "Of the budget %s only %s %s is left for all partners.", b.Label, left, b.Total.Currency)
		}
	}
}

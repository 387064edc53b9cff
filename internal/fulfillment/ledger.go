package fulfillment

import (
	"cmp"
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// Account is where credit of a grant is. The ledger is double-entry: what leaves
// one account arrives in another, so that all accounts of a grant add up to
// nothing.
type Account string

// The accounts of a grant. The operator's promise is the only one that falls
// below nothing.
const (
	Promised  Account = "promised"  // what the operator owes in all, below nothing
	Available Account = "available" // granted, and not claimed
	Reserved  Account = "reserved"  // claimed, and not set up yet
	Active    Account = "active"    // set up, and not used
	Used      Account = "used"
	Lapsed    Account = "expired" // ended with its clock
	Gone      Account = "revoked" // taken back
)

// Accounts are all accounts of a grant.
func Accounts() []Account {
	return []Account{Promised, Available, Reserved, Active, Used, Lapsed, Gone}
}

// Posting moves credit of a grant from one account to another.
type Posting struct {
	Grant  string       `json:"grant"`
	From   Account      `json:"from"`
	To     Account      `json:"to"`
	Amount money.Amount `json:"amount"`         // above nothing
	Case   string       `json:"case,omitempty"` // the claim, if it belongs to one
}

// Transfer moves all the credit that a case has on one account to another.
type Transfer struct{ From, To Account }

// post moves the credit of a claim.
func (s *step) post(from, to Account) {
	if s.to.Kind == Sponsorship {
		s.effects = append(s.effects, Effect{Move: &Transfer{From: from, To: to}})
	}
}

// Balance is what is on each account of one grant.
type Balance map[Account]number.Number

// Add takes a posting in.
func (b Balance) Add(p Posting) {
	b[p.From] = b[p.From].Sub(p.Amount.Value)
	b[p.To] = b[p.To].Add(p.Amount.Value)
}

// Short is the account from which more was taken than there was; empty when none
// is.
func (b Balance) Short() Account {
	for _, a := range Accounts() {
		if a != Promised && b[a].Sign() < 0 {
			return a
		}
	}
	return ""
}

// Credited is a grant of credit as standings see it today, with its balance.
type Credited struct {
	Grant   string
	Benefit string
	Amount  money.Amount
	Ends    calendar.Day // the day with whose close it ends; calendar.LastDay for never
	Order   int          // of two that end on one day the lower is used first
	Granted calendar.Day
	Over    bool               // it is not in force any more
	Revoked bool               // because somebody took it back
	Balance Balance            // of the whole grant
	Cases   map[string]Balance // of each claim
}

func (c *Credited) posting(from, to Account, value number.Number, id string) Posting {
	return Posting{Grant: c.Grant, From: from, To: to, Amount: money.Amount{Value: value, Currency: c.Amount.Currency}, Case: id}
}

// Settle is what must be posted so that the ledger says what the standing does:
// more or less is promised when the grant became worth more or less, and what
// nobody claimed or used is gone when it ended. What was claimed before a grant
// became worth less stays claimed.
func Settle(c Credited) []Posting {
	var out []Posting
	available := c.Balance[Available]
	move := func(from, to Account, value number.Number, id string) {
		if value.Sign() > 0 {
			out = append(out, c.posting(from, to, value, id))
		}
	}
	promised := number.Zero.Sub(c.Balance[Promised])
	switch more := c.Amount.Value.Sub(promised); {
	case more.Sign() > 0 && (!c.Over || promised.Sign() == 0):
		move(Promised, Available, more, "")
		available = available.Add(more)
	case more.Sign() < 0 && !c.Over:
		less := lower(number.Zero.Sub(more), available)
		move(Available, Promised, less, "")
		available = available.Sub(less)
	}
	if c.Over {
		end := Lapsed
		if c.Revoked {
			end = Gone
		}
		move(Available, end, available, "")
		for _, id := range slices.Sorted(maps.Keys(c.Cases)) {
			move(Active, end, c.Cases[id][Active], id)
		}
	}
	return out
}

func lower(a, b number.Number) number.Number {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// Burn is how a use is taken from the active credit of several grants: from the
// one that ends soonest first, then in the program's order, then from the oldest.
// What no credit is left for is the overage. A use below nothing gives back, to
// the grant that was used last.
func Burn(grants []Credited, use money.Amount) (postings []Posting, overage number.Number) {
	order := slices.Clone(grants)
	slices.SortStableFunc(order, func(a, b Credited) int {
		return cmp.Or(cmp.Compare(a.Ends, b.Ends), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Granted, b.Granted), cmp.Compare(a.Grant, b.Grant))
	})
	from, to, left, back := Active, Used, use.Value, use.Value.Sign() < 0
	if back {
		slices.Reverse(order)
		from, to, left = Used, Active, number.Zero.Sub(left)
	}
	for _, g := range order {
		for _, id := range slices.Sorted(maps.Keys(g.Cases)) {
			if part := lower(left, g.Cases[id][from]); g.Amount.Currency == use.Currency && part.Sign() > 0 {
				postings = append(postings, g.posting(from, to, part, id))
				left = left.Sub(part)
			}
		}
	}
	if back {
		left = number.Zero.Sub(left)
	}
	return postings, left
}

// checkClaim refuses a claim that lacks something, or that the program does not
// pay for.
func (s *step) checkClaim(m *mistakes) {
	if s.to.Kind != Sponsorship || s.rules.Delivery == nil || s.rules.Delivery.Credit == nil {
		return
	}
	if s.to.Credit == nil {
		s.to.Credit = &Credit{}
	}
	credit, rule := s.to.Credit, s.rules.Delivery.Credit
	if s.to.Amount.Value.Sign() <= 0 {
		m.Add(field("amount"), "It is not said how much is claimed.")
	}
	if !rule.Countries.Has(credit.Country) {
		m.AddWithHint(field("credit/country"), "It is available in: "+rule.Countries.String()+".", "The credit is not available in the country %q.", credit.Country)
	}
	if !rule.Agreements.Has(credit.Agreement) {
		m.AddWithHint(field("credit/agreement"), "It can be used under: "+rule.Agreements.String()+".", "The credit cannot be used under the agreement %q.", credit.Agreement)
	}
	if rule.Target == required && credit.Target == "" {
		m.Add(field("credit/target"), "The account that the credit is for is missing.")
	}
	if payer := string(cmp.Or(rule.Overage, program.PartnerPays)); credit.Overage != payer {
		m.AddWithHint(field("credit/overage"), "Confirm it by writing "+payer+".", "What is used beyond the credit is paid by the %s.", payer)
	}
}

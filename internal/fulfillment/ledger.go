package fulfillment

import (
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
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
	Grant  string       `json:"grant"`          // the grant
	From   Account      `json:"from"`           // the account that has less afterwards
	To     Account      `json:"to"`             // the account that has more
	Amount money.Amount `json:"amount"`         // above nothing
	Case   string       `json:"case,omitempty"` // the claim, if it belongs to one
}

// given are the accounts of a claim whose credit counts as given: budgets pay for
// it. What lapsed unused was given; what was taken back was not.
var given = []Account{Reserved, Active, Used, Lapsed}

// Given is by how much the posting changes what partners are given: so much is
// taken from the budgets; below nothing it returns to them.
func (p Posting) Given() number.Number {
	from, to := slices.Contains(given, p.From), slices.Contains(given, p.To)
	switch {
	case p.Case == "" || from == to:
		return number.Zero
	case to:
		return p.Amount.Value
	default:
		return p.Amount.Value.Neg()
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
	Granted calendar.Day
	Ends    calendar.Day       // the day with whose close it ends; calendar.LastDay for never
	Order   int                // of two that end on one day the lower is used first
	Over    bool               // it is not in force any more
	Revoked bool               // because somebody took it back
	Balance Balance            // of the whole grant
	Cases   map[string]Balance // of each claim
}

// claims are the ids of the claims on the grant, in order.
func (c *Credited) claims() []string { return slices.Sorted(maps.Keys(c.Cases)) }

func (c *Credited) posting(from, to Account, value number.Number, id string) Posting {
	return Posting{Grant: c.Grant, From: from, To: to, Amount: money.New(value, c.Amount.Currency), Case: id}
}

// Settle is what must be posted so that the ledger says what the standing does:
// more or less is promised when the grant became worth more or less; what nobody
// used is gone when it ended, and there again when it did not end after all. What
// was claimed before a grant became worth less stays claimed. Nothing when the
// ledger says it already.
func Settle(c Credited) []Posting {
	s := settling{Credited: c, available: c.Balance[Available]}
	if !c.Over {
		s.revive()
	}
	s.promise()
	if c.Over {
		s.end()
	}
	return s.postings
}

// settling is a grant being settled, with what nobody claimed as it is then.
type settling struct {
	Credited
	available number.Number
	postings  []Posting
}

func (s *settling) move(from, to Account, value number.Number, id string) {
	if value.Sign() <= 0 {
		return
	}
	s.postings = append(s.postings, s.posting(from, to, value, id))
	if from == Available {
		s.available = s.available.Sub(value)
	}
	if to == Available {
		s.available = s.available.Add(value)
	}
}

// revive gives back what was lost with a grant that is in force again: it can be
// claimed anew.
func (s *settling) revive() {
	for _, lost := range []Account{Lapsed, Gone} {
		rest := s.Balance[lost]
		for _, id := range s.claims() {
			s.move(lost, Available, s.Cases[id][lost], id)
			rest = rest.Sub(s.Cases[id][lost])
		}
		s.move(lost, Available, rest, "")
	}
}

// promise lets the promise be what the grant is worth. What is over is promised
// no more; only when nothing was known of it yet its whole course is told.
func (s *settling) promise() {
	promised := s.Balance[Promised].Neg()
	if s.Over && promised.Sign() != 0 {
		return
	}
	more := s.Amount.Value.Sub(promised)
	s.move(Promised, Available, more, "")
	s.move(Available, Promised, number.Lowest(more.Neg(), s.available), "")
}

// end takes away what nobody used.
func (s *settling) end() {
	end := Lapsed
	if s.Revoked {
		end = Gone
	}
	s.move(Available, end, s.available, "")
	for _, id := range s.claims() {
		s.move(Active, end, s.Cases[id][Active], id)
	}
}

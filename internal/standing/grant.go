package standing

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/program"
)

// Grant is one benefit unlocked for the partner or for one offer. It keeps the
// terms of the version that granted it.
type Grant struct {
	ID       string
	Benefit  string
	Version  string
	Key      metric.Key // the offer; zero for the partner
	Tier     string     // the tier that unlocked it, empty when none did
	Granted  calendar.Day
	Issued   fact.ID // the fact that recorded it; zero while none does
	ByHand   bool    // granted by a person
	Given    Given   // by whom, why and until when; zero when no person gave it
	Amount   money.Amount
	Quantity number.Number

	Activated calendar.Day // 0 for not yet, as below
	Completed calendar.Day
	Used      number.Number // of the amount, or of the quantity; more than there is when more was used
	Uses      []Use         // what Used is made of, in the order of the days
	Unmatched []fact.ID     // uses that do not count: of another unit, or in a currency without a rate
	Ended     calendar.Day  // ended before its clocks ran out
	EndedBy   EndCause
	Review    bool         // a correction removed its cause and a person must decide
	Decided   metric.Said  // why a person decided its review; zero when nobody did
	Full      money.Amount // what it would be without the cap that cut it; zero when none did
	Cap       string       // the cap that cut it

	benefit *program.Benefit // with the terms
	alias   string           // the id in the fact that issued it, when that is another
	from    string           // the merged partner that brought it; empty for the partner's own
	orphan  bool             // a correction removed its cause, which has not come back since
	lapsed  bool             // nothing is left of it, and the benefit was unlocked anew since
	past    []kept           // what it was from a day on, oldest first
	whole   *Grant           // of a grant as it was on a day: what becomes of it in the timeline
}

// Use is what was used of a grant on a day; below nothing where something was given
// back.
type Use struct {
	Day    calendar.Day
	Number number.Number // in the unit of the grant
}

// Causeless reports whether a correction removed the cause of an issued grant, or of
// part of it, whatever the benefit says of that, and nobody decided that it stays.
func (g *Grant) Causeless() bool { return g.orphan && g.Decided == metric.Said{} }

// Given is what a person said who gave a grant by hand. It names a role: what is
// recorded is kept for ever.
type Given struct {
	By      people.Role  // the role that gave it, such as rewards_agent; empty when that was not said
	Because string       // why, for the partner to read
	Until   calendar.Day // the day with whose close it ends; 0 for never
}

// givenBy reads what the fact of a grant by hand says.
func givenBy(e *fact.Entry) Given {
	if !byHand(e) {
		return Given{}
	}
	g := Given{Because: e.Attribute("because").String()}
	if role := people.Role(e.Attribute("by").String()); role.OfOperator() {
		g.By = role
	}
	if day, err := calendar.ParseDay(e.Attribute("until").String()); err == nil {
		g.Until = day
	}
	return g
}

// kept is what a grant was at the close of a day, and of the days after it until
// something became of it.
type kept struct {
	day   calendar.Day
	grant Grant
}

// keep remembers what the grant is at the close of a day.
func (g *Grant) keep(day calendar.Day) {
	if n := len(g.past); n > 0 && g.past[n-1].grant.same(g) {
		return
	}
	now := *g
	now.past = nil
	g.past = append(g.past, kept{day, now})
}

func (g *Grant) same(other *Grant) bool {
	return g.Granted == other.Granted && g.Issued == other.Issued && g.Version == other.Version && g.Tier == other.Tier &&
		g.Amount.Value.Equal(other.Amount.Value) && g.Amount.Currency == other.Amount.Currency && g.Quantity.Equal(other.Quantity) &&
		g.Activated == other.Activated && g.Completed == other.Completed && g.Used.Equal(other.Used) &&
		len(g.Unmatched) == len(other.Unmatched) &&
		g.Ended == other.Ended && g.EndedBy == other.EndedBy && g.Review == other.Review && g.Decided == other.Decided
}

// on is the grant as it was at the close of a day: nothing that became of it
// later is known. Nil when it had not been made.
func (g *Grant) on(day calendar.Day) *Grant {
	for i := len(g.past) - 1; i >= 0; i-- {
		if g.past[i].day <= day {
			g.past[i].grant.whole = g
			return &g.past[i].grant
		}
	}
	return nil
}

// EndCause is why a grant ended.
type EndCause string

// The causes.
const (
	Replaced    EndCause = "replaced"    // by a higher amount
	Refreshed   EndCause = "refreshed"   // by a new one
	Downgraded  EndCause = "downgrade"   // its cause was lost
	RuleChanged EndCause = "rule-change" // a new version took it back
	Corrected   EndCause = "correction"  // a correction removed its cause
	Revoked     EndCause = "revoked"     // by a person
	Separated   EndCause = "separated"   // the merged partner that brought it is on its own again
	ActivateBy  EndCause = "activate-by" // clocks ran out
	UseBy       EndCause = "use-by"
	CompleteBy  EndCause = "complete-by"
	Term        EndCause = "term"
)

// GrantState is what a grant is on a day.
type GrantState string

// The states of a grant.
const (
	Available GrantState = "available" // it may be activated
	Locked    GrantState = "locked"    // granted, but something must be done first
	Resting   GrantState = "resting"   // the tier is suspended
	InUse     GrantState = "active"
	Done      GrantState = "completed"
	UsedUp    GrantState = "used-up"
	InReview  GrantState = "in-review"
	Expired   GrantState = "expired"
	Over      GrantState = "ended"
)

// clock is the first clock that runs out as things stand on a day; LastDay when
// none does.
func (g *Grant) clock(day calendar.Day) (calendar.Day, EndCause) {
	ends, cause := calendar.LastDay, EndCause("")
	sooner := func(due *program.Due, began calendar.Day, done calendar.Day, why EndCause) {
		if due == nil || began == 0 {
			return
		}
		end := due.Ends(began)
		if done != 0 && done <= min(end, day) {
			return
		}
		if end < ends {
			ends, cause = end, why
		}
	}
	c := &g.benefit.Clocks
	sooner(c.ActivateBy, g.Granted, g.Activated, ActivateBy)
	sooner(c.UseBy, g.Granted, 0, UseBy)
	sooner(c.CompleteBy, g.Granted, g.Completed, CompleteBy)
	if g.Given.Until != 0 && g.Given.Until < ends {
		ends, cause = g.Given.Until, Term
	}
	if g.Activated <= day {
		sooner(c.Term, g.Activated, 0, Term)
	}
	return ends, cause
}

// EndsOn is the day with whose close the grant ends, as things stand on a day,
// and why; LastDay when nothing ends it.
func (g *Grant) EndsOn(day calendar.Day) (calendar.Day, EndCause) {
	ends, cause := g.clock(day)
	if g.Ended != 0 && g.Ended <= ends {
		return g.Ended, g.EndedBy
	}
	return ends, cause
}

// InForce reports whether the grant holds on a day: granted, and not ended. A
// completed one is in force as long as nothing ends it.
func (g *Grant) InForce(day calendar.Day) bool {
	ends, _ := g.EndsOn(day)
	return g.Granted <= day && day < ends
}

// open reports whether something can still be done with the grant on a day: it
// is in force, or its clock runs out with the day's close.
func (g *Grant) open(day calendar.Day) bool {
	ends, _ := g.EndsOn(day)
	return g.InForce(day) || g.Granted <= day && day == ends && g.Ended == 0
}

// Size is the amount or the quantity; zero when the benefit has neither.
func (g *Grant) Size() number.Number { return terms{g.Amount, g.Quantity}.size() }

// Left is what is not used yet of the amount or the quantity: never below zero,
// and never more than there is, whatever was given back.
func (g *Grant) Left() number.Number {
	return number.Highest(number.Zero, g.Size().Sub(number.Highest(number.Zero, g.Used)))
}

// Remaining is Left as money.
func (g *Grant) Remaining() money.Amount {
	return money.Amount{Value: g.Left(), Currency: g.Amount.Currency}
}

// State is what the grant is on a day, apart from what must be done first and
// from a suspended tier, which the standing adds.
func (g *Grant) State(day calendar.Day) GrantState {
	ends, cause := g.EndsOn(day)
	switch {
	case ends <= day && g.Ended != 0 && cause == g.EndedBy:
		return Over
	case ends <= day:
		return Expired
	case g.Review:
		return InReview
	case g.Size().Sign() > 0 && g.Left().Sign() == 0:
		return UsedUp
	case g.Completed != 0 && g.Completed <= day:
		return Done
	case g.Activated != 0 && g.Activated <= day:
		return InUse
	default:
		return Available
	}
}

// size is what the grant is worth, as a number that rises with the tier.
func (g *Grant) size() number.Number { return terms{g.Amount, g.Quantity}.size() }

func (g *Grant) end(day calendar.Day, why EndCause) {
	if g.Ended == 0 || day < g.Ended {
		g.Ended, g.EndedBy = day, why
	}
}

// hasClock reports whether time alone ends the grant.
func (g *Grant) hasClock() bool {
	c := &g.benefit.Clocks
	return g.Given.Until != 0 || c.ActivateBy != nil || c.UseBy != nil || c.CompleteBy != nil || c.Term != nil
}

// IssueFact is the fact that records a grant: with its terms and the version
// that made them, so that nothing later changes them. Whose it is, where a merged
// partner did not bring it, and when it was recorded is for the caller to fill in.
func (t *Timeline) IssueFact(g *Grant) fact.Fact {
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: g.ID}, Kind: fact.Grant, Happened: calendar.On(g.Granted), Amount: g.Amount,
		Quantity: g.Quantity, Counted: g.Quantity.Sign() != 0}
	f.Subject.Publisher, f.Subject.Offer = splitOffer(g.Key)
	f.Subject.Partner = g.from
	f.Attributes = fact.NewAttributes(
		fact.Attribute{Name: "program", Value: fact.Text(t.Program)}, fact.Attribute{Name: "benefit", Value: fact.Text(g.Benefit)},
		fact.Attribute{Name: "grant", Value: fact.Text(g.ID)}, fact.Attribute{Name: "version", Value: fact.Text(g.Version)})
	if g.Tier != "" {
		f.Attributes = f.Attributes.With("tier", fact.Text(g.Tier))
	}
	return f
}

// splitOffer takes an offer's key apart into publisher and offer.
func splitOffer(key metric.Key) (publisher, offer string) {
	if key.Level != fact.Offer {
		return "", ""
	}
	if before, after, ok := strings.Cut(key.ID, "/"); ok {
		return before, after
	}
	return "", key.ID
}

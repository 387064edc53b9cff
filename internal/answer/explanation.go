package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// Explanation is an explanation: the standing, what
// follows from it as data, and all of it in sentences.
type Explanation struct {
	Standing
	Gaps     []Gap           `json:"gaps"`                      // what is missing to each higher tier
	Next     *Change         `json:"forecast"`                  // the next change without new facts; null when there is none
	AtRisk   bool            `json:"at_risk"`                   // the program says that the tier is in danger
	Back     *calendar.Day   `json:"suspended_until,omitempty"` // without new facts
	Grants   []Grant         `json:"grants"`                    // what was granted, also what has ended
	Withheld []Withheld      `json:"withheld"`                  // what is not granted, and why
	Reasons  []sentence.Line `json:"reasons"`                   // all of it in sentences, for the reader asked for
}

// Gap is what is missing to a tier.
type Gap struct {
	Tier string      `json:"tier"` // the tier
	Ways [][]Missing `json:"ways"` // each way alone is enough
}

// Missing is one condition that does not hold yet.
type Missing struct {
	Condition string         `json:"condition"`           // what must hold, as the program says it
	Missing   *number.Number `json:"missing,omitempty"`   // how much more is needed, where that is a number
	Currency  string         `json:"currency,omitempty"`  // its currency
	Beyond    bool           `json:"more_than,omitempty"` // more than missing is needed
}

// Change is the next change of tier.
type Change struct {
	Day     calendar.Day   `json:"day"`               // the day on whose close it has happened
	From    *string        `json:"from"`              // the tier before; null for none
	To      *string        `json:"to"`                // the tier after; null for none
	Because standing.Cause `json:"because"`           // why
	Version string         `json:"version,omitempty"` // under which it is decided
	Into    string         `json:"into,omitempty"`    // whose part the partner becomes
	Leaving []Leaving      `json:"leaving"`           // what stops counting until then
}

// Leaving is what stops counting for one metric until a change.
type Leaving struct {
	Metric string   `json:"metric"` // the metric
	Before string   `json:"before"` // its value on the day asked about
	After  string   `json:"after"`  // its value on the day of the change
	Facts  []string `json:"facts"`  // the facts that stop counting, as source/id
}

// Grant is a benefit that was granted.
type Grant struct {
	ID        string              `json:"grant"`                       // its id
	Benefit   string              `json:"benefit"`                     // the benefit
	Key       string              `json:"key,omitempty"`               // the offer; missing when it is the partner's
	Tier      string              `json:"tier,omitempty"`              // the tier that unlocked it
	Version   string              `json:"version"`                     // the version whose terms it has
	State     standing.GrantState `json:"state"`                       // what it is on the day asked about
	Granted   calendar.Day        `json:"granted"`                     // the day of the grant
	Issued    bool                `json:"issued"`                      // recorded as a fact
	Ends      *calendar.Day       `json:"ends,omitempty"`              // the day with whose close it ends
	EndedBy   standing.EndCause   `json:"ended_by,omitempty"`          // what ends it
	Then      *calendar.Day       `json:"forecast_ends,omitempty"`     // earlier, if nothing more happens
	ThenBy    standing.EndCause   `json:"forecast_ended_by,omitempty"` // what ends it then
	Amount    *number.Number      `json:"amount,omitempty"`            // how much money it is worth
	Full      *number.Number      `json:"amount_before_cap,omitempty"` // when a cap cut it
	Used      *number.Number      `json:"used,omitempty"`              // how much of it was used
	Currency  string              `json:"currency,omitempty"`          // the currency of its amounts
	Quantity  *number.Number      `json:"quantity,omitempty"`          // how many it holds
	Left      *number.Number      `json:"left,omitempty"`              // how much of it is left
	Activated *calendar.Day       `json:"activated,omitempty"`         // when it was activated
	Completed *calendar.Day       `json:"completed,omitempty"`         // when it was completed
	ByHand    bool                `json:"by_hand,omitempty"`           // a person gave it
	GivenBy   people.Role         `json:"given_by,omitempty"`          // the role of who gave it
	Because   string              `json:"because,omitempty"`           // why a person gave it
	Override  string              `json:"override,omitempty"`          // why a person decided its review
	Needs     []Need              `json:"needs,omitempty"`             // what must be done first
}

// Need is what must hold before a grant can be used.
type Need struct {
	Condition string       `json:"condition"` // what must hold, as the program says it
	Truth     metric.Truth `json:"truth"`     // whether it does
}

// Withheld is a benefit that is not granted.
type Withheld struct {
	Benefit string                 `json:"benefit"`          // the benefit
	Offers  []string               `json:"offers,omitempty"` // the offers that this is about; missing when it is about all of them
	Why     standing.WithheldCause `json:"why"`              // why
}

// NewExplanation is an explanation with its sentences, which are for one reader.
func NewExplanation(x *standing.Explanation, lines []sentence.Line) Explanation {
	out := Explanation{Standing: NewStanding(x.Standing, x.Complete), AtRisk: x.AtRisk, Back: dayOrNull(x.Back), Reasons: lines,
		Gaps: []Gap{}, Grants: []Grant{}, Withheld: []Withheld{}}
	for i := range x.Gaps {
		out.Gaps = append(out.Gaps, NewGap(&x.Gaps[i]))
	}
	if x.Next != nil {
		out.Next = newChange(x.Next)
	}
	for i := range x.Grants {
		out.Grants = append(out.Grants, NewGrant(&x.Grants[i]))
	}
	for _, w := range x.Withheld {
		object := Withheld{Benefit: w.Benefit, Why: w.Why}
		for _, offer := range w.Offers {
			object.Offers = append(object.Offers, offer.ID)
		}
		out.Withheld = append(out.Withheld, object)
	}
	return out
}

// NewGap is what is missing to a tier.
func NewGap(g *standing.Gap) Gap {
	out := Gap{Tier: g.Tier, Ways: [][]Missing{}}
	for _, way := range g.Ways {
		list := []Missing{}
		for i := range way {
			list = append(list, newMissing(&way[i]))
		}
		out.Ways = append(out.Ways, list)
	}
	return out
}

func newMissing(m *standing.Missing) Missing {
	out := Missing{Condition: m.Reason.Condition.Text, Beyond: m.Beyond}
	if m.More != nil {
		out.Missing, out.Currency = &m.More.Number, m.More.Currency
	}
	return out
}

func newChange(c *standing.Change) *Change {
	out := &Change{Day: c.Day, From: OrNull(c.From), To: OrNull(c.To), Because: c.Because, Version: c.Version, Into: c.Into.ID, Leaving: []Leaving{}}
	for _, l := range c.Leaving {
		each := Leaving{Metric: l.Metric.Name, Before: l.Before.String(), After: l.After.String(), Facts: []string{}}
		for _, f := range l.Facts {
			each.Facts = append(each.Facts, f.Fact.ID.String())
		}
		out.Leaving = append(out.Leaving, each)
	}
	return out
}

// NewGrant is a grant with what it is on a day.
func NewGrant(g *standing.GrantStanding) Grant {
	out := Grant{ID: g.ID, Benefit: g.Benefit, Key: g.Key.ID, Tier: g.Tier, Version: g.Version, State: g.State, Granted: g.Granted,
		Issued: !g.Issued.IsZero(), EndedBy: g.By, Activated: dayOrNull(g.Activated), Completed: dayOrNull(g.Completed), Override: g.Decided.Because,
		ByHand: g.ByHand, GivenBy: g.Given.By, Because: g.Given.Because}
	if g.Ends != calendar.LastDay {
		out.Ends = &g.Ends
	}
	out.Then, out.ThenBy = dayOrNull(g.Then), g.Why
	if !g.Amount.IsZero() {
		out.Amount, out.Currency = &g.Amount.Value, g.Amount.Currency
	}
	if g.Quantity.Sign() != 0 {
		out.Quantity = &g.Quantity
	}
	if left := g.Left(); g.Size().Sign() != 0 {
		out.Used, out.Left = &g.Used, &left
	}
	if !g.Full.IsZero() {
		out.Full = &g.Full.Value
	}
	for i := range g.Needs {
		out.Needs = append(out.Needs, Need{g.Needs[i].Condition.Text, g.Needs[i].Truth})
	}
	return out
}

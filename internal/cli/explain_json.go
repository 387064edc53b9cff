package cli

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// explanationObject is an explanation as --json prints it: the standing, what
// follows from it as data, and all of it in sentences.
type explanationObject struct {
	standingObject
	Gaps     []gapObject      `json:"gaps"`
	Next     *changeObject    `json:"forecast"` // the next change without new facts; null when there is none
	AtRisk   bool             `json:"at_risk"`
	Back     *calendar.Day    `json:"suspended_until,omitempty"` // without new facts
	Grants   []grantObject    `json:"grants"`
	Withheld []withheldObject `json:"withheld"`
	Reasons  []sentence.Line  `json:"reasons"`
}

type gapObject struct {
	Tier string            `json:"tier"`
	Ways [][]missingObject `json:"ways"` // each way alone is enough
}

type missingObject struct {
	Condition string         `json:"condition"`
	Missing   *number.Number `json:"missing,omitempty"`
	Currency  string         `json:"currency,omitempty"`
	Beyond    bool           `json:"more_than,omitempty"` // more than missing is needed
}

type changeObject struct {
	Day     calendar.Day    `json:"day"`
	From    *string         `json:"from"`
	To      *string         `json:"to"`
	Because standing.Cause  `json:"because"`
	Version string          `json:"version,omitempty"` // under which it is decided
	Into    string          `json:"into,omitempty"`    // whose part the partner becomes
	Leaving []leavingObject `json:"leaving"`           // what stops counting until then
}

type leavingObject struct {
	Metric string   `json:"metric"`
	Before string   `json:"before"`
	After  string   `json:"after"`
	Facts  []string `json:"facts"`
}

type grantObject struct {
	ID        string              `json:"grant"`
	Benefit   string              `json:"benefit"`
	Key       string              `json:"key,omitempty"`
	Tier      string              `json:"tier,omitempty"`
	Version   string              `json:"version"`
	State     standing.GrantState `json:"state"`
	Granted   calendar.Day        `json:"granted"`
	Issued    bool                `json:"issued"` // recorded as a fact
	Ends      *calendar.Day       `json:"ends,omitempty"`
	EndedBy   standing.EndCause   `json:"ended_by,omitempty"`
	Then      *calendar.Day       `json:"forecast_ends,omitempty"` // earlier, if nothing more happens
	ThenBy    standing.EndCause   `json:"forecast_ended_by,omitempty"`
	Amount    *number.Number      `json:"amount,omitempty"`
	Full      *number.Number      `json:"amount_before_cap,omitempty"` // when a cap cut it
	Used      *number.Number      `json:"used,omitempty"`
	Currency  string              `json:"currency,omitempty"`
	Quantity  *number.Number      `json:"quantity,omitempty"`
	Left      *number.Number      `json:"left,omitempty"`
	Activated *calendar.Day       `json:"activated,omitempty"`
	Completed *calendar.Day       `json:"completed,omitempty"`
	Override  string              `json:"override,omitempty"` // why a person decided its review
	Needs     []needObject        `json:"needs,omitempty"`
}

type needObject struct {
	Condition string       `json:"condition"`
	Truth     metric.Truth `json:"truth"`
}

type withheldObject struct {
	Benefit string                 `json:"benefit"`
	Offers  []string               `json:"offers,omitempty"`
	Why     standing.WithheldCause `json:"why"`
}

func explanationJSON(x *standing.Explanation, lines []sentence.Line) explanationObject {
	out := explanationObject{standingObject: standingJSON(x.Standing, x.Complete), AtRisk: x.AtRisk, Back: dayOrNone(x.Back), Reasons: lines,
		Gaps: []gapObject{}, Grants: []grantObject{}, Withheld: []withheldObject{}}
	for i := range x.Gaps {
		out.Gaps = append(out.Gaps, gapJSON(&x.Gaps[i]))
	}
	if x.Next != nil {
		out.Next = changeJSON(x.Next)
	}
	for i := range x.Grants {
		out.Grants = append(out.Grants, grantJSON(&x.Grants[i]))
	}
	for _, w := range x.Withheld {
		object := withheldObject{Benefit: w.Benefit, Why: w.Why}
		for _, offer := range w.Offers {
			object.Offers = append(object.Offers, offer.ID)
		}
		out.Withheld = append(out.Withheld, object)
	}
	return out
}

func gapJSON(g *standing.Gap) gapObject {
	out := gapObject{Tier: g.Tier, Ways: [][]missingObject{}}
	for _, way := range g.Ways {
		list := []missingObject{}
		for i := range way {
			list = append(list, missingJSON(&way[i]))
		}
		out.Ways = append(out.Ways, list)
	}
	return out
}

func missingJSON(m *standing.Missing) missingObject {
	out := missingObject{Condition: m.Reason.Condition.Text, Beyond: m.Beyond}
	if m.More != nil {
		out.Missing, out.Currency = &m.More.Number, m.More.Currency
	}
	return out
}

func changeJSON(c *standing.Change) *changeObject {
	out := &changeObject{Day: c.Day, From: textOrNone(c.From), To: textOrNone(c.To), Because: c.Because, Version: c.Version, Into: c.Into.ID, Leaving: []leavingObject{}}
	for _, l := range c.Leaving {
		each := leavingObject{Metric: l.Metric.Name, Before: l.Before.String(), After: l.After.String(), Facts: []string{}}
		for _, f := range l.Facts {
			each.Facts = append(each.Facts, f.Fact.ID.String())
		}
		out.Leaving = append(out.Leaving, each)
	}
	return out
}

func grantJSON(g *standing.GrantStanding) grantObject {
	out := grantObject{ID: g.ID, Benefit: g.Benefit, Key: g.Key.ID, Tier: g.Tier, Version: g.Version, State: g.State, Granted: g.Granted,
		Issued: !g.Issued.IsZero(), EndedBy: g.By, Activated: dayOrNone(g.Activated), Completed: dayOrNone(g.Completed), Override: g.Decided.Because}
	if g.Ends != calendar.LastDay {
		out.Ends = &g.Ends
	}
	out.Then, out.ThenBy = dayOrNone(g.Then), g.Why
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
		out.Needs = append(out.Needs, needObject{g.Needs[i].Condition.Text, g.Needs[i].Truth})
	}
	return out
}

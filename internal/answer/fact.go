package answer

import (
	"encoding/json"

	"laurel/internal/fact"
)

// Fact is a fact: in the fields of the format laurel-jsonl, so that it can be corrected and imported again.
type Fact struct {
	Source   string `json:"source"`             // the feed
	ID       string `json:"id"`                 // the id of the fact in its feed
	Kind     string `json:"kind,omitempty"`     // the kind of the fact
	Shape    string `json:"shape"`              // event or state
	Happened string `json:"happened,omitempty"` // when it happened, or from when a state holds
	Until    string `json:"until,omitempty"`    // the last day of a state
	Recorded string `json:"recorded"`           // when its feed recorded it
	fact.Subject
	Amount     string         `json:"amount,omitempty"`     // the amount, as a decimal
	Currency   string         `json:"currency,omitempty"`   // its currency
	Quantity   string         `json:"quantity,omitempty"`   // how many, as a decimal
	Attributes map[string]any `json:"attributes,omitempty"` // everything else that it says, by name
	Replaces   string         `json:"replaces,omitempty"`   // the id of the fact that it corrects
	Retracts   string         `json:"retracts,omitempty"`   // the id of the fact that it takes back
	Marks      *fact.ID       `json:"marks,omitempty"`      // the fact that it marks
}

// NewFact is a fact as its feed could send it again.
func NewFact(f *fact.Fact) Fact {
	o := Fact{Source: f.ID.Source, ID: f.ID.Key, Kind: f.Kind, Shape: "event", Happened: f.Happened.String(), Until: f.Until.String(),
		Recorded: f.Recorded.String(), Subject: f.Subject, Currency: f.Amount.Currency, Quantity: quantityText(f)}
	if f.State {
		o.Shape = "state"
	}
	if f.Amount.Currency != "" {
		o.Amount = f.Amount.Value.String()
	}
	if f.Retracts {
		o.Retracts = f.Replaces
	} else {
		o.Replaces = f.Replaces
	}
	if !f.Marks.IsZero() {
		o.Marks = &f.Marks
	}
	for _, a := range f.Attributes {
		if o.Attributes == nil {
			o.Attributes = map[string]any{}
		}
		o.Attributes[a.Name] = attribute(a.Value)
	}
	return o
}

// attribute keeps the kind of a value: a number is written as one, with
// all its digits.
func attribute(v fact.Value) any {
	if yes, ok := v.Bool(); ok {
		return yes
	}
	if n, ok := v.Number(); ok {
		return json.RawMessage(n.String())
	}
	return v.String()
}

func quantityText(f *fact.Fact) string {
	if !f.Counted {
		return ""
	}
	return f.Quantity.String()
}

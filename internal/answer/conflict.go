package answer

import (
	"fmt"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Conflict is a conflict.
type Conflict struct {
	Source   string `json:"source"`   // the feed
	ID       string `json:"id"`       // the id of the fact in it
	Content  string `json:"content"`  // names what came, to tell it from other contents of the same id
	Came     Fact   `json:"came"`     // the fact as it came again
	Held     Fact   `json:"held"`     // what counts
	Received string `json:"received"` // when it came again
}

// NewConflict is a fact as it came again beside what counts; content names what
// came.
func NewConflict(content string, came, held *fact.Fact, received calendar.Moment) Conflict {
	return Conflict{came.ID.Source, came.ID.Key, content, NewFact(came), NewFact(held), received.String()}
}

// Review is the decision about a conflict.
type Review struct {
	fact.ID
	Accepted bool `json:"accepted"` // it counts as it came later; false when it stays as it was
}

// Unmapped is a publisher without a partner.
type Unmapped struct {
	Publisher string `json:"publisher"` // the publisher
	Facts     int    `json:"facts"`     // how many facts of it wait
}

// Waiting is a fact about one that has not come.
type Waiting struct {
	fact.ID
	Names fact.ID `json:"names"` // the fact that has not come
}

// Difference is a field in which two contents of one fact differ; empty for nothing.
type Difference struct{ Name, Held, Came string }

// Differences lists the fields in which two contents of one fact differ.
func Differences(held, came *fact.Fact) []Difference {
	var out []Difference
	add := func(name, was, is string) {
		if was != is {
			out = append(out, Difference{name, was, is})
		}
	}
	add("kind", held.Kind, came.Kind)
	add("happened", held.Happened.String(), came.Happened.String())
	add("until", held.Until.String(), came.Until.String())
	for _, level := range fact.Levels() {
		add(string(level), held.Subject.ID(level), came.Subject.ID(level))
	}
	add("amount", held.Amount.String(), came.Amount.String())
	add("quantity", quantityText(held), quantityText(came))
	for _, a := range fact.NewAttributes(slices.Concat(held.Attributes, came.Attributes)...) {
		add(a.Name, held.Attributes.Get(a.Name).String(), came.Attributes.Get(a.Name).String())
	}
	return out
}

// Differing says in which fields two contents of one fact differ.
func Differing(held, came *fact.Fact) []string {
	var out []string
	for _, d := range Differences(held, came) {
		out = append(out, fmt.Sprintf("%s %s (held %s)", d.Name, orNothing(d.Came), orNothing(d.Held)))
	}
	return out
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

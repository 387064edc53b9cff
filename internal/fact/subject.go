package fact

import "slices"

// Level is a kind of subject that a fact can be about.
type Level string

// The levels, from the widest to the narrowest.
const (
	Partner   Level = "partner"
	Publisher Level = "publisher"
	Offer     Level = "offer"
	Plan      Level = "plan"
	Customer  Level = "customer"
	Deal      Level = "deal"
	Person    Level = "person"
)

// Levels lists every level, from the widest to the narrowest.
func Levels() []Level { return []Level{Partner, Publisher, Offer, Plan, Customer, Deal, Person} }

// Is reports whether the word is a level.
func (l Level) Is() bool {
	switch l {
	case Partner, Publisher, Offer, Plan, Customer, Deal, Person:
		return true
	default:
		return false
	}
}

// Plural is the word for many of a level, as programs write it: offers, people.
func (l Level) Plural() string {
	if l == Person {
		return "people"
	}
	return string(l) + "s"
}

// LevelOfPlural is the level whose plural is word.
func LevelOfPlural(word string) (Level, bool) {
	i := slices.IndexFunc(Levels(), func(l Level) bool { return l.Plural() == word })
	if i < 0 {
		return "", false
	}
	return Levels()[i], true
}

// Subject names whom and what a fact is about. Every field is an opaque id and
// may be empty; a fact needs a publisher or a partner to be counted.
type Subject struct {
	Partner   string `json:"partner,omitempty"`   // the partner that it is about
	Publisher string `json:"publisher,omitempty"` // the publisher
	Offer     string `json:"offer,omitempty"`     // the offer
	Plan      string `json:"plan,omitempty"`      // the plan of the offer
	Customer  string `json:"customer,omitempty"`  // the customer, an opaque id
	Deal      string `json:"deal,omitempty"`      // the deal
	Person    string `json:"person,omitempty"`    // the person, an opaque id
}

// ID is the id at a level, empty when the fact has none there.
func (s *Subject) ID(l Level) string {
	switch l {
	case Partner:
		return s.Partner
	case Publisher:
		return s.Publisher
	case Offer:
		return s.Offer
	case Plan:
		return s.Plan
	case Customer:
		return s.Customer
	case Deal:
		return s.Deal
	case Person:
		return s.Person
	default:
		return ""
	}
}

// SetID names the subject at a level.
func (s *Subject) SetID(l Level, id string) {
	switch l {
	case Partner:
		s.Partner = id
	case Publisher:
		s.Publisher = id
	case Offer:
		s.Offer = id
	case Plan:
		s.Plan = id
	case Customer:
		s.Customer = id
	case Deal:
		s.Deal = id
	case Person:
		s.Person = id
	}
}

// Level is the narrowest level that has an id: a state with an offer and a
// publisher describes the offer.
func (s *Subject) Level() Level {
	for _, l := range slices.Backward(Levels()) {
		if s.ID(l) != "" {
			return l
		}
	}
	return ""
}

// Holder is the id that the fact is kept under: its publisher, or else its
// partner.
func (s *Subject) Holder() string {
	if s.Publisher != "" {
		return s.Publisher
	}
	return s.Partner
}

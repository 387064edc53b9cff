package metric

import (
	"slices"

	"laurel/internal/fact"
)

// Scope narrows what metrics see to one subject or to one value of a dimension:
// one offer, the region US. The zero Scope is the whole partner. Scopes nest
// three deep: a customer of an offer within a region.
type Scope struct{ keys [3]Key }

// Key is one subject (Level set) or one value of a dimension (Dimension set).
type Key struct {
	Level     fact.Level
	Dimension string
	ID        string
}

// IsZero reports whether the key narrows nothing.
func (k Key) IsZero() bool { return k.Level == "" && k.Dimension == "" && k.ID == "" }

// IsZero reports whether the scope is the whole partner.
func (s *Scope) IsZero() bool { return s.keys[0].IsZero() }

// Within is the scope narrowed by one more key. It must have room: checking a
// program sees to it.
func (s Scope) Within(k Key) Scope {
	s.keys[s.depth()] = k
	return s
}

func (s *Scope) depth() int {
	n := 0
	for n < len(s.keys) && !s.keys[n].IsZero() {
		n++
	}
	return n
}

// Key is the innermost key of the scope; zero for the whole partner.
func (s Scope) Key() Key { return s.keys[max(s.depth()-1, 0)] }

// In reports whether the scope lies in a key that an override names by its id
// alone; every scope lies in none.
func (s Scope) In(key string) bool {
	return key == "" || slices.ContainsFunc(s.keys[:s.depth()], func(k Key) bool { return k.ID == key })
}

// hasCredit reports whether a credit is for the scope: that of a key is for the
// key, and for the partner as a whole.
func (s *Scope) hasCredit(b *Book, e *fact.Entry) bool {
	if key := e.Attribute("key").String(); key != "" {
		return s.IsZero() || s.depth() == 1 && s.In(key)
	}
	return s.has(b, e)
}

// has reports whether a fact lies in the scope.
func (s *Scope) has(b *Book, e *fact.Entry) bool {
	for i := range s.keys[:s.depth()] {
		if !s.keys[i].has(b, e) {
			return false
		}
	}
	return true
}

func (k Key) has(b *Book, e *fact.Entry) bool {
	switch {
	case k.Level != "":
		return subjectKey(k.Level, &e.Subject) == k.ID
	case k.Dimension != "":
		return b.attribute(e, k.Dimension).String() == k.ID
	default:
		return true
	}
}

// subjectKey names a subject within a partner. Offer and plan ids are the
// publisher's own, so they are told apart by publisher.
func subjectKey(l fact.Level, s *fact.Subject) string { return pathOf(l, s).key() }

// subjectPath is the parts of a subject's key, to be compared without joining
// them for every fact.
type subjectPath struct {
	level                fact.Level
	publisher, offer, id string
}

func pathOf(l fact.Level, s *fact.Subject) subjectPath {
	p := subjectPath{level: l, id: s.ID(l)}
	if l == fact.Offer || l == fact.Plan {
		p.publisher = s.Publisher
	}
	if l == fact.Plan && s.Publisher != "" {
		p.offer = s.Offer
	}
	return p
}

func (p subjectPath) key() string {
	switch {
	case p.id == "" || p.publisher == "":
		return p.id
	case p.level == fact.Plan:
		return p.publisher + "/" + p.offer + "/" + p.id
	default:
		return p.publisher + "/" + p.id
	}
}

// domain is what a quantifier, a total or a count of subjects runs over: the
// subjects of a level, or the values of a dimension.
type domain struct {
	level     fact.Level
	dimension string
}

// domainOf reads a plural (offers) or the name of a dimension (region).
func domainOf(word string) domain {
	if l, ok := fact.LevelOfPlural(word); ok {
		return domain{level: l}
	}
	return domain{dimension: word}
}

func (d domain) key(id string) Key { return Key{Level: d.level, Dimension: d.dimension, ID: id} }

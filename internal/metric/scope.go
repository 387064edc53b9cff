package metric

import (
	"laurel/internal/fact"
)

// Scope narrows what metrics see to one subject or to one value of a dimension:
// one offer, the region US. The zero Scope is the whole partner. Scopes nest
// two deep: an offer within a region.
type Scope struct{ outer, inner Key }

// Key is one subject (Level set) or one value of a dimension (Dimension set).
type Key struct {
	Level     fact.Level
	Dimension string
	ID        string
}

// IsZero reports whether the key narrows nothing.
func (k Key) IsZero() bool { return k == Key{} }

// Within is the scope narrowed by one more key.
func (s Scope) Within(k Key) Scope {
	if s.outer.IsZero() {
		return Scope{outer: k}
	}
	return Scope{outer: s.outer, inner: k}
}

// Key is the innermost key of the scope; zero for the whole partner.
func (s Scope) Key() Key {
	if !s.inner.IsZero() {
		return s.inner
	}
	return s.outer
}

// has reports whether a fact lies in the scope.
func (s Scope) has(b *Book, e *fact.Entry) bool {
	return s.outer.has(b, e) && s.inner.has(b, e)
}

func (k Key) has(b *Book, e *fact.Entry) bool {
	switch {
	case k.Level != "":
		return subjectKey(k.Level, e.Subject) == k.ID
	case k.Dimension != "":
		return b.attribute(e, k.Dimension).String() == k.ID
	default:
		return true
	}
}

// subjectKey names a subject within a partner. Offer and plan ids are the
// publisher's own, so they are told apart by publisher.
func subjectKey(l fact.Level, s fact.Subject) string {
	id := s.ID(l)
	switch {
	case id == "" || s.Publisher == "":
		return id
	case l == fact.Offer:
		return s.Publisher + "/" + id
	case l == fact.Plan:
		return s.Publisher + "/" + s.Offer + "/" + id
	default:
		return id
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

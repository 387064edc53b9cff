package scenario

import (
	"slices"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// A cast finds out whom the lines of a story mean: of which publisher a sale
// is, and which offer a benefit was for.
type cast struct {
	story    *story
	mistakes *problem.Mistakes
}

func (s *story) place(w word) problem.Place {
	return problem.Place{File: s.file, Line: w.line, Column: w.column}
}

func (c *cast) wrong(at word, hint, format string, args ...any) {
	c.mistakes.AddWithHint(c.story.place(at), hint, format, args...)
}

// publisherNames lists a partner's publishers: those declared, or one of its
// own name.
func (p *partner) publisherNames() []string {
	if len(p.publishers) == 0 {
		return []string{p.name}
	}
	names := make([]string, len(p.publishers))
	for i, each := range p.publishers {
		names[i] = each.name
	}
	return names
}

func (p *partner) offerNames() []string {
	var names []string
	for _, o := range p.offers {
		if !slices.Contains(names, o.name) {
			names = append(names, o.name)
		}
	}
	return names
}

// subject completes whom a fact is about. What is about no publisher's own
// thing (a state of the partner, a benefit, an override) is the partner's.
func (c *cast) subject(p *partner, t *told) fact.Subject {
	s := t.fact.Subject
	names := p.publisherNames()
	switch {
	case t.publisher.text != "":
		s.Publisher = c.publisher(p, t.publisher)
	case t.about.text != "":
		s.Publisher = c.publisherOfOffer(p, t)
	case t.isPartners():
		s.Partner = p.name
	case len(names) == 1:
		s.Publisher = names[0]
	default:
		s.Publisher = names[0]
		c.wrong(t.at, "Add publisher=… with one of them.", "%q has several publishers, and the line does not say which one it is about.", p.name)
	}
	if t.about.text != "" {
		c.offerExists(p, t)
	}
	return s
}

func (t *told) isPartners() bool {
	return t.fact.State || t.benefit.text != ""
}

// publisher checks a publisher that a line names.
func (c *cast) publisher(p *partner, w word) string {
	if !slices.Contains(p.publisherNames(), w.value) {
		hint := suggestion(w.value, p.publisherNames())
		if len(p.publishers) == 0 {
			hint = "Add a line such as publisher " + w.value + " joined 2024-01-01."
		}
		c.wrong(w, hint, "%q has no publisher %q.", p.name, w.value)
	}
	return w.value
}

// publisherOfOffer is the publisher that declared the offer; of several it must
// be said.
func (c *cast) publisherOfOffer(p *partner, t *told) string {
	var found []string
	for _, o := range p.offers {
		if o.name == t.fact.Subject.Offer {
			found = append(found, c.declaredBy(p, o)...)
		}
	}
	if len(found) == 0 {
		found = p.publisherNames()
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) > 1 {
		c.wrong(t.about, "Add publisher=… with one of them.", "Several publishers of %q may have the offer %q, and the line does not say which one it is about.", p.name, t.fact.Subject.Offer)
	}
	return found[0]
}

func (c *cast) declaredBy(p *partner, o *offer) []string {
	if o.publisher.text != "" {
		return []string{o.publisher.value}
	}
	return p.publisherNames()
}

// offerExists refuses an offer that is not among those declared, when any is.
func (c *cast) offerExists(p *partner, t *told) {
	name := t.fact.Subject.Offer
	if names := p.offerNames(); len(names) > 0 && !slices.Contains(names, name) {
		hint := "Add a line such as offer " + name + " live 2024-01-01."
		c.wrong(t.about, suggestionOr(name, names, hint), "%q has no offer %q.", p.name, name)
	}
}

// offerID is the id of an offer as facts know it: its publisher's name and its
// own. A name that no offer has is left as it is.
func (c *cast) offerID(p *partner, name string) string {
	if p == nil {
		return name
	}
	for _, o := range p.offers {
		if o.name == name {
			return c.declaredBy(p, o)[0] + "/" + name
		}
	}
	return name
}

package scenario

import (
	"slices"

	"laurel/internal/fact"
)

// listings and statuses are the words for what an offer is and where it stands
// in its life.
var (
	listings = []string{"list", "trial", "consulting", "transact"}
	statuses = []string{"draft", "live", "delisted"}
)

// tellOffer reads offer NAME [LISTING] STATUS DATE [STATUS DATE …] [name=value …]
// [learned DATE]: one state for each status, the listing and the attributes with
// the first.
func (t *telling) tellOffer() {
	name := t.a("The name of the offer")
	o := &offer{at: name, name: name.text}
	first := &told{at: t.at, about: name, fact: offerState(name.text)}
	var later []*told
	for t.more() {
		w := t.peek()
		switch {
		case slices.Contains(listings, w.text):
			t.pos++
			first.fact.Attributes = first.fact.Attributes.With("listing", fact.Text(w.text))
		case slices.Contains(statuses, w.text):
			later = append(later, t.status(name, len(later) == 0, first))
		case w.isAttribute():
			t.pos++
			t.attribute(first, w)
		case t.accept("learned"):
			first.fact.Recorded = t.moment("The day it was learned")
		default:
			t.fail(w, suggestion(w.text, slices.Concat(listings, statuses, []string{"learned"})), "`%s` says nothing about an offer.", shorten(w.text))
		}
	}
	if len(later) == 0 {
		t.fail(t.end, "Write it like "+exampleOf("offer")+".", "The line does not say since when the offer is %s.", "draft, live or delisted")
	}
	if t.failed {
		return
	}
	t.partner.offers = append(t.partner.offers, o)
	o.publisher = first.publisher
	learned := first.fact.Recorded
	for _, f := range later {
		f.fact.Recorded, f.publisher = learned, first.publisher
		t.add(f)
	}
}

// status reads one status with its date. The first one carries what else the
// line says.
func (t *telling) status(name word, isFirst bool, first *told) *told {
	f := &told{at: t.at, about: name, fact: offerState(name.text)}
	if isFirst {
		f = first
	}
	status := t.take()
	f.fact.Attributes = f.fact.Attributes.With("status", fact.Text(status.text))
	f.fact.Happened = t.moment("The day since when the offer is " + status.text)
	return f
}

func offerState(name string) fact.Fact {
	return fact.Fact{Kind: string(fact.Offer), State: true, Subject: fact.Subject{Offer: name}}
}

// tellPublisher reads publisher NAME joined DATE [left DATE] [name=value …]
// [learned DATE].
func (t *telling) tellPublisher() {
	name := t.a("The name of the publisher")
	p := &publisher{at: name, name: name.text}
	t.expect("joined", exampleOf("publisher"))
	p.joined = t.moment("The day it joined")
	for t.more() {
		w := t.peek()
		switch {
		case t.accept("left"):
			p.left = t.moment("The last day it belonged to the partner")
		case t.accept("learned"):
			p.learned = t.moment("The day it was learned")
		case w.isAttribute():
			t.pos++
			t.setAttribute(&p.attributes, w)
		default:
			t.fail(w, suggestion(w.text, []string{"left", "learned"}), "`%s` says nothing about a publisher.", shorten(w.text))
		}
	}
	if !t.failed {
		t.partner.publishers = append(t.partner.publishers, p)
	}
}

func exampleOf(word string) string {
	all := tellers()
	return all[slices.IndexFunc(all, func(t teller) bool { return t.word == word })].example
}

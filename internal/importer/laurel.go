package importer

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/problem"
)

// laurelField is one field of Laurel's own formats, and how it goes into the
// fact. The table laurelFields is the formats' definition.
type laurelField struct {
	name string
	set  func(*draft, given)
}

// laurelFields lists every field. A field that is absent, null or, in a table,
// empty says nothing. Only id is always needed; a fact that retracts or marks
// another needs no happened, and no kind.
//
//	source       the feed's name; the import's source when absent
//	id           the feed's own key of the fact
//	kind         what it is: sale, refund, teams_mau; mark when the field marks is there
//	shape        event or state; a state for the kinds partner, publisher, membership, merge and offer, else an event
//	happened     a date, or a time with its zone: when it was true, or began
//	until        the last day of a state, or the moment at which it ended
//	recorded     when the source learned it; the import's date of publication when absent
//	partner … person  opaque ids of whom and what it is about; the import's publisher when there is neither partner nor publisher
//	             and the fact is not about another fact or, as the kind complete, about its source
//	amount       an exact decimal, needs currency
//	currency     an ISO 4217 code, needs amount
//	quantity     an exact decimal
//	attributes   an object of texts, numbers, true and false; in a table columns named attributes.NAME
//	replaces     the id of the fact, in the same source, that this one corrects
//	retracts     the id of the fact, in the same source, that this one takes back
//	correction   true: this is the newest content of its own id
//	marks        the id of the fact that this one adds its attributes to; an object with source and id, or in a
//	             table the column marks.source as well, when that has another source
var laurelFields = []laurelField{
	{"source", (*draft).setSource},
	{"id", func(d *draft, g given) { d.fact.ID.Key = d.text(g) }},
	{"kind", (*draft).setKind},
	{"shape", func(d *draft, g given) { d.shaped, d.fact.State = true, read(d, g, "event or state", parseShape) }},
	{"happened", func(d *draft, g given) { d.fact.Happened = d.moment(g) }},
	{"until", func(d *draft, g given) { d.fact.Until = d.moment(g) }},
	{"recorded", func(d *draft, g given) { d.recorded, d.fact.Recorded = &g, d.moment(g) }},
	{"partner", func(d *draft, g given) { d.fact.Subject.Partner = d.text(g) }},
	{"publisher", func(d *draft, g given) { d.fact.Subject.Publisher = d.text(g) }},
	{"offer", func(d *draft, g given) { d.fact.Subject.Offer = d.text(g) }},
	{"plan", func(d *draft, g given) { d.fact.Subject.Plan = d.text(g) }},
	{"customer", func(d *draft, g given) { d.fact.Subject.Customer = d.text(g) }},
	{"deal", func(d *draft, g given) { d.fact.Subject.Deal = d.text(g) }},
	{"person", func(d *draft, g given) { d.fact.Subject.Person = d.text(g) }},
	{"amount", func(d *draft, g given) { d.amount, d.fact.Amount.Value = &g, d.decimal(g) }},
	{"currency", func(d *draft, g given) {
		d.currency, d.fact.Amount.Currency = &g, read(d, g, "a currency", money.ParseCurrency)
	}},
	{"quantity", func(d *draft, g given) { d.fact.Counted, d.fact.Quantity = true, d.decimal(g) }},
	{"attributes", (*draft).setAttributes},
	{"replaces", func(d *draft, g given) { d.replaces = &g; d.fact.Replaces = d.text(g) }},
	{"retracts", func(d *draft, g given) { d.retracts = &g; d.fact.Retracts, d.fact.Replaces = true, d.id(g) }},
	{"correction", func(d *draft, g given) { d.correction = d.flag(g) }},
	{"marks", (*draft).setMarks},
}

// statesByKind are the kinds that hold over a time unless the row says else.
var statesByKind = []string{string(fact.Partner), string(fact.Publisher), fact.Membership, fact.Merge, string(fact.Offer)}

// parseShape is whether a fact is a state.
func parseShape(word string) (state bool, err error) {
	if word != "event" && word != "state" {
		return false, problem.New(problem.Invalid, "%q is not a shape.", shorten(word)).WithHint("A fact is an event or a state.")
	}
	return word == "state", nil
}

func unknownField(name string) error {
	names := fieldNames()
	p := problem.New(problem.Invalid, "There is no field %q.", shorten(name))
	if near, ok := nearest(name, names); ok {
		return p.WithHint("Is %s meant?", near)
	}
	return p.WithHint("Fields are %s; anything else belongs into attributes.", strings.Join(names, ", "))
}

func fieldNames() []string {
	names := make([]string, len(laurelFields))
	for i, f := range laurelFields {
		names[i] = f.name
	}
	return names
}

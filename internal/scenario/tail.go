package scenario

import (
	"slices"
	"strconv"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/yamlfile"
)

// fields says which of the things that may follow a fact's date a line has.
type fields struct {
	figure  bool     // a number or an amount
	times   bool     // how many such facts there are
	learned bool     // the line must say when it was learned
	only    []string // the attributes that mean something; any when empty
}

// tail reads what follows a fact's date, in any order: a number or an amount,
// attributes, and when it was learned.
func (t *telling) tail(f *told, allowed fields) {
	figures := 0
	for t.more() {
		w := t.peek()
		switch {
		case w.isAttribute() && len(allowed.only) > 0 && !slices.Contains(allowed.only, w.name):
			t.fail(w, suggestionOr(w.name, allowed.only, "What means something here is "+strings.Join(allowed.only, ", ")+"."), "`%s` means nothing here.", shorten(w.name))
			return
		case w.isAttribute():
			t.pos++
			t.attribute(f, w)
		case t.accept("learned"):
			f.fact.Recorded = t.moment("The day it was learned")
		case allowed.times && t.accept("times"):
			f.times = t.count(f.name)
		case startsNumber(w.text) && allowed.figure && figures == 0:
			figures++
			t.amountOrQuantity(f)
		default:
			t.leftOver(w, allowed)
			return
		}
	}
	if allowed.learned && f.fact.Recorded.IsZero() {
		t.fail(t.end, "Add it at the end, like learned 2025-02-20.", "The line does not say when it was learned.")
	}
}

// count takes how many facts a line tells. Facts of one name are one fact.
func (t *telling) count(name word) *int {
	w := t.a("How many there are")
	n, err := strconv.Atoi(w.text)
	switch {
	case err != nil || n < 0 || n > mostFacts:
		t.fail(w, "Write a whole number, like times 16.", "`%s` does not say how many there are.", shorten(w.text))
	case name.text != "":
		t.fail(name, "Leave the name out, or write a line for each.", "One name cannot be given to %d facts.", n)
	}
	return &n
}

func (t *telling) leftOver(w word, allowed fields) {
	switch {
	case startsNumber(w.text) && !allowed.figure:
		t.fail(w, "The value of a state stands behind =, like = 150.", "`%s` cannot stand here.", shorten(w.text))
	case startsNumber(w.text):
		t.fail(w, "Write an amount with its currency behind it, and an attribute as name=value.", "This is a second number: `%s`.", shorten(w.text))
	case isCode(w.text):
		t.fail(w, "Write the number in front of it, like 60_000 "+w.text+".", "A currency stands here without an amount.")
	case isCode(strings.ToUpper(w.text)) && startsNumber(t.words[t.pos-1].text):
		t.fail(w, "Write "+strings.ToUpper(w.text)+".", "`%s` is not a currency.", w.text)
	default:
		t.fail(w, suggestionOr(w.text, []string{"learned", "times"}, "What may stand here is an amount, attributes such as offer=shop, and learned 2024-04-01."),
			"`%s` cannot stand here.", shorten(w.text))
	}
}

// suggestionOr is the word that was probably meant, or what else to do.
func suggestionOr(wrong string, known []string, otherwise string) string {
	if near := yamlfile.Suggest(wrong, known); near != "" {
		return "Did you mean `" + near + "`?"
	}
	return otherwise
}

func (t *telling) amountOrQuantity(f *told) {
	figure := t.figure("The amount")
	if figure.currency != "" {
		f.fact.Amount = figure.amount()
	} else {
		f.fact.Quantity, f.fact.Counted = figure.number, true
	}
}

// attribute sets an attribute, or what the fact is about.
func (t *telling) attribute(f *told, w word) {
	switch w.name {
	case "publisher":
		f.publisher = w
	case "offer":
		f.about, f.fact.Subject.Offer = w, w.value
	case "plan":
		f.fact.Subject.Plan = w.value
	case "customer":
		f.fact.Subject.Customer = w.value
	case "deal":
		f.fact.Subject.Deal = w.value
	case "person":
		f.fact.Subject.Person = w.value
	case "source":
		f.fact.ID.Source = w.value
	default:
		f.attributes = append(f.attributes, w)
		t.setAttribute(&f.fact.Attributes, w)
	}
}

func (t *telling) setAttribute(a *fact.Attributes, w word) {
	if !a.Get(w.name).IsNothing() {
		t.fail(w, "Leave one of them out.", "The attribute `%s` is given twice.", w.name)
	}
	v := fact.ParseValue(w.value)
	if w.quoted {
		v = fact.Text(w.value)
	}
	if number, mended := looksBroken(w.value); number && !w.quoted {
		t.fail(w, "Write "+mended+", or put the text in quotes.", "A number cannot have a comma: `%s`.", shorten(w.value))
	}
	*a = a.With(w.name, v)
}

// looksBroken reports whether a text is a number with commas in it, and what
// the number is without them.
func looksBroken(text string) (bool, string) {
	mended := yamlfile.MendNumbers(text)
	return mended != text && startsNumber(text), mended
}

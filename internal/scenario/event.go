package scenario

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// An event happened once: KIND [NAME] DATE [AMOUNT or NUMBER] [name=value …]
// [learned DATE] [times NUMBER].
func (t *telling) tellEvent(kind word, verbatim bool) {
	f := &told{at: kind, fact: fact.Fact{Kind: t.kind(kind)}, verbatim: verbatim}
	if t.failed || !verbatim && t.misspelled(kind) {
		return
	}
	f.name = t.factName()
	f.fact.Happened = t.moment("The day it happened")
	t.tail(f, fields{figure: true, times: true})
	t.add(f)
}

// tellNamedEvent reads an event behind the word event: for kinds that look like
// a word of this language.
func (t *telling) tellNamedEvent() { t.tellEvent(t.a("The kind of event"), true) }

// A state held over days: state KIND [NAME] FROM..UNTIL [= VALUE] [name=value …]
// [learned DATE].
func (t *telling) tellState() {
	kind := t.a("The kind of state")
	f := &told{at: kind, fact: fact.Fact{Kind: t.kind(kind), State: true}}
	if t.failed {
		return
	}
	f.name = t.factName()
	f.fact.Happened, f.fact.Until = t.days("state installs 2024-03-01..2024-06-30 = 150")
	if t.accept("=") {
		t.value(f)
	}
	t.tail(f, fields{})
	t.add(f)
}

// value is what a state says. A number is kept both as a quantity and as the
// attribute value, so that a program reads it by either word.
func (t *telling) value(f *told) {
	if t.atNumber() {
		if t.amountOrQuantity(f); f.fact.Counted {
			f.fact.Attributes = f.fact.Attributes.With("value", fact.Numeric(f.fact.Quantity))
		}
		return
	}
	w := t.a("The value of the state")
	v := fact.ParseValue(w.text)
	if w.quoted {
		v = fact.Text(w.text)
	}
	f.fact.Attributes = f.fact.Attributes.With("value", v)
}

// isRange reports whether a word says from when to when.
func isRange(text string) bool { return strings.Contains(text, "..") }

// days takes FROM..UNTIL: both days included, an open side left out. Since ever
// is the first of all days.
func (t *telling) days(example string) (from, until calendar.Moment) {
	w := t.a("The time from when to when")
	first, last, ok := strings.Cut(w.text, "..")
	if !ok {
		t.notRange(w, example)
		return
	}
	from = calendar.On(calendar.FirstDay)
	if first != "" {
		from = t.momentIn(w, first)
	}
	if last != "" {
		until = t.momentIn(w, last)
	}
	if !t.failed && !until.IsZero() && until.Before(from) {
		t.fail(w, "Write the earlier day first.", "This ends on %s, before it begins on %s.", until, from)
	}
	return from, until
}

func (t *telling) notRange(w word, example string) {
	if _, err := calendar.ParseMoment(w.text); err == nil {
		t.fail(w, "Write "+w.text+".. if it still holds, and "+w.text+".."+w.text+" if it held on that day only.", "The line does not say until when it holds.")
		return
	}
	t.fail(w, "Write it like "+example+".", "`%s` does not say from when to when.", shorten(w.text))
}

func (t *telling) momentIn(w word, text string) calendar.Moment {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		t.failWith(w, err)
	}
	return m
}

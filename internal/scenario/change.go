package scenario

import "laurel/internal/fact"

// A change is what was learned later about a fact that has a name: that it had
// another amount, that it was fraud, that it never was.

// tellMark reads mark NAME name=value … learned DATE.
func (t *telling) tellMark() {
	c, f := t.change(marks)
	t.tail(f, fields{learned: true})
	if len(f.fact.Attributes) == 0 {
		t.fail(t.end, "Write it like "+exampleOf("mark")+".", "The line does not say what the fact is marked with.")
	}
	t.keep(c)
}

// tellFraud reads fraud NAME learned DATE, which is short for mark NAME
// fraud=proven.
func (t *telling) tellFraud() {
	c, f := t.change(marks)
	f.setText("fraud", "proven")
	t.tail(f, fields{learned: true})
	t.keep(c)
}

// tellCorrection reads correct NAME [DATE or FROM..UNTIL] [AMOUNT or NUMBER]
// [name=value …] learned DATE. What the line does not give stays as it was.
func (t *telling) tellCorrection() {
	c, f := t.change(corrects)
	switch w := t.peek(); {
	case isRange(w.text):
		f.fact.State = true
		f.fact.Happened, f.fact.Until = t.days("correct i1 2024-03-01..2024-06-30 = 150 learned 2024-07-02")
	case isDate(w.text):
		f.fact.Happened = t.moment("The day it happened")
	}
	if t.accept("=") {
		t.value(f)
	}
	t.tail(f, fields{figure: true, learned: true})
	t.keep(c)
}

// tellRetraction reads retract NAME learned DATE.
func (t *telling) tellRetraction() {
	c, f := t.change(retracts)
	t.tail(f, fields{learned: true})
	if len(f.fact.Attributes) > 0 {
		t.fail(t.at, "Leave the attributes out, or write correct instead of retract.", "What never was has no attributes.")
	}
	t.keep(c)
}

func (t *telling) change(what changeKind) (*change, *told) {
	c := &change{at: t.at, of: t.named(), what: what, new: &told{at: t.at}}
	return c, c.new
}

func (t *telling) keep(c *change) {
	if !t.failed {
		t.partner.changes = append(t.partner.changes, c)
	}
}

// isDate reports whether a word is meant as a date or a time: an amount has no
// hyphen inside.
func isDate(text string) bool {
	return len(text) >= len("2024-01-01") && startsNumber(text) && text[4] == '-'
}

// apply makes the corrected fact from what it was and what the line gives.
func (c *change) apply(was fact.Fact) fact.Fact {
	now, given := was, &c.new.fact
	if !given.Happened.IsZero() {
		now.Happened, now.Until = given.Happened, given.Until
	}
	if !given.Amount.IsZero() || given.Counted {
		now.Amount, now.Quantity, now.Counted = given.Amount, given.Quantity, given.Counted
	}
	for _, a := range given.Attributes {
		now.Attributes = now.Attributes.With(a.Name, a.Value)
	}
	now.Subject = mergedSubject(now.Subject, given.Subject)
	now.Recorded = given.Recorded
	return now
}

// mergedSubject is a subject with what another names in place of its own.
func mergedSubject(was, given fact.Subject) fact.Subject {
	for _, field := range []struct{ into, from *string }{{&was.Publisher, &given.Publisher}, {&was.Offer, &given.Offer},
		{&was.Plan, &given.Plan}, {&was.Customer, &given.Customer}, {&was.Deal, &given.Deal}, {&was.Person, &given.Person}} {
		if *field.from != "" {
			*field.into = *field.from
		}
	}
	return was
}

package importer

import (
	"cmp"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// draft is a fact being put together from the fields of one row, with
// everything that is wrong with them.
type draft struct {
	fact       fact.Fact
	correction bool
	shaped     bool
	faults     []Fault

	amount, currency, replaces, retracts, recorded *given // where they stand, when they were given
}

// fill sets one field; an unknown one is a fault that names the nearest.
func (d *draft) fill(g given) {
	if g.is(nullValue) {
		return
	}
	for _, f := range laurelFields {
		if f.name == g.name {
			f.set(d, g)
			return
		}
	}
	d.fault(g, unknownField(g.name))
}

func (d *draft) fault(g given, err error) {
	d.faults = append(d.faults, Fault{Line: g.line, Column: g.column, Name: cmp.Or(g.label, g.name), Value: shown(g.text), Reason: reasonOf(err)})
}

// setSource keeps feeds from speaking in Laurel's own name.
func (d *draft) setSource(g given) {
	d.fact.ID.Source = d.text(g)
	if d.fact.ID.Source == fact.Laurel {
		d.fault(g, problem.New(problem.Invalid, "The source %q is that of what Laurel itself does.", fact.Laurel).
			WithHint("Name the feed that the fact comes from."))
	}
}

// setKind keeps feeds from deciding in Laurel's place: what was granted, and what
// stands above the rules, only Laurel records, with who did it.
func (d *draft) setKind(g given) {
	d.fact.Kind = d.text(g)
	if d.fact.Kind == fact.Grant || d.fact.Kind == fact.Override {
		d.fault(g, problem.New(problem.Invalid, "A fact of the kind %s is recorded by Laurel itself, and no feed can send it.", d.fact.Kind).
			WithHint("Let Laurel issue or override it, or name the kind differently."))
	}
}

func (d *draft) setAttributes(g given) {
	if !g.is(objectValue) {
		d.fault(g, problem.New(problem.Invalid, "Attributes are an object of names and values.").WithHint(`Write {"country": "DE", "trial": false}.`))
		return
	}
	for _, a := range g.fields {
		d.setAttribute(a)
	}
}

func (d *draft) setAttribute(g given) {
	v, err := g.value()
	switch {
	case err != nil:
		d.fault(g, err)
	case !v.IsNothing():
		d.fact.Attributes = d.fact.Attributes.With(g.name, v)
	}
}

func (d *draft) setMarks(g given) {
	if !g.is(objectValue) {
		d.fact.Marks.Key = d.id(g)
		return
	}
	for _, f := range g.fields {
		switch f.name {
		case "source":
			d.setMarkedSource(f)
		case "id":
			d.fact.Marks.Key = d.text(f)
		default:
			d.fault(f, problem.New(problem.Invalid, "There is no field %q in marks.", shorten(f.name)).WithHint("It has source and id."))
		}
	}
}

// setMarkedSource keeps feeds from adding to what Laurel itself recorded.
func (d *draft) setMarkedSource(g given) {
	d.fact.Marks.Source = d.text(g)
	if d.fact.Marks.Source == fact.Laurel {
		d.fault(g, problem.New(problem.Invalid, "What Laurel itself recorded cannot be marked.").WithHint("Mark the fact of a feed."))
	}
}

// text is an id, or another word, in a field. A number is taken as it is written.
func (d *draft) text(g given) string {
	return read(d, g, "a text", func(text string) (string, error) { return text, fact.CheckID(g.name, text) })
}

// id is the id of another fact; true and false were meant for something else.
func (d *draft) id(g given) string {
	return read(d, g, "the id of another fact", func(text string) (string, error) {
		if text == "true" || text == "false" {
			return "", problem.New(problem.Invalid, "The field %s holds the id of another fact, not yes or no.", g.name).
				WithHint("Write the id, or leave the field out.")
		}
		return text, fact.CheckID(g.name, text)
	})
}

func (d *draft) decimal(g given) number.Number { return read(d, g, "a number", parseDecimal) }

func (d *draft) moment(g given) calendar.Moment {
	return read(d, g, "a date or a time", calendar.ParseMoment)
}

// read reads a field that is a text or a number, and notes what is wrong with it.
func read[T any](d *draft, g given, what string, parse func(string) (T, error)) (value T) {
	if g.is(objectValue) || g.is(arrayValue) || g.is(yesOrNo) {
		d.fault(g, problem.New(problem.Invalid, "The field %s must be %s.", g.name, what).
			WithHint("Write one text or one number."))
		return value
	}
	value, err := parse(strings.TrimSpace(g.text))
	if err != nil {
		d.fault(g, err)
	}
	return value
}

func (d *draft) flag(g given) bool {
	yes, err := parseFlag(g.text)
	if err != nil {
		d.fault(g, err)
	}
	return yes
}

// finish fills in what the row left to the import, and checks the fact.
func (d *draft) finish(o Options, line int) (Item, []Fault) {
	f := &d.fact
	d.checkPairs()
	d.checkRecorded(o.Now)
	d.fillIn(o)
	if f.Recorded.IsZero() {
		d.faults = append(d.faults, Fault{Line: line, Reason: reasonOf(errUnrecorded)})
	} else if err := f.Check(); err != nil && len(d.faults) == 0 {
		d.faults = append(d.faults, Fault{Line: line, Reason: reasonOf(err)})
	}
	return Item{Fact: *f, Line: line, Correction: d.correction}, d.faults
}

func (d *draft) fillIn(o Options) {
	f := &d.fact
	if f.ID.Source == "" {
		f.ID.Source = o.Source
	}
	if !f.Marks.IsZero() && f.Marks.Source == "" {
		f.Marks.Source = f.ID.Source
	}
	if !f.Marks.IsZero() && f.Kind == "" {
		f.Kind = fact.Mark
	}
	if !d.shaped {
		f.State = slices.Contains(statesByKind, f.Kind)
	}
	if f.Subject.Holder() == "" && !d.aboutAnother() {
		f.Subject.Publisher = o.Publisher
	}
	if f.Recorded.IsZero() {
		f.Recorded = o.Published
	}
}

// aboutAnother reports whether the fact speaks of another fact or of its source:
// then it is nobody's unless it says whose.
func (d *draft) aboutAnother() bool {
	return d.fact.Retracts || !d.fact.Marks.IsZero() || d.fact.Kind == fact.Complete
}

// checkRecorded notes a slip in the year: a fact that was recorded on a day still
// to come would never be known. A day is allowed for time zones.
func (d *draft) checkRecorded(now calendar.Moment) {
	today := now.Day(nil)
	if at := d.fact.Recorded; d.recorded != nil && !now.IsZero() && !at.IsZero() && at.Day(nil) > today+1 {
		d.fault(*d.recorded, problem.New(problem.Invalid, "It was not recorded on %s, which is still to come; today is %s.", at.Day(nil), today).
			WithHint("Write the day on which it was recorded. When it happens is another field: happened."))
	}
}

// checkPairs notes fields that make no sense without, or with, each other.
func (d *draft) checkPairs() {
	switch {
	case d.amount != nil && d.currency == nil:
		d.fault(*d.amount, problem.New(problem.Invalid, "The amount has no currency.").WithHint("Add the field currency, like USD."))
	case d.currency != nil && d.amount == nil:
		d.fault(*d.currency, problem.New(problem.Invalid, "There is a currency, but no amount.").
			WithHint("Add the field amount, or leave currency out."))
	}
	if d.replaces != nil && d.retracts != nil {
		d.fault(*d.retracts, problem.New(problem.Invalid, "A fact cannot both replace one fact and retract one.").
			WithHint("Send two facts, or leave one of the fields out."))
	}
}

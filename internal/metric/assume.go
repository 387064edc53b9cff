package metric

import (
	"strconv"

	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// Assumable is in what one says how much more a metric could get.
type Assumable string

// What can be assumed: money, a number, or so many facts or subjects.
const (
	AssumeAmount Assumable = "amount"
	AssumeNumber Assumable = "number"
	AssumeCount  Assumable = "count"
)

// Assumable is what can be assumed for a metric; empty where facts alone cannot
// be: it is made from other metrics, or divides, or asks something inside of each
// subject.
func (d *Definition) Assumable() Assumable {
	_, subjects := d.CountsSubjects()
	switch {
	case subjects && d.When == nil && d.kind != nil && !d.kind.facts:
		return AssumeCount
	case d.kind == nil || !d.kind.facts || d.Share != nil || d.Weighted != nil || d.DatedBy != "":
		return ""
	case d.field() == "" || d.field() == factsWord:
		return AssumeCount
	case d.field() == "amount":
		return AssumeAmount
	default:
		return AssumeNumber
	}
}

// CurrencyOf is the currency in which a metric of money counts; where it keeps
// currencies apart, the program's.
func (s *Set) CurrencyOf(d *Definition) string {
	if code := d.converted(s); code != Native {
		return code
	}
	return s.Currency
}

// Assume makes facts that a metric counts: what they are and say, without id,
// time or partner. They are so many for a count, and else one of so much. A
// subject that they need is called name.
func (d *Definition) Assume(n number.Number, currency, name string) []fact.Fact {
	if d.Assumable() != AssumeCount {
		f := d.assumed(name)
		f.give(d.field(), n, currency)
		return f.all()
	}
	var out []fact.Fact
	for i := int64(1); number.FromInt(i).Cmp(n) <= 0; i++ {
		out = append(out, d.assumed(name+"-"+strconv.FormatInt(i, 10)).all()...)
	}
	return out
}

// assumption is a fact with the states that describe its subjects.
type assumption struct {
	fact   fact.Fact
	name   string
	states map[fact.Level]*fact.Fact
}

func (a *assumption) all() []fact.Fact {
	out := []fact.Fact{a.fact}
	for _, l := range fact.Levels() {
		if state := a.states[l]; state != nil {
			out = append(out, *state)
		}
	}
	return out
}

func (d *Definition) assumed(name string) *assumption {
	a := &assumption{name: name, states: map[fact.Level]*fact.Fact{}}
	if level, subjects := d.CountsSubjects(); subjects {
		a.fact.Kind, a.fact.State = string(level), true
		a.fact.Subject.SetID(level, name)
	} else {
		a.fact.Kind = d.Of[0]
	}
	if d.Distinct != "" {
		a.set(d.Distinct, fact.Text(name))
	}
	a.fit(&d.Where)
	return a
}

// give says how much.
func (a *assumption) give(field string, n number.Number, currency string) {
	switch field {
	case "amount":
		a.fact.Amount = money.New(n, currency)
	case "quantity":
		a.fact.Quantity, a.fact.Counted = n, true
	default:
		a.set(field, fact.Numeric(n))
	}
}

// fit lets the fact be one that a filter chooses: of alternatives, the first.
func (a *assumption) fit(f *Filter) {
	for i := range f.Tests {
		if v, says := f.Tests[i].passing(); says {
			a.set(f.Tests[i].Name, v)
		}
	}
	if len(f.Any) > 0 {
		a.fit(&f.Any[0])
	}
}

// set says something about the fact, or about a subject that it names.
func (a *assumption) set(name string, v fact.Value) {
	n := NameOf(name)
	switch {
	case n.level != "" && n.level != fact.Partner && n.level != fact.Publisher:
		state := a.states[n.level]
		if state == nil {
			state = &fact.Fact{Kind: string(n.level), State: true}
			state.Subject.SetID(n.level, a.name)
			a.fact.Subject.SetID(n.level, a.name)
			a.states[n.level] = state
		}
		state.Attributes = state.Attributes.With(n.rest.text, v)
	case fact.Level(name).Is():
		a.fact.Subject.SetID(fact.Level(name), v.String())
	case n.plain && n.rest == nil:
		a.fact.Attributes = a.fact.Attributes.With(name, v)
	}
}

// passing is a value that passes the test; false where none must be said.
func (t *Test) passing() (fact.Value, bool) {
	switch {
	case t.Given != nil:
		return fact.Bool(true), *t.Given
	case t.Op == Over:
		return fact.Numeric(t.Bound.Add(number.One)), true
	case t.Op == Under:
		return fact.Numeric(t.Bound.Sub(number.One)), true
	case t.Op != "":
		return fact.Numeric(t.Bound), true
	case t.Not:
		return fact.Value{}, false
	case t.all != nil && len(t.all.values) > 0:
		return t.all.values[0], true
	case len(t.Is) > 0:
		return t.Is[0], true
	default:
		return fact.Value{}, false
	}
}

package metric

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Filter chooses facts or subjects by their attributes: every test must hold.
// A name is an attribute (hosting), or a related subject's attribute
// (offer.hosting, customer.country, partner.country). Any holds alternative
// filters of which one must match as well.
type Filter struct {
	Tests []Test
	Any   []Filter
}

// Test is one attribute and what it must be.
type Test struct {
	Place problem.Place
	Name  string
	Is    []fact.Value // any of these; empty when a bound is used
	Not   bool         // none of Is
	Op    Op           // a bound: >, >=, <, <=
	Bound number.Number
	Given *bool  // the attribute must be there, or must not
	List  string // the name of a list of the program that Is was filled from

	name Name    // Name, taken apart
	all  *values // the list, once bound
}

// values are a list of the program, arranged for looking.
type values struct {
	values  []fact.Value
	byText  map[string]fact.Value
	numbers bool // one of them is a number
}

func newValues(words []string) *values {
	v := &values{byText: map[string]fact.Value{}}
	for _, w := range words {
		value := fact.ParseValue(w)
		v.values = append(v.values, value)
		v.byText[value.String()] = value
	}
	v.numbers = anyNumber(v.values)
	return v
}

// has finds a value by its text; the kind of a value follows from the text of
// the list.
func (v *values) has(w fact.Value) bool {
	found, ok := v.byText[w.String()]
	return ok && found.Equal(w)
}

func anyNumber(list []fact.Value) bool {
	return slices.ContainsFunc(list, func(v fact.Value) bool { _, number := v.Number(); return number })
}

// IsZero reports whether the filter lets everything pass.
func (f Filter) IsZero() bool { return len(f.Tests) == 0 && len(f.Any) == 0 }

// Lookup finds the value of a name for whatever is being filtered.
type Lookup func(*Name) fact.Value

// Match reports whether every test holds.
func (f *Filter) Match(get Lookup) bool {
	for i := range f.Tests {
		if !f.Tests[i].match(get(&f.Tests[i].name)) {
			return false
		}
	}
	if len(f.Any) == 0 {
		return true
	}
	for i := range f.Any {
		if f.Any[i].Match(get) {
			return true
		}
	}
	return false
}

func (t *Test) match(v fact.Value) bool {
	switch {
	case t.Given != nil:
		return v.IsNothing() != *t.Given
	case t.Op != "":
		n, ok := v.Number()
		return ok && t.Op.compare(n.Cmp(t.Bound))
	case t.Not:
		return !t.among(v)
	default:
		return t.among(v)
	}
}

// among asks for a value. What a level's name stands for is an id (customer 4711
// is no number), which is read in every way it may be written: shop, and contoso-eu/shop
// where it matters whose offer it is.
func (t *Test) among(v fact.Value) bool {
	if !v.IsText() || !fact.Level(t.Name).Is() {
		return t.is(v)
	}
	for id, more := v.String(), true; more; _, id, more = strings.Cut(id, "/") {
		if t.is(fact.Text(id)) || t.is(fact.ParseValue(id)) {
			return true
		}
		if t.Name != string(fact.Offer) && t.Name != string(fact.Plan) {
			return false
		}
	}
	return false
}

// is reads false and "nothing said" alike: a sale that does not mention a trial
// is not a trial.
func (t *Test) is(v fact.Value) bool {
	if t.all != nil {
		return t.all.has(v) || v.IsNothing() && t.all.has(fact.Bool(false))
	}
	for _, want := range t.Is {
		if want.Equal(v) || v.IsNothing() && isFalse(want) {
			return true
		}
	}
	return false
}

func isFalse(v fact.Value) bool {
	b, ok := v.Bool()
	return ok && !b
}

// String writes the filter as a person would: "fraud is proven".
func (f Filter) String() string {
	parts := make([]string, 0, len(f.Tests)+1)
	for i := range f.Tests {
		parts = append(parts, f.Tests[i].String())
	}
	if len(f.Any) > 0 {
		alternatives := make([]string, len(f.Any))
		for i := range f.Any {
			alternatives[i] = f.Any[i].String()
		}
		parts = append(parts, "("+strings.Join(alternatives, " or ")+")")
	}
	return strings.Join(parts, " and ")
}

// String writes the test as a person would.
func (t *Test) String() string {
	switch {
	case t.Given != nil && *t.Given:
		return t.Name + " is given"
	case t.Given != nil:
		return t.Name + " is not given"
	case t.Op != "":
		return t.Name + " " + string(t.Op) + " " + t.Bound.String()
	case t.List != "" && t.Not:
		return t.Name + " is not in " + t.List
	case t.List != "":
		return t.Name + " is in " + t.List
	case t.Not:
		return t.Name + " is not " + valuesText(t.Is)
	default:
		return t.Name + " is " + valuesText(t.Is)
	}
}

func valuesText(values []fact.Value) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v.String()
	}
	return strings.Join(words, " or ")
}

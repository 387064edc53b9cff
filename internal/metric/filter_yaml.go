package metric

import (
	"regexp"

	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// DecodeYAML reads a filter as a map of attribute names to what they must be:
// a value, a list of values, or a map of over, at-least, under, at-most, not,
// in, not-in and given. The key any with a list holds alternatives.
func (f *Filter) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Kind() != yamlfile.Map {
		m.AddWithHint(n.Place(), "Write a map such as {status: live}.", "A filter is a map of attributes and what they must be.")
		return
	}
	for _, e := range n.Entries() {
		if e.Key == "any" && e.Value.Kind() == yamlfile.List {
			f.decodeAny(e.Value, m)
			continue
		}
		f.Tests = append(f.Tests, decodeTests(e, m)...)
	}
}

func (f *Filter) decodeAny(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Decode(n, &f.Any, m)
	if len(f.Any) == 0 && !n.Damaged() {
		m.AddWithHint(n.Place(), "Write filters in it, or leave any out.", "A filter with no alternatives lets nothing through.")
	}
}

// attributePattern is what the name of an attribute looks like, with the
// subject it belongs to (offer.hosting) where it is not the fact's own.
var attributePattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63}){0,2}$`)

// IsAttribute reports whether a word can be the name of an attribute.
func IsAttribute(name string) bool { return attributePattern.MatchString(name) }

func decodeTests(e yamlfile.Entry, m *problem.Mistakes) []Test {
	if !IsAttribute(e.Key) {
		m.AddWithHint(e.KeyPlace, attributeHint, "%q is not the name of an attribute.", e.Key)
		return nil
	}
	switch e.Value.Kind() {
	case yamlfile.Null:
		if !e.Value.Damaged() {
			m.AddWithHint(e.KeyPlace, "Write a value, a list of values, or {given: true}.", "The filter on %s does not say what it must be.", e.Key)
		}
		return nil
	case yamlfile.Map:
		return boundTests(e, m)
	default:
		return []Test{{Place: e.KeyPlace, Name: e.Key, name: NameOf(e.Key), Is: scalarValues(e.Value, m)}}
	}
}

const attributeHint = "Names of attributes are lower-case words with underscores, like status, or offer.hosting for an attribute of the offer."

func scalarValue(n *yamlfile.Node) fact.Value {
	if n.Quoted() {
		return fact.Text(n.Text())
	}
	return fact.ParseValue(n.Text())
}

// scalarValues reads a value or a list of values; an empty list, which nothing
// could be, is a mistake.
func scalarValues(n *yamlfile.Node, m *problem.Mistakes) []fact.Value {
	if n.Kind() == yamlfile.Scalar {
		return []fact.Value{scalarValue(n)}
	}
	var out []fact.Value
	for _, item := range n.Items() {
		if item.Kind() != yamlfile.Scalar {
			m.AddWithHint(item.Place(), "Write a word, a number, true or false.", "A value is expected here.")
			continue
		}
		out = append(out, scalarValue(item))
	}
	if len(n.Items()) == 0 && !n.Damaged() {
		m.AddWithHint(n.Place(), "Write values in it, or leave the test out.", "Nothing can be among no values.")
	}
	return out
}

var boundWords = map[string]Op{"over": Over, "at-least": AtLeast, "under": Under, "at-most": AtMost}

// testWords are the keys of a test that is a map.
var testWords = []string{"over", "at-least", "under", "at-most", "not", "in", "not-in", "given"}

func boundTests(e yamlfile.Entry, m *problem.Mistakes) []Test {
	var out []Test
	for _, bound := range e.Value.Entries() {
		t := Test{Place: bound.KeyPlace, Name: e.Key, name: NameOf(e.Key)}
		if t.decodeBound(bound, m) {
			out = append(out, t)
		}
	}
	if len(e.Value.Entries()) == 0 && !e.Value.Damaged() {
		m.AddWithHint(e.KeyPlace, "Use over, at-least, under, at-most, not, in, not-in or given.", "The filter on %s does not say what it must be.", e.Key)
	}
	return out
}

func (t *Test) decodeBound(bound yamlfile.Entry, m *problem.Mistakes) bool {
	op, isBound := boundWords[bound.Key]
	switch {
	case isBound:
		t.Op = op
		return t.decodeNumber(bound.Value, m)
	case bound.Key == "not":
		t.Not, t.Is = true, scalarValues(bound.Value, m)
	case bound.Key == "in", bound.Key == "not-in":
		t.Not = bound.Key == "not-in"
		yamlfile.Decode(bound.Value, &t.List, m)
		return t.List != ""
	case bound.Key == "given":
		t.Given = new(bool)
		yamlfile.Decode(bound.Value, t.Given, m)
	default:
		t.unknown(bound, m)
		return false
	}
	return true
}

func (t *Test) decodeNumber(n *yamlfile.Node, m *problem.Mistakes) bool {
	v, err := number.Parse(n.Text())
	if err != nil && !n.Damaged() {
		m.AddWithHint(n.Place(), numberHint(n.Text()), "%q is not a number to compare %s with.", n.Text(), t.Name)
	}
	t.Bound = v
	return err == nil
}

func (t *Test) unknown(bound yamlfile.Entry, m *problem.Mistakes) {
	hint := "Use over, at-least, under, at-most, not, in, not-in or given."
	if near := yamlfile.Suggest(bound.Key, testWords); near != "" {
		hint = "Did you mean " + near + "?"
	}
	m.AddWithHint(bound.KeyPlace, hint, "%q is not a way to test %s.", bound.Key, t.Name)
}

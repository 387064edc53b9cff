package metric

import (
	"laurel/internal/label"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Exclusion is a class of facts that a metric leaves out and shows as left
// out, with a reason for the partner and, where needed, one that only
// operators see.
type Exclusion struct {
	Place     problem.Place `yaml:"-"`
	Where     Filter        `yaml:"where,required"` // which facts are left out
	Because   label.Text    `yaml:"because"`        // for everybody; the filter in words when empty
	Operators label.Text    `yaml:"operators"`      // for operators only, in place of Because
}

// Exclusions are tried in order; the first that fits gives the reason.
type Exclusions []Exclusion

// DecodeYAML reads a map of attributes, each a class of its own, or a list of
// {where, because, operators}.
func (x *Exclusions) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Kind() != yamlfile.Map {
		yamlfile.Decode(n, (*[]Exclusion)(x), m)
		return
	}
	if where := n.Get("where"); where != nil && where.Kind() == yamlfile.Map {
		m.AddWithHint(n.Place(), "Write it as an entry of a list: without: [{where: {…}, because: …}].", "A class with `where` must stand in a list; in a map alone `where` would be an attribute.")
		return
	}
	for _, e := range n.Entries() {
		if tests := decodeTests(e, m); len(tests) > 0 {
			*x = append(*x, Exclusion{Place: e.KeyPlace, Where: Filter{Tests: tests}})
		}
	}
}

// Find is the index of the first class that fits, −1 when none does.
func (x Exclusions) Find(get Lookup) int {
	for i := range x {
		if x[i].Where.Match(get) {
			return i
		}
	}
	return -1
}

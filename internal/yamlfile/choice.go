package yamlfile

import (
	"slices"
	"strings"

	"laurel/internal/problem"
)

// Choice is a map that has exactly one of several keys, such as a window that is
// either trailing or since a moment.
type Choice struct {
	What string        // what the map is: a window
	Of   []Alternative // the keys to choose from
	Or   string        // what may be written in place of the map: the word lifetime
}

// Alternative is one key of a choice with the keys that may stand beside it and
// those that must.
type Alternative struct {
	Key   string
	Also  []string
	Needs []string
}

// One finds the key that a map has chosen; "" when it has none, or several. A
// key with null counts as left out. What does not belong together is noted.
func (c Choice) One(n *Node, m *problem.Mistakes) string {
	var found []Alternative
	for _, a := range c.Of {
		if n.Has(a.Key) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) == 1:
		c.beside(n, found[0], m)
		return found[0].Key
	case len(found) > 1:
		m.AddWithHint(n.Place(), "Use one of them.", "%s%s cannot be both %s.", strings.ToUpper(c.What[:1]), c.What[1:], Listed(keysOf(found), "and"))
	case n.Kind() == Map && !n.Damaged() && !slices.ContainsFunc(n.Entries(), c.unknown):
		hint := "Use one of " + Listed(keysOf(c.Of), "and")
		if c.Or != "" {
			hint += ", or " + c.Or
		}
		m.AddWithHint(n.Place(), hint+".", "This map is not %s.", c.What)
	}
	return ""
}

func (c Choice) unknown(e Entry) bool {
	return !slices.ContainsFunc(c.Of, func(a Alternative) bool { return a.allows(e.Key) })
}

func (a Alternative) allows(key string) bool {
	return key == a.Key || slices.Contains(a.Also, key) || slices.Contains(a.Needs, key)
}

func (c Choice) beside(n *Node, a Alternative, m *problem.Mistakes) {
	for _, e := range n.Entries() {
		if !c.unknown(e) && !a.allows(e.Key) {
			m.AddWithHint(e.KeyPlace, "Leave it out.", "%s means nothing beside %s.", quote(e.Key), quote(a.Key))
		}
	}
	for _, key := range a.Needs {
		if !n.Has(key) && !n.Damaged() {
			m.AddWithHint(n.Place(), "Add "+key+":.", "Beside %s the key %s is missing.", quote(a.Key), quote(key))
		}
	}
}

func keysOf(list []Alternative) []string {
	keys := make([]string, len(list))
	for i, a := range list {
		keys[i] = a.Key
	}
	return keys
}

// Has reports whether a map has a key with a value. A key with null counts as
// left out, and one whose value could not be read as there.
func (n *Node) Has(key string) bool {
	v := n.Get(key)
	return v != nil && (v.kind != Null || v.damaged)
}

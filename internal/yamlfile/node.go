// Package yamlfile reads a YAML 1.2 file that a person wrote as a tree in which
// every value knows its place, and decodes that tree strictly into Go values.
// It never stops at the first mistake: what cannot be read is noted, left out
// and marked, so that one reading finds everything wrong with the file.
package yamlfile

import "laurel/internal/problem"

// Kind is the shape of a value.
type Kind int

// The four kinds.
const (
	Null   Kind = iota // nothing, ~ or null
	Scalar             // a text, a number, a date: whatever is written in one piece
	Map                // keys with their values
	List               // values in order
)

// String names the kind as it is called in a mistake.
func (k Kind) String() string {
	return [...]string{Null: "nothing", Scalar: "a single value", Map: "a map", List: "a list"}[k]
}

// Node is one value of a file. All its methods may be called on nil, which
// reads as Null without a place.
type Node struct {
	kind    Kind
	style   style
	text    string
	quoted  bool
	damaged bool
	bare    bool // the value of a key without a colon, as in {key}
	cut     bool // put together from pieces that a comma cut apart
	pieces  bool // a text that commas cut in pieces, and that was put together
	entries []Entry
	items   []*Node

	told       []string // what Decode said about it, so that aliases do not repeat it
	src        *source
	start, end int // what is written, as offsets into src
	size       int // values in and under this one, aliases unfolded
	height     int // levels of maps and lists in it
}

// Entry is one key of a map with its value.
type Entry struct {
	Key      string        // as written, without quotes
	KeyPlace problem.Place // where the key begins
	Value    *Node         // never nil
}

// Kind is the shape of the value.
func (n *Node) Kind() Kind {
	if n == nil {
		return Null
	}
	return n.kind
}

// Text is a scalar exactly as written, without its quotes: 2023-08, 010, 1.50
// and yes stay as they are. The text of a Null is what stands there ("", "~" or
// "null"); maps and lists have none.
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	return n.text
}

// Quoted reports whether a scalar stands in quotes, is a block text, or bears
// the tag !!str: whether its writer insists that it is text.
func (n *Node) Quoted() bool { return n != nil && n.quoted }

// Damaged reports whether a mistake of syntax in this value was noted already,
// so that something missing from it proves nothing.
func (n *Node) Damaged() bool { return n != nil && n.damaged }

// Place is where the value begins. An alias has its own place; the values
// inside it have theirs at the anchor.
func (n *Node) Place() problem.Place {
	if n == nil {
		return problem.Place{}
	}
	return n.src.place(n.start)
}

// Entries are the keys of a Map in the order of the file.
func (n *Node) Entries() []Entry {
	if n == nil {
		return nil
	}
	return n.entries
}

// Items are the values of a List.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	return n.items
}

// Get is the value of a key of a Map, nil when it is absent.
func (n *Node) Get(key string) *Node {
	for _, e := range n.Entries() {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// unreadable reports whether nothing can be known about the value.
func (n *Node) unreadable() bool { return n.damaged && (n.kind == Null || n.kind == Scalar) }

// damage marks a container and the last values in it, where a line that could
// not be placed may have belonged.
func (n *Node) damage() {
	n.damaged = true
	switch {
	case len(n.entries) > 0:
		n.entries[len(n.entries)-1].Value.damageTail()
	case len(n.items) > 0:
		n.items[len(n.items)-1].damageTail()
	}
}

func (n *Node) damageTail() {
	if n.kind != Scalar {
		n.damage()
	}
}

package metric

import (
	"strings"

	"laurel/internal/fact"
)

// Name is the name of an attribute, taken apart once: hosting for an attribute of
// what is looked at, offer.hosting for one of the offer that it names,
// installs.region for one of a state that describes it.
type Name struct {
	text  string
	first string     // offer in offer.hosting; all of it where there is no point
	level fact.Level // offer in offer.hosting; empty where first is no level
	rest  *Name      // hosting in offer.hosting; nil where there is no point
	plain bool       // only an attribute can have it: it is no word for anything else of a fact
}

// String is the name as written.
func (n *Name) String() string { return n.text }

// NameOf takes a name apart.
func NameOf(text string) Name {
	first, rest, dotted := strings.Cut(text, ".")
	n := Name{text: text, first: first, plain: builtins[text] == nil && !fact.Level(text).Is()}
	if dotted {
		inner := NameOf(rest)
		n.rest = &inner
	}
	if dotted && fact.Level(first).Is() {
		n.level = fact.Level(first)
	}
	return n
}

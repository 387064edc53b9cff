package yamlfile

import "laurel/internal/problem"

// keySet is the keys of a map, each with the place where it stands first.
type keySet map[string]problem.Place

// key is a key whose value is not read yet.
type key struct {
	text  string
	place problem.Place
	token token
	known bool // whether it can be used
}

// key reads a key with its anchor and tag.
func (r *reader) key() key {
	p := r.takeProperties()
	t := r.next()
	n := r.apply(p, r.leaf(t))
	k := key{text: t.text, place: r.place(t.start), token: t, known: !n.damaged}
	switch {
	case t.style == merge:
		k.known = false
		r.note(k.token.start, "Write the keys out, or give the whole value an anchor.",
			"The merge key `<<` belongs to YAML 1.1, but this file is YAML 1.2.")
	case t.style == alias:
		k.text, k.known = n.text, k.known && n.kind == Scalar
	case t.end-t.start > longestKey:
		k.known = false
		r.note(k.token.start, "", "This key is longer than %d characters.", longestKey)
	}
	return k
}

// put adds an entry to a map unless its key stands there already.
func (r *reader) put(n *Node, keys keySet, k key, value *Node) {
	first, twice := keys[k.text]
	switch {
	case !k.known:
		n.damaged = true
	case twice && !(value.bare && startsInDigit.MatchString(k.text)): // the rest of a number, see joinEntries
		r.note(k.token.start, "Keep one of them.",
			"The key %s stands here a second time; the first is in line %d.", quote(k.text), first.Line)
	default:
		keys[k.text] = k.place
		n.entries = append(n.entries, Entry{Key: k.text, KeyPlace: k.place, Value: value})
	}
}

package yamlfile

import (
	"cmp"
	"maps"
	"slices"
)

// properties are what may stand before a value.
type properties struct {
	anchor, tag token
	given       bool
}

// properties reads the anchor and tag of a value of block style. Those on the
// line of a key belong to the key.
func (r *reader) properties(in scope) properties {
	var p properties
	for t := r.peek(); !in.ends(t) && !r.startsEntry() && r.property(&p); t = r.peek() {
	}
	return p
}

// takeProperties reads the anchor and tag that come next.
func (r *reader) takeProperties() properties {
	var p properties
	for r.property(&p) {
	}
	return p
}

// afterProperties is the index of the token behind an anchor and a tag.
func (r *reader) afterProperties() int {
	i := r.at
	for i < r.at+2 && (r.peekAt(i).style == anchor || r.peekAt(i).style == tag) {
		i++
	}
	return i
}

// property reads an anchor or a tag; false when there is none.
func (r *reader) property(p *properties) bool {
	t := r.peek()
	switch t.style {
	case anchor:
		switch {
		case t.text == "" && r.peekAt(r.at+1).style != fault:
			r.note(t.start, "", "A name is missing after `&`.")
		case p.anchor.style == anchor:
			r.note(t.start, "", "A value can have only one anchor; this is the second.")
		}
		p.anchor = t
		r.anchors[t.text] = nil
	case tag:
		p.tag = t
	default:
		return false
	}
	p.given = true
	r.at++
	return true
}

// apply gives a value its anchor and tag.
func (r *reader) apply(p properties, n *Node) *Node {
	if p.given && n.style == alias {
		r.note(n.start, "", "An alias cannot have an anchor or a tag of its own.")
		return n
	}
	if p.tag.style == tag {
		r.applyTag(p.tag, n)
	}
	if p.anchor.style == anchor {
		r.anchors[p.anchor.text] = n
	}
	return n
}

// applyTag takes !!str, which makes text of anything, and refuses all others.
func (r *reader) applyTag(t token, n *Node) {
	switch {
	case t.text != "!!str":
		r.note(t.start, "Leave it out; if it belongs to a text, put the text in quotes.", "The tag %s is not used here; only %s is.", quote(t.text), quote("!!str"))
	case n.kind == Map || n.kind == List:
		r.note(t.start, "Leave it out.", "The tag `!!str` cannot stand before %s.", n.kind)
	default:
		n.kind, n.quoted = Scalar, true
	}
}

// resolve is the value that an alias stands for, at the place of the alias.
func (r *reader) resolve(t token) *Node {
	n, known := r.anchors[t.text]
	switch {
	case !known:
		r.unknownAnchor(t)
		return r.lost(t.start)
	case n == nil:
		r.note(t.start, "", "The alias %s stands inside its own anchor.", quote("*"+t.text))
		return r.lost(t.start)
	}
	if r.aliased += n.size; r.aliased > mostAliased {
		r.stop(t.start, "", "The aliases up to here stand for more than %d values.", mostAliased)
	}
	if r.depth+n.height > deepest {
		r.tooDeep()
	}
	same := *n
	same.style, same.start, same.end = alias, t.start, t.end
	return &same
}

func (r *reader) unknownAnchor(t token) {
	hint := "If it is a text, put it in quotes."
	if names := slices.Sorted(maps.Keys(r.anchors)); len(names) <= mostNames {
		hint = cmp.Or(didYouMean(Suggest(t.text, names)), hint)
	}
	r.note(t.start, hint, "No anchor %s stands before this alias.", quote("&"+t.text))
}

// measured counts the values in and under a container, and its levels.
func (n *Node) measured() *Node {
	n.size, n.height = 1, 1
	for _, e := range n.entries {
		n.add(e.Value)
	}
	for _, item := range n.items {
		n.add(item)
	}
	return n
}

func (n *Node) add(child *Node) {
	n.size += child.size
	n.height = max(n.height, child.height+1)
}

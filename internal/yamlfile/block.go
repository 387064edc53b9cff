package yamlfile

// scope is where a value stands in block style.
type scope struct {
	column int  // of the keys or dashes of the map or list around it; 0 at the top
	start  int  // where nothing stands when the value is empty: behind the colon or dash
	line   int  // of the colon or dash
	ofKey  bool // whether it is the value of a key
}

// ends reports whether a token stands outside of the scope.
func (in scope) ends(t token) bool {
	return t.first && t.column <= in.column && !(in.ofKey && t.style == dash && t.column == in.column)
}

// block reads a value, with the anchor and tag before it.
func (r *reader) block(in scope) *Node {
	defer r.enter(in.column)()
	p := r.properties(in)
	return r.apply(p, r.content(in))
}

// enter goes one level deeper, and back again.
func (r *reader) enter(column int) (leave func()) {
	around := r.column
	r.column = column
	if r.depth++; r.depth > deepest {
		r.tooDeep()
	}
	return func() { r.depth, r.column = r.depth-1, around }
}

func (r *reader) tooDeep() {
	r.stop(r.peek().start, "", "Maps and lists are nested deeper than %d levels here.", deepest)
}

func (r *reader) content(in scope) *Node {
	t := r.peek()
	switch {
	case in.ends(t):
		return r.empty(in.start)
	case t.style == dash:
		return r.list(in)
	case r.startsEntry(), t.style == question, t.style == colon:
		return r.mapping(in)
	case t.style == openMap || t.style == openList:
		return r.bracketsOrKey(in)
	case t.isScalar() || t.style == alias || t.style == merge:
		return r.scalar(in)
	}
	return r.misplaced()
}

// empty is the value where nothing is written.
func (r *reader) empty(at int) *Node {
	return &Node{src: r.source, start: at, end: at, damaged: r.concealed(at, r.peek().start), size: 1}
}

// lost is the value where something is written that cannot be read.
func (r *reader) lost(at int) *Node {
	return &Node{src: r.source, start: at, end: at, damaged: true, size: 1}
}

// startsEntry reports whether the next tokens are a key with its colon, in block
// style and all on one line.
func (r *reader) startsEntry() bool {
	i, line := r.afterProperties(), r.peek().line
	key, mark := r.peekAt(i), r.peekAt(i+1)
	return key.canBeKey() && key.line == line && key.lastLine == line && mark.style == colon && mark.line == line
}

// mapping reads a map of block style, whose keys stand in one column.
func (r *reader) mapping(in scope) *Node {
	first := r.peek()
	if in.ofKey && in.line == first.line {
		return r.secondColon(in)
	}
	n, keys := r.container(Map, first), keySet{}
	r.column = first.column
	for t := first; t.start == first.start || t.within(first.column); t = r.peek() {
		r.checkTabs(t)
		if t.column == first.column && r.startsEntry() {
			r.entry(n, keys, first.column)
		} else {
			r.stray(n, first.column)
		}
	}
	return r.closed(n)
}

// entry reads a key and its value.
func (r *reader) entry(n *Node, keys keySet, column int) {
	k := r.key()
	mark := r.next()
	if r.concealed(mark.start, mark.end) {
		k.text = r.written(k.token.start, mark.end)
	}
	value := r.block(scope{column: column, start: mark.end, line: mark.line, ofKey: true})
	r.put(n, keys, k, value)
}

// list reads a list of block style.
func (r *reader) list(in scope) *Node {
	first := r.peek()
	if in.ofKey && in.line == first.line {
		r.note(first.start, "Begin it on the next line.", "A list with dashes cannot begin on the line of its key.")
		r.skip(in.column)
		return r.lost(first.start)
	}
	n := r.container(List, first)
	r.column = first.column
	for t := first; t.start == first.start || t.within(first.column); t = r.peek() {
		r.checkTabs(t)
		switch {
		case t.style == dash && t.column == first.column:
			r.at++
			n.items = append(n.items, r.block(scope{column: t.column, start: t.end, line: t.line}))
		case t.first && in.ofKey && t.column == in.column:
			return r.closed(n)
		default:
			r.stray(n, first.column)
		}
	}
	return r.closed(n)
}

func (r *reader) container(kind Kind, first token) *Node {
	return &Node{kind: kind, src: r.source, start: first.start, end: first.end}
}

// closed finishes a container, whose last token is the one before the next.
func (r *reader) closed(n *Node) *Node {
	if !r.over {
		n.end = r.tokens[r.at-1].end
	}
	n.damaged = n.damaged || r.concealed(n.start, r.peek().start)
	return n.measured()
}

// bracketsOrKey reads a value in brackets. When a colon follows them, they are
// not a value but a key, which is refused.
func (r *reader) bracketsOrKey(in scope) *Node {
	opener := r.peek()
	n := r.brackets(in)
	if t := r.peek(); t.style != colon || t.line != opener.line {
		return n
	}
	r.notAKey(opener)
	return r.afterBadKey(in, opener, n)
}

// afterBadKey goes on with the keys below one that cannot be used.
func (r *reader) afterBadKey(in scope, bad token, n *Node) *Node {
	if r.skip(bad.column); r.peek().column == bad.column {
		n = r.mapping(in)
	}
	n.damaged = true
	return n
}

package yamlfile

import "strings"

// flow is a pair of brackets or braces that is being read.
type flow struct {
	*reader
	in     scope // where the outermost brackets stand
	opener token
	around *flow // the brackets around these, nil for the outermost
}

// brackets reads a list in brackets or a map in braces.
func (r *reader) brackets(in scope) *Node {
	defer r.enter(r.column)()
	f := &flow{reader: r, in: in, opener: r.peek(), around: r.flowing}
	if r.over {
		return r.lost(in.start)
	}
	r.at++
	r.flowing = f
	if f.opener.style == openMap {
		return f.pairs()
	}
	return f.items()
}

// outermost is the first of the brackets that are open.
func (f *flow) outermost() *flow {
	for f.around != nil {
		f = f.around
	}
	return f
}

// pairs reads a map in braces.
func (f *flow) pairs() *Node {
	n, keys := f.container(Map, f.opener), keySet{}
	for f.more() {
		if f.atKey() {
			k := f.key()
			f.put(n, keys, k, f.valueOf(k))
		} else {
			f.keyless(n)
		}
		f.separator(n)
	}
	f.joinEntries(n)
	return f.closed(n)
}

// items reads a list in brackets.
func (f *flow) items() *Node {
	n := f.container(List, f.opener)
	for f.more() {
		n.items = append(n.items, f.item())
		f.separator(n)
	}
	f.joinItems(n)
	return f.closed(n)
}

// more passes needless commas and the closing bracket; false behind it.
func (f *flow) more() bool {
	for {
		t := f.token()
		switch {
		case f.over || t.isCloser():
			f.at++
			f.flowing = f.around
			return false
		case t.style != comma:
			return true
		}
		f.at++
		f.note(t.start, "", "Nothing stands before this comma.")
	}
}

// token is the next token, when it can belong to these brackets. When not, they
// are never closed, and the reading is over.
func (f *flow) token() token {
	t := f.peek()
	switch {
	case f.over:
	case t.style == end, !t.within(f.in.column+1) && !t.isCloser(), t.isScalar() && f.leaves(t, f.in.column):
		f.unclosed()
	case t.isCloser() && (t.style == closeMap) != (f.opener.style == openMap):
		f.mismatch(t)
	}
	return f.peek()
}

// separator passes the comma behind a value, or notes that it is missing.
func (f *flow) separator(n *Node) {
	t := f.token()
	switch {
	case f.over || t.isCloser():
	case t.style == comma:
		f.at++
	case t.style == colon:
		f.at++
		n.damaged = true
		f.note(t.start, "If it belongs to a text, put the text in quotes.", "A colon cannot stand here.")
	default:
		n.damaged = true
		f.note(t.start, "", "A comma is missing before %s.", f.quoteToken(t))
	}
}

func (f *flow) atKey() bool { return f.peekAt(f.afterProperties()).canBeKey() }

// valueOf reads what follows a key: a colon and a value, or nothing.
func (f *flow) valueOf(k key) *Node {
	mark := f.token()
	switch {
	case mark.style == openList || mark.style == openMap:
		f.note(mark.start, "", "A colon is missing before %s.", f.quoteToken(mark))
		return f.value(mark.start)
	case f.over || mark.style != colon:
		n := f.leaf(token{style: plain, start: k.token.start, end: k.token.end})
		n.kind, n.bare = Null, k.token.style == plain
		return n
	}
	f.at++
	if mark.tight && k.token.style == plain && k.token.end == mark.start {
		f.note(mark.start, "Write a space after it.", "This colon does not end the key %s.", quote(k.text))
	}
	return f.value(mark.end)
}

// value reads a value behind a colon or in a list.
func (f *flow) value(at int) *Node {
	p := f.takeProperties()
	t := f.token()
	switch {
	case f.over:
		return f.lost(at)
	case t.style == comma || t.isCloser():
		return f.apply(p, f.empty(at))
	case t.style == openList || t.style == openMap:
		return f.apply(p, f.brackets(f.in))
	case t.canBeKey():
		return f.text(p)
	}
	return f.misplacedValue(t)
}

// misplacedValue notes what cannot begin a value, and passes the value behind it.
func (f *flow) misplacedValue(t token) *Node {
	if t.style == percent {
		f.percent(t)
		return f.lost(t.start)
	}
	f.at++
	f.note(t.start, "If it is a text, put it in quotes.", "%s cannot stand here.", f.quoteToken(t))
	if next := f.token(); next.canBeKey() || next.style == openList || next.style == openMap {
		f.discard(next)
	}
	return f.lost(t.start)
}

// text reads a scalar. A colon at its end stands before a value that is not read.
func (f *flow) text(p properties) *Node {
	t := f.wholeText()
	n := f.apply(p, f.leaf(t))
	if next := f.token(); t.style == plain && strings.HasSuffix(t.text, ":") && next.style != comma && !next.isCloser() {
		f.discard(next)
	}
	return n
}

// discard passes a value.
func (f *flow) discard(t token) {
	if t.style == openList || t.style == openMap {
		f.brackets(f.in)
	} else {
		f.at++
	}
}

// wholeText is the next scalar with the lines on which it goes on. The lexer
// takes those that begin left of the last key for texts of their own.
func (f *flow) wholeText() token {
	t := f.next()
	whole := t
	for more := f.peek(); t.style == plain && more.style == plain && more.first && f.peekAt(f.at+1).style != colon; more = f.token() {
		whole.end = more.end
		f.at++
	}
	if whole.end > t.end {
		whole.text = folded(f.written(t.start, whole.end))
	}
	return whole
}

// item reads a value of a list. A key with its value is a map of its own.
func (f *flow) item() *Node {
	t := f.peek()
	value := f.value(t.start)
	if f.peek().style != colon || value.kind != Scalar {
		return value
	}
	pair := f.container(Map, t)
	k := key{text: value.text, place: value.Place(), token: t, known: !value.damaged}
	f.put(pair, keySet{}, k, f.valueOf(k))
	return f.closed(pair)
}

// keyless passes what stands in braces where a key should.
func (f *flow) keyless(n *Node) {
	t := f.peek()
	n.damaged = true
	f.notAKey(t)
	f.discard(t)
	if f.atKey() {
		f.key()
	}
	if f.peek().style == colon {
		f.valueOf(key{})
	}
}

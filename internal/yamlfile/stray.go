package yamlfile

import (
	"fmt"
	"strings"
)

// skip leaves out everything up to the next line that begins at the column or
// left of it.
func (r *reader) skip(column int) {
	for r.at++; !r.peek().first || r.peek().column > column; r.at++ {
	}
}

// stray notes what fits nowhere in a map or list of block style, and skips it.
func (r *reader) stray(n *Node, column int) {
	t := r.peek()
	if t.isCloser() {
		r.closesNothing(t)
		return
	}
	if r.tabbed == 0 && !r.concealed(t.start, t.end) {
		r.explainStray(n, t, column)
	}
	n.damage()
	r.skip(column)
	if after := r.peek(); t.style == question && after.style == colon && after.column == t.column {
		r.skip(column)
	}
}

// leftover notes what stands left of the outermost map or list, and reads it.
func (r *reader) leftover(root *Node) {
	if !r.peek().first {
		r.stray(root, 0)
		return
	}
	r.explainStray(root, r.peek(), 0)
	root.damage()
	if more := r.block(scope{}); root.kind == Map {
		root.entries = append(root.entries, more.entries...)
	}
}

func (r *reader) explainStray(n *Node, t token, column int) {
	text := quote(r.restOfLine(t.start))
	switch {
	case t.style == question:
		r.note(t.start, "Write key: value.", "A key must be a word or a text; those that begin with `?` are not used here.")
	case !t.first:
		before := r.tokens[r.at-1]
		r.note(t.start, leftoverHint(before), "After %s nothing more can stand on this line.", r.quoteToken(before))
	case t.column != column || n.kind == Scalar:
		r.note(t.start, "Begin it in the same column as its neighbours.", "The indentation of %s fits no line above it.", text)
	case n.kind == List:
		r.note(t.start, "Write a dash and a space before it, or indent it.", "Here the next entry of the list is expected, but this is %s.", text)
	case t.style == dash:
		r.note(t.start, "Indent it under its key.", "An entry of a list cannot stand among the keys of a map.")
	case t.style == colon:
		r.note(t.start, "", "A key is missing before this colon.")
	case t.style == openList || t.style == openMap:
		r.notAKey(t)
	default:
		r.colonMissing(t)
	}
}

func leftoverHint(before token) string {
	switch before.style {
	case single:
		return "Write two single quotes for one inside the text, or put the text in double quotes."
	case double:
		return `Write \" for a quote inside the text, or put the text in single quotes.`
	}
	return "If all of it is one text, put it in quotes."
}

// notAKey notes that something else stands where a key should.
func (r *reader) notAKey(t token) {
	r.note(t.start, "Write key: value.", "A key must be a word or a text, not %s.", r.quoteToken(t))
}

// colonMissing notes a line among the keys of a map that has no colon.
func (r *reader) colonMissing(t token) {
	text, hint := r.restOfLine(t.start), "Write key: value, with a space after the colon."
	if i := strings.IndexRune(text, '：'); i >= 0 {
		hint = fmt.Sprintf("The colon here is the wide one; write %s: with a plain colon and a space.", text[:i])
	} else if i := strings.Index(text, ":"); i >= 0 {
		hint = "Write a space after the colon."
	}
	r.note(t.start, hint, "A colon is missing in %s.", quote(text))
}

// misplaced notes what cannot begin a value.
func (r *reader) misplaced() *Node {
	t := r.peek()
	if t.style == percent {
		r.percent(t)
	} else {
		r.closesNothing(t)
	}
	return r.lost(t.start)
}

func (r *reader) percent(t token) {
	r.retry(t.start, patch{t.start, t.end, 'x'}, "Put it in quotes.", "A text cannot begin with `%%`.")
}

// secondColon notes a key on the line of another key.
func (r *reader) secondColon(in scope) *Node {
	t := r.peek()
	r.note(t.start, "If it is one text, put it in quotes; if it is a map, begin it on the next line.",
		"%s holds a colon too many.", quote(r.restOfLine(t.start)))
	r.skip(in.column)
	return r.lost(t.start)
}

// keyInText notes that a text runs on into a line that looks like a key.
func (r *reader) keyInText(in scope, t token) *Node {
	last := r.lines[t.lastLine-1] + max(0, r.indent(t.lastLine))
	if in.ofKey && in.line == t.line {
		r.retry(last, patch{last, r.blockEnd(last, in.column), ' '}, "Begin it in the same column as its neighbours.",
			"%s is indented under a key that has the value %s already.", quote(r.restOfLine(last)), quote(r.restOfLine(t.start)))
		return r.lost(t.start)
	}
	r.retry(t.start, r.colonAtEnd(t.start), "Write key: value, with a space after the colon.", "A colon is missing in %s.", quote(r.restOfLine(t.start)))
	return r.lost(t.start)
}

// colonAtEnd is the last character of a line, to be read as a colon.
func (r *reader) colonAtEnd(start int) patch {
	end := start + len([]rune(r.restOfLine(start)))
	if end-start < 2 {
		return patch{start, end, ' '}
	}
	return patch{end - 1, end, ':'}
}

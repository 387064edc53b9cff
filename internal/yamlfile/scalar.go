package yamlfile

import (
	"regexp"
	"strings"
)

// scalar reads a scalar or an alias that is not a key.
func (r *reader) scalar(in scope) *Node {
	t := r.peek()
	mark := r.peekAt(r.at + 1)
	colonFollows := mark.style == colon && mark.line == t.lastLine
	if colonFollows && t.style == plain {
		return r.keyInText(in, t)
	}
	if (t.style == single || t.style == double) && r.leaves(t, in.column) {
		r.unclosedQuote(t)
		return r.lost(t.start)
	}
	r.at++
	n := r.leaf(t)
	if colonFollows {
		r.note(t.start, "", "A key must stand on one line.")
		return r.afterBadKey(in, t, n)
	}
	return n
}

// leaves reports whether a later line of a token begins at the column or left
// of it.
func (r *reader) leaves(t token, column int) bool {
	for line := t.line + 1; line <= t.lastLine; line++ {
		if indent := r.indent(line); indent >= 0 && indent < column {
			return true
		}
	}
	return false
}

// leaf is the node of a scalar or alias.
func (r *reader) leaf(t token) *Node {
	if t.style == alias {
		return r.resolve(t)
	}
	n := &Node{kind: Scalar, style: t.style, text: t.text, quoted: t.isQuoted(), src: r.source, start: t.start, end: t.end, size: 1}
	n.damaged = r.concealed(t.start, t.end)
	if t.isNull() {
		n.kind = Null
	}
	switch {
	case n.damaged:
	case t.style == plain:
		r.checkPlain(n)
	case t.style == block:
		r.checkBlock(n)
	}
	return n
}

// blockHeader is what announces a text on the lines below.
var blockHeader = regexp.MustCompile(`^[|>](?:[+-]?[1-9]?|[1-9][+-])(?:[ \t]+#.*)?$`)

// checkBlock refuses headers that the lexer lets pass, such as >000.
func (r *reader) checkBlock(n *Node) {
	header := r.restOfLine(n.start)
	if !blockHeader.MatchString(header) || n.text == "" && len(header) > 1 && header[1] >= '0' && header[1] <= '9' {
		r.note(n.start, "If it is one text, put it in quotes.", textBelow, quote(header), quote(header[:1]))
	}
}

// checkPlain refuses what only a text in quotes can hold. The lexer lets some of
// it pass.
func (r *reader) checkPlain(n *Node) {
	const hint = "If it is one text, put it in quotes."
	switch {
	case !mayBePlain(n.text):
		r.note(n.start, "Put it in quotes.", "A text cannot begin with %s.", quote(n.text[:1]))
	case strings.Contains(n.text, ": ") || strings.HasSuffix(n.text, ":"):
		r.note(n.start, hint, "%s holds a colon too many.", quote(n.text))
	case r.flowing != nil && strings.ContainsAny(n.text, "[]{}"):
		r.note(n.start, hint, "%s holds a bracket that fits no other.", quote(n.text))
	case strings.Contains(n.text, " #"):
		r.note(n.start, hint, "%s holds a comment.", quote(n.text))
	}
}

// folded is a plain scalar as it is read: the lines joined by blanks, empty
// lines as line feeds.
func folded(written string) string {
	if !strings.Contains(written, "\n") {
		return written
	}
	var text strings.Builder
	empty := 0
	for line := range strings.SplitSeq(written, "\n") {
		switch line = strings.Trim(line, " \t"); {
		case line == "":
			empty++
			continue
		case empty > 0:
			text.WriteString(strings.Repeat("\n", empty))
		case text.Len() > 0:
			text.WriteByte(' ')
		}
		text.WriteString(line)
		empty = 0
	}
	return text.String()
}

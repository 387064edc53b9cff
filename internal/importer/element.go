package importer

import (
	"bytes"
	"io"
)

// element is the text between two commas of a JSON array: a value, if the
// array is well formed.
type element struct {
	raw    []byte
	line   int // where raw begins, or where it ends when it is empty
	column int
	stop   int // what ended it: a comma, the closing bracket or endOfFile
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// element reads one element of an array, whose length is bounded like a row's.
func (in *input) element() (element, error) {
	var el element
	var n nesting
	for {
		if len(el.raw) == 0 {
			el.line, el.column = in.line, in.column+1
		}
		c, err := in.next()
		switch {
		case err == io.EOF:
			return el.stopped(endOfFile), nil
		case err != nil:
			return el, err
		case n.outside() && (c == ',' || c == ']'):
			return el.stopped(int(c)), nil
		case len(el.raw) == 0 && isBlank(c):
			continue
		case len(el.raw) == maxRow:
			return el, rowTooLong(el.line)
		}
		el.raw = append(el.raw, c)
		n.step(c)
	}
}

func (e element) stopped(by int) element {
	e.raw, e.stop = bytes.TrimRight(e.raw, " \t\n"), by
	return e
}

// nesting follows JSON text byte by byte: how many brackets are open, and
// whether a text is.
type nesting struct {
	depth   int
	inText  bool
	escaped bool
}

func (n *nesting) outside() bool { return n.depth == 0 && !n.inText }

func (n *nesting) step(c byte) {
	switch {
	case n.escaped:
		n.escaped = false
	case n.inText:
		n.escaped, n.inText = c == '\\', c != '"'
	case c == '"':
		n.inText = true
	case c == '{' || c == '[':
		n.depth++
	case (c == '}' || c == ']') && n.depth > 0:
		n.depth--
	}
}

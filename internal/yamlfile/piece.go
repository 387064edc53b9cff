package yamlfile

import (
	"slices"

	"laurel/internal/problem"
)

// PlaceIn is the place of a byte of Text, for mistakes inside a scalar that is
// read further. It is exact for plain scalars, for quoted ones on one line and
// for block texts; elsewhere it is the place of the value.
func (n *Node) PlaceIn(offset int) problem.Place {
	if n == nil {
		return problem.Place{}
	}
	written := n.src.runes[n.start:n.end]
	lines := slices.Contains(written, '\n')
	at := 0
	switch {
	case n.kind != Scalar, n.style == alias, n.style != plain && n.style != block && lines:
		return n.Place()
	case n.style == block:
		at = max(0, slices.Index(written, '\n'))
	case n.style != plain:
		at = 1
	}
	for i, r := range n.text {
		if lines {
			at = passBlanks(written, at, r)
		}
		if i >= offset || at >= len(written) {
			break
		}
		at += n.width(written[at:], r, lines)
	}
	return n.src.place(n.start + min(at, len(written)))
}

// passBlanks moves on to where the next character of a text of several lines
// stands, whose blanks are not written as they are read.
func passBlanks(written []rune, at int, next rune) int {
	for !isBlank(next) && at < len(written) && isBlank(written[at]) {
		at++
	}
	return at
}

// width is the number of characters that one character of the text is written as.
func (n *Node) width(written []rune, r rune, lines bool) int {
	switch {
	case lines && isBlank(r):
		return 0
	case n.style == single && r == '\'':
		return 2
	case n.style == double && written[0] == '\\':
		width := escapeLength(written)
		if width == 6 && r > 0xffff {
			width = 12
		}
		return width
	}
	return 1
}

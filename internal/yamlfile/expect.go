package yamlfile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"laurel/internal/problem"
)

// expect reports whether the node has the kind that is wanted, and notes a
// mistake when not.
func (d decoder) expect(n *Node, wanted Kind) bool {
	if n.kind == wanted {
		return true
	}
	d.unexpected(n, wanted.String(), kindHint(n, wanted))
	return false
}

// unexpected notes that something else stands where the wanted thing should.
func (d decoder) unexpected(n *Node, wanted, hint string) {
	if n == nil {
		return
	}
	found := "this is " + n.kind.String()
	switch {
	case n.kind == Null && n.text == "":
		found = "nothing is written"
		if strings.HasPrefix(strings.TrimLeft(n.src.restOfLine(n.end), " "), "#") {
			hint = "What follows # is a comment; put a text that begins with # in quotes."
		}
	case n.style == single || n.style == double:
		found = "this is " + quote(n.src.written(n.start, n.end))
	case n.kind == Null || n.kind == Scalar:
		found = "this is " + quote(n.text)
	}
	d.tell(n, n.Place(), hint, "Here %s is expected, but %s.", wanted, found)
}

// tell notes a mistake of a node, once even when aliases stand for it.
func (d decoder) tell(n *Node, at problem.Place, hint, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if !slices.Contains(n.told, message) {
		n.told = append(n.told, message)
		d.m.AddWithHint(at, hint, "%s", message)
	}
}

func kindHint(n *Node, wanted Kind) string {
	switch {
	case n.kind == Null && wanted == List:
		return "Write [] for an empty list, or leave the key out."
	case n.kind == Null && wanted == Map:
		return "Write {} for an empty map, or leave the key out. Are the lines below indented deeper than the key?"
	case n.kind == Scalar && wanted == List && !strings.Contains(n.text, "\n") && n.style == plain:
		return fmt.Sprintf("Write [%s].", n.text)
	case n.kind == Scalar && wanted == Map && strings.Contains(n.text, ":"):
		return "Write a space after the colon."
	}
	return ""
}

// quote writes a piece of a file into a sentence: on one line, not too long.
func quote(text string) string {
	const most = 60
	clean := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text))
	if len(clean) > most {
		clean = append(clean[:most-1], '…')
	}
	mark := "`"
	if strings.Contains(text, mark) {
		mark = `"`
	}
	return mark + string(clean) + mark
}

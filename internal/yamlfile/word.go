package yamlfile

import (
	"slices"
	"strings"

	"laurel/internal/problem"
)

// Word reads one of several words. Where something else stands it notes a
// mistake, with the word that was probably meant, and leaves into as it was.
func Word[T ~string](n *Node, into *T, m *problem.Mistakes, words ...T) {
	if n.Kind() == Scalar && slices.Contains(words, T(n.Text())) {
		*into = T(n.Text())
		return
	}
	known := make([]string, len(words))
	for i, w := range words {
		known[i] = string(w)
	}
	wanted, hint := "one of "+Listed(known, "and"), ""
	if near := Suggest(n.Text(), known); near != "" {
		hint = "Did you mean " + quote(near) + "?"
	}
	decoder{m}.unexpected(n, wanted, hint)
}

// mostSteps bounds how much of a way in a circle is written.
const mostSteps = 12

// Round writes a way in a circle: a reads b reads a. Of a long one the middle is
// left out.
func Round(words []string, verb string) string {
	if len(words) > mostSteps {
		half := mostSteps / 2
		words = slices.Concat(words[:half], []string{"…"}, words[len(words)-half:])
	}
	return strings.Join(words, " "+verb+" ")
}

// Listed writes words as a sentence does: a, b and c.
func Listed(words []string, and string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}

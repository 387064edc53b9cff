package scenario

import (
	"slices"
	"strings"

	"laurel/internal/metric"
)

// conditionWord is a condition as a story writes it: on one line, as the program
// does, or a whole tree of lines in the words in which reports print it.
type conditionWord struct {
	at   word
	text string
	is   *metric.Condition // of the program; nil until it was found there
}

// bindCondition finds a condition among those of the program's tiers.
func (n *names) bindCondition(w *conditionWord) {
	leaf, err := metric.ParseCondition(w.text)
	var lines, trees []string
	for _, c := range n.conditions() {
		switch text := unquoted(c.String()); {
		case err == nil && c.Same(leaf) || plain(text) == plain(w.text):
			w.is = c
			return
		case c.Text == "":
			trees = append(trees, text)
		case !slices.Contains(lines, text):
			lines = append(lines, text)
		}
	}
	hint := suggestion(w.text, lines)
	if err != nil {
		hint = suggestionOr(w.text, lines, beginsLike(w.text, trees))
	}
	n.wrong(w.at, hint, "No tier of the program has the condition `%s`.", shorten(w.text))
}

// beginsLike names the condition that begins most like a text.
func beginsLike(text string, known []string) string {
	best, most := "", len("on every ")
	for _, k := range known {
		same := 0
		for same < min(len(text), len(k)) && text[same] == k[same] {
			same++
		}
		if same > most {
			best, most = k, same
		}
	}
	if best == "" {
		return "Write it as the program does, or as a report prints it, like on every day of trailing 6 months: rating >= 4."
	}
	return "Did you mean `" + best + "`?"
}

// conditions lists every condition of the tiers, and every one inside another.
func (n *names) conditions() []*metric.Condition {
	var all []*metric.Condition
	for i := range n.history {
		for j := range n.history[i].Ladders {
			for _, c := range n.history[i].Ladders[j].Value.Conditions() {
				c.Visit(func(inner *metric.Condition) { all = append(all, inner) })
			}
		}
	}
	return all
}

// plain is how conditions are compared that are not one comparison: blanks,
// quotes and the underscores of numbers make no difference.
func plain(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(unquoted(text)), " "), "_", "")
}

// unquoted is a text as it can stand in quotes.
func unquoted(text string) string { return strings.ReplaceAll(text, `"`, "") }

package metric

import (
	"fmt"
	"strings"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// windowFields is a Window as a map, without its own decoding.
type windowFields Window

var windowChoice = yamlfile.Choice{What: "a window", Or: "the word lifetime", Of: []yamlfile.Alternative{
	{Key: "trailing", Also: []string{"ending-yesterday"}},
	{Key: "full", Also: []string{"and-current"}},
	{Key: "in", Also: []string{"back"}},
	{Key: "anniversary", Also: []string{"every", "back"}},
	{Key: "since"},
	{Key: "from", Also: []string{"until"}},
	{Key: "ahead", Also: []string{"from-next"}},
	{Key: "best-of"},
	{Key: "if", Needs: []string{"then", "else"}},
}}

// DecodeYAML reads the word lifetime or a map with one kind of window.
func (w *Window) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { w.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		w.Lifetime = n.Text() == "lifetime"
		if !w.Lifetime {
			m.AddWithHint(n.Place(), "Write lifetime, or a map such as {trailing: 12 months}.", "%q is not a window.", n.Text())
		}
		return
	}
	yamlfile.Decode(n, (*windowFields)(w), m)
	windowChoice.One(n, m)
	w.check(n, m)
}

// check refuses windows that can never be.
func (w *Window) check(n *yamlfile.Node, m *problem.Mistakes) {
	switch {
	case w.Back < 0:
		m.AddWithHint(n.Place(), "Write back: 1 for the period before the running one.", "A window cannot be %d periods back.", w.Back)
	case w.BestOf != nil && fewerThanTwo(n.Get("best-of")):
		m.AddWithHint(n.Place(), "Write at least two windows.", "`best-of` needs windows to choose from.")
	case w.From != nil && w.Until != nil && *w.Until < *w.From:
		m.AddWithHint(n.Place(), "Both days are included.", "The window ends on %s, before it begins on %s.", w.Until, w.From)
	}
}

// String is the window in words: "trailing 12 months", "full 3 months".
func (w *Window) String() string {
	switch {
	case w.Trailing != nil:
		return "trailing " + w.Trailing.String() + when(w.EndingYesterday, " ending yesterday")
	case w.Full != nil:
		return fmt.Sprintf("full %d %s", w.Full.N, w.Full.Name) + when(w.AndCurrent, " and current")
	case w.In != "":
		return "in " + w.In + when(w.Back > 0, fmt.Sprintf(" %d back", w.Back))
	case w.Anniversary != nil:
		return w.yearsText()
	case w.Since != nil:
		return "since " + w.Since.String()
	case w.From != nil:
		return w.daysText()
	case w.Ahead != nil:
		return "ahead " + w.Ahead.String() + when(w.Next != "", " from next "+w.Next)
	default:
		return w.choiceText()
	}
}

func (w *Window) yearsText() string {
	text := "anniversary of " + w.Anniversary.String()
	if w.Every != nil {
		text += " every " + w.Every.String()
	}
	return text + when(w.Back > 0, fmt.Sprintf(" %d back", w.Back))
}

func (w *Window) daysText() string {
	text := "from " + w.From.String()
	if w.Until != nil {
		text += " until " + w.Until.String()
	}
	return text
}

func (w *Window) choiceText() string {
	switch {
	case w.If != nil:
		return "if " + w.If.String() + " then " + w.Then.String() + " else " + w.Else.String()
	case w.BestOf != nil:
		texts := make([]string, len(w.BestOf))
		for i, each := range w.BestOf {
			texts[i] = each.String()
		}
		return "best of (" + strings.Join(texts, "; ") + ")"
	default:
		return "lifetime"
	}
}

func when(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

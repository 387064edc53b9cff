package letter

import (
	"slices"
	"strings"
)

// widest is how many columns a line of the text part has at most, unless a
// single word, such as a link, is longer.
const widest = 78

// text is the plain part.
func (p page) text() string {
	parts := []string{fold(p.Greeting)}
	for _, b := range p.Blocks {
		parts = append(parts, b.text())
	}
	parts = append(parts, p.Button.text(p.Colon), p.Ask.text(p.Colon), p.House)
	parts = append(parts, "-- \n"+strings.Join(slices.DeleteFunc([]string{fold(p.Because), fold(p.Fallback), p.OptOut.text(p.Colon)}, isEmpty), "\n"))
	return strings.Join(slices.DeleteFunc(parts, isEmpty), "\n\n") + "\n"
}

func isEmpty(text string) bool { return text == "" }

func fold(text string) string { return strings.Join(wrap(text, widest), "\n") }

// text is the link's text with the address on a line of its own, so that no mail
// program breaks it.
func (l link) text(colon string) string {
	if l.Text == "" || l.URL == "" {
		return fold(l.Text)
	}
	return fold(l.Text+colon) + "\n" + l.URL
}

func (b block) text() string {
	switch {
	case b.Quote != nil:
		return indented(b.Quote, "> ", "> ")
	case b.Items != nil:
		var lines []string
		for _, item := range b.Items {
			lines = append(lines, indented([]string{item.Text}, "- ", "  "))
			if item.URL != "" {
				lines = append(lines, "  "+item.URL)
			}
		}
		return strings.Join(lines, "\n")
	case b.Rows != nil:
		var lines []string
		for _, r := range b.Rows {
			lines = append(lines, indented([]string{r.Line}, "  ", "    "))
		}
		return strings.Join(lines, "\n")
	default:
		return fold(b.Paragraph)
	}
}

// indented folds lines behind a mark; what a line runs over into has another.
func indented(lines []string, first, next string) string {
	var out []string
	for _, line := range lines {
		mark := first
		for _, piece := range wrap(line, widest-len(first)) {
			out = append(out, strings.TrimRight(mark+piece, " "))
			mark = next
		}
	}
	return strings.Join(out, "\n")
}

package cli

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// table prints rows in columns. Columns whose heading begins with ">" are
// aligned to the right.
type table struct {
	heads []string
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// tableOr prints a table, or a sentence when it has no rows.
func (d *door) tableOr(t *table, none string) error {
	if len(t.rows) == 0 {
		_, err := fmt.Fprintln(d.Out, none)
		return err
	}
	return t.print(d.Out)
}

func (t *table) print(w io.Writer) error {
	widths := t.widths()
	var b strings.Builder
	for _, row := range append([][]string{t.heads}, t.rows...) {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(t.cell(i, cell, widths[i], i == len(row)-1))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *table) widths() []int {
	widths := make([]int, len(t.heads))
	for _, row := range append([][]string{t.heads}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(strings.TrimPrefix(cell, ">")))
		}
	}
	return widths
}

func (t *table) cell(i int, text string, wide int, last bool) string {
	right := strings.HasPrefix(t.heads[i], ">")
	text = strings.TrimPrefix(text, ">")
	pad := strings.Repeat(" ", wide-columns(text))
	switch {
	case right && last:
		return pad + text
	case right:
		return pad + text + "  "
	case last:
		return text
	default:
		return text + pad + "  "
	}
}

// columns is how wide a text stands on a terminal: Chinese takes two columns.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

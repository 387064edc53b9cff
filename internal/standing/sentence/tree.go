package sentence

import (
	"strings"
)

// Tree writes lines as an indented tree, one line each, with a mark before
// those that have an outcome. With places, the line of the program that says so
// follows in brackets. What a metric was made of is written once, though every
// reason that reads the metric has it.
func Tree(lines []Line, places bool) string {
	t := tree{places: places, told: map[string]bool{}}
	for i := range lines {
		t.write(&lines[i], 0)
	}
	return t.text.String()
}

type tree struct {
	text   strings.Builder
	places bool
	told   map[string]bool // what was written below a metric
}

const indent = "  "

func (t *tree) write(l *Line, depth int) {
	t.text.WriteString(strings.Repeat(indent, depth) + marks[l.Outcome] + l.Text)
	if at := l.Place.String(); t.places && at != "" {
		t.text.WriteString(" [" + at + "]")
	}
	t.text.WriteByte('\n')
	if t.again(l) {
		return
	}
	for i := range l.Lines {
		t.write(&l.Lines[i], depth+1)
	}
}

// again reports whether the same was written below the same metric before.
func (t *tree) again(l *Line) bool {
	if l.About.Kind != AboutMetric {
		return false
	}
	var below strings.Builder
	below.WriteString(l.About.ID)
	for i := range l.Lines {
		below.WriteString("\n" + l.Lines[i].Text)
	}
	before := t.told[below.String()]
	t.told[below.String()] = true
	return before
}

// marks repeat in one character what the sentence says in words.
var marks = map[Outcome]string{"": "", Met: "✓ ", Unmet: "✗ ", Ignored: "· "}

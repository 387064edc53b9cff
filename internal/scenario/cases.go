package scenario

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// table is a block of cases: a header with what is told and what must be true,
// and one line for each case. Each case is the story with its own facts on top.
type table struct {
	at         word
	whose      word
	partner    *partner
	day, known calendar.Day // 0 when a column says so
	header     []column
	rows       []*row
	facts      int // how many columns come before =>
}

// column is one cell of the header: the words of a line with a hole in it, which
// is a word, _, or the value of an attribute, hosting=_.
type column struct {
	words []word
	hole  int // the index of the hole; −1 for none
}

// row is one case.
type row struct {
	at         word
	day, known calendar.Day
	told       []*told
	expected   []*expectation
}

// readCases reads [PARTNER] cases [at DATE [, known DATE]] and begins its block.
func (h *headline) readCases() {
	t := &table{at: h.at, whose: h.whose}
	if h.accept("at") {
		t.day, t.known = h.atKnown()
	}
	h.parser.block = func(r *reader) { t.line(r, h.parser.mistakes) }
	h.keep = func() { h.parser.story.tables = append(h.parser.story.tables, t) }
}

// line reads the header, or one case.
func (t *table) line(r *reader, m *problem.Mistakes) {
	cells, facts := r.cells()
	switch {
	case r.failed:
	case t.header == nil:
		t.readHeader(r, cells, facts)
	default:
		t.readRow(r, cells, facts, m)
	}
}

// cells divides a line at | and at the one =>.
func (r *reader) cells() (cells [][]word, facts int) {
	var cell []word
	end := func(w word) {
		if len(cell) == 0 {
			r.fail(w, "Write - where a case says nothing.", "A cell is empty here.")
		}
		cells, cell = append(cells, cell), nil
	}
	facts = -1
	for _, w := range r.words {
		switch {
		case w.is("|"):
			end(w)
		case w.is("=>"):
			if end(w); facts >= 0 {
				r.fail(w, "Divide further columns by |.", "The second => of the line stands here.")
			}
			facts = len(cells)
		default:
			cell = append(cell, w)
		}
	}
	if end(r.end); facts < 0 {
		r.fail(r.end, "Write => between what happens and what must be true, like sale 2023-09-01 _ USD => tier _.", "The line has no =>.")
	}
	return cells, facts
}

func (t *table) readHeader(r *reader, cells [][]word, facts int) {
	for _, words := range cells {
		c := column{words: words, hole: -1}
		for i, w := range words {
			if w.isHole() {
				if c.hole >= 0 {
					r.fail(w, "Use two columns.", "A column has one hole; this is its second.")
				}
				c.hole = i
			}
		}
		t.header = append(t.header, c)
	}
	t.facts = facts
	if t.day == 0 && !slices.ContainsFunc(t.header[:facts], func(c column) bool { return c.words[0].is("at") }) {
		r.fail(r.words[0], "Write cases at 2023-12-01 above, or add a column at _.", "Nothing says at which day the cases look.")
	}
}

func (t *table) readRow(r *reader, cells [][]word, facts int, m *problem.Mistakes) {
	if len(cells) != len(t.header) || facts != t.facts {
		r.fail(r.words[0], "Write - where a case says nothing.", "The case has %d cells in front of => and %d behind it; the header has %d and %d.",
			facts, len(cells)-facts, t.facts, len(t.header)-t.facts)
		return
	}
	c := &row{at: r.words[0], day: t.day, known: t.known}
	for i, cell := range cells {
		t.readCell(c, i, cell, newReader(r.file, line{number: c.at.line, end: r.end.column}, m))
	}
	if c.known == 0 {
		c.known = c.day
	}
	t.rows = append(t.rows, c)
}

// readCell fills a column's hole with a cell and reads the line that comes of
// it. The mistakes of a header are noted with the first case only.
func (t *table) readCell(c *row, index int, cell []word, r *reader) {
	fact := index < t.facts
	words, said := t.header[index].fill(cell, fact, r)
	if !said && t.day == 0 && t.header[index].words[0].is("at") {
		r.fail(cell[0], "Write a date.", "The case does not say at which day it looks.")
	}
	if !said || r.failed {
		return
	}
	r.words = words
	switch {
	case fact && (words[0].is("at") || words[0].is("known")):
		c.moment(r)
	case fact:
		c.tell(r)
	default:
		if e := readExpectation(r); e != nil {
			e.at = cell[0]
			c.expected = append(c.expected, e)
		}
	}
}

// moment reads a cell of the column at _ or known _.
func (c *row) moment(r *reader) {
	if r.accept("known") {
		c.known = r.lookedAt("The day of what is known")
	} else {
		r.take()
		c.day = r.lookedAt("The day asked about")
	}
	r.done()
}

// tell reads a fact of one case.
func (c *row) tell(r *reader) {
	p := &partner{}
	p.tell(r)
	c.told = append(c.told, p.told...)
	if len(p.changes)+len(p.offers)+len(p.publishers) > 0 {
		r.failed = false
		r.fail(r.words[0], "Tell it in the partner's block.", "A case can tell facts, but no offers, publishers and changes of other facts.")
	}
}

// fill is the line of a cell; false when the cell leaves it out. A dash leaves
// it out, no denies what would be expected, and yes says a line without a hole.
func (c *column) fill(cell []word, fact bool, r *reader) (line []word, said bool) {
	only := cell[0]
	switch {
	case len(cell) == 1 && only.is("-"):
		return nil, false
	case len(cell) == 1 && only.is("no") && !fact:
		return c.deny(only), true
	case c.hole >= 0:
		line = append(line, c.words[:c.hole]...)
		line = append(line, c.words[c.hole].filled(cell, r)...)
		return append(line, c.words[c.hole+1:]...), true
	case len(cell) == 1 && only.is("yes"):
		return c.words, true
	default:
		r.fail(only, "Write yes, or - where a case leaves it out"+map[bool]string{false: ", or no where it must not be so"}[fact]+".",
			"The column `%s` has no hole _ to be filled.", shorten(written(c.words)))
		return nil, false
	}
}

func (w word) isHole() bool { return w.is("_") || w.isAttribute() && w.value == "_" && !w.quoted }

// filled is a cell in the place of a hole.
func (w word) filled(cell []word, r *reader) []word {
	if !w.isAttribute() {
		return cell
	}
	if len(cell) > 1 {
		r.fail(cell[1], `Write "…" around it.`, "The value of %s is one word.", w.name)
	}
	value := cell[0]
	value.name, value.value, value.text = w.name, cell[0].text, w.name+"="+cell[0].text
	return []word{value}
}

// deny is the line with no in front, or not where that is the word, and without
// the hole and its currency. What the column denies itself must be so.
func (c *column) deny(no word) []word {
	words := c.words
	if no.text = denial(words[0]); words[0].is(no.text) {
		return words[1:]
	}
	out := []word{no}
	for i, w := range words {
		if i != c.hole && !(c.hole >= 0 && i == c.hole+1 && isCode(w.text)) {
			out = append(out, w)
		}
	}
	return out
}

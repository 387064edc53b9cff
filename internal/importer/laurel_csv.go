package importer

import (
	"regexp"
	"slices"
	"strings"

	"laurel/internal/problem"
)

// The format laurel-csv is Laurel's own as a table: a header with the names of
// laurelFields in any order, then one fact per row. An attribute has the column
// attributes.NAME; the source of a marked fact the column marks.source. Another
// column is a mistake, so the file is refused.
//
//	id,kind,happened,publisher,amount,currency,attributes.trial
//	s1,sale,2024-03-05,contoso,120.50,USD,false
var laurelColumns = []column{{name: "id", needed: true}}

// attributeName is what package fact accepts as one.
var attributeName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

const (
	attributeColumn   = "attributes."
	marksSourceColumn = "marks.source"
)

// laurelTable knows what each column of one file holds.
type laurelTable struct {
	rd     *reading
	names  []string // as laurelFields and attributes are named; empty for a column without a name
	header *header
}

func readLaurelCSV(rd *reading) error {
	return rd.readTable(func(h *header) (table, error) {
		t := &laurelTable{rd: rd, header: h}
		rd.sum.Ignored = nil
		return t, t.bind()
	})
}

// bind reads the header, and reports everything that is wrong with it.
func (t *laurelTable) bind() error {
	var wrong problem.Mistakes
	seen := map[string]bool{"": true}
	for i, written := range t.header.names {
		name := strings.ToLower(strings.TrimSpace(written))
		if err := checkColumn(name); err != nil {
			wrong.Add(problem.Place{}, "Column %d: %s", i+1, reasonOf(err))
		} else if seen[name] && name != "" {
			wrong.Add(problem.Place{}, "Column %d: The column %q is there twice.", i+1, name)
		}
		seen[name] = true
		t.names = append(t.names, name)
	}
	return wrong.Err("The header of this laurel-csv file has mistakes.")
}

func checkColumn(name string) error {
	attribute, isAttribute := strings.CutPrefix(name, attributeColumn)
	switch {
	case name == "" || name == marksSourceColumn || isAttribute && attributeName.MatchString(attribute):
		return nil
	case isAttribute:
		return problem.New(problem.Invalid, "%q is not the name of an attribute.", shorten(attribute)).
			WithHint("Use small letters, digits and underscores.")
	case name == "attributes" || !slices.Contains(fieldNames(), name):
		return unknownColumn(name)
	default:
		return nil
	}
}

func unknownColumn(name string) error {
	p := problem.New(problem.Invalid, "There is no column %q.", shorten(decode(name)))
	if near, ok := nearest(name, fieldNames()); ok && near != name {
		return p.WithHint("Is %s meant?", near)
	}
	return p.WithHint("Name the columns of attributes attributes.NAME.")
}

func (t *laurelTable) row(r *row) error {
	var d draft
	for i, name := range t.names {
		if text := strings.TrimSpace(decode(r.fields[i])); text != "" && name != "" {
			d.fillColumn(given{name: name, label: t.header.names[i], text: text, line: r.lines[i], column: i + 1})
		}
	}
	item, faults := d.finish(t.rd.opts, r.line)
	if len(faults) > 0 {
		r.faults = faults
		return t.rd.reject(r.reject())
	}
	return t.rd.yield(item)
}

// fillColumn sets one field from the cell of a column.
func (d *draft) fillColumn(g given) {
	attribute, isAttribute := strings.CutPrefix(g.name, attributeColumn)
	switch {
	case isAttribute:
		g.name = attribute
		d.setAttribute(g)
	case g.name == marksSourceColumn:
		d.setMarkedSource(g)
	default:
		d.fill(g)
	}
}

func (t *laurelTable) end() error { return nil }

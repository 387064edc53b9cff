package importer

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"laurel/internal/problem"
)

// header is the first row of a table: where each column of a format is in this
// file. Case, order, blanks and punctuation in its names do not matter.
type header struct {
	raw       []byte
	names     []string       // as the file writes them
	at        map[string]int // the index of each known column that the file has
	delimiter byte
}

// column is one column that a format reads. What no column names is never
// read: this is the allow-list that keeps personal data out.
type column struct {
	name   string   // as the feed's own documentation writes it
	also   []string // other names that were published for it
	needed bool     // a file without it is refused
}

// readHeader finds the format's columns in the first row that is not blank.
func (rd *reading) readHeader(records *recordReader, f Format) (*header, error) {
	rec, err := records.next()
	for err == nil && rec.blank() {
		rec, err = records.next()
	}
	if err == io.EOF {
		return nil, errEmpty
	}
	if err != nil {
		return nil, err
	}
	h := &header{raw: bytes.Clone(rec.raw), names: slices.Clone(rec.fields), delimiter: records.delimiter}
	if err := h.bind(f); err != nil {
		return nil, err
	}
	rd.sum.Ignored = h.unknown(f)
	return h, nil
}

func (h *header) bind(f Format) error {
	h.at = map[string]int{}
	var missing []string
	for _, c := range f.columns {
		found := h.find(c)
		switch {
		case len(found) > 1:
			return problem.New(problem.Invalid, "The header names the column %s twice, as column %d and %d.", c.name, found[0]+1, found[1]+1).
				WithHint("Keep the one that is meant.")
		case len(found) == 1:
			h.at[c.name] = found[0]
		case c.needed:
			missing = append(missing, c.name)
		}
	}
	if len(missing) > 0 {
		return h.notThis(f, missing)
	}
	return nil
}

// find is the indexes of the columns that are called like c.
func (h *header) find(c column) []int {
	var found []int
	for i, name := range h.names {
		if c.isCalled(name) {
			found = append(found, i)
		}
	}
	return found
}

func (c column) isCalled(name string) bool {
	name = plainName(name)
	return plainName(c.name) == name || slices.ContainsFunc(c.also, func(a string) bool { return plainName(a) == name })
}

// plainName keeps the letters and digits of a column's name, in lower case.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

// notThis refuses a file whose header lacks columns, and says which format it
// is if that can be seen.
func (h *header) notThis(f Format, missing []string) error {
	p := problem.New(problem.Invalid, "This is no %s file: its header lacks %s.", f.Name, strings.Join(missing, ", "))
	if other, ok := h.format(); ok {
		return p.WithHint("Its columns are those of the format %s.", other)
	}
	return p.WithHint("The first row must name the columns. This one begins with %q.", shorten(string(bytes.ToValidUTF8(h.raw, []byte("?")))))
}

// format is the first format all of whose needed columns are in the header. One
// needed column alone, such as id, would prove nothing.
func (h *header) format() (name string, ok bool) {
	for _, f := range Formats() {
		needed, found := 0, 0
		for _, c := range f.columns {
			if c.needed {
				needed++
				found += min(len(h.find(c)), 1)
			}
		}
		if needed > 1 && found == needed {
			return f.Name, true
		}
	}
	return "", false
}

// unknown is the columns that the format neither reads nor drops knowingly.
func (h *header) unknown(f Format) []string {
	var names []string
	for _, name := range h.names {
		called := func(c column) bool { return c.isCalled(name) }
		if strings.TrimSpace(name) != "" && !slices.ContainsFunc(f.columns, called) && !slices.ContainsFunc(f.dropped, called) {
			names = append(names, decode(strings.TrimSpace(name)))
		}
	}
	return names
}

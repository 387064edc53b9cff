package problem

import (
	"fmt"
	"sort"
)

// Place is a position in a file that a person wrote. Line and Column count
// from 1; zero means that the position is not known.
type Place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String writes file:line:column, leaving out what is not known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Mistake is one thing wrong with a file: where, what is wrong, and in Hint
// what would be right.
type Mistake struct {
	Place   Place  `json:"place"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// String writes the mistake on one line, in the form that editors jump to.
func (m Mistake) String() string {
	text := m.Message
	if at := m.Place.String(); at != "" {
		text = at + ": " + text
	}
	if m.Hint != "" {
		text += " " + m.Hint
	}
	return text
}

// Mistakes collects everything wrong with one input, so that a person can mend
// all of it at once. The zero value is ready to use.
type Mistakes struct{ list []Mistake }

// Add notes one mistake.
func (m *Mistakes) Add(at Place, format string, args ...any) {
	m.list = append(m.list, Mistake{Place: at, Message: fmt.Sprintf(format, args...)})
}

// AddWithHint notes one mistake and what would be right.
func (m *Mistakes) AddWithHint(at Place, hint, format string, args ...any) {
	m.list = append(m.list, Mistake{Place: at, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Empty reports whether nothing was found wrong.
func (m *Mistakes) Empty() bool { return len(m.list) == 0 }

// List is every mistake, in the order of the file.
func (m *Mistakes) List() []Mistake {
	sort.SliceStable(m.list, func(i, j int) bool { return before(m.list[i].Place, m.list[j].Place) })
	return m.list
}

func before(a, b Place) bool {
	if a.File != b.File {
		return a.File < b.File
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	return a.Column < b.Column
}

// Err is nil when nothing was found wrong, else one Invalid problem that
// carries the whole list.
func (m *Mistakes) Err(format string, args ...any) error {
	if m.Empty() {
		return nil
	}
	p := New(Invalid, format, args...)
	p.Mistakes = m.List()
	return p
}

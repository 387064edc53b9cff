package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Place is a position in a file that a person wrote. Line and Column count
// from 1; zero means that the position is not known.
type Place struct {
	File   string `json:"file,omitempty"`   // the file
	Line   int    `json:"line,omitempty"`   // the line, from 1
	Column int    `json:"column,omitempty"` // the column, from 1
}

// String writes file:line:column, leaving out what is not known.
func (p Place) String() string {
	text := p.File
	for _, n := range []int{p.Line, p.Column} {
		if n == 0 {
			break
		}
		text += fmt.Sprintf(":%d", n)
	}
	return strings.TrimPrefix(text, ":")
}

// compare orders places by file, then from top to bottom.
func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Mistake is one thing wrong with a file: where, what is wrong, and what
// would be right.
type Mistake struct {
	Place   Place  `json:"place"`          // where it is
	Message string `json:"message"`        // what is wrong
	Hint    string `json:"hint,omitempty"` // what would be right

	message, hint Sentence // the same, for other languages
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
	m.AddSaid(at, Sentence{}, Say(format, args...))
}

// AddWithHint notes one mistake and what would be right.
func (m *Mistakes) AddWithHint(at Place, hint, format string, args ...any) {
	m.AddSaid(at, Sentence{Format: hint}, Say(format, args...))
}

// AddSaid notes one mistake and what would be right, which names something.
func (m *Mistakes) AddSaid(at Place, hint, message Sentence) {
	m.list = append(m.list, Mistake{Place: at, Message: message.String(), Hint: hint.String(), message: message, hint: hint})
}

// AddProblem notes what is wrong in the words of a problem; nothing for nil.
func (m *Mistakes) AddProblem(at Place, p *Problem) {
	if p != nil {
		m.AddSaid(at, p.hint.or(p.Hint), p.message.or(p.Message))
	}
}

// Empty reports whether nothing was found wrong.
func (m *Mistakes) Empty() bool { return len(m.list) == 0 }

// List is every mistake in the order of the file; those about the file as a
// whole come first, and those of one place as they were added. The caller may
// keep and change it.
func (m *Mistakes) List() []Mistake {
	list := slices.Clone(m.list)
	slices.SortStableFunc(list, func(a, b Mistake) int { return a.Place.compare(b.Place) })
	return list
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

// Both is one problem with the mistakes of two, either of which may be nil. What the
// first says of the whole is kept.
func Both(a, b error) error {
	first, second := Of(a), Of(b)
	if first == nil || second == nil {
		return cmp.Or(a, b)
	}
	both := *first
	both.Mistakes = append(slices.Clone(first.Mistakes), second.Mistakes...)
	return &both
}

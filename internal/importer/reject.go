package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// Reject is a row that became no fact, with everything that is wrong with it.
type Reject struct {
	// Line is the physical line on which the row begins, from 1.
	Line int
	// Faults is what is wrong, in the order of the row; never empty.
	Faults []Fault
	// Header is the header row of the file, nil for formats without one.
	Header []byte
	// Raw is the row as it came, without its line end; line ends inside it are "\n".
	Raw []byte
}

// Fault is one thing wrong with a row.
type Fault struct {
	Line int `json:"line"` // physical line, from 1
	// Column is the number of the column, from 1, in JSON the number of the
	// character; 0 when the row as a whole is meant.
	Column int    `json:"column"`
	Name   string `json:"name,omitempty"`  // the column as the file names it, or the JSON field
	Value  string `json:"value,omitempty"` // what the cell holds, cut when long; missing where it has an e-mail address
	Reason string `json:"reason"`          // a sentence, with what would be right
}

// String writes the fault on one line.
func (f Fault) String() string {
	where := fmt.Sprintf("line %d", f.Line)
	if f.Column > 0 {
		where += fmt.Sprintf(", column %d", f.Column)
	}
	if f.Name != "" {
		where += " (" + f.Name + ")"
	}
	return where + ": " + f.Reason
}

// longestValue is how much of a cell a fault shows.
const longestValue = 120

func shorten(value string) string {
	if len(value) <= longestValue {
		return value
	}
	return string(bytes.ToValidUTF8([]byte(value[:longestValue]), nil)) + "…"
}

// shown is a cell as a fault shows it: not at all where it holds an e-mail
// address, which would go on into logs.
func shown(value string) string {
	if fact.HasEmail(value) {
		return ""
	}
	return shorten(value)
}

// inOrder sorts faults by place; what is wrong with the whole row comes first.
func inOrder(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return faults
}

// reasonOf is the sentence and the hint of a problem on one line.
// It is the same for every door: it does not say what to type.
func reasonOf(err error) string {
	text := err.Error()
	if p := problem.Of(err); p != nil && p.Console != "" {
		text = strings.Replace(text, p.Console, p.Hint, 1)
	}
	return strings.ReplaceAll(text, "\n", " ")
}

// RejectsWriter writes rejected rows as a file of the format they came in: the
// header as it came, then the rows as they came. Corrected by hand, the file is
// imported like any other. It holds no reasons, because a column for them would
// make another format, and a broken row has no place for it; reasons are listed
// apart, by line.
type RejectsWriter struct {
	w       io.Writer
	header  []byte
	started bool
}

// NewRejectsWriter writes nothing before the first reject.
func NewRejectsWriter(w io.Writer) *RejectsWriter { return &RejectsWriter{w: w} }

// errMixedHeaders: rows under another header would be read as something else.
var errMixedHeaders = problem.New(problem.Invalid, "The rejected rows of files with different columns cannot share one rejects file.").
	WithHint("Import the files one at a time, each with its own rejects file.")

// Write adds one rejected row. Rows of files with different headers cannot
// share a writer; the second header is refused.
func (rw *RejectsWriter) Write(r Reject) error {
	if rw.started && !bytes.Equal(rw.header, r.Header) {
		return errMixedHeaders
	}
	var lines [][]byte
	if !rw.started && r.Header != nil {
		lines = append(lines, r.Header)
	}
	rw.started, rw.header = true, r.Header
	for _, line := range append(lines, r.Raw) {
		if _, err := rw.w.Write(append(bytes.Clone(line), '\n')); err != nil {
			return problem.New(problem.Unavailable, "The rejects file cannot be written: %s.", err).
				WithHint("Make room, and import the file again.").AtConsole("Make room, or choose another --rejects, and import the file again.").Because(err)
		}
	}
	return nil
}

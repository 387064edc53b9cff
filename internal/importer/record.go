package importer

import (
	"bytes"
	"io"
	"strings"

	"laurel/internal/problem"
)

// record is one row of a file of separated values: fields between delimiters,
// quoted where they hold a delimiter, a quote or a line end (RFC 4180).
type record struct {
	line    int      // the physical line on which it begins
	raw     []byte   // as it came, without its line end
	fields  []string // without their quotes; line ends inside are "\n"
	lines   []int    // the physical line on which each field begins
	ended   bool     // a line end follows; only the last row of a file may lack it
	open    bool     // the file ends inside a quote
	garbled int      // the number, from 1, of a field that goes on after its closing quote
}

// blank reports whether nothing is in the row but delimiters and blanks.
func (r *record) blank() bool {
	for _, f := range r.fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// recordReader cuts a file into records. It differs from encoding/csv in that
// CR alone ends a row, a row's place and its raw text are kept, its length is
// bounded, and a malformed row costs only itself. A quote inside an unquoted
// field is text.
type recordReader struct {
	in        *input
	delimiter byte
	rec       record
	text      []byte // the fields, one after the other
	ends      []int  // where each ends in text
	quoted    int    // the line on which the quote now open was opened; 0 outside quotes
}

func newRecordReader(in *input, delimiter byte) *recordReader {
	return &recordReader{in: in, delimiter: delimiter}
}

// endOfFile is what read answers when no byte is left.
const endOfFile = -1

// next is the next record, blank ones included; io.EOF after the last. The
// record is the caller's until the next call. An error means that the file
// cannot be read further.
func (r *recordReader) next() (*record, error) {
	r.rec = record{line: r.in.line, raw: r.rec.raw[:0], fields: r.rec.fields[:0], lines: r.rec.lines[:0]}
	r.text, r.ends, r.quoted = r.text[:0], r.ends[:0], 0
	for {
		stop, err := r.field()
		if err != nil {
			return nil, err
		}
		r.ends = append(r.ends, len(r.text))
		switch stop {
		case endOfFile:
			if len(r.rec.raw) == 0 {
				return nil, io.EOF
			}
			return r.finish(), nil
		case '\n':
			r.rec.raw, r.rec.ended = r.rec.raw[:len(r.rec.raw)-1], true
			return r.finish(), nil
		}
	}
}

func (r *recordReader) finish() *record {
	text, from := string(r.text), 0
	for _, end := range r.ends {
		r.rec.fields = append(r.rec.fields, text[from:end])
		from = end
	}
	return &r.rec
}

// field reads one field and answers what stopped it: a delimiter, a line end
// or the end of the file.
func (r *recordReader) field() (stop int, err error) {
	r.rec.lines = append(r.rec.lines, r.in.line)
	c, err := r.read()
	if err != nil || c != '"' {
		return r.bareField(c, err)
	}
	return r.quotedField()
}

func (r *recordReader) bareField(c int, err error) (stop int, _ error) {
	for err == nil && !r.stops(c) {
		r.text = append(r.text, byte(c))
		c, err = r.read()
	}
	return c, err
}

func (r *recordReader) stops(c int) bool {
	return c == endOfFile || c == '\n' || c == int(r.delimiter)
}

func (r *recordReader) quotedField() (stop int, err error) {
	r.quoted = r.in.line
	for {
		c, err := r.read()
		if err != nil {
			return c, err
		}
		if c == '"' {
			if c, err = r.read(); c != '"' {
				r.quoted = 0
				return r.afterQuote(c, err)
			}
		}
		if c == endOfFile {
			r.rec.open = true
			return c, nil
		}
		r.text = append(r.text, byte(c))
	}
}

func (r *recordReader) afterQuote(c int, err error) (stop int, _ error) {
	if err == nil && !r.stops(c) {
		r.rec.garbled = len(r.ends) + 1
	}
	return r.bareField(c, err)
}

// read takes one byte of the row.
func (r *recordReader) read() (int, error) {
	c, err := r.in.next()
	switch {
	case err == io.EOF:
		return endOfFile, nil
	case err != nil:
		return endOfFile, err
	case len(r.rec.raw) == maxRow:
		return endOfFile, r.tooLong()
	}
	r.rec.raw = append(r.rec.raw, c)
	return int(c), nil
}

func (r *recordReader) tooLong() error {
	if r.quoted == 0 {
		return rowTooLong(r.rec.line)
	}
	return problem.New(problem.Invalid, "The quote that opens in line %d is not closed within %d bytes.", r.quoted, maxRow).
		WithHint("Close the quote, or write a quote inside a field twice.")
}

// delimiterOf is what separates the columns of a header line: a comma, unless
// tabs or semicolons are more.
func delimiterOf(head []byte) byte {
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	best := byte(',')
	for _, d := range []byte{'\t', ';'} {
		if bytes.Count(head, []byte{d}) > bytes.Count(head, []byte{best}) {
			best = d
		}
	}
	return best
}

// quoteField writes a field so that a recordReader reads it back.
func quoteField(text string, delimiter byte) string {
	if !strings.ContainsAny(text, "\"\n\r"+string(rune(delimiter))) {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

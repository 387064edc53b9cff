package money

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"strings"

	"laurel/internal/number"
	"laurel/internal/problem"
)

// rateRows reads the rows of a rates file. Line ends may be CR, LF or CRLF;
// blank lines and a byte order mark are left out.
type rateRows struct {
	lines *bufio.Scanner
	line  int      // the physical line that was read last
	names []string // the header
}

// longestLine bounds a line, so that lost line ends cannot fill the memory. The
// lines of the European Central Bank have less than 500 bytes.
const longestLine = 64 << 10

func newRateRows(in io.Reader) *rateRows {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	lines.Split(splitLine)
	return &rateRows{lines: lines}
}

// splitLine cuts off a line at CR, LF or CRLF.
func splitLine(data []byte, atEOF bool) (advance int, line []byte, err error) {
	i := bytes.IndexAny(data, "\r\n")
	switch {
	case i < 0 && atEOF && len(data) > 0:
		return len(data), data, nil
	case i < 0, data[i] == '\r' && i+1 == len(data) && !atEOF:
		return 0, nil, nil // the rest of the line, or the LF behind the CR, is still to come
	case bytes.HasPrefix(data[i:], []byte("\r\n")):
		return i + 2, data[:i], nil
	default:
		return i + 1, data[:i], nil
	}
}

// next is the text of the next line that is not blank; io.EOF comes after the
// last one.
func (r *rateRows) next() (text string, err error) {
	for r.lines.Scan() {
		r.line++
		if text = strings.TrimSpace(strings.TrimPrefix(r.lines.Text(), "\ufeff")); text != "" {
			return text, nil
		}
	}
	switch err := r.lines.Err(); {
	case err == nil:
		return "", io.EOF
	case problem.KindOf(err) == problem.Invalid:
		return "", err
	case err == bufio.ErrTooLong:
		return "", problem.New(problem.Invalid, "Line %d is longer than %d bytes; no line of rates is.", r.line+1, longestLine).
			WithHint("Its line ends may have been lost. Fetch the file again.")
	default:
		return "", problem.New(problem.Unavailable, "The rates could not be read further than line %d.", r.line).Because(err)
	}
}

// header reads the names of the columns; a file without any is not it.
func (r *rateRows) header(not error) error {
	text, err := r.next()
	if err != nil && err != io.EOF {
		return err
	}
	if r.names, err = fields(text); err != nil {
		return not
	}
	return nil
}

// fields are the fields of a line, without blanks around them.
func fields(text string) ([]string, error) {
	row := csv.NewReader(strings.NewReader(text))
	row.TrimLeadingSpace = true
	cells, err := row.Read()
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
	}
	return cells, err
}

// each hands over what read makes of every row below the header.
func (r *rateRows) each(read func(cells []string, b *Batch), take func(Batch) error) error {
	for rows := 0; ; rows++ {
		text, err := r.next()
		switch {
		case err == io.EOF && rows == 0:
			return problem.New(problem.Invalid, "The file holds no rates, only the names of its columns.").
				WithHint("The download may have been cut off. Fetch the file again.")
		case err == io.EOF:
			return nil
		case err == nil:
			err = take(r.batch(text, read))
		}
		if err != nil {
			return err
		}
	}
}

func (r *rateRows) batch(text string, read func(cells []string, b *Batch)) Batch {
	b := Batch{Line: r.line}
	switch cells, err := fields(text); {
	case err != nil:
		r.fault(&b, -1, text, problem.New(problem.Invalid, "The quotes in this line do not match."))
	case len(cells) != len(r.names):
		r.fault(&b, -1, "", problem.New(problem.Invalid, "The line has %d fields; the header has %d.", len(cells), len(r.names)))
	default:
		read(cells, &b)
	}
	if len(b.Faults) > 0 {
		b.Quotes = nil
	}
	return b
}

// fault notes what is wrong with the column that has this index or, below 0,
// with the line as a whole.
func (r *rateRows) fault(b *Batch, column int, value string, wrong error) {
	f := Fault{Line: r.line, Column: column + 1, Value: problem.Excerpt(value)}
	if column >= 0 {
		f.Name = problem.Excerpt(r.names[column])
	}
	p := problem.Of(wrong)
	f.Reason = strings.TrimSpace(p.Message + " " + p.Hint)
	b.Faults = append(b.Faults, f)
}

// positive reads a rate.
func positive(cell string) (number.Number, error) {
	units, err := number.Parse(cell)
	if err == nil && units.Sign() <= 0 {
		err = problem.New(problem.Invalid, "A rate must be above zero, not %s.", problem.Excerpt(cell))
	}
	return units, err
}

package importer

import (
	"bufio"
	"bytes"
	"io"

	"laurel/internal/problem"
)

// input is a file as a stream of bytes in which every line end, be it CR, LF
// or CRLF, is one "\n", and whose position is known. A byte order mark at the
// beginning is no part of it.
type input struct {
	r      *bufio.Reader
	line   int // the physical line of the next byte, from 1
	column int // how many characters of that line were read
}

const (
	// maxRow bounds one row, so that a lost line end or an open quote cannot
	// fill the memory. Real rows stay under 10 KiB.
	maxRow = 1 << 20
	// inputBuffer is how much of a file is in memory, and may be looked at ahead.
	inputBuffer = 64 << 10
)

var byteOrderMark = []byte("\xef\xbb\xbf")

func newInput(r io.Reader) *input {
	in := &input{r: bufio.NewReaderSize(&lastingError{r: r}, inputBuffer), line: 1}
	if bytes.HasPrefix(in.ahead(len(byteOrderMark)), byteOrderMark) {
		in.r.Discard(len(byteOrderMark))
	}
	return in
}

// ahead is up to n bytes that were not read yet.
func (in *input) ahead(n int) []byte {
	head, _ := in.r.Peek(n) // an error lasts, so it comes again with the read
	return head
}

// lastingError is a reader whose error stays: looking ahead may meet it first.
type lastingError struct {
	r   io.Reader
	err error
}

func (l *lastingError) Read(p []byte) (n int, err error) {
	if l.err == nil {
		n, l.err = l.r.Read(p)
	}
	return n, l.err
}

// next is the next byte; io.EOF after the last one.
func (in *input) next() (byte, error) {
	c, err := in.r.ReadByte()
	if err != nil {
		return 0, readProblem(err, in.line)
	}
	if c == '\r' {
		if bytes.HasPrefix(in.ahead(1), []byte{'\n'}) {
			in.r.Discard(1)
		}
		c = '\n'
	}
	in.advance(c)
	return c, nil
}

func (in *input) advance(c byte) {
	switch {
	case c == '\n':
		in.line++
		in.column = 0
	case c&0xC0 != 0x80: // not the second or later byte of a UTF-8 character
		in.column++
	}
}

func readProblem(err error, line int) error {
	if err == io.EOF {
		return err
	}
	return problem.New(problem.Unavailable, "The file could not be read further than line %d.", line).
		WithHint("Copy it to a local disk and import it again; nothing of it was stored.").Because(err)
}

// row reads one physical line without its end. ended is false for a last line
// that no line end follows; io.EOF comes after the last line.
func (in *input) row() (raw []byte, ended bool, err error) {
	start := in.line
	for {
		c, err := in.next()
		switch {
		case err == io.EOF && len(raw) > 0:
			return raw, false, nil
		case err != nil:
			return nil, false, err
		case c == '\n':
			return raw, true, nil
		case len(raw) == maxRow:
			return nil, false, rowTooLong(start)
		}
		raw = append(raw, c)
	}
}

func rowTooLong(line int) error {
	return problem.New(problem.Invalid, "The row that begins in line %d is longer than %d bytes; no row of this format is.", line, maxRow).
		WithHint("Its line ends may have been lost. Fetch the file again.")
}

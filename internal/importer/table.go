package importer

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"laurel/internal/problem"
)

// table is what a format of separated values does with the rows of one file.
type table interface {
	// row turns one well-formed row into facts, or rejects or skips it.
	row(*row) error
	// end hands over what could be known only after the last row.
	end() error
}

// warned is a table that must know of rows that are rejected before any cell is
// read; such a row may lack fields.
type warned interface{ malformed(*row) }

// readTable reads a file of separated values row by row.
func (rd *reading) readTable(open func(*header) (table, error)) error {
	if err := rd.refuseOtherThan(separatedValues); err != nil {
		return err
	}
	records := newRecordReader(rd.in, delimiterOf(rd.in.ahead(inputBuffer)))
	head, err := rd.readHeader(records, rd.format)
	if err != nil {
		return err
	}
	t, err := open(head)
	if err != nil {
		return err
	}
	if err := rd.readRows(records, head, t); err != nil {
		return err
	}
	if err := rd.close(); err != nil {
		return err
	}
	return t.end()
}

func (rd *reading) readRows(records *recordReader, head *header, t table) error {
	for {
		rec, err := records.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = rd.readRow(&row{record: rec, head: head}, t)
		}
		if err != nil {
			return err
		}
	}
}

func (rd *reading) readRow(r *row, t table) error {
	if r.blank() {
		rd.sum.Blank++
		return nil
	}
	rd.sum.Rows++
	rd.sum.Truncated = r.endsEarly()
	r.checkForm()
	if !r.bad() {
		err := t.row(r)
		rd.sum.Truncated = rd.sum.Truncated || r.lacksItsEnd()
		return err
	}
	if w, ok := t.(warned); ok {
		w.malformed(r)
	}
	return rd.reject(r.reject())
}

// endsEarly reports whether the file stops inside this row.
func (r *row) endsEarly() bool {
	return !r.ended && (r.open || len(r.fields) < len(r.head.names))
}

// lacksItsEnd reports whether the file stops where the last cell would begin
// that a row must have.
func (r *row) lacksItsEnd() bool {
	return !r.ended && r.bad() && strings.TrimSpace(r.fields[len(r.head.names)-1]) == ""
}

// checkForm notes what is wrong with the row before any cell is read.
func (r *row) checkForm() {
	have, want := len(r.fields), len(r.head.names)
	switch {
	case r.open:
		r.faultAt(have-1, "The quote that opens here is never closed, so the file ends in the middle of this row.")
	case r.garbled > 0:
		r.faultAt(r.garbled-1, "Text follows the closing quote. Write a quote inside a field twice.")
	case bytes.IndexByte(r.raw, 0) >= 0:
		r.checkZeros()
	case r.endsEarly():
		r.faultAt(-1, fmt.Sprintf("The file ends in the middle of this row: it has %d of %d fields.", have, want))
	case have < want:
		r.faultAt(-1, fmt.Sprintf("The row has %d fields; the header has %d.", have, want))
	case have > want: // also when only empty fields are too many: an amount like 1,000.50 without quotes moves them
		r.faultAt(want, fmt.Sprintf("The row has %d fields; the header has %d. Quote a field that holds the separator.", have, want))
	}
}

func (r *row) checkZeros() {
	for i, f := range r.fields {
		if strings.IndexByte(f, 0) >= 0 {
			r.faultAt(i, "The field holds a zero byte, which no text has. The file may be damaged here.")
		}
	}
}

// errUnrecorded: without it, nobody could say what was known on a day.
var errUnrecorded = problem.New(problem.Invalid, "Nothing says when this was recorded.").
	WithHint("Give the date of publication.").AtConsole("Give the date of publication, with --published.")

// accept checks the facts that a row became and hands them over; a row with
// anything wrong in it is rejected whole.
func (rd *reading) accept(r *row, items ...Item) error {
	for i := range items {
		items[i].Line = r.line
		err := items[i].Fact.Check()
		if items[i].Fact.Recorded.IsZero() {
			err = errUnrecorded
		}
		if err != nil && !r.bad() {
			r.faultAt(-1, reasonOf(err))
		}
	}
	if r.bad() {
		return rd.reject(r.reject())
	}
	return rd.yield(items...)
}

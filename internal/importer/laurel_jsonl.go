package importer

import (
	"bytes"
	"encoding/json"
	"io"

	"laurel/internal/problem"
)

// The format laurel-jsonl is Laurel's own: one JSON object per line, or one
// JSON array of objects, each a fact by the fields of laurelFields or a
// CloudEvent. Numbers are read exactly from their text and may be texts.
//
//	{"id": "s1", "kind": "sale", "happened": "2024-03-05", "publisher": "contoso", "amount": "120.50", "currency": "USD"}

func readLaurelJSON(rd *reading) error {
	if err := rd.refuseOtherThan(jsonValues); err != nil {
		return err
	}
	read := rd.readLines
	if bytes.HasPrefix(bytes.TrimLeft(rd.in.ahead(inputBuffer), " \t\r\n"), []byte("[")) {
		read = rd.readArray
	}
	if err := read(); err != nil {
		return err
	}
	return rd.close()
}

// readLines reads one object from every line that is not blank.
func (rd *reading) readLines() error {
	for {
		line := rd.in.line
		raw, ended, err := rd.in.row()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = rd.readLine(raw, line, ended)
		}
		if err != nil {
			return err
		}
	}
}

func (rd *reading) readLine(raw []byte, line int, ended bool) error {
	content := bytes.TrimSpace(raw)
	if len(content) == 0 {
		rd.sum.Blank++
		return nil
	}
	if len(content) == 1 && content[0] == '{' && rd.sum.Rows == 0 {
		return problem.New(problem.Invalid, "The object that begins in line %d is spread over several lines.", line).
			WithHint("Write each object on one line, or all of them as one JSON array.")
	}
	rd.sum.Truncated = !ended && !json.Valid(content)
	return rd.readFact(raw, line, 1)
}

// readFact reads the fact, or the CloudEvent, in one object.
func (rd *reading) readFact(raw []byte, line, column int) error {
	rd.sum.Rows++
	fields, broken := readObject(raw, line, column)
	if broken != nil {
		return rd.rejectObject(raw, line, []Fault{*broken})
	}
	var d draft
	if isCloudEvent(fields) {
		fields = d.openEvent(fields)
	}
	for _, g := range fields {
		d.fill(g)
	}
	item, faults := d.finish(rd.opts, line)
	if len(faults) > 0 {
		return rd.rejectObject(raw, line, faults)
	}
	return rd.yield(item)
}

// rejectObject rejects an object; on one line, so that the rejected ones are a
// file of the same format whichever way they came.
func (rd *reading) rejectObject(raw []byte, line int, faults []Fault) error {
	oneLine := bytes.TrimSpace(bytes.ReplaceAll(raw, []byte{'\n'}, []byte{' '}))
	return rd.reject(Reject{Line: line, Faults: inOrder(faults), Raw: oneLine})
}

// readArray reads one object from every element of an array.
func (rd *reading) readArray() error {
	for c, err := rd.in.next(); err == nil && c != '['; c, err = rd.in.next() {
	}
	for {
		el, err := rd.in.element()
		if err != nil {
			return err
		}
		rd.sum.Truncated = el.stop == endOfFile
		if len(el.raw) > 0 || el.stop == ',' {
			if err := rd.readFact(el.raw, el.line, el.column); err != nil {
				return err
			}
		}
		if el.stop == ']' {
			return rd.refuseMore()
		}
		if el.stop == endOfFile {
			return rd.refuseOpenArray(el)
		}
	}
}

// refuseOpenArray refuses a file that ends inside its array, behind this element.
// Where it ends inside an object, that one is rejected, and says so.
func (rd *reading) refuseOpenArray(last element) error {
	if len(last.raw) > 0 && !json.Valid(last.raw) {
		return nil
	}
	return problem.New(problem.Invalid, "The JSON array is not closed in line %d, where the file ends: the rest of it is missing.", rd.in.line).
		WithHint("Fetch it again.")
}

func (rd *reading) refuseMore() error {
	for {
		c, err := rd.in.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case !isBlank(c):
			return problem.New(problem.Invalid, "Something follows the JSON array, in line %d.", rd.in.line).
				WithHint("A file holds one array, or one object per line.")
		}
	}
}

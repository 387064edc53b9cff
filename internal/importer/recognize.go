package importer

import (
	"bytes"
	"strings"

	"laurel/internal/problem"
)

// shape is what a file looks like from its first bytes.
type shape string

// The shapes that a format can have.
const (
	separatedValues shape = "rows of separated values"
	jsonValues      shape = "JSON"
)

// magics are the first bytes of files that people hand in by mistake.
var magics = []struct{ start, what, hint string }{
	{"PK\x03\x04", "a zip archive or a spreadsheet", "Unpack the archive, or save the spreadsheet as CSV."},
	{"\xd0\xcf\x11\xe0", "an old spreadsheet", "Save the spreadsheet as CSV."},
	{"\x1f\x8b", "compressed with gzip", "Unpack it first."},
	{"%PDF", "a PDF document", "Ask for the data as CSV."},
	{"SQLite format 3", "an SQLite database", "Export the rows as CSV."},
	{"PAR1", "a Parquet file", "Export the rows as CSV."},
	{"\xff\xfe", "text in UTF-16", "Save it as UTF-8."},
	{"\xfe\xff", "text in UTF-16", "Save it as UTF-8."},
	{"<?xml", "XML", "Ask for the data as CSV or JSON."},
	{"<", "a web page", "The address may have asked for a login. Open the file to see what it says."},
}

// refuseOtherThan refuses a file that is empty or plainly not of the shape
// that the format has, and says what it is instead.
func (rd *reading) refuseOtherThan(want shape) error {
	head := bytes.TrimLeft(rd.in.ahead(inputBuffer), " \t\r\n")
	if len(head) == 0 {
		return rd.refuseEmpty()
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.start)) {
			return rd.refuse(m.what, m.hint)
		}
	}
	if binary(head) {
		return rd.refuse("binary data, not text", "Fetch the file again.")
	}
	if is := shapeOf(head); is != want {
		return rd.refuse(string(is), "Import it as "+likelyFormat(head, is)+".")
	}
	return nil
}

func (rd *reading) refuseEmpty() error {
	if _, err := rd.in.next(); problem.KindOf(err) == problem.Unavailable {
		return err
	}
	return errEmpty
}

var errEmpty = problem.New(problem.Invalid, "The file is empty.").
	WithHint("Even a file without rows has a header; fetch it again.")

func (rd *reading) refuse(what, hint string) error {
	return problem.New(problem.Invalid, "This is no %s file: it is %s.", rd.format.Name, what).WithHint("%s", hint)
}

// binary reports whether zero bytes are in the first line or make up a tenth
// of what is seen.
func binary(head []byte) bool {
	firstLine, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r"), []byte("\n")), []byte("\n"))
	return bytes.IndexByte(firstLine, 0) >= 0 || bytes.Count(head, []byte{0}) > len(head)/10
}

func shapeOf(head []byte) shape {
	if head[0] == '{' || head[0] == '[' {
		return jsonValues
	}
	return separatedValues
}

// likelyFormat is the format that the columns of a file are those of, or else
// every format of its shape.
func likelyFormat(head []byte, s shape) string {
	if rec, err := newRecordReader(newInput(bytes.NewReader(head)), delimiterOf(head)).next(); err == nil {
		if name, ok := (&header{names: rec.fields}).format(); ok {
			return name
		}
	}
	var names []string
	for _, f := range Formats() {
		if f.shape == s {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, " or ")
}

package importer

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
)

// readRecords is every record of a text, and the raw rows put together again.
func readRecords(text string) (records [][]string, again string, err error) {
	r := newRecordReader(newInput(strings.NewReader(text)), ',')
	for {
		rec, err := r.next()
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return records, again, err
		}
		records = append(records, slices.Clone(rec.fields))
		again += string(rec.raw)
		if rec.ended {
			again += "\n"
		}
	}
}

func TestRecords(t *testing.T) {
	tests := []struct {
		name, text string
		want       [][]string
	}{
		{"line ends of every kind end a row", "a\nb\rc\r\nd", [][]string{{"a"}, {"b"}, {"c"}, {"d"}}},
		{"a blank line is a row with one empty field", "a\n\r\rb", [][]string{{"a"}, {""}, {""}, {"b"}}},
		{"a line end at the end of the file begins no row", "a,b\n", [][]string{{"a", "b"}}},
		{"an empty last field counts", "a,", [][]string{{"a", ""}}},
		{"quotes hide delimiters, line ends and quotes", "\"a,b\",\"c\r\nd\",\"\"\"e\"\"\"\n", [][]string{{"a,b", "c\nd", `"e"`}}},
		{"a quote inside an unquoted field is text", `12" disk,b"c"`, [][]string{{`12" disk`, `b"c"`}}},
		{"text after a closing quote belongs to the field", `"a"b,c`, [][]string{{"ab", "c"}}},
		{"an open quote takes the rest of the file", "\"a,b\nc", [][]string{{"a,b\nc"}}},
		{"nothing holds no row", "", nil},
		{"a byte order mark is no text", "\xef\xbb\xbfa", [][]string{{"a"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := readRecords(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

func TestAQuoteThatOpensIsNotReadForEver(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an open quote", "a\n\"", "The quote that opens in line 2 is not closed within 1048576 bytes."},
		{"a long row", "a\nb", "The row that begins in line 2 is longer than 1048576 bytes; no row of this format is."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRecordReader(newInput(io.MultiReader(strings.NewReader(tt.text), endless{})), ',')
			if _, err := r.next(); err != nil {
				t.Fatal(err)
			}
			_, err := r.next()
			if p := problem.Of(err); p == nil || p.Message != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// endless is a file without an end and without a line end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestAReadErrorIsNoEndOfFile(t *testing.T) {
	for _, text := range []string{"", "a,b", "\"a", "\"a\"", "\"a\"b", "a\r"} {
		in := newInput(io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrClosedPipe)))
		r := newRecordReader(in, ',')
		_, err := r.next()
		if err == nil {
			_, err = r.next()
		}
		if problem.KindOf(err) != problem.Unavailable {
			t.Errorf("after %q: got %v, want that the file cannot be read", text, err)
		}
	}
}

func TestDelimiterOf(t *testing.T) {
	for text, want := range map[string]byte{"a,b;c\n;;;;": ',', "a;b;c,d": ';', "a\tb\tc,d\r,,,": '\t', "": ','} {
		if got := delimiterOf([]byte(text)); got != want {
			t.Errorf("delimiterOf(%q): got %q, want %q", text, got, want)
		}
	}
}

func FuzzRecords(f *testing.F) {
	for _, seed := range []string{"a,b\nc,d\n", "\"a\"\"b\",\r\n\r\"c\nd\"", "\xef\xbb\xbf\"a\"x,\"", ",,\n\x00", "a\"b,\"\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, again, err := readRecords(text)
		if err != nil {
			t.Fatal(err)
		}
		if want := oneLineEnd(strings.TrimPrefix(text, "\xef\xbb\xbf")); again != want {
			t.Errorf("rows were lost or changed: got %q, want %q", again, want)
		}
		standard := csv.NewReader(strings.NewReader(text))
		standard.FieldsPerRecord = -1
		want, err := standard.ReadAll()
		if err != nil || strings.ContainsRune(text, '\r') || strings.HasPrefix(text, "\xef\xbb\xbf") {
			return
		}
		got = slices.DeleteFunc(got, func(r []string) bool { return cmp.Equal(r, []string{""}) })
		want = slices.DeleteFunc(want, func(r []string) bool { return cmp.Equal(r, []string{""}) })
		if diff := cmp.Diff(got, want); len(got)+len(want) > 0 && diff != "" {
			t.Errorf("got (-), want what encoding/csv reads (+):\n%s", diff)
		}
	})
}

func oneLineEnd(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

func FuzzQuoteField(f *testing.F) {
	f.Add(`a"b`)
	f.Add("a;b\nc")
	f.Fuzz(func(t *testing.T, text string) {
		text = oneLineEnd(text)
		r := newRecordReader(newInput(strings.NewReader("first;"+quoteField(text, ';'))), ';')
		rec, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rec.fields, []string{"first", text}); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

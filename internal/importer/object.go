package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"laurel/internal/problem"
)

// objectReader takes one JSON object apart, without losing a digit of a number
// and without letting a repeated name pass, which encoding/json does. The text
// was found to be JSON before it begins.
type objectReader struct {
	raw  []byte
	next int // the offset of the next byte

	// Where the offset counted is in the file: places are asked for in order.
	counted, line, column int
}

const (
	deepest    = 8   // objects and arrays in each other; ours have at most three levels
	mostFields = 200 // in one object; a fact has 22 and 64 attributes
)

// readObject is the fields of the one JSON object in raw, which begins at a
// place in the file. The fault says where it is broken.
func readObject(raw []byte, line, column int) ([]given, *Fault) {
	r := &objectReader{raw: raw, line: line, column: column}
	if at, err := checkJSON(raw); err != nil {
		return nil, r.fault(at, err)
	}
	r.skipBlanks()
	if raw[r.next] != '{' {
		return nil, r.fault(r.next, problem.New(problem.Invalid, "The row is not a JSON object.").
			WithHint("Write the fields of one fact in braces, like {\"id\": \"s1\", …}."))
	}
	fields, err := r.object(1)
	if err != nil {
		return nil, r.fault(r.next, err)
	}
	return fields, nil
}

// checkJSON says what keeps a text from being one JSON value, and at which
// offset.
func checkJSON(raw []byte) (at int, _ error) {
	if !utf8.Valid(raw) {
		return 0, problem.New(problem.Invalid, "The row is not UTF-8.").
			WithHint("Write it in UTF-8.")
	}
	if json.Valid(raw) {
		return 0, nil
	}
	var syntax *json.SyntaxError
	errors.As(json.Unmarshal(raw, new(json.RawMessage)), &syntax)
	at = int(syntax.Offset) - 1
	switch {
	case strings.HasPrefix(syntax.Error(), "unexpected end"):
		return len(raw), problem.New(problem.Invalid, "The object is not closed.").
			WithHint("Write each object whole, on one line; where it is the last one, fetch the file again.")
	case strings.HasSuffix(syntax.Error(), "after top-level value"):
		return at, problem.New(problem.Invalid, "Something follows the object.").WithHint("Write one object on each line.")
	default:
		return at, problem.New(problem.Invalid, "This is not JSON: %s.", syntax).
			WithHint("Write the row with a JSON library.")
	}
}

// fault is what is wrong with the object, at an offset.
func (r *objectReader) fault(at int, err error) *Fault {
	f := &Fault{Reason: reasonOf(err)}
	f.Line, f.Column = r.place(at)
	return f
}

// place is the line and the character in the file of an offset that is not
// before the last one asked for.
func (r *objectReader) place(at int) (line, column int) {
	between := r.raw[r.counted:at]
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
		r.line, r.column = r.line+bytes.Count(between, []byte{'\n'}), 1
		between = between[i+1:]
	}
	r.counted, r.column = at, r.column+utf8.RuneCount(between)
	return r.line, r.column
}

func (r *objectReader) skipBlanks() { r.skip(" \t\n") }

func (r *objectReader) skip(bytes string) {
	for r.next < len(r.raw) && strings.IndexByte(bytes, r.raw[r.next]) >= 0 {
		r.next++
	}
}

// object reads the fields of the object that begins here.
func (r *objectReader) object(depth int) ([]given, error) {
	var list []given
	r.next++
	for r.skip(", \t\n"); r.raw[r.next] != '}'; r.skip(", \t\n") {
		g, err := r.field(depth)
		switch {
		case err != nil:
			return nil, err
		case len(list) == mostFields:
			return nil, problem.New(problem.Invalid, "The object has more than %d fields.", mostFields).
				WithHint("A fact has 22 fields and 64 attributes.")
		case slices.ContainsFunc(list, func(before given) bool { return before.name == g.name }):
			return nil, problem.New(problem.Invalid, "The field %q is there twice.", shorten(g.name)).WithHint("Keep the one that is meant.")
		}
		list = append(list, g)
	}
	r.next++
	return list, nil
}

func (r *objectReader) field(depth int) (given, error) {
	var g given
	g.line, g.column = r.place(r.next)
	g.name = r.text()
	r.skip(": \t\n")
	return g, r.value(&g, depth)
}

// value reads the value that begins here into g.
func (r *objectReader) value(g *given, depth int) (err error) {
	switch c := r.raw[r.next]; {
	case c == '"':
		g.kind, g.text = textValue, r.text()
	case (c == '{' || c == '[') && depth == deepest:
		return problem.New(problem.Invalid, "The object nests more than %d levels.", deepest).
			WithHint("An attribute is one text, number, true or false.")
	case c == '{':
		g.kind = objectValue
		g.fields, err = r.object(depth + 1)
	case c == '[':
		g.kind = arrayValue
		err = r.skipArray(depth + 1)
	default:
		g.text = r.bareWord()
		g.kind = kindOfWord(g.text)
	}
	return err
}

// text is the text that begins here.
func (r *objectReader) text() (text string) {
	start := r.next
	for r.next++; r.raw[r.next] != '"'; r.next++ {
		if r.raw[r.next] == '\\' {
			r.next++
		}
	}
	r.next++
	quoted := r.raw[start:r.next]
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	json.Unmarshal(quoted, &text)
	return text
}

// bareWord is the number, the true, the false or the null that begins here.
func (r *objectReader) bareWord() string {
	rest := r.raw[r.next:]
	end := bytes.IndexAny(rest, ",]} \t\n")
	r.next += end
	return string(rest[:end])
}

func kindOfWord(word string) valueKind {
	switch word {
	case "null":
		return nullValue
	case "true", "false":
		return yesOrNo
	default:
		return numberValue
	}
}

// skipArray passes over the array that begins here: no field of ours holds one.
func (r *objectReader) skipArray(depth int) error {
	r.next++
	for r.skip(", \t\n"); r.raw[r.next] != ']'; r.skip(", \t\n") {
		if err := r.value(new(given), depth); err != nil {
			return err
		}
	}
	r.next++
	return nil
}

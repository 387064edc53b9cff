package importer

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// given is one field of a row as it was given: in JSON with its type, in a
// table as a bare word.
type given struct {
	name   string
	label  string // what the file calls it, when that is not its name
	kind   valueKind
	text   string  // a text without its quotes; a number exactly as it is written
	fields []given // of an object
	line   int
	column int
}

type valueKind uint8

const (
	bareWord valueKind = iota
	textValue
	numberValue
	yesOrNo
	nullValue
	objectValue
	arrayValue
)

func (g given) is(kind valueKind) bool { return g.kind == kind }

// value is the field as an attribute says it. A bare word is read as programs
// read theirs, so that both mean the same.
func (g given) value() (fact.Value, error) {
	switch g.kind {
	case bareWord:
		return fact.ParseValue(strings.TrimSpace(g.text)), nil
	case textValue:
		return fact.Text(g.text), nil
	case numberValue:
		n, err := parseDecimal(g.text)
		return fact.Numeric(n), err
	case yesOrNo:
		return fact.Bool(g.text == "true"), nil
	case nullValue:
		return fact.Value{}, nil
	default:
		return fact.Value{}, problem.New(problem.Invalid, "The attribute %s holds more than one value.", g.name).
			WithHint("An attribute is a text, a number, true or false.")
	}
}

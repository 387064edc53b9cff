package fact

import (
	"regexp"
	"sort"
	"strings"

	"laurel/internal/number"
)

// Value is what an attribute says: a text, a number or a yes/no. Two values
// are equal when they say the same: the number 1 equals 1.0, and never the
// text "1". The zero Value says nothing.
type Value struct {
	kind valueKind
	text string
	num  number.Number
}

type valueKind uint8

const (
	nothing valueKind = iota
	text
	numeric
	yes
	no
)

// Text is the value of a text.
func Text(s string) Value { return Value{kind: text, text: s} }

// Numeric is the value of a number.
func Numeric(n number.Number) Value { return Value{kind: numeric, num: n} }

// Bool is the value of a yes or a no.
func Bool(b bool) Value {
	if b {
		return Value{kind: yes}
	}
	return Value{kind: no}
}

// plainNumber is how a person writes a number who means one: not 007, 24/7 or
// +49, which are texts that happen to look like numbers.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9_]*)(\.[0-9_]+)?$`)

// ParseValue reads a bare word as a person writes it: true and false are
// yes/no, a plain number is a number, everything else is text.
func ParseValue(word string) Value {
	switch word {
	case "true":
		return Bool(true)
	case "false":
		return Bool(false)
	}
	if plainNumber.MatchString(word) {
		if n, err := number.Parse(word); err == nil {
			return Numeric(n)
		}
	}
	return Text(word)
}

// IsNothing reports whether there is no value.
func (v Value) IsNothing() bool { return v.kind == nothing }

// Number is the number, and whether the value is one.
func (v Value) Number() (number.Number, bool) { return v.num, v.kind == numeric }

// Bool is the yes/no, and whether the value is one.
func (v Value) Bool() (value, ok bool) { return v.kind == yes, v.kind == yes || v.kind == no }

// IsText reports whether the value is a text.
func (v Value) IsText() bool { return v.kind == text }

// Equal reports whether two values say the same.
func (v Value) Equal(w Value) bool {
	if v.kind != w.kind {
		return false
	}
	return v.text == w.text && v.num.Equal(w.num)
}

// String writes what the value says; the kind of value does not show.
func (v Value) String() string {
	switch v.kind {
	case text:
		return v.text
	case numeric:
		return v.num.String()
	case yes:
		return "true"
	case no:
		return "false"
	default:
		return ""
	}
}

// Attribute is one named property of a fact.
type Attribute struct {
	Name  string
	Value Value
}

// Attributes are sorted by name, each name once.
type Attributes []Attribute

// NewAttributes sorts attributes by name. Of two with one name the later wins.
func NewAttributes(list ...Attribute) Attributes {
	var out Attributes
	for _, a := range list {
		out = out.With(a.Name, a.Value)
	}
	return out
}

// Get is the value of an attribute; nothing when there is none.
func (a Attributes) Get(name string) Value {
	for i := range a { // facts have a few attributes: comparing lengths first is faster than halving
		if a[i].Name == name {
			return a[i].Value
		}
	}
	return Value{}
}

// With returns the attributes with one set; the receiver is unchanged.
func (a Attributes) With(name string, v Value) Attributes {
	i, found := a.find(name)
	out := make(Attributes, 0, len(a)+1)
	out = append(append(out, a[:i]...), Attribute{Name: name, Value: v})
	if found {
		i++
	}
	return append(out, a[i:]...)
}

func (a Attributes) find(name string) (int, bool) {
	return sort.Find(len(a), func(i int) int { return strings.Compare(name, a[i].Name) })
}

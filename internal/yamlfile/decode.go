package yamlfile

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"laurel/internal/problem"
)

// Decodable is a type that reads itself from a node. Implement it with a
// pointer receiver.
type Decodable interface {
	DecodeYAML(n *Node, m *problem.Mistakes)
}

// Decode fills the Go value that into points to and notes every mistake on the
// way. It reads
//
//   - a Decodable by its own method, before anything else;
//   - an encoding.TextUnmarshaler from a scalar; its error becomes the mistake;
//   - a struct from a map: fields by `yaml:"name"`, `yaml:"name,required"`,
//     `yaml:"name,one"` (a list that may be written as one value),
//     `yaml:",inline"` (its fields stand in the same map); fields without a tag
//     or with `yaml:"-"` are left alone, except that a field Place of type
//     problem.Place tagged "-" receives the place of the map;
//   - map[string]T, Table[T], slices, pointers, string, bool (true or false),
//     signed integers, and *Node, which receives the node itself.
//
// An empty value is a mistake; null written out leaves a pointer nil. Where
// something cannot be read the Go value stays as it was. Decode panics when the
// Go type is none of these.
func Decode(n *Node, into any, m *problem.Mistakes) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("yamlfile: Decode needs a pointer, not %T", into))
	}
	decoder{m}.value(n, v.Elem(), false)
}

type decoder struct{ m *problem.Mistakes }

var nodeType = reflect.TypeFor[*Node]()

// value fills v. With one, a list may be written as its only item.
func (d decoder) value(n *Node, v reflect.Value, one bool) {
	if n == nil || n.unreadable() {
		return
	}
	switch into := v.Addr().Interface().(type) {
	case Decodable:
		into.DecodeYAML(n, d.m)
	case **Node:
		*into = n
	case rows:
		if d.expect(n, Map) {
			into.decodeRows(n, d)
		}
	case encoding.TextUnmarshaler:
		if d.expect(n, Scalar) {
			d.unmarshal(n, into)
		}
	default:
		d.plain(n, v, one)
	}
}

// plain fills a value whose type does not read itself.
func (d decoder) plain(n *Node, v reflect.Value, one bool) {
	switch v.Kind() {
	case reflect.Pointer:
		d.pointer(n, v, one)
	case reflect.Struct:
		if n.kind == Scalar && kindHint(n, Map) == "" {
			fields, _ := fieldsOf(v.Type(), nil)
			d.unexpected(n, Map.String(), "Write {…}. Known keys here are "+strings.Join(names(fields), ", ")+".")
		} else if d.expect(n, Map) {
			d.structure(n, v)
		}
	case reflect.Slice:
		d.slice(n, v, one)
	case reflect.Map:
		if d.expect(n, Map) {
			d.mapping(n, v)
		}
	case reflect.String:
		if d.expect(n, Scalar) {
			v.SetString(n.text)
		}
	case reflect.Bool:
		d.boolean(n, v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.integer(n, v)
	default:
		panic(fmt.Sprintf("yamlfile: Decode cannot fill a %s", v.Type()))
	}
}

func (d decoder) pointer(n *Node, v reflect.Value, one bool) {
	if n.kind == Null && n.text != "" {
		v.SetZero()
		return
	}
	target := reflect.New(v.Type().Elem())
	d.value(n, target.Elem(), one)
	v.Set(target)
}

func (d decoder) slice(n *Node, v reflect.Value, one bool) {
	items := n.items
	if one && (n.kind == Scalar || n.kind == Map) {
		items = []*Node{n}
	} else if !d.expect(n, List) {
		return
	}
	list := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		d.value(item, list.Index(i), false)
	}
	v.Set(list)
}

func (d decoder) mapping(n *Node, v reflect.Value) {
	m := reflect.MakeMapWithSize(v.Type(), len(n.entries))
	for _, e := range n.entries {
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, value, false)
		m.SetMapIndex(reflect.ValueOf(e.Key).Convert(v.Type().Key()), value)
	}
	v.Set(m)
}

func (d decoder) unmarshal(n *Node, into encoding.TextUnmarshaler) {
	err := into.UnmarshalText([]byte(n.text))
	if p := problem.Of(err); p != nil {
		d.tell(n, n.Place(), p.Hint, "%s", p.Message)
	} else if err != nil {
		d.tell(n, n.Place(), "", "%s", err)
	}
}

func (d decoder) boolean(n *Node, v reflect.Value) {
	switch {
	case n.kind != Scalar || n.text != "true" && n.text != "false":
		d.unexpected(n, "true or false", boolHint(n))
	case n.quoted:
		d.unexpected(n, "true or false", "Write "+n.text+" without quotes.")
	default:
		v.SetBool(n.text == "true")
	}
}

func boolHint(n *Node) string {
	switch strings.ToLower(n.text) {
	case "yes", "y", "on", "true":
		return "Write true."
	case "no", "n", "off", "false":
		return "Write false."
	}
	return ""
}

func (d decoder) integer(n *Node, v reflect.Value) {
	const wanted = "a whole number"
	number, err := strconv.ParseInt(strings.ReplaceAll(n.text, "_", ""), 10, 64)
	switch {
	case n.kind != Scalar || !wholeNumber(n.text):
		d.unexpected(n, wanted, "")
	case n.quoted:
		d.unexpected(n, wanted, "Write "+n.text+" without quotes.")
	case err != nil || v.OverflowInt(number):
		d.tell(n, n.Place(), "", "The number %s is too large here.", quote(n.text))
	default:
		v.SetInt(number)
	}
}

// wholeNumber reports whether a text is a whole number as people write them:
// digits, grouped by underscores if they like, no needless zero in front.
func wholeNumber(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	if digits == "" || len(text)-len(digits) > 1 || digits[0] == '_' || digits[len(digits)-1] == '_' {
		return false
	}
	if len(digits) > 1 && digits[0] == '0' {
		return false
	}
	return strings.Trim(digits, "0123456789_") == ""
}

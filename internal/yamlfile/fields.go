package yamlfile

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/problem"
)

// field is a struct field that a key of a map fills.
type field struct {
	name     string
	index    []int
	required bool
	one      bool
}

// fieldsOf lists the fields of a struct that keys fill, inlined ones included,
// and the index of each Place field.
func fieldsOf(t reflect.Type, under []int) (fields []field, places [][]int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(under[:len(under):len(under)], i)
		tag, tagged := f.Tag.Lookup("yaml")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-" && f.Name == "Place" && f.Type == reflect.TypeFor[problem.Place]():
			places = append(places, index)
		case !tagged || tag == "-":
		case options == "inline":
			more, inside := fieldsOf(f.Type, index)
			fields, places = append(fields, more...), append(places, inside...)
		default:
			fields = append(fields, taggedField(t, name, options, index))
		}
	}
	return fields, places
}

func taggedField(t reflect.Type, name, options string, index []int) field {
	f := field{name: name, index: index}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "required":
			f.required = true
		case "one":
			f.one = true
		case "":
		default:
			panic(fmt.Sprintf("yamlfile: %s has the unknown tag option %q", t, option))
		}
	}
	return f
}

// structure fills a struct from a map.
func (d decoder) structure(n *Node, v reflect.Value) {
	fields, places := fieldsOf(v.Type(), nil)
	for _, index := range places {
		v.FieldByIndex(index).Set(reflect.ValueOf(n.Place()))
	}
	d.joinTexts(n, fields)
	given := map[string]bool{}
	for _, e := range n.entries {
		given[e.Key] = true
	}
	for _, e := range n.entries {
		f, ok := named(fields, e.Key)
		if !ok {
			f, ok = d.meant(e, fields)
			ok = ok && !given[f.name]
			given[f.name] = true
		}
		if ok {
			d.value(e.Value, v.FieldByIndex(f.index), f.one)
		}
	}
	for _, f := range fields {
		if f.required && !given[f.name] && !n.damaged {
			d.tell(n, n.Place(), "", "The key %s is missing here.", quote(f.name))
		}
	}
}

func named(fields []field, name string) (field, bool) {
	for _, f := range fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

// joinTexts puts texts together that commas cut in pieces: in braces {label:
// Sales, billed} is the key label with Sales and the key billed with nothing.
func (d decoder) joinTexts(n *Node, fields []field) {
	kept := n.entries[:0]
	for _, e := range n.entries {
		if _, known := named(fields, e.Key); known || len(kept) == 0 || !d.goesOn(kept[len(kept)-1].Value, e, fields) {
			kept = append(kept, e)
			continue
		}
		n := kept[len(kept)-1].Value
		n.end, n.pieces = e.Value.end, true
		n.text = tightThousands.ReplaceAllString(folded(n.src.written(n.start, n.end)), "${1}_$2")
	}
	n.entries = kept
	for _, e := range kept {
		if e.Value.pieces {
			d.tell(e.Value, e.Value.Place(), "Write "+e.Key+": "+strconv.Quote(e.Value.text)+".", "%s is cut by the comma: in YAML a comma ends the entry.", quote(e.Value.text))
		}
	}
}

// goesOn reports whether a key without a colon is the rest of the text before it.
// What an alias stands for is written elsewhere.
func (d decoder) goesOn(before *Node, e Entry, fields []field) bool {
	text := e.Value.bare && before.kind == Scalar && before.style == plain && before.end < e.Value.start
	return text && strings.TrimSpace(before.src.written(before.end, e.Value.start)) == "," && !strings.Contains(e.Key, ":") && near(e.Key, fields) == ""
}

// near is the key that was probably meant.
func near(word string, fields []field) string {
	return Suggest(word, names(fields))
}

func names(fields []field) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.name
	}
	return list
}

// meant notes a key that no field knows and finds the field that was probably
// meant. Unless it has a key of its own it is filled, so that the value is checked
// and nothing that refers to it is called missing.
func (d decoder) meant(e Entry, fields []field) (field, bool) {
	known := names(fields)
	word, hint := Suggest(e.Key, known), "Known keys here are "+strings.Join(known, ", ")+"."
	if word != "" {
		hint = didYouMean(word)
	} else if before, _, colon := strings.Cut(e.Key, ":"); colon && slices.Contains(known, before) {
		word, hint = before, "Write a space after the colon."
		e.Value.damaged = true
	}
	d.tell(e.Value, e.KeyPlace, hint, "There is no key %s here.", quote(e.Key))
	return named(fields, word)
}

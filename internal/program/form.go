package program

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"laurel/internal/label"
	"laurel/internal/problem"
)

// Form is what somebody fills in: a JSON Schema (2020-12) written as YAML, in
// which titles and descriptions may be in several languages. A field that is a
// file has the key x-file; its value is the id of an attachment. A field that the
// form does not know is refused, unless additionalProperties lets it in.
type Form struct {
	Place problem.Place

	root     *part
	compiled *jsonschema.Schema
}

// FileRule says which files a field takes.
type FileRule struct {
	Place  problem.Place `yaml:"-"`
	Types  []string      `yaml:"types,one,required"` // media types, such as application/pdf
	AtMost Size          `yaml:"at-most,required"`   // of one file
}

// Attachment is a file that a filled-in form names.
type Attachment struct {
	Field string   // where, as a JSON pointer: /plan
	ID    string   // what stands there
	Rule  FileRule // which files the field takes
}

// Schema is the form as a JSON Schema with its labels in a language. What files a
// field takes stands in x-file, with types and atMost, in bytes.
func (f *Form) Schema(language string) json.RawMessage {
	text, err := json.Marshal(plainSchema(f.root.doc, language))
	if err != nil {
		panic(err) // never: it was read from a file
	}
	return text
}

// plainSchema is what a form says, as JSON has it.
func plainSchema(v any, language string) any {
	switch v := v.(type) {
	case label.Text:
		return v.In(language)
	case *FileRule:
		return map[string]any{"types": v.Types, "atMost": int64(v.AtMost)}
	case *part:
		return plainSchema(v.doc, language)
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, each := range v {
			out[key] = plainSchema(each, language)
		}
		if out["x-file"] != nil {
			out["type"] = "string"
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, each := range v {
			out[i] = plainSchema(each, language)
		}
		return out
	default:
		return v
	}
}

// Check is what is wrong with a filled-in form, by field. A draft (full is false)
// may lack fields, and its values may be out of bounds; a field that the form does
// not know and a value of the wrong type are wrong in it too.
func (f *Form) Check(data json.RawMessage, full bool) []FieldMistake {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return []FieldMistake{{Code: InvalidFormat, Message: "What was filled in is not JSON."}}
	}
	found := &findings{form: f, draft: !full}
	found.unknown(value, "", f.root.spread())
	if failed, ok := f.compiled.Validate(value).(*jsonschema.ValidationError); ok {
		found.failed(failed)
	}
	return found.sorted()
}

// Attachments lists the files that a filled-in form names, by field.
func (f *Form) Attachments(data json.RawMessage) []Attachment {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	var list []Attachment
	walk(value, "", f.root.spread(), func(field string, value any, s spot) {
		if id, ok := value.(string); ok && s.file() != nil {
			list = append(list, Attachment{Field: field, ID: id, Rule: *s.file()})
		}
	})
	return list
}

// File says which files the field at a JSON pointer takes; false when it is no
// field for files.
func (f *Form) File(field string) (FileRule, bool) {
	if rule := f.at(field).file(); rule != nil {
		return *rule, true
	}
	return FileRule{}, false
}

// Fields are the names of the fields inside the one at a JSON pointer, as they are
// ordered in the file; none when it is no map of fields. The form itself is at "".
func (f *Form) Fields(field string) []string {
	places := map[string]problem.Place{}
	for _, p := range f.at(field) {
		for name, each := range p.fields {
			if _, known := places[name]; !known && each.doc != false {
				places[name] = each.place
			}
		}
	}
	names := slices.Collect(maps.Keys(places))
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(places[a].Line, places[b].Line), cmp.Compare(places[a].Column, places[b].Column), cmp.Compare(a, b))
	})
	return names
}

// Label is the title of the field at a JSON pointer, or its name when it has
// none. An entry of a list is called like the list.
func (f *Form) Label(field string) label.Text {
	for _, p := range f.at(field) {
		if !p.title.IsZero() && !p.option {
			return p.title
		}
	}
	last := strings.LastIndexByte(field, '/')
	if _, err := strconv.Atoi(field[last+1:]); err == nil && last > 0 {
		return f.Label(field[:last])
	}
	return label.Of(unescaped(field[last+1:]))
}

// at is what the form says about the field at a JSON pointer.
func (f *Form) at(field string) spot {
	s := f.root.spread()
	for _, step := range strings.Split(field, "/")[1:] {
		s, _ = s.inner(unescaped(step))
	}
	return s
}

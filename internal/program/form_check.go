package program

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// FieldMistake is one thing wrong with what was filled in.
type FieldMistake struct {
	Field   string    `json:"field"`   // the field, as a JSON pointer: /contact/email; empty for the form as a whole
	Code    FieldCode `json:"code"`    // what is wrong, for programs
	Message string    `json:"message"` // what is wrong, for people
}

// FieldCode says what is wrong with a field.
type FieldCode string

// The codes.
const (
	RequiredMissing FieldCode = "required-field-missing"
	InvalidEnum     FieldCode = "invalid-enum-value"
	InvalidFormat   FieldCode = "invalid-format"
	InvalidValue    FieldCode = "invalid-value"
	NotEnoughValues FieldCode = "not-enough-values"
	TooManyValues   FieldCode = "too-many-values"
	DuplicateKey    FieldCode = "duplicate-key"
	OutOfRange      FieldCode = "out-of-range"
	NoSuchField     FieldCode = "unknown-field"
)

// findings collects what is wrong with one filled-in form.
type findings struct {
	form  *Form
	draft bool
	list  []FieldMistake
}

func (f *findings) add(field string, code FieldCode, format string, args ...any) {
	f.list = append(f.list, FieldMistake{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
}

// sorted lists what was found by field, once.
func (f *findings) sorted() []FieldMistake {
	slices.SortStableFunc(f.list, func(a, b FieldMistake) int { return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Code, b.Code)) })
	return slices.CompactFunc(f.list, func(a, b FieldMistake) bool { return a.Field == b.Field && a.Code == b.Code })
}

// unknown finds the fields that the form does not know.
func (f *findings) unknown(value any, field string, s spot) {
	walk(value, field, s, func(field string, value any, s spot) {
		if fields, ok := value.(map[string]any); ok {
			eachInside(fields, func(name string, _ any) {
				if _, known := s.inner(name); !known {
					f.add(field+"/"+escaped(name), NoSuchField, "The form has no field %q.", name)
				}
			})
		}
	})
}

// failed reads what a validation found.
func (f *findings) failed(e *jsonschema.ValidationError) {
	switch e.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.Reference, *kind.AllOf:
		for _, cause := range e.Causes {
			f.failed(cause)
		}
		return
	}
	field := pointer(e.InstanceLocation)
	if wrong, ok := e.ErrorKind.(*kind.Type); ok {
		f.add(field, InvalidValue, "%s must be %s, not %s.", f.name(field), listedTypes(wrong.Want), article(wrong.Got))
	} else if !f.draft {
		f.strict(field, e)
	}
}

// name is what a field is called in a message.
func (f *findings) name(field string) string {
	if field == "" {
		return "The form"
	}
	return fmt.Sprintf("%q", f.form.Label(field).In("en"))
}

// strict reads what is wrong only with a form that is filed.
func (f *findings) strict(field string, e *jsonschema.ValidationError) {
	name := f.name(field)
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		f.missing(field, k.Missing)
	case *kind.DependentRequired:
		f.missing(field, k.Missing)
	case *kind.Enum:
		f.add(field, InvalidEnum, "%s must be one of %s.", name, values(k.Want))
	case *kind.Const:
		f.add(field, InvalidEnum, "%s must be %v.", name, k.Want)
	case *kind.OneOf, *kind.AnyOf:
		f.choice(field, e)
	case *kind.Format:
		f.add(field, InvalidFormat, "%s is not %s.", name, article(k.Want))
	case *kind.Pattern:
		f.add(field, InvalidFormat, "%s does not have the form %s.", name, k.Want)
	case *kind.MinItems:
		f.add(field, NotEnoughValues, "%s needs at least %d values, not %d.", name, k.Want, k.Got)
	case *kind.MinProperties:
		f.add(field, NotEnoughValues, "%s needs at least %d fields, not %d.", name, k.Want, k.Got)
	case *kind.Contains, *kind.MinContains:
		f.add(field, NotEnoughValues, "%s lacks a value that it must have.", name)
	case *kind.MaxItems:
		f.add(field, TooManyValues, "%s takes at most %d values, not %d.", name, k.Want, k.Got)
	case *kind.MaxProperties:
		f.add(field, TooManyValues, "%s takes at most %d fields, not %d.", name, k.Want, k.Got)
	case *kind.MaxContains:
		f.add(field, TooManyValues, "%s has a value too often.", name)
	case *kind.UniqueItems:
		f.add(field, DuplicateKey, "%s has one value twice.", name)
	default:
		f.bounds(field, e)
	}
}

// bounds reads what is too small, too large or anything else.
func (f *findings) bounds(field string, e *jsonschema.ValidationError) {
	name := f.name(field)
	switch k := e.ErrorKind.(type) {
	case *kind.Minimum:
		f.add(field, OutOfRange, "%s must be at least %s.", name, decimal(k.Want))
	case *kind.Maximum:
		f.add(field, OutOfRange, "%s must be at most %s.", name, decimal(k.Want))
	case *kind.ExclusiveMinimum:
		f.add(field, OutOfRange, "%s must be more than %s.", name, decimal(k.Want))
	case *kind.ExclusiveMaximum:
		f.add(field, OutOfRange, "%s must be less than %s.", name, decimal(k.Want))
	case *kind.MultipleOf:
		f.add(field, OutOfRange, "%s must be a multiple of %s.", name, decimal(k.Want))
	case *kind.MinLength:
		f.add(field, OutOfRange, "%s must have at least %d letters, not %d.", name, k.Want, k.Got)
	case *kind.MaxLength:
		f.add(field, OutOfRange, "%s must have at most %d letters, not %d.", name, k.Want, k.Got)
	case *kind.AdditionalProperties: // unknown found them
	default:
		f.add(field, InvalidValue, "%s has a value that it cannot have.", name)
	}
}

func (f *findings) missing(field string, names []string) {
	for _, name := range names {
		at := field + "/" + escaped(name)
		f.add(at, RequiredMissing, "%s is missing.", f.name(at))
	}
}

// choice reads that a value fits none of several schemas, or too many. When each
// of them is one value, those are what there is to choose from.
func (f *findings) choice(field string, e *jsonschema.ValidationError) {
	var fitting []any
	for _, cause := range e.Causes {
		if k, ok := cause.ErrorKind.(*kind.Const); ok && len(cause.InstanceLocation) == len(e.InstanceLocation) {
			fitting = append(fitting, k.Want)
		}
	}
	if len(fitting) > 0 && len(fitting) == len(e.Causes) {
		f.add(field, InvalidEnum, "%s must be one of %s.", f.name(field), values(fitting))
		return
	}
	f.add(field, InvalidValue, "%s has a value that it cannot have.", f.name(field))
}

// decimal writes a bound as the form has it.
func decimal(bound *big.Rat) string {
	places, _ := bound.FloatPrec()
	return bound.FloatString(places)
}

func pointer(steps []string) string {
	text := ""
	for _, step := range steps {
		text += "/" + escaped(step)
	}
	return text
}

func values(list []any) string {
	words := make([]string, len(list))
	for i, each := range list {
		words[i] = fmt.Sprint(each)
	}
	return strings.Join(words, ", ")
}

// articles are the types of JSON, and formats, as people call them.
var articles = map[string]string{"string": "a text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
	"array": "a list", "object": "a map", "null": "nothing", "email": "an e-mail address", "uri": "an address of a page"}

func article(word string) string {
	if known, ok := articles[word]; ok {
		return known
	}
	return "a " + word
}

func listedTypes(types []string) string {
	words := make([]string, len(types))
	for i, each := range types {
		words[i] = article(each)
	}
	return strings.Join(words, " or ")
}

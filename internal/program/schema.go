package program

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/yamlfile"
)

// Schema is the JSON Schema (2020-12) of program files, made from the Go types,
// so that editors complete and check what is being written. It knows the keys,
// the words and the shapes; whether names exist and thresholds rise is told by
// Read.
func Schema() ([]byte, error) {
	b := &schema{defs: jsonschema.Definitions{}}
	if err := json.Unmarshal(descriptions, &b.comments); err != nil {
		return nil, err // never: a test writes the file
	}
	root := b.reflect(reflect.TypeFor[Program]())
	for len(b.waiting) > 0 {
		t := b.waiting[0]
		b.waiting = b.waiting[1:]
		b.defs[nameOf(t)] = b.shaped(t)
	}
	for _, t := range b.structs {
		b.finish(b.defs[nameOf(t)], t)
	}
	root.Version, root.Title, root.Definitions = jsonschema.Version, "A Laurel program", b.defs
	return json.MarshalIndent(root, "", "  ")
}

// descriptions are the comments of the Go types and their fields, by
// package.Type and package.Type.Field.
//
//go:embed descriptions.json
var descriptions []byte

// schema is a schema being made.
type schema struct {
	defs     jsonschema.Definitions
	comments map[string]string
	waiting  []reflect.Type // types with shapes that are referred to, not made yet
	structs  []reflect.Type // maps whose keys still lack what the tags say
}

// reflect makes the schema of a type, and of every type in it.
func (b *schema) reflect(t reflect.Type) *jsonschema.Schema {
	r := &jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, Anonymous: true,
		Mapper: b.mapped, Namer: nameOf, LookupComment: b.comment}
	made := r.ReflectFromType(t)
	for name, def := range made.Definitions {
		if _, known := b.defs[name]; !known {
			b.defs[name] = def
		}
	}
	made.Definitions, made.Version = nil, ""
	return made
}

func (b *schema) comment(t reflect.Type, field string) string {
	key := strings.TrimPrefix(t.PkgPath(), "laurel/internal/") + "." + t.Name()
	if field != "" {
		key += "." + field
	}
	return b.comments[key]
}

// nameOf is the name of a type in the schema. A map that stands for a type with
// several shapes bears the type's name.
func nameOf(t reflect.Type) string {
	name, isMap := strings.CutSuffix(t.Name(), "Fields")
	switch {
	case name == "":
		return ""
	case t.Name() == "tree":
		return "ConditionMap"
	case isMap:
		name += "Map"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

var leaves = map[reflect.Type]func() *jsonschema.Schema{
	reflect.TypeFor[calendar.Day]():          pattern(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`),
	reflect.TypeFor[calendar.MonthDay]():     pattern(`^[0-9]{2}-[0-9]{2}$`),
	reflect.TypeFor[calendar.Length]():       pattern(`^\s*[0-9_+]+ +(day|week|month|quarter|halve|half|year)s?\s*$`),
	reflect.TypeFor[calendar.Allowance]():    pattern(`^\s*[0-9_]+ +((business +)?(hour|day)|week|month|quarter|halve|half|year)s?\s*$`),
	reflect.TypeFor[calendar.WorkingHours](): pattern(`^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$`),
	reflect.TypeFor[people.Role]():           func() *jsonschema.Schema { return words(yamlfile.WordsOf(people.OperatorRoles())[0].(yamlfile.Words)) },
	reflect.TypeFor[Form]():                  func() *jsonschema.Schema { return &jsonschema.Schema{Type: "object"} },
	reflect.TypeFor[number.Number]():         pattern(`^[+-]?[0-9][0-9_]*(\.[0-9][0-9_]*)?(/[+-]?[0-9][0-9_]*(\.[0-9][0-9_]*)?)?$`),
	reflect.TypeFor[number.Rounding]():       func() *jsonschema.Schema { return words(yamlfile.WordsOf(number.Roundings())[0].(yamlfile.Words)) },
	reflect.TypeFor[money.Dating]():          func() *jsonschema.Schema { return words(yamlfile.WordsOf(money.Datings())[0].(yamlfile.Words)) },
	reflect.TypeFor[yamlfile.Text]():         pattern(""),
	reflect.TypeFor[label.Text](): func() *jsonschema.Schema {
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{text(""), {Type: "object", AdditionalProperties: text("")}}}
	},
}

// mapped makes the schemas of the types that the reflector cannot know.
func (b *schema) mapped(t reflect.Type) *jsonschema.Schema {
	if leaf, ok := leaves[t]; ok {
		return leaf()
	}
	if t.Implements(reflect.TypeFor[yamlfile.Shaped]()) {
		return b.reference(t)
	}
	switch {
	case strings.HasPrefix(t.Name(), "Table["):
		row, _ := t.Elem().FieldByName("Value")
		return &jsonschema.Schema{Type: "object", AdditionalProperties: b.reflect(row.Type)}
	case t.Kind() == reflect.String:
		return text("")
	case t.Kind() == reflect.Int:
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "integer"}, {Type: "string", Pattern: `^[+-]?[0-9][0-9_]*$`}}}
	case t.Kind() == reflect.Struct && !slices.Contains(b.structs, t):
		b.structs = append(b.structs, t)
	}
	return nil
}

// reference refers to a type with shapes, which is made later: such types
// contain each other.
func (b *schema) reference(t reflect.Type) *jsonschema.Schema {
	if _, known := b.defs[nameOf(t)]; !known {
		b.defs[nameOf(t)] = nil
		b.waiting = append(b.waiting, t)
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + nameOf(t)}
}

// shaped is any of the shapes of a type.
func (b *schema) shaped(t reflect.Type) *jsonschema.Schema {
	s := &jsonschema.Schema{Description: b.comment(t, "")}
	for _, shape := range reflect.Zero(t).Interface().(yamlfile.Shaped).Shapes() {
		switch shape := shape.(type) {
		case yamlfile.Words:
			s.AnyOf = append(s.AnyOf, words(shape))
		case yamlfile.Text:
			s.AnyOf = append(s.AnyOf, text(string(shape)))
		default:
			s.AnyOf = append(s.AnyOf, b.reflect(reflect.TypeOf(shape)))
		}
	}
	return s
}

// finish adds to the keys of a map what the tags say: which are required, which
// lists may be written as one value, and which values may be left out by null.
func (b *schema) finish(s *jsonschema.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		property, ok := s.Properties.Get(name)
		if !ok {
			continue
		}
		if strings.Contains(options, "required") {
			s.Required = append(s.Required, name)
		}
		if strings.Contains(options, "one") {
			property = anyOf(property, property.Items)
		}
		if f.Type.Kind() == reflect.Pointer {
			property = anyOf(property, &jsonschema.Schema{Type: "null"})
		}
		s.Properties.Set(name, property)
	}
}

// anyOf lets something else stand in the place of a value.
func anyOf(s, other *jsonschema.Schema) *jsonschema.Schema {
	inner := *s
	inner.Description = ""
	return &jsonschema.Schema{Description: s.Description, AnyOf: []*jsonschema.Schema{&inner, other}}
}

// text is a value written in one piece. A reader of YAML may take it for a
// number or a yes or no, which it is not.
func text(pattern string) *jsonschema.Schema {
	return &jsonschema.Schema{Pattern: pattern, Extras: map[string]any{"type": []string{"string", "number", "boolean"}}}
}

func pattern(p string) func() *jsonschema.Schema { return func() *jsonschema.Schema { return text(p) } }

func words(list yamlfile.Words) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, word := range list {
		s.Enum = append(s.Enum, word)
	}
	return s
}

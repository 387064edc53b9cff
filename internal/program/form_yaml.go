package program

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// formReader reads the schemas of one form.
type formReader struct {
	m        *problem.Mistakes
	root     *yamlfile.Node
	keywords map[string]keyword
	parts    map[string]*part // by JSON pointer
	names    map[string]bool  // of all fields
	refs     []reference
	needs    []*yamlfile.Node // names of fields that must be filled in
}

// reference is a part that stands for another.
type reference struct {
	from *part
	to   *yamlfile.Node
}

// keyword reads the value of one key of a schema.
type keyword func(p *part, n *yamlfile.Node, at string) any

// known are the keys of a schema. Those that refer to other documents, or that
// say again what unknown fields mean, are left out.
func (r *formReader) known() map[string]keyword {
	k := map[string]keyword{
		"title": r.title, "description": r.text, "x-file": r.file, "$ref": r.reference, "pattern": r.pattern, "format": r.format,
		"required": r.required, "properties": r.properties, "patternProperties": r.patternProperties, "additionalProperties": r.others,
		"items": r.items, "prefixItems": r.prefixItems, "$defs": r.apart, "dependentSchemas": r.dependent,
		"contains": r.inside, "propertyNames": r.inside, "not": r.inside,
		"allOf": r.several, "anyOf": r.choice, "oneOf": r.choice, "if": r.beside, "then": r.beside, "else": r.beside,
	}
	for _, key := range []string{"type", "enum", "const", "default", "examples", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
		"multipleOf", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties",
		"maxProperties", "dependentRequired", "readOnly", "writeOnly", "deprecated", "$comment"} {
		k[key] = r.plain
	}
	return k
}

// DecodeYAML reads a JSON Schema written as YAML.
func (f *Form) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	f.Place = n.Place()
	found := &problem.Mistakes{}
	r := &formReader{m: found, root: n, parts: map[string]*part{}, names: map[string]bool{}}
	r.keywords = r.known()
	f.root = r.part(n, "")
	r.resolve()
	r.whole(f.root)
	if found.Empty() {
		f.compiled = r.compile(f.root)
	}
	for _, mistake := range found.List() {
		m.AddWithHint(mistake.Place, mistake.Hint, "%s", mistake.Message)
	}
}

func (r *formReader) wrong(n *yamlfile.Node, hint, format string, args ...any) {
	r.m.AddWithHint(n.Place(), hint, format, args...)
}

// part reads one schema, which stands at a JSON pointer of the form.
func (r *formReader) part(n *yamlfile.Node, at string) *part {
	p := &part{place: n.Place()}
	r.parts[at] = p
	if n.Kind() == yamlfile.Scalar && !n.Quoted() && (n.Text() == "true" || n.Text() == "false") && at != "" {
		p.doc = n.Text() == "true"
		return p
	}
	doc := map[string]any{}
	p.doc = doc
	if n.Kind() != yamlfile.Map {
		r.wrong(n, "Write {type: string}, for example.", "A form says here with a map what may be filled in, but this is %s.", n.Kind())
		return p
	}
	for _, e := range n.Entries() {
		if read, ok := r.keywords[e.Key]; ok {
			doc[e.Key] = read(p, e.Value, at+"/"+escaped(e.Key))
		} else {
			r.unknown(e)
		}
	}
	if p.file != nil && doc["type"] != nil && doc["type"] != "string" {
		r.wrong(n.Get("type"), "Write type: string, or leave it out; for several files write items: with x-file in it.", "The value of a file is a text: its id.")
	}
	return p
}

func (r *formReader) unknown(e yamlfile.Entry) {
	hint := r.meant(e.Key, slices.Sorted(maps.Keys(r.keywords)), "It has the keys of JSON Schema that need no other document, and x-file.")
	r.m.AddWithHint(e.KeyPlace, hint, "A form has no key %q.", e.Key)
}

// meant asks for the word that was probably meant.
func (r *formReader) meant(word string, known []string, otherwise string) string {
	if near := yamlfile.Suggest(word, known); near != "" {
		return "Did you mean `" + near + "`?"
	}
	return otherwise
}

func (r *formReader) title(p *part, n *yamlfile.Node, _ string) any {
	yamlfile.Decode(n, &p.title, r.m)
	return p.title
}

func (r *formReader) text(_ *part, n *yamlfile.Node, _ string) any {
	var other part
	return r.title(&other, n, "")
}

// file reads which files a field takes. Its value is a text: the id of one.
func (r *formReader) file(p *part, n *yamlfile.Node, _ string) any {
	p.file = &FileRule{}
	yamlfile.Decode(n, p.file, r.m)
	return p.file
}

func (r *formReader) reference(p *part, n *yamlfile.Node, _ string) any {
	r.refs = append(r.refs, reference{from: p, to: n})
	return n.Text()
}

func (r *formReader) pattern(_ *part, n *yamlfile.Node, _ string) any {
	if _, err := regexp.Compile(n.Text()); err != nil {
		r.wrong(n, "Write a regular expression, like ^[A-Z]{2}$.", "%q is not a regular expression.", n.Text())
	}
	return n.Text()
}

// formats are those that are checked; any other would be passed over in silence.
var formats = []string{"date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"}

func (r *formReader) format(_ *part, n *yamlfile.Node, _ string) any {
	var format string
	yamlfile.Word(n, &format, r.m, formats...)
	return format
}

func (r *formReader) required(_ *part, n *yamlfile.Node, _ string) any {
	r.needs = append(r.needs, n.Items()...)
	return r.plain(nil, n, "")
}

func (r *formReader) properties(p *part, n *yamlfile.Node, at string) any {
	p.fields = map[string]*part{}
	return r.table(n, at, func(e yamlfile.Entry, each *part) {
		r.names[e.Key] = true
		p.fields[e.Key] = each
	})
}

func (r *formReader) patternProperties(p *part, n *yamlfile.Node, at string) any {
	return r.table(n, at, func(e yamlfile.Entry, each *part) {
		name, err := regexp.Compile(e.Key)
		if err != nil {
			r.m.AddWithHint(e.KeyPlace, "Write a regular expression, like ^x_.", "%q is not a regular expression.", e.Key)
			return
		}
		p.patterns = append(p.patterns, patterned{name: name, part: each})
	})
}

func (r *formReader) others(p *part, n *yamlfile.Node, at string) any {
	p.others = r.part(n, at)
	return p.others
}

func (r *formReader) items(p *part, n *yamlfile.Node, at string) any {
	p.entries = r.part(n, at)
	return p.entries
}

func (r *formReader) prefixItems(p *part, n *yamlfile.Node, at string) any {
	return r.list(n, at, func(each *part) { p.prefix = append(p.prefix, each) })
}

// apart reads schemas that only references lead to.
func (r *formReader) apart(_ *part, n *yamlfile.Node, at string) any {
	return r.table(n, at, func(yamlfile.Entry, *part) {})
}

func (r *formReader) dependent(p *part, n *yamlfile.Node, at string) any {
	return r.table(n, at, func(_ yamlfile.Entry, each *part) { p.besides = append(p.besides, each) })
}

// inside reads a schema that asks for something without naming fields.
func (r *formReader) inside(_ *part, n *yamlfile.Node, at string) any { return r.part(n, at) }

func (r *formReader) several(p *part, n *yamlfile.Node, at string) any {
	return r.list(n, at, func(each *part) { p.besides = append(p.besides, each) })
}

// choice reads schemas of which one must fit.
func (r *formReader) choice(p *part, n *yamlfile.Node, at string) any {
	return r.list(n, at, func(each *part) {
		each.option = true
		p.besides = append(p.besides, each)
	})
}

func (r *formReader) beside(p *part, n *yamlfile.Node, at string) any {
	each := r.part(n, at)
	p.besides = append(p.besides, each)
	return each
}

// table reads a map of schemas.
func (r *formReader) table(n *yamlfile.Node, at string, take func(yamlfile.Entry, *part)) any {
	doc := map[string]any{}
	if n.Kind() != yamlfile.Map {
		r.wrong(n, "Write each name with what it is: {email: {type: string}}.", "Here a map is expected, but this is %s.", n.Kind())
	}
	for _, e := range n.Entries() {
		each := r.part(e.Value, at+"/"+escaped(e.Key))
		doc[e.Key] = each
		take(e, each)
	}
	return doc
}

// list reads a list of schemas.
func (r *formReader) list(n *yamlfile.Node, at string, take func(*part)) any {
	doc := []any{}
	if n.Kind() != yamlfile.List {
		r.wrong(n, "Write [{type: string}], for example.", "Here a list is expected, but this is %s.", n.Kind())
	}
	for i, item := range n.Items() {
		each := r.part(item, at+"/"+strconv.Itoa(i))
		doc = append(doc, each)
		take(each)
	}
	return doc
}

// plain reads a value as YAML 1.2 takes it, with underscores in numbers.
func (r *formReader) plain(_ *part, n *yamlfile.Node, _ string) any {
	switch n.Kind() {
	case yamlfile.Map:
		doc := map[string]any{}
		for _, e := range n.Entries() {
			doc[e.Key] = r.plain(nil, e.Value, "")
		}
		return doc
	case yamlfile.List:
		doc := []any{}
		for _, item := range n.Items() {
			doc = append(doc, r.plain(nil, item, ""))
		}
		return doc
	case yamlfile.Null:
		return nil
	}
	digits := strings.ReplaceAll(n.Text(), "_", "")
	switch text := n.Text(); {
	case n.Quoted():
		return text
	case text == "true" || text == "false":
		return text == "true"
	case jsonNumber.MatchString(digits):
		return json.Number(digits)
	default:
		return text
	}
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)

// resolve finds what references stand for.
func (r *formReader) resolve() {
	for _, ref := range r.refs {
		to, inside := strings.CutPrefix(ref.to.Text(), "#")
		target, found := r.parts[to]
		switch {
		case !inside:
			r.wrong(ref.to, "Write #/$defs/ and a name below $defs: of the form.", "%q is outside of the form.", ref.to.Text())
		case !found:
			r.wrong(ref.to, "Write #/$defs/ and a name below $defs: of the form.", "The form has nothing at %q.", ref.to.Text())
		default:
			ref.from.besides = append(ref.from.besides, target)
		}
	}
	for _, ref := range r.refs {
		if slices.ContainsFunc(ref.from.besides, func(p *part) bool { return slices.Contains(p.spread(), ref.from) }) {
			r.wrong(ref.to, "Let it refer to something that does not refer back for the same field.", "This stands for itself.")
		}
	}
}

// whole looks at the form as a whole.
func (r *formReader) whole(root *part) {
	doc, ok := root.doc.(map[string]any)
	switch {
	case !ok || !r.m.Empty():
		return
	case doc["type"] == nil:
		doc["type"] = "object"
	case doc["type"] != "object":
		r.wrong(r.root.Get("type"), "Write type: object, or leave it out.", "A form is a map of fields.")
	}
	if len(r.names) == 0 && root.others == nil && len(root.patterns) == 0 {
		r.wrong(r.root, "Write properties: with each field.", "The form has no field.")
	}
	for _, n := range r.needs {
		if !r.names[n.Text()] {
			r.wrong(n, r.meant(n.Text(), slices.Sorted(maps.Keys(r.names)), "Name a field that stands below properties:."), "The form has no field %q that could be required.", n.Text())
		}
	}
}

// formURL is where a form stands for the library, which reads nothing from there.
const formURL = "form:///form"

// unreachable refuses every other document. Nothing asks it, because references
// were looked at before; without it the library would open files.
type unreachable struct{}

// Load refuses.
func (unreachable) Load(url string) (any, error) {
	return nil, fmt.Errorf("%s is outside of the form", url)
}

// compile makes a form ready to check what is filled in.
func (r *formReader) compile(root *part) *jsonschema.Schema {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.UseLoader(unreachable{})
	err := c.AddResource(formURL, plainSchema(root.doc, "en"))
	var s *jsonschema.Schema
	if err == nil {
		s, err = c.Compile(formURL)
	}
	r.refused(err)
	return s
}

// refused says what is wrong with a form that cannot be compiled.
func (r *formReader) refused(err error) {
	var schema *jsonschema.SchemaValidationError
	var invalid *jsonschema.ValidationError
	switch {
	case err == nil:
	case errors.As(err, &schema) && errors.As(schema.Err, &invalid):
		r.invalid(invalid)
	default: // never: references, patterns and formats were looked at before
		r.wrong(r.root, "", "%s", err)
	}
}

// invalid tells the first of the causes that reach deepest.
func (r *formReader) invalid(e *jsonschema.ValidationError) {
	for len(e.Causes) > 0 {
		e = slices.MaxFunc(e.Causes, func(a, b *jsonschema.ValidationError) int { return len(a.InstanceLocation) - len(b.InstanceLocation) })
	}
	n, key := r.root, ""
	for _, step := range e.InstanceLocation {
		if i, err := strconv.Atoi(step); err == nil && n.Kind() == yamlfile.List {
			n = n.Items()[i]
		} else {
			n, key = n.Get(step), step
		}
	}
	r.wrong(n, "", "This cannot stand at %q of a form: %s.", key, e.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
}

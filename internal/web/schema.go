package web

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/number"
	"laurel/internal/program"
)

// formPrefix is before the names of the fields that a program asks for: behind it
// stands where in the form the field is, as a JSON pointer without its first
// slash.
const formPrefix = "form-"

// schema is what pages read of a form.
type schema struct {
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Type        any               `json:"type"`
	Format      string            `json:"format"`
	MinLength   int               `json:"minLength"`
	MaxLength   int               `json:"maxLength"`
	MaxItems    int               `json:"maxItems"`
	Minimum     json.Number       `json:"minimum"`
	Maximum     json.Number       `json:"maximum"`
	Enum        []any             `json:"enum"`
	OneOf       []schemaChoice    `json:"oneOf"`
	Required    []string          `json:"required"`
	Properties  map[string]schema `json:"properties"`
	Items       *schema           `json:"items"`
	File        *fileRule         `json:"x-file"`
	Ref         string            `json:"$ref"`
	Defs        map[string]schema `json:"$defs"`
}

type schemaChoice struct {
	Const any    `json:"const"`
	Title string `json:"title"`
}

// asking is a form being turned into fields, or what was filled in into words.
type asking struct {
	call *call
	form *program.Form
	root schema
}

func (c *call) asking(f *program.Form) (*asking, error) {
	a := &asking{call: c, form: f}
	d := json.NewDecoder(bytes.NewReader(f.Schema(c.locale.Language)))
	d.UseNumber()
	return a, d.Decode(&a.root)
}

// resolved is a schema with what it refers to, whose own words come first.
func (a *asking) resolved(s schema) schema {
	name, refers := strings.CutPrefix(s.Ref, "#/$defs/")
	if !refers {
		return s
	}
	found := a.root.Defs[name]
	found.Title, found.Description = or(s.Title, found.Title), or(s.Description, found.Description)
	return found
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// fields are the fields of a map of fields at a JSON pointer, in the order in
// which the program's author wrote them. Those of a map inside stand in a group.
func (a *asking) fields(s schema, at, group string, required bool) []field {
	var out []field
	for _, name := range a.form.Fields(at) {
		each, listed := s.Properties[name]
		if !listed {
			continue
		}
		each = a.resolved(each)
		pointer, must := at+"/"+program.PointerStep(name), required && slices.Contains(s.Required, name)
		if items := each.Items; items != nil && !strings.Contains(at, "/0") {
			if item := a.resolved(*items); len(item.Properties) > 0 {
				out = append(out, a.groups(each, item, pointer, or(each.Title, name))...)
				continue
			}
		}
		if len(each.Properties) > 0 {
			out = append(out, a.fields(each, pointer, or(each.Title, name), must)...)
			continue
		}
		f := a.field(each, pointer, name)
		f.group, f.optional = group, !must || f.kind == "checkbox" && f.options == nil
		out = append(out, f)
	}
	return out
}

// mostGroups is how many groups a list has that does not say.
const mostGroups = 10

// groups are the fields of a list of groups: of all that there may be. A page shows
// those that are filled in, and one more when it is asked for.
func (a *asking) groups(list, item schema, pointer, name string) []field {
	most := mostGroups
	if list.MaxItems > 0 {
		most = min(most, list.MaxItems)
	}
	var out []field
	for n := range most {
		called := a.call.locale.Say("frame.group", map[string]any{"Name": name, "Number": n + 1})
		for _, f := range a.fields(item, pointer+"/"+strconv.Itoa(n), called, true) {
			f.list, f.item, f.needed, f.optional = strings.TrimPrefix(pointer, "/"), n, !f.optional, true
			if f.group != called {
				f.group = called + " · " + f.group
			}
			out = append(out, f)
		}
	}
	return out
}

// inputKinds are the inputs for the types and formats of a schema.
var inputKinds = map[string]string{"integer": "number", "number": "number", "date": "date", "email": "email", "uri": "url"}

func (a *asking) field(s schema, pointer, name string) field {
	f := field{name: formPrefix + strings.TrimPrefix(pointer, "/"), kind: "text", label: or(s.Title, name), hint: s.Description, most: 4000}
	kind := s.kind()
	f.number = kind == "integer" || kind == "number"
	switch {
	case s.File != nil:
		f.kind, f.files = "file", s.File
	case kind == "array" && s.Items != nil:
		a.list(&f, s, a.resolved(*s.Items))
	case kind == "boolean":
		f.kind = "checkbox"
	case len(s.OneOf) > 0 || len(s.Enum) > 0:
		f.kind, f.options = "select", s.options()
	case or(inputKinds[s.Format], inputKinds[kind]) != "":
		f.kind = or(inputKinds[s.Format], inputKinds[kind])
	case s.MaxLength == 0 || s.MaxLength > 200:
		f.kind = "textarea"
	}
	f.limits = a.call.limitsOf(s)
	return f
}

// list is a field for several values: files, some of those that there are, or
// texts, one in a line.
func (a *asking) list(f *field, s, items schema) {
	f.many = true
	switch {
	case items.File != nil:
		f.kind, f.files = "file", items.File
		f.files.most = s.MaxItems
	case len(items.OneOf) > 0 || len(items.Enum) > 0:
		f.kind, f.options = "choices", items.options()
	default:
		f.kind, f.lines, f.hint = "textarea", true, strings.TrimSpace(s.Description+" "+a.call.locale.Say("limit.lines", nil))
		f.number = items.kind() == "integer" || items.kind() == "number"
	}
}

// kind is the type of a schema; of several the first that is not null.
func (s schema) kind() string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		for _, each := range t {
			if name, ok := each.(string); ok && name != "null" {
				return name
			}
		}
	}
	return ""
}

// options are what there is to choose from.
func (s schema) options() []option {
	var out []option
	for _, value := range s.Enum {
		out = append(out, option{Value: plainText(value), Name: plainText(value), means: value})
	}
	for _, each := range s.OneOf {
		text := plainText(each.Const)
		out = append(out, option{Value: text, Name: or(each.Title, text), means: each.Const})
	}
	return out
}

// plainText is a value as it stands in a page.
func plainText(v any) string {
	if text, ok := v.(string); ok {
		return text
	}
	text, _ := json.Marshal(v) // it was read from JSON
	return string(text)
}

// limitsOf says what a value must be, before anybody writes it.
func (c *call) limitsOf(s schema) string {
	say := func(id string, value any) string { return c.locale.Say("limit."+id, map[string]any{"Limit": value}) }
	var out []string
	if s.MinLength > 1 {
		out = append(out, say("letters-at-least", c.locale.Int(s.MinLength)))
	}
	if s.MaxLength > 0 {
		out = append(out, say("letters-at-most", c.locale.Int(s.MaxLength)))
	}
	if n, err := number.Parse(string(s.Minimum)); err == nil {
		out = append(out, say("at-least", c.locale.Number(n)))
	}
	if n, err := number.Parse(string(s.Maximum)); err == nil {
		out = append(out, say("at-most", c.locale.Number(n)))
	}
	return strings.Join(out, " ")
}

// filled is what was filled in, as JSON has it.
func (c *call) filled() map[string]any {
	out := map[string]any{}
	for _, f := range c.asked {
		if pointer, ofForm := strings.CutPrefix(f.name, formPrefix); ofForm {
			if value, given := f.json(c.form[f.name], strings.Contains(pointer, "/")); given {
				put(out, strings.Split(pointer, "/"), value)
			}
		}
	}
	for _, list := range c.lists() {
		if groups, ok := valueAt(out, list).(map[string]any); ok {
			put(out, strings.Split(list, "/"), inOrder(groups))
		}
	}
	return out
}

// inOrder are the groups of a list, which are numbered without gaps.
func inOrder(groups map[string]any) []any {
	out := make([]any, len(groups))
	for n := range out {
		out[n] = groups[strconv.Itoa(n)]
	}
	return out
}

// put puts a value where some steps lead.
func put(into map[string]any, steps []string, value any) {
	name := program.PointerName(steps[0])
	if len(steps) == 1 {
		into[name] = value
		return
	}
	inner, ok := into[name].(map[string]any)
	if !ok {
		inner = map[string]any{}
		into[name] = inner
	}
	put(inner, steps[1:], value)
}

// json is what was typed into a field as JSON has it; false when nothing was. In a
// group a box without a tick says nothing, so that a group may be left out.
func (f field) json(typed []string, inGroup bool) (any, bool) {
	typed = slices.DeleteFunc(slices.Clone(typed), func(s string) bool { return strings.TrimSpace(s) == "" })
	switch {
	case f.kind == "checkbox":
		return len(typed) > 0, len(typed) > 0 || !inGroup
	case len(typed) == 0:
		return nil, false
	case f.lines:
		typed = strings.FieldsFunc(typed[0], func(r rune) bool { return r == '\n' || r == '\r' })
	case !f.many:
		return f.one(typed[len(typed)-1]), true
	}
	out := make([]any, len(typed))
	for i, text := range typed {
		out[i] = f.one(strings.TrimSpace(text))
	}
	return out, true
}

// one is one value as JSON has it. What is no number stays a text, so that the
// form itself says what is wrong with it.
func (f field) one(text string) any {
	if i := slices.IndexFunc(f.options, func(o option) bool { return o.Value == text && o.means != nil }); i >= 0 {
		return f.options[i].means
	}
	if n, err := number.Parse(text); f.number && err == nil && n.IsDecimal() {
		return json.Number(n.String())
	}
	return text
}

// typedAs is a value of a form as the page's inputs have it.
func (f field) typedAs(v any) []string {
	list, several := v.([]any)
	switch {
	case v == nil || v == false:
		return nil
	case v == true:
		return []string{"yes"}
	case !several:
		return []string{plainText(v)}
	}
	var out []string
	for _, each := range list {
		out = append(out, plainText(each))
	}
	if f.lines {
		return []string{strings.Join(out, "\n")}
	}
	return out
}

// at is the value that a JSON pointer leads to in what was filled in; nil for
// none.
func valueAt(form map[string]any, pointer string) any {
	var v any = form
	for _, step := range strings.Split(pointer, "/") {
		if list, ok := v.([]any); ok {
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(list) {
				return nil
			}
			v = list[n]
			continue
		}
		inner, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = inner[program.PointerName(step)]
	}
	return v
}

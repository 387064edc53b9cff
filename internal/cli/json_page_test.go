package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"laurel/internal/calendar"
	"laurel/internal/cli"
	"laurel/internal/comment"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/golden"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/program"
	"laurel/internal/scenario"
	"laurel/internal/standing/sentence"
)

// The page of everything that --json prints. What stands above the line is
// written by hand, what stands below it by TestJSONPage with -update: the fields
// are those of the Go types that are printed, with their comments.
const (
	jsonPage = "../../docs/json.md"
	jsonLine = "<!-- Below this line the page is written by `go test ./internal/cli -run TestJSONPage -update`. -->\n"
)

// TestJSONPage keeps the reference of JSON objects as they are printed. That they
// are printed so is checked wherever a transcript calls a command with --json.
func TestJSONPage(t *testing.T) {
	text := readPage(t, jsonPage)
	preface, _, found := strings.Cut(text, jsonLine)
	if !found {
		t.Fatalf("%s has no line %q", jsonPage, jsonLine)
	}
	p := jsonWriter{t: t, comments: &comment.Reader{T: t, Root: "../.."}}
	p.write()
	got := preface + jsonLine + p.String()
	golden.Check(t, jsonPage, got)
}

// TestEveryJSONFlagIsTold wants each command that has --json to be on the page.
func TestEveryJSONFlagIsTold(t *testing.T) {
	for _, c := range leaves(cli.Commands()) {
		_, told := cli.Printed[c.CommandPath()]
		if has := c.Flags().Lookup("json") != nil; has != told {
			t.Errorf("%s: has --json: %v; in the list of what is printed: %v", c.CommandPath(), has, told)
		}
	}
}

type jsonWriter struct {
	strings.Builder
	t        *testing.T
	comments *comment.Reader
	queue    []reflect.Type
	done     map[string]reflect.Type
}

// write lists what each command prints, then every object.
func (p *jsonWriter) write() {
	p.WriteString("\n| command | prints |\n|---|---|\n")
	for _, c := range leaves(cli.Commands()) {
		var names []string
		for _, each := range cli.Printed[c.CommandPath()] {
			names = append(names, p.name(reflect.TypeOf(each.Object))+each.Note)
		}
		if len(names) > 0 {
			fmt.Fprintf(p, "| [`%s`](commands.md#%s) | %s |\n", c.CommandPath(), anchor(c), strings.Join(names, "; "))
		}
	}
	p.done = map[string]reflect.Type{}
	for len(p.queue) > 0 {
		t := p.queue[0]
		p.queue = p.queue[1:]
		if before, told := p.done[objectName(t)]; told && before != t {
			p.t.Errorf("two objects are called %s: %s and %s", objectName(t), before, t)
		} else if !told {
			p.done[objectName(t)] = t
			p.object(t)
		}
	}
}

// object is one section: what the object is, and its fields.
func (p *jsonWriter) object(t reflect.Type) {
	fmt.Fprintf(p, "\n### %s\n\n%s\n\n| field | is | meaning |\n|---|---|---|\n", objectName(t), p.about(t))
	for _, f := range fieldsOf(t) {
		is := p.kind(f.Type)
		if f.optional {
			is = strings.TrimSuffix(is, " or null") + ", may be missing"
		}
		fmt.Fprintf(p, "| `%s` | %s | %s |\n", f.name, is, p.meaning(f))
	}
}

// name is the name of an object with a link to it.
func (p *jsonWriter) name(t reflect.Type) string {
	p.queue = append(p.queue, t)
	name := objectName(t)
	return fmt.Sprintf("[%s](#%s)", name, strings.ReplaceAll(name, " ", "-"))
}

var camel = regexp.MustCompile(`[A-Z]+[a-z]*`)

// otherNames are for types whose own names say too little outside of their
// package.
var otherNames = map[reflect.Type]string{reflect.TypeFor[fact.ID](): "FactID", reflect.TypeFor[scenario.Check](): "LineOfStory",
	reflect.TypeFor[fulfillment.Contact](): "ContactMade", reflect.TypeFor[program.Change](): "Difference", reflect.TypeFor[sentence.Line](): "Sentence"}

// objectName is the name of a Go type as words: grantChangeObject is "grant
// change", fact.ID is "fact id".
func objectName(t reflect.Type) string {
	name := strings.TrimSuffix(t.Name(), "Object")
	if other, ok := otherNames[t]; ok {
		name = other
	}
	words := camel.FindAllString(strings.ToUpper(name[:1])+name[1:], -1)
	return strings.ToLower(strings.Join(words, " "))
}

// written are the types that are written in a form of their own.
var written = map[reflect.Type]string{
	reflect.TypeFor[number.Number](): "decimal", reflect.TypeFor[calendar.Day](): "day", reflect.TypeFor[calendar.Moment](): "moment",
	reflect.TypeFor[calendar.Allowance](): "allowance", reflect.TypeFor[metric.Truth](): "`holds`, `fails` or `ignored`",
}

// kind is the type of a field in words.
func (p *jsonWriter) kind(t reflect.Type) string {
	if word, ok := written[t]; ok {
		return word
	}
	switch t.Kind() {
	case reflect.Pointer:
		return p.kind(t.Elem()) + " or null"
	case reflect.Slice:
		return "list of " + p.kind(t.Elem())
	case reflect.Map:
		return p.kind(t.Elem()) + " by name"
	case reflect.Struct:
		return p.name(t)
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "integer"
	case reflect.Interface:
		return "text, number, true or false"
	default:
		return p.words(t)
	}
}

// words is a text, or the words that it can be.
func (p *jsonWriter) words(t reflect.Type) string {
	if t.PkgPath() == "" {
		return "text"
	}
	var words []string
	for _, w := range p.comments.Words(t) {
		words = append(words, "`"+w+"`")
	}
	return cmp.Or(strings.Join(words, ", "), "text")
}

// about is what the comment of a type says, without its name.
func (p *jsonWriter) about(t reflect.Type) string {
	text := strings.Join(strings.Fields(p.comments.Of(t)), " ")
	text, ok := strings.CutPrefix(strings.Replace(text, " as --json prints it", "", 1), t.Name()+" is ")
	if !ok {
		p.t.Errorf("%s: its comment does not begin with %q", t, t.Name()+" is")
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// meaning is what the comment of a field says.
func (p *jsonWriter) meaning(f jsonField) string {
	text := p.comments.OfField(f.owner, f.goName)
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), f.goName+" is "), ".")
	if text == "" {
		p.t.Errorf("%s.%s has no comment, which the page needs", f.owner, f.goName)
	}
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "\\|")
}

// jsonField is a field as it is printed.
type jsonField struct {
	reflect.Type
	owner        reflect.Type
	goName, name string
	optional     bool
}

// fieldsOf lists the fields of an object, those of what is embedded among them.
func fieldsOf(t reflect.Type) []jsonField {
	var out []jsonField
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			out = append(out, fieldsOf(f.Type)...)
		case name == "-" || !f.IsExported():
		default:
			out = append(out, jsonField{f.Type, t, f.Name, cmp.Or(name, f.Name), strings.Contains(options, "omit")})
		}
	}
	return out
}

// conforms says how a value that was printed is other than the page says.
func conforms(v any, t reflect.Type) error {
	if _, ok := written[t]; ok {
		t = reflect.TypeFor[string]()
	}
	switch t.Kind() {
	case reflect.Pointer:
		if v == nil {
			return nil
		}
		return conforms(v, t.Elem())
	case reflect.Slice:
		list, ok := v.([]any)
		for _, each := range list {
			if err := conforms(each, t.Elem()); err != nil {
				return err
			}
		}
		return unless(ok, v, t)
	case reflect.Map:
		object, ok := v.(map[string]any)
		for _, each := range object {
			if err := conforms(each, t.Elem()); err != nil {
				return err
			}
		}
		return unless(ok, v, t)
	case reflect.Struct:
		return conformsObject(v, t)
	case reflect.Bool:
		_, ok := v.(bool)
		return unless(ok, v, t)
	case reflect.Int, reflect.Int64:
		_, ok := v.(float64)
		return unless(ok, v, t)
	case reflect.String:
		_, ok := v.(string)
		return unless(ok, v, t)
	}
	return nil
}

func conformsObject(v any, t reflect.Type) error {
	object, ok := v.(map[string]any)
	if !ok {
		return unless(false, v, t)
	}
	var names []string
	for _, f := range fieldsOf(t) {
		names = append(names, f.name)
		each, there := object[f.name]
		if !there && !f.optional {
			return fmt.Errorf("%s lacks %s", objectName(t), f.name)
		}
		if err := conforms(each, f.Type); there && err != nil {
			return fmt.Errorf("%s.%s: %w", objectName(t), f.name, err)
		}
	}
	for name := range object {
		if !slices.Contains(names, name) {
			return fmt.Errorf("%s has %s, which is not on the page", objectName(t), name)
		}
	}
	return nil
}

func unless(ok bool, v any, t reflect.Type) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%v is no %s", v, t)
}

// leaves are the commands that do something, in order.
func leaves(c *cobra.Command) []*cobra.Command {
	if !c.HasSubCommands() {
		return []*cobra.Command{c}
	}
	var out []*cobra.Command
	for _, member := range c.Commands() {
		out = append(out, leaves(member)...)
	}
	return out
}

// misprints lists the lines of an answer that are no object of the page.
func misprints(args []string, answer []byte) (wrong []error) {
	c, _, err := cli.Commands().Find(args)
	if err != nil {
		return nil
	}
	for line := range bytes.Lines(answer) {
		var object any
		if err := json.Unmarshal(line, &object); err != nil {
			return append(wrong, err)
		}
		var why []error
		for _, each := range cli.Printed[c.CommandPath()] {
			err := conforms(object, reflect.TypeOf(each.Object))
			if err == nil {
				why = nil
				break
			}
			why = append(why, err)
		}
		wrong = append(wrong, why...)
	}
	return wrong
}

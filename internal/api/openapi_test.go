package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/comment"
	"laurel/internal/golden"
)

const openAPIFile = "../../docs/openapi.json"

// TestOpenAPI keeps the description that is served: it is that of the routes,
// with what the comments in the source say.
func TestOpenAPI(t *testing.T) {
	oapi := describedAPI().OpenAPI()
	c := commenter{&comment.Reader{T: t, Root: "../.."}, t}
	for _, rt := range routes {
		c.parameters(rt, operationOf(oapi, rt))
	}
	c.schemas(oapi.Components.Schemas)
	text, err := json.MarshalIndent(oapi, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, openAPIFile, append(text, '\n'))
}

// describedAPI is every route of the table, served by nobody.
func describedAPI() huma.API {
	d := &door{mux: http.NewServeMux()}
	return d.register(routes)
}

// commenter puts the comments of the source into a description.
type commenter struct {
	*comment.Reader
	t *testing.T
}

func (c commenter) parameters(rt *route, op *huma.Operation) {
	for _, p := range op.Parameters {
		if p.Description == "" {
			p.Description = c.ofParameter(rt.input, p)
		}
		if p.Description == "" {
			c.t.Errorf("%s: the parameter %s has no comment", rt.pattern(), p.Name)
		}
	}
}

// ofParameter is the comment of the field that a parameter goes to.
func (c commenter) ofParameter(t reflect.Type, p *huma.Param) string {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get(p.In), ",")
		if name == p.Name {
			return oneLine(c.OfField(t, f.Name))
		}
		if f.Anonymous {
			if text := c.ofParameter(f.Type, p); text != "" {
				return text
			}
		}
	}
	return ""
}

func (c commenter) schemas(registry huma.Registry) {
	for name, schema := range registry.Map() {
		t := registry.TypeFromRef(schemaPrefix + name)
		schema.Description = about(t, c.Of(t))
		eachField(t, func(owner reflect.Type, f reflect.StructField, field string, _ bool) {
			if of := schema.Properties[field]; of != nil {
				of.Description = c.field(owner, f)
			}
		})
	}
}

func (c commenter) field(owner reflect.Type, f reflect.StructField) string {
	text := oneLine(strings.TrimPrefix(c.OfField(owner, f.Name), f.Name+" is "))
	if text == "" && owner.Name() != "" {
		c.t.Errorf("%s.%s has no comment, which the description needs", owner, f.Name)
	}
	if words := wordsOf(c.Reader, f.Type); len(words) > 0 {
		text += ": " + strings.Join(words, ", ")
	}
	return text
}

// wordsOf are the words that a text can be; none when it can be anything.
func wordsOf(r *comment.Reader, t reflect.Type) []string {
	if t.Kind() != reflect.String || t.PkgPath() == "" {
		return nil
	}
	return r.Words(t)
}

// about is what a comment says of a type, without its name.
func about(t reflect.Type, text string) string {
	return oneLine(strings.TrimPrefix(text, t.Name()+" is "))
}

func oneLine(text string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
}

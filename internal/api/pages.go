package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the template
	"encoding/base64"
	"encoding/json"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"laurel/docs"
	"laurel/internal/gate"
)

// servePages serves the description of the API, for programs and for people.
// Anybody may read it.
func (d *door) servePages() {
	page := readablePage()
	for path, serve := range map[string]func(http.ResponseWriter){
		"/v1/openapi.json": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/openapi+json")
			w.Write(docs.OpenAPI)
		},
		"/v1/docs": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src '"+styleHash+"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
			w.Write(page)
		},
	} {
		d.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			gate.Of(r.Context()).Route = "GET " + path
			serve(w)
		})
	}
}

//go:embed docs.css
var style string

//go:embed docs.html
var pageText string

// styleHash lets a browser take this style, and no other.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}()

// readablePage is the description for people. It is made once: its text comes
// with the program, so that a mistake in it is a bug.
func readablePage() []byte {
	var d description
	if err := json.Unmarshal(docs.OpenAPI, &d); err != nil {
		panic(err)
	}
	var page bytes.Buffer
	t := template.Must(template.New("docs").Funcs(template.FuncMap{"upper": strings.ToUpper, "is": is, "links": links, "coded": coded}).Parse(pageText))
	if err := t.Execute(&page, map[string]any{"Style": template.CSS(style), "Info": d.Info, "Tags": d.tags(), "Schemas": d.Components.Schemas}); err != nil {
		panic(err)
	}
	return page.Bytes()
}

// description is what the page shows of the OpenAPI object.
type description struct {
	Info       struct{ Title, Description string }
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	Path, Method         string `json:"-"`
	OperationID, Summary string
	Description          string
	Tags                 []string
	Parameters           []parameter
	RequestBody          struct{ Content map[string]media }
	Responses            map[string]struct{ Content map[string]media }
}

type parameter struct {
	Name, In, Description string
	Required              bool
	Schema                schema
}

type media struct{ Schema schema }

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Format, Description  string
	Properties           map[string]schema
	Items                *schema
	AnyOf                []schema
	AdditionalProperties any
	Required             []string
}

// tag is the operations about one thing.
type tag struct {
	Name       string
	Operations []operation
}

// tags groups the operations, both in alphabetical order.
func (d description) tags() []tag {
	byTag := map[string][]operation{}
	for path, methods := range d.Paths {
		for method, op := range methods {
			op.Path, op.Method = path, method
			byTag[op.Tags[0]] = append(byTag[op.Tags[0]], op)
		}
	}
	var out []tag
	for name, list := range byTag {
		slices.SortFunc(list, func(a, b operation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
		out = append(out, tag{name, list})
	}
	slices.SortFunc(out, func(a, b tag) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// quoted is what a text sets apart as it is written in a program.
var quoted = regexp.MustCompile("`([^`]+)`")

// coded is a text for the page, with what it quotes as code.
func coded(text string) template.HTML {
	return template.HTML(quoted.ReplaceAllString(template.HTMLEscapeString(text), "<code>$1</code>"))
}

// is says what a value is, in words.
func is(s schema) string {
	switch kind := typeOf(s); {
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, schemaPrefix)
	case len(s.AnyOf) > 0:
		return is(s.AnyOf[0]) + " or null"
	case strings.HasPrefix(kind, "array") && s.Items != nil:
		return "list of " + is(*s.Items)
	case s.Format != "" && s.Format != "int64":
		return s.Format
	case kind == "":
		return "any"
	default:
		return kind
	}
}

// typeOf is the type of a schema, one word or several.
func typeOf(s schema) string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		var words []string
		for _, each := range t {
			word, _ := each.(string)
			words = append(words, word)
		}
		return strings.Join(words, " or ")
	default:
		return ""
	}
}

// links is the schema that a value leads to; empty for none.
func links(s schema) string {
	switch {
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, schemaPrefix)
	case len(s.AnyOf) > 0:
		return links(s.AnyOf[0])
	case s.Items != nil:
		return links(*s.Items)
	default:
		return ""
	}
}

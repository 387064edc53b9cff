package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/people"
)

// route is one row of the table.
type route struct {
	method  string
	path    string     // below /v1; {partner} stands for the id of a partner
	summary string     // what it does, as a command
	act     people.Act // what one must be allowed to do
	about   scope      // to what
	body    body       // what may be sent; nothing where it has no types
	creates bool       // heeds Idempotency-Key
	matches bool       // wants the revision that the caller saw, in If-Match
	waits   bool       // an answer may be that another person must confirm it first
	later   bool       // answers 202: what was sent is kept, and what follows from it comes later
	slow    bool       // may take minutes
	answers string     // the type of the answer where it is not JSON

	input, output reflect.Type
	register      func(*door, huma.API)
}

// scope is to what an act is done, as far as who may do it depends on it.
type scope string

const (
	ofOperator   scope = "the operator"      // nobody's data, or everybody's
	ofPartner    scope = "the partner named" // the partner in the path
	ofNewPartner scope = "the partner named, which may be new"
	ofCaller     scope = "what you see"     // of many, only what the caller sees: the act leaves out the rest
	ofCase       scope = "what it is about" // the act finds out whose it is
)

// body is what may be sent with a request.
type body struct {
	types []string
	most  int64 // bytes
}

// jsonLines is the type of many JSON objects, each on a line.
const jsonLines = "application/jsonl"

// jsonBody is the body of most requests.
var jsonBody = body{types: []string{"application/json"}, most: 1 << 20}

// handler reads an input, calls one act and makes the answer.
type handler[I, O any] func(d *door, ctx context.Context, who people.Who, in *I) (*O, error)

// row makes a row of the table. An input with a field Body is sent as JSON.
func row[I, O any](method, path, summary string, act people.Act, about scope, handle handler[I, O]) *route {
	rt := &route{method: method, path: "/v1" + path, summary: summary, act: act, about: about, input: reflect.TypeFor[I](), output: reflect.TypeFor[O]()}
	if _, sent := rt.input.FieldByName("Body"); sent {
		rt.body = jsonBody
	}
	_, rt.matches = rt.input.FieldByName("IfMatch")
	rt.register = func(d *door, api huma.API) {
		huma.Register(api, rt.operation(), func(ctx context.Context, in *I) (*O, error) {
			out, err := handle(d, ctx, callOf(ctx).who, in)
			if err != nil {
				return nil, problemOf(ctx, err)
			}
			return out, nil
		})
	}
	return rt
}

func get[I, O any](path, summary string, act people.Act, about scope, handle handler[I, O]) *route {
	return row(http.MethodGet, path, summary, act, about, handle)
}

func post[I, O any](path, summary string, act people.Act, about scope, handle handler[I, O]) *route {
	return row(http.MethodPost, path, summary, act, about, handle)
}

func put[I, O any](path, summary string, act people.Act, about scope, handle handler[I, O]) *route {
	return row(http.MethodPut, path, summary, act, about, handle)
}

func del[I, O any](path, summary string, act people.Act, about scope, handle handler[I, O]) *route {
	return row(http.MethodDelete, path, summary, act, about, handle)
}

// creating lets a call be repeated safely with an Idempotency-Key.
func (rt *route) creating() *route {
	rt.creates = true
	return rt
}

// accepting is creating where what follows from what was sent comes later.
func (rt *route) accepting() *route {
	rt.later = true
	return rt.creating()
}

// waiting is creating where another person may have to confirm first what was asked.
func (rt *route) waiting() *route {
	rt.waits = true
	return rt.creating()
}

// slowly lets a call take minutes.
func (rt *route) slowly() *route {
	rt.slow = true
	return rt
}

// taking says what is sent, where the handler reads it itself.
func (rt *route) taking(most int64, types ...string) *route {
	rt.body = body{types: types, most: most}
	return rt
}

// answering says of which type the answer is, where the handler writes it
// itself.
func (rt *route) answering(kind string) *route {
	rt.answers = kind
	return rt
}

// pattern is the row as the mux knows it, and the log.
func (rt *route) pattern() string { return rt.method + " " + rt.path }

// patience is how long a call may take.
func (rt *route) patience() time.Duration {
	if rt.slow {
		return 15 * time.Minute
	}
	return 30 * time.Second
}

// id names the operation: get-partners-standings.
func (rt *route) id() string {
	words := []string{strings.ToLower(rt.method)}
	for _, part := range strings.Split(strings.TrimPrefix(rt.path, "/v1/"), "/") {
		if !strings.HasPrefix(part, "{") {
			words = append(words, strings.ReplaceAll(part, ".", "-"))
		} else if strings.HasSuffix(rt.path, part) {
			words = append(words, "one")
		}
	}
	return strings.Join(words, "-")
}

// operation describes the row.
func (rt *route) operation() huma.Operation {
	op := huma.Operation{OperationID: rt.id(), Method: rt.method, Path: rt.path, Summary: rt.summary, Description: rt.permission(),
		Security: []map[string][]string{{"key": {}}, {"session": {}}}, Responses: map[string]*huma.Response{}, Tags: []string{rt.tag()}, RejectUnknownQueryParameters: true}
	if rt.creates {
		op.Parameters = append(op.Parameters, &huma.Param{Name: onceHeader, In: "header", Schema: onceSchema,
			Description: "A word of your own, to send the call again without its being done twice"})
	}
	if rt.answers != "" {
		op.Responses["200"] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{rt.answers: {Schema: &huma.Schema{Type: huma.TypeString}}}}
	}
	if rt.later {
		op.DefaultStatus = http.StatusAccepted
	}
	rt.describeBody(&op)
	return op
}

// describeBody says what is sent, where the handler reads it itself.
func (rt *route) describeBody(op *huma.Operation) {
	op.MaxBodyBytes, op.BodyReadTimeout = rt.body.most+1, rt.patience()
	if _, described := rt.input.FieldByName("Body"); described || len(rt.body.types) == 0 {
		return
	}
	op.SkipValidateBody = true
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	for _, kind := range rt.body.types {
		op.RequestBody.Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
}

// operationOf is the description of a row.
func operationOf(oapi *huma.OpenAPI, rt *route) *huma.Operation {
	item := oapi.Paths[rt.path]
	return map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodPatch: item.Patch, http.MethodDelete: item.Delete}[rt.method]
}

// finish says what the library left out: what creates answers 201, and 200 when
// it was there already; and what the handler reads itself is a text, or in JSON a
// list.
func (rt *route) finish(op *huma.Operation) {
	_, chosen := rt.output.FieldByName("Status")
	if plain := op.Responses["200"]; (rt.creates || chosen) && !rt.later && plain != nil {
		created := *plain
		created.Description = http.StatusText(http.StatusCreated)
		op.Responses["201"] = &created
	}
	if rt.waits {
		accepted := *op.Responses["200"]
		accepted.Description = http.StatusText(http.StatusAccepted) + ": it waits for another person"
		op.Responses["202"] = &accepted
	}
	if _, described := rt.input.FieldByName("Body"); !described && op.RequestBody != nil {
		for kind, m := range op.RequestBody.Content {
			m.Schema = &huma.Schema{Type: huma.TypeString}
			if strings.HasSuffix(kind, "json") {
				m.Schema = &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject}}
			}
		}
	}
}

// permission says who may call.
func (rt *route) permission() string {
	rule, _ := rt.act.Rule()
	roles := rule.Roles
	if rt.about == ofOperator {
		roles = rule.Among(people.About{})
	}
	return "Needs the scope `" + string(rt.act) + "` for " + string(rt.about) + ", and one of the roles: " + people.RoleNames(roles) + "."
}

// tag groups the operations by the first word of their paths.
func (rt *route) tag() string {
	tag, _, _ := strings.Cut(strings.TrimPrefix(rt.path, "/v1/"), "/")
	return tag
}

package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// contract is the description of the API, against which every answer of every
// test is held.
type contract struct {
	doc *openapi3.T
	mux *http.ServeMux // knows the route of a path
}

func init() {
	for _, kind := range []string{"text/yaml", "text/csv", "application/jsonl"} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.PlainBodyDecoder)
	}
}

var theContract = sync.OnceValues(func() (*contract, error) {
	text, err := json.Marshal(describedAPI().OpenAPI())
	if err != nil {
		return nil, err
	}
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(text)
	if err != nil {
		return nil, err
	}
	c := &contract{doc: doc, mux: http.NewServeMux()}
	for _, rt := range routes {
		c.mux.Handle(rt.pattern(), http.NotFoundHandler())
	}
	return c, doc.Validate(loader.Context)
})

func newContract(t *testing.T) *contract {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatalf("the description of the API is not good: %v", err)
	}
	return c
}

// check complains when an answer is other than the description says.
func (c *contract) check(t *testing.T, r *http.Request, answer *http.Response, body []byte) {
	t.Helper()
	_, pattern := c.mux.Handler(r)
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		return
	}
	item := c.doc.Paths.Find(path)
	route := &routers.Route{Spec: c.doc, Path: path, PathItem: item, Method: method, Operation: item.GetOperation(method)}
	err := openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: route}, Status: answer.StatusCode, Header: answer.Header,
		Body: io.NopCloser(bytes.NewReader(body)), Options: &openapi3filter.Options{IncludeResponseStatus: true}})
	if err != nil {
		t.Errorf("%s %s: the answer is not as the description says: %v", r.Method, r.URL, err)
	}
}

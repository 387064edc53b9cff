// Package api is the JSON door: everything that Laurel does, under /v1. One
// table holds its routes; it is the list of permissions, the description of the
// API and the plan of its tests. A handler reads its input, calls one act and
// writes the answer.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Config is what the door needs.
type Config struct {
	App      *app.App
	Keys     Keys
	Sessions Sessions // nil where only keys open the door
	Now      func() time.Time
	Limit    gate.Limit // of each caller
	Failures gate.Limit // of each address with keys that open nothing
}

// Keys knows who holds a key.
type Keys interface {
	// Authenticate is who holds a key; the problem is Unauthenticated when nobody
	// does, when it has expired or when it was revoked.
	Authenticate(ctx context.Context, bearer string) (people.Who, error)
}

// Sessions knows whose browser it is.
type Sessions interface {
	// WhoseSession is who is signed in; the problem is Unauthenticated when nobody
	// is any more.
	WhoseSession(ctx context.Context, secret string) (people.Who, store.Secret, error)
}

// door is the API while it runs.
type door struct {
	Config
	mux       *http.ServeMux
	limits    *gate.Limiter
	strangers *gate.Limiter // counts keys that open nothing, by address
}

// New is the door. It answers everything below /v1/, and what it does not know
// with a problem.
func New(c Config) http.Handler { return newDoor(c, routes) }

func newDoor(c Config, table []*route) http.Handler {
	d := &door{Config: c, mux: http.NewServeMux(), limits: gate.NewLimiter(c.Limit), strangers: gate.NewLimiter(c.Failures)}
	d.register(table)
	d.servePages()
	return gate.Recover(d, func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, problem.New(problem.Internal, "A panic.").Because(gate.Of(r.Context()).Cause))
	})
}

// register lets the routes of a table be served, and by that describes them.
func (d *door) register(table []*route) huma.API {
	byID := map[string]*route{}
	api := huma.NewAPI(settings(), adapter{d, byID})
	for _, rt := range table {
		byID[rt.id()] = rt
		rt.register(d, api)
		rt.finish(operationOf(api.OpenAPI(), rt))
	}
	mendSchemas(api.OpenAPI().Components.Schemas)
	return api
}

// adapter puts operations on the mux, each behind its guard.
type adapter struct {
	*door
	byID map[string]*route
}

// Handle serves one operation.
func (a adapter) Handle(op *huma.Operation, operate func(huma.Context)) {
	rt := a.byID[op.OperationID]
	a.mux.Handle(rt.pattern(), a.guard(rt, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		operate(humago.NewContext(op, r, w))
	})))
}

// ServeHTTP finds the route of a request. What the mux itself would answer, in
// plain text, is a problem here.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	handler, pattern := d.mux.Handler(r)
	if pattern != "" && isClean(r.URL.EscapedPath()) {
		d.mux.ServeHTTP(w, r)
		return
	}
	told := answered{header: http.Header{}}
	handler.ServeHTTP(&told, r)
	refuse(w, r, noRoute(w, r, &told))
}

// noRoute is the problem of a path, or of a method, that there is not.
func noRoute(w http.ResponseWriter, r *http.Request, told *answered) error {
	if told.status != http.StatusMethodNotAllowed {
		return problem.New(problem.NotFound, "There is nothing at this path.").WithHint("See /v1/docs for what there is.")
	}
	w.Header()["Allow"] = told.header["Allow"]
	return status{http.StatusMethodNotAllowed, problem.New(problem.Invalid, "This path does not take the method %q.", problem.Excerpt(r.Method)).
		WithHint("It takes: %s.", told.header.Get("Allow"))}
}

package api

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
)

// Everything in this file follows from the table of routes: a new row is put to
// the same tests. They want of every bad request a clear problem, and that
// nothing is changed.

// examples stand for the variables of paths.
var examples = map[string]string{"partner": "contoso", "program": "rewards", "version": "2026", "metric": "billed_sales", "person": "per_1", "role": "member",
	"contact": "con_1", "key": "key_1", "attachment": "att_1", "grant": "grant_1", "proposal": "pro_1", "benefit": "blog", "case": "act_1", "queue": "mine", "letter": "ltr_1",
	"session": "ses_1", "publisher": "contoso-eu", "offer": "shop"}

var variable = regexp.MustCompile(`\{([^}]+)\}`)

// example is a path of a row.
func (rt *route) example(t *testing.T, partner string) string {
	return variable.ReplaceAllStringFunc(rt.path, func(word string) string {
		name := strings.Trim(word, "{}")
		if name == "partner" {
			return url.PathEscape(partner)
		}
		value, ok := examples[name]
		if !ok {
			t.Fatalf("%s: there is no example of {%s}; add one to the list in hostile_test.go", rt.pattern(), name)
		}
		return url.PathEscape(value)
	})
}

// hostile is a bad request and what must be said about it.
type hostile struct {
	what   string
	ask    ask
	status int
	where  string // the place of a mistake; empty where it is not about one input
}

// request is a good request as far as it can be made of the table alone.
func (rt *route) request(t *testing.T) ask {
	q := ask{method: rt.method, path: rt.example(t, examples["partner"]), as: rt.caller(), header: http.Header{}}
	if rt.matches {
		q.header.Set("If-Match", `"1"`)
	}
	if len(rt.body.types) > 0 {
		q.header.Set("Content-Type", rt.body.types[0])
		q.body = "{}"
	}
	return q
}

// caller is somebody who may call: of the operator where that is possible.
func (rt *route) caller() string {
	rule, _ := rt.act.Rule()
	if slices.ContainsFunc(rule.Roles, people.Role.OfOperator) {
		return "operator"
	}
	return "contoso"
}

// with changes a copy of a request.
func (q ask) with(change func(*ask)) ask {
	q.header = q.header.Clone()
	change(&q)
	return q
}

func TestHostileRequests(t *testing.T) {
	worlds(t, func(w *world) {
		oapi := describedAPI().OpenAPI()
		w.useKey("key_operator")
		w.useKey("key_contoso")
		for _, rt := range routes {
			for _, h := range slices.Concat(rt.strangers(w.t), rt.trespassers(w.t), rt.badWords(w.t, oapi), rt.badBodies(w.t, oapi), rt.badMethods(w.t)) {
				w.refuses(rt, h)
			}
		}
	})
}

// usedKey is an Idempotency-Key that was used for another request.
const usedKey = "used-before"

// useKey uses it as somebody.
func (w *world) useKey(caller string) {
	w.t.Helper()
	_, err := w.app.Once(w.t.Context(), app.Call{Caller: caller, Key: usedKey, Request: strings.Repeat("0", 64)}, func(context.Context) (string, error) { return "", nil })
	if err != nil {
		w.t.Fatal(err)
	}
}

// refuses sends a bad request.
func (w *world) refuses(rt *route, h hostile) {
	w.t.Helper()
	before := w.lines()
	got := w.do(h.ask)
	p := got.problem()
	switch {
	case got.status != h.status || p.Status != h.status:
		w.t.Errorf("%s, %s: got %d and the problem %+v, want %d", rt.pattern(), h.what, got.status, p, h.status)
	case p.Detail == "" || !strings.HasSuffix(p.Detail, ".") || p.Kind == "" || p.Request == "":
		w.t.Errorf("%s, %s: the problem is not whole: %s", rt.pattern(), h.what, got.body)
	case h.where != "" && !slices.ContainsFunc(p.Errors, func(m Mistake) bool { return m.Location == h.where }):
		w.t.Errorf("%s, %s: no mistake at %s: %+v", rt.pattern(), h.what, h.where, p)
	case strings.Contains(string(got.body), secret):
		w.t.Errorf("%s, %s: the answer repeats what was sent: %s", rt.pattern(), h.what, got.body)
	}
	if after := w.lines(); after != before {
		w.t.Errorf("%s, %s: something was changed: %d lines of audit, and %d after", rt.pattern(), h.what, before, after)
	}
}

// lines is how many lines the audit trail has: every act writes one.
func (w *world) lines() int64 {
	check, err := w.app.VerifyAudit(w.t.Context())
	if err != nil || check.Broken > 0 {
		w.t.Fatalf("the audit trail does not hold: %+v, %v", check, err)
	}
	return check.Lines
}

// secret is a value that no answer may repeat.
const secret = "hunter2-hunter2"

// strangers carry no key, or one that opens nothing.
func (rt *route) strangers(t *testing.T) []hostile {
	q := rt.request(t)
	return []hostile{
		{"no key", q.with(func(q *ask) { q.as = "" }), http.StatusUnauthorized, ""},
		{"a key that has expired", q.with(func(q *ask) { q.as = "expired-" + secret }), http.StatusUnauthorized, ""},
		{"a key in another scheme", q.with(func(q *ask) { q.as = ""; q.header.Set("Authorization", "Basic "+secret) }), http.StatusUnauthorized, ""},
		{"a key in the query", q.with(func(q *ask) { q.as = ""; q.path += "?key=" + secret }), http.StatusUnauthorized, ""},
	}
}

// trespassers have a key, and no right to this.
func (rt *route) trespassers(t *testing.T) []hostile {
	q := rt.request(t)
	as := func(who string) ask { return q.with(func(q *ask) { q.as = who }) }
	switch rt.about {
	case ofPartner:
		elsewhere := func(who, partner string) ask {
			return q.with(func(q *ask) { q.as, q.path = who, rt.example(t, partner) })
		}
		return []hostile{
			{"a partner's key for another partner", elsewhere("fabrikam", "contoso"), http.StatusNotFound, ""},
			{"a partner's key for nobody", elsewhere("fabrikam", "nowhere"), http.StatusNotFound, ""},
			{"a key without roles", as("nobody"), http.StatusNotFound, ""},
			{"a key of somebody who left", as("former-operator"), http.StatusNotFound, ""},
			{"a name instead of an id", elsewhere(rt.caller(), "Contoso"), http.StatusNotFound, ""},
			{"an id with a null character", q.with(func(q *ask) { q.path = rt.example(t, "con\x00toso") }), http.StatusNotFound, ""},
			{"an id that is broken UTF-8", q.with(func(q *ask) { q.path = rt.example(t, "con\xfftoso") }), http.StatusNotFound, ""},
			{"a key without the scope", as("idle-contoso"), http.StatusForbidden, ""},
		}
	case ofOperator:
		return []hostile{
			{"a key without the scope", as("idle-operator"), http.StatusForbidden, ""},
			{"a partner's key", as("contoso"), http.StatusForbidden, ""},
			{"a key without roles", as("nobody"), http.StatusNotFound, ""},
		}
	default:
		return []hostile{{"a key without the scope", as("idle-operator"), http.StatusForbidden, ""}}
	}
}

// badWords are queries and headers that cannot be meant.
func (rt *route) badWords(t *testing.T, oapi *huma.OpenAPI) []hostile {
	q := rt.request(t)
	query := func(text string) ask { return q.with(func(q *ask) { q.path += "?" + text }) }
	found := []hostile{
		{"an unknown parameter", query("unheard_of=" + secret), http.StatusUnprocessableEntity, "query.unheard_of"},
		{"a query that is not encoded", query("at=%zz" + secret), http.StatusBadRequest, ""},
		{"a control character", query("at=2026%0d%0a" + secret), http.StatusUnprocessableEntity, "query.at"},
	}
	for _, p := range operationOf(oapi, rt).Parameters {
		if p.In != "query" {
			continue
		}
		where := "query." + p.Name
		found = append(found, hostile{p.Name + " twice", query(p.Name + "=1&" + p.Name + "=2"), http.StatusUnprocessableEntity, where})
		if p.Schema.Type == huma.TypeInteger {
			found = append(found, hostile{p.Name + " that is no number", query(p.Name + "=" + secret), http.StatusUnprocessableEntity, where},
				hostile{p.Name + " below everything", query(p.Name + "=-1"), http.StatusUnprocessableEntity, where},
				hostile{p.Name + " above everything", query(p.Name + "=99999999999999999999"), http.StatusUnprocessableEntity, where})
		}
		if p.Schema.Type == huma.TypeBoolean {
			found = append(found, hostile{p.Name + " that is neither true nor false", query(p.Name + "=" + secret), http.StatusUnprocessableEntity, where})
		}
		if strings.Contains(p.Name, "cursor") {
			found = append(found, hostile{"a cursor that nobody gave", query(p.Name + "=" + secret), http.StatusUnprocessableEntity, where})
		}
	}
	if rt.matches {
		found = append(found, hostile{"no revision", q.with(func(q *ask) { q.header.Del("If-Match") }), http.StatusPreconditionRequired, ""},
			hostile{"a revision that is none", q.with(func(q *ask) { q.header.Set("If-Match", secret) }), http.StatusUnprocessableEntity, ""})
	}
	if rt.creates {
		found = append(found, hostile{"an Idempotency-Key with blanks", q.with(func(q *ask) { q.header.Set(onceHeader, secret+" x") }), http.StatusUnprocessableEntity, "header." + onceHeader},
			hostile{"an Idempotency-Key of another request", q.with(func(q *ask) { q.header.Set(onceHeader, usedKey) }), http.StatusConflict, ""},
			hostile{"an Idempotency-Key that is too long", q.with(func(q *ask) { q.header.Set(onceHeader, strings.Repeat("x", 201)) }), http.StatusUnprocessableEntity, "header." + onceHeader})
	}
	return found
}

// badBodies are bodies of the wrong type, size and form.
func (rt *route) badBodies(t *testing.T, oapi *huma.OpenAPI) []hostile {
	if len(rt.body.types) == 0 {
		return nil
	}
	q := rt.request(t)
	sent := func(kind, body string) ask {
		return q.with(func(q *ask) {
			q.header.Set("Content-Type", kind)
			q.body = body
		})
	}
	found := []hostile{
		{"a body of an unknown type", sent("application/x-"+secret, "{}"), http.StatusUnsupportedMediaType, ""},
		{"a body of a broken type", sent(";", "{}"), http.StatusUnsupportedMediaType, ""},
		{"a body of no type", q.with(func(q *ask) { q.header.Del("Content-Type") }), http.StatusUnsupportedMediaType, ""},
		{"a packed body", q.with(func(q *ask) { q.header.Set("Content-Encoding", "gzip") }), http.StatusUnsupportedMediaType, ""},
		{"a huge body", sent(rt.body.types[0], strings.Repeat(" ", int(rt.body.most)+1)), http.StatusRequestEntityTooLarge, ""},
		{"no body", sent(rt.body.types[0], ""), http.StatusBadRequest, ""},
	}
	if schema := bodySchema(oapi, rt); schema != nil {
		found = append(found, rt.badJSON(sent, schema)...)
	}
	return found
}

// bodySchema describes a body that the library reads; nil where the handler
// does.
func bodySchema(oapi *huma.OpenAPI, rt *route) *huma.Schema {
	if _, described := rt.input.FieldByName("Body"); !described {
		return nil
	}
	schema := operationOf(oapi, rt).RequestBody.Content["application/json"].Schema
	if schema.Ref != "" {
		return oapi.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	return schema
}

// badJSON is JSON that is broken, too deep, or not of the form described.
func (rt *route) badJSON(sent func(kind, body string) ask, schema *huma.Schema) []hostile {
	with := func(what, body string, status int, where string) hostile {
		return hostile{what, sent("application/json", body), status, where}
	}
	found := []hostile{
		with("no JSON", secret, http.StatusBadRequest, "body"),
		with("JSON that is cut", `{"a": "`+secret, http.StatusBadRequest, "body"),
		with("two values", `{} {}`, http.StatusBadRequest, "body"),
		with("a field twice", `{"a": 1, "a": 2}`, http.StatusBadRequest, "body"),
		with("deep JSON", strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000), http.StatusBadRequest, "body"),
		with("a null character", `{"a": "\u0000"}`, http.StatusBadRequest, "body"),
		with("a list instead of an object", `[]`, http.StatusUnprocessableEntity, "body"),
		with("an unknown field", `{"unheard_of": "`+secret+`"}`, http.StatusUnprocessableEntity, "body.unheard_of"),
	}
	for name, of := range schema.Properties {
		if of.Type == "" && of.Ref == "" && of.AnyOf == nil {
			continue // it may be anything
		}
		wrong := `{"never": "` + secret + `"}`
		if of.Type == huma.TypeObject || of.Ref != "" {
			wrong = `"` + secret + `"`
		}
		found = append(found, with(name+" of the wrong type", fmt.Sprintf(`{%q: %s}`, name, wrong), http.StatusUnprocessableEntity, "body."+name))
	}
	return found
}

// badMethods are those that no row of the path has.
func (rt *route) badMethods(t *testing.T) []hostile {
	var has []string
	for _, other := range routes {
		if other.path == rt.path {
			has = append(has, other.method)
		}
	}
	var found []hostile
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, "MADE-UP"} {
		if !slices.Contains(has, method) {
			found = append(found, hostile{"the method " + method, rt.request(t).with(func(q *ask) { q.method = method }), http.StatusMethodNotAllowed, ""})
		}
	}
	return found
}

// TestHostilePaths are about no route.
func TestHostilePaths(t *testing.T) {
	worlds(t, func(w *world) {
		for _, path := range []string{"/", "/v1", "/v1/", "/v2/partners", "/v1/partners/", "/v1//partners", "/v1/partners/../partners", "/v1/partners/contoso/", "/v1/partners/contoso/secrets", "/v1/%00"} {
			got := w.do(ask{method: http.MethodGet, path: path, as: "operator"})
			if p := got.problem(); got.status != http.StatusNotFound || p.Status != got.status {
				w.t.Errorf("%s: got %d %s, want the problem 404", path, got.status, got.body)
			}
		}
	})
}

// TestEveryRouteHasARule wants the act of each row to be in the table of rights,
// so that nobody is let in, or kept out, by a slip of the pen. Whether a vendor may
// have a file depends on the case that it belongs to, and not on the partner alone.
func TestEveryRouteHasARule(t *testing.T) {
	for _, rt := range routes {
		if _, known := rt.act.Rule(); !known {
			t.Errorf("%s: there is no act %q", rt.pattern(), rt.act)
		}
		if (rt.about == ofPartner || rt.about == ofNewPartner) != strings.Contains(rt.path, "{partner}") && !strings.HasSuffix(rt.path, "/{attachment}") {
			t.Errorf("%s: about %s, and the path does not agree", rt.pattern(), rt.about)
		}
	}
}

// TestRequestNumbers are ours, unless they are harmless.
func TestRequestNumbers(t *testing.T) {
	worlds(t, func(w *world) {
		for given, keeps := range map[string]bool{"0123-abcd": true, "short": false, `a"b}{"level":"x"`: false, strings.Repeat("x", 65): false} {
			got := w.do(ask{method: http.MethodGet, path: "/v1/partners", as: "operator", header: http.Header{gate.NumberHeader: {given}}})
			if number := got.header.Get(gate.NumberHeader); number == "" || (number == given) != keeps {
				w.t.Errorf("given %q: got %q", given, number)
			}
		}
	})
}

// TestLimits let a caller ask so often, and not more.
func TestLimits(t *testing.T) {
	w := newWorld(t, t.TempDir()+"/laurel.db", gate.Limit{PerSecond: 1, Burst: 2}, gate.Limit{PerSecond: 1, Burst: 20})
	asked := func(as string) told { return w.do(ask{method: http.MethodGet, path: "/v1/programs", as: as}) }
	for i, want := range []int{http.StatusOK, http.StatusOK, http.StatusTooManyRequests} {
		got := asked("operator")
		if left := got.header.Get("RateLimit-Remaining"); got.status != want || left != []string{"1", "0", "0"}[i] {
			t.Errorf("request %d: got %d, %s left; want %d", i+1, got.status, left, want)
		}
		if wait := got.header.Get("Retry-After"); (wait != "") != (want == http.StatusTooManyRequests) {
			t.Errorf("request %d: got Retry-After %q", i+1, wait)
		}
	}
	if got := asked("contoso"); got.status != http.StatusOK {
		t.Errorf("somebody else: got %d", got.status)
	}
	statuses := map[int]int{}
	for range 25 {
		statuses[asked("expired").status]++
	}
	if statuses[http.StatusUnauthorized] != 20 || statuses[http.StatusTooManyRequests] != 5 {
		t.Errorf("with a wrong key: got %v", statuses)
	}
}

// TestTheLogKeepsSecrets: neither a key nor a query value gets into it, and what
// went wrong inside does.
func TestTheLogKeepsSecrets(t *testing.T) {
	w := newWorld(t, t.TempDir()+"/laurel.db")
	w.do(ask{method: http.MethodGet, path: "/v1/partners/contoso/standings?program=" + secret, as: "operator"})
	w.do(ask{method: http.MethodGet, path: "/v1/partners/" + secret, as: "expired-" + secret})
	w.app.Close()
	got := w.do(ask{method: http.MethodGet, path: "/v1/programs", as: "operator"})
	text := w.log.String()
	if strings.Contains(text, secret) || !strings.Contains(text, `"route":"GET /v1/partners/{partner}/standings"`) || !strings.Contains(text, `"caller":"key_operator"`) {
		t.Errorf("the log says:\n%s", text)
	}
	if p := got.problem(); got.status < 500 || strings.Contains(p.Detail, "sql") || !strings.Contains(text, `"cause":`) {
		t.Errorf("with a closed database: got %d %s, and the log\n%s", got.status, got.body, text)
	}
}

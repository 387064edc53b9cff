package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store/storetest"
)

// now is the moment at which every test takes place.
var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// keyring is the keys of the tests. A key that is not on it was never made.
type keyring map[string]people.Who

// Authenticate knows the keys on the ring; "expired" was on it once.
func (k keyring) Authenticate(_ context.Context, bearer string) (people.Who, error) {
	who, ok := k[bearer]
	if !ok {
		return who, problem.New(problem.Unauthenticated, "The key is not valid, or not any more.").WithHint("Ask for a new one.")
	}
	if who.ID == "" {
		who.ID = "key_" + bearer
	}
	who.Day = calendar.At(now).Day(nil)
	return who, nil
}

// callers are the keys on the ring, and every person of the world by their id.
type callers struct {
	keyring
	app *app.App
}

func (c callers) Authenticate(ctx context.Context, bearer string) (people.Who, error) {
	if strings.HasPrefix(bearer, "per_") {
		who, err := c.app.As(ctx, bearer)
		who.Console = false
		return who, err
	}
	return c.keyring.Authenticate(ctx, bearer)
}

// keys are callers for tests: everybody of the operator, an admin of each
// partner, a member of one, and keys that hold a role and may do nothing.
var keys = keyring{
	"operator":        {Seats: seats("", people.OperatorRoles()...)},
	"rewards":         {Seats: seats("", people.RewardsAgent)},
	"contoso":         {Seats: seats("contoso", people.PartnerAdmin)},
	"fabrikam":        {Seats: seats("fabrikam", people.PartnerAdmin)},
	"member":          {Seats: seats("contoso", people.Member)},
	"nobody":          {},
	"idle-operator":   {Key: "key_idle-operator", Seats: seats("", people.OperatorRoles()...)},
	"idle-contoso":    {Key: "key_idle-contoso", Seats: seats("contoso", people.PartnerRoles()...)},
	"former-operator": {Seats: []people.Seat{{Role: people.SystemAdmin, Until: calendar.Day(1)}}},
}

func seats(partner string, roles ...people.Role) []people.Seat {
	var out []people.Seat
	for _, role := range roles {
		out = append(out, people.Seat{Role: role, Partner: partner})
	}
	return out
}

// world is a door with two partners behind it, on a database of its own.
type world struct {
	t        *testing.T
	app      *app.App
	server   *httptest.Server
	contract *contract
	log      *bytes.Buffer
}

// worlds runs a test in a new world on each engine.
func worlds(t *testing.T, test func(w *world)) {
	storetest.Each(t, func(t *testing.T, dsn string) { test(newWorld(t, dsn)) })
}

func newWorld(t *testing.T, dsn string, limits ...gate.Limit) *world {
	t.Helper()
	a, err := app.Open(t.Context(), dsn, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	w := &world{t: t, app: a, contract: newContract(t), log: &bytes.Buffer{}}
	w.fill()
	g := gate.Gate{Log: slog.New(slog.NewJSONHandler(w.log, nil)), Now: func() time.Time { return now }}
	c := Config{App: a, Keys: callers{keys, a}, Sessions: browsers{keys}, Now: func() time.Time { return now }}
	if len(limits) > 0 {
		c.Limit, c.Failures = limits[0], limits[1]
	}
	w.server = httptest.NewServer(g.Wrap(New(c)))
	t.Cleanup(w.server.Close)
	return w
}

// fill publishes the program and imports the facts of the world.
func (w *world) fill() {
	w.t.Helper()
	text, err := os.ReadFile("testdata/world/program.yaml")
	if err == nil {
		_, err = w.app.Apply(w.t.Context(), app.ApplyInput{File: "program.yaml", Text: text, By: "per_owner"})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	facts, err := os.Open("testdata/world/facts.jsonl")
	if err != nil {
		w.t.Fatal(err)
	}
	defer facts.Close()
	done, err := w.app.Import(w.t.Context(), app.ImportInput{Format: "laurel-jsonl", File: "facts.jsonl", In: facts, Published: calendar.At(now)})
	if err != nil || done.Rejected > 0 {
		w.t.Fatalf("%+v, %v", done, err)
	}
}

// ask is a request of a test.
type ask struct {
	method, path, as string
	header           http.Header
	body             string
}

// told is what was answered.
type told struct {
	status int
	header http.Header
	body   []byte
}

// problem is the problem that was answered; the zero one when there was none.
func (a told) problem() (p Problem) {
	if a.header.Get("Content-Type") == problemType {
		json.Unmarshal(a.body, &p)
	}
	return p
}

// do sends a request, and holds the answer against the description of the API.
func (w *world) do(q ask) told {
	w.t.Helper()
	r, err := http.NewRequest(q.method, w.server.URL+q.path, strings.NewReader(q.body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set(gate.NumberHeader, "request-1")
	if q.as != "" {
		r.Header.Set("Authorization", "Bearer "+q.as)
	}
	for name, values := range q.header {
		r.Header[name] = values
	}
	answer, err := w.server.Client().Do(r)
	if err != nil {
		w.t.Fatalf("%s %s: %v", q.method, q.path, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", q.method, q.path, err)
	}
	w.contract.check(w.t, r, answer, body)
	return told{answer.StatusCode, answer.Header, body}
}

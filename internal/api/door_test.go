package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// faulty serves one row whose handler does as it is told.
func faulty(t *testing.T, log io.Writer, handle func(context.Context) error) *httptest.Server {
	t.Helper()
	a, err := app.Open(t.Context(), t.TempDir()+"/laurel.db", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	table := []*route{get("/faults", "Fail", people.SeeProgram, ofCaller, func(_ *door, ctx context.Context, _ people.Who, _ *nothing) (*one[Mistake], error) {
		return &one[Mistake]{}, handle(ctx)
	})}
	g := gate.Gate{Log: slog.New(slog.NewTextHandler(log, nil)), Now: time.Now}
	server := httptest.NewServer(g.Wrap(newDoor(Config{App: a, Keys: keys, Now: time.Now}, table)))
	t.Cleanup(server.Close)
	return server
}

// TestWhatGoesWrongInsideStaysInside: the caller gets a sentence and a number,
// the log everything else.
func TestWhatGoesWrongInsideStaysInside(t *testing.T) {
	const inside = "disk 7 is on fire"
	tests := []struct {
		name   string
		handle func(context.Context) error
		status int
		logged string
	}{
		{"an error that is no problem", func(context.Context) error { return errors.New(inside) }, 500, inside},
		{"a problem of ours with its cause", func(context.Context) error {
			return problem.New(problem.Internal, "Not for outsiders.").Because(errors.New(inside))
		}, 500, inside},
		{"a panic", func(context.Context) error { panic(inside) }, 500, "panic: " + inside},
		{"a database that is away", func(context.Context) error {
			return problem.New(problem.Unavailable, "The database is away.").Because(errors.New(inside))
		}, 503, inside},
		{"a request that takes too long", func(context.Context) error { return context.DeadlineExceeded }, 503, "deadline"},
		{"a mistake of the caller", func(context.Context) error { return problem.New(problem.Conflict, "It is there already.") }, 409, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var log strings.Builder
			server := faulty(t, &log, test.handle)
			r, _ := http.NewRequest(http.MethodGet, server.URL+"/v1/faults", nil)
			r.Header.Set("Authorization", "Bearer operator")
			answer, err := server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			body, _ := io.ReadAll(answer.Body)
			server.Close()
			var p Problem
			if err := json.Unmarshal(body, &p); err != nil || p.Status != test.status || answer.StatusCode != test.status || p.Request != answer.Header.Get(gate.NumberHeader) {
				t.Errorf("got %d %s (%v)", answer.StatusCode, body, err)
			}
			if strings.Contains(string(body), inside) || strings.Contains(string(body), "Not for outsiders") {
				t.Errorf("the caller reads %s", body)
			}
			if logged := strings.Contains(log.String(), "cause="); logged != (test.logged != "") || !strings.Contains(log.String(), test.logged) || !strings.Contains(log.String(), p.Request) {
				t.Errorf("the log says %s", log.String())
			}
		})
	}
}

// TestABodyThatDoesNotSayHowLongItIs is cut off where it is too large.
func TestABodyThatDoesNotSayHowLongItIs(t *testing.T) {
	w := newWorld(t, t.TempDir()+"/laurel.db")
	for _, header := range []http.Header{{}, {onceHeader: {"chunks"}}} {
		body := io.MultiReader(strings.NewReader("["), strings.NewReader(strings.Repeat(" ", mostFactBytes)))
		r, _ := http.NewRequest(http.MethodPost, w.server.URL+"/v1/facts", struct{ io.Reader }{body})
		r.Header = header
		r.Header.Set("Authorization", "Bearer operator")
		r.Header.Set("Content-Type", "application/json")
		answer, err := w.server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%v: got %d", header, answer.StatusCode)
		}
	}
}

// TestDescription is there for programs and for people, and loads nothing from
// elsewhere.
func TestDescription(t *testing.T) {
	w := newWorld(t, t.TempDir()+"/laurel.db")
	for path, kind := range map[string]string{"/v1/openapi.json": "application/openapi+json", "/v1/docs": "text/html; charset=utf-8"} {
		got := w.do(ask{method: http.MethodGet, path: path})
		if got.status != http.StatusOK || got.header.Get("Content-Type") != kind {
			t.Errorf("%s: got %d, %v", path, got.status, got.header)
		}
		text := string(got.body)
		if strings.Contains(text, "<script") || strings.Contains(text, "src=") || strings.Contains(text, " style=") {
			t.Errorf("%s loads something", path)
		}
	}
	page := string(w.do(ask{method: http.MethodGet, path: "/v1/docs"}).body)
	if strings.Contains(page, "`") || !strings.Contains(page, "Needs the scope <code>see-audit</code> for the operator") {
		t.Error("the page does not show what it quotes as code")
	}
	for _, rt := range routes {
		if !strings.Contains(page, rt.path) || !strings.Contains(page, rt.summary) {
			t.Errorf("the page does not show %s", rt.pattern())
		}
	}
}

package gate_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/gate"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// TestWhoAsks believes a proxy of ours, and nobody else.
func TestWhoAsks(t *testing.T) {
	ours := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	tests := []struct {
		name, peer, want string
		forwarded        []string
	}{
		{"without a proxy it is the peer", "203.0.113.7:1234", "203.0.113.7", nil},
		{"a stranger cannot speak for others", "203.0.113.7:1234", "203.0.113.7", []string{"198.51.100.1"}},
		{"a proxy of ours can", "10.0.0.1:1234", "198.51.100.1", []string{"198.51.100.1"}},
		{"what the client itself wrote before does not count", "10.0.0.1:1234", "198.51.100.1", []string{"192.0.2.66, 198.51.100.1"}},
		{"a chain of ours is followed", "10.0.0.1:1234", "198.51.100.1", []string{"192.0.2.66, 198.51.100.1, 10.2.0.9"}},
		{"also over several headers", "[fd00::1]:1234", "2001:db8::1", []string{"192.0.2.66", "2001:db8::1", "10.2.0.9"}},
		{"a proxy that says nothing is who asks", "10.0.0.1:1234", "10.0.0.1", nil},
		{"so is one that says nonsense", "10.0.0.1:1234", "10.0.0.1", []string{"unknown"}},
		{"an address in the clothes of another kind", "[::ffff:203.0.113.7]:1234", "203.0.113.7", nil},
		{"nobody knows", "pipe", "invalid IP", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr, r.Header["X-Forwarded-For"] = test.peer, test.forwarded
			var got netip.Addr
			g := gate.Gate{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }, Proxies: ours}
			g.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = gate.Of(r.Context()).Client })).ServeHTTP(httptest.NewRecorder(), r)
			if got.String() != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestTheLog has a line for each request: what a door found out, and nothing
// that may name a person.
func TestTheLog(t *testing.T) {
	tests := []struct {
		name   string
		method string
		door   http.HandlerFunc
		want   map[string]any
	}{
		{"a request that was answered", http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
			v := gate.Of(r.Context())
			v.Route, v.Caller = "GET /v1/persons/{person}", "key_1"
			io.WriteString(w, "yes")
		}, map[string]any{"level": "INFO", "msg": "answered", "request": "number-1", "method": "GET", "route": "GET /v1/persons/{person}", "status": 200.0, "bytes": 3.0, "ms": 40.0, "caller": "key_1"}},
		{"one with a method that somebody made up", "ANNA", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(405); w.WriteHeader(200) },
			map[string]any{"level": "INFO", "msg": "answered", "request": "number-1", "method": "other", "route": "", "status": 405.0, "bytes": 0.0, "ms": 40.0, "caller": ""}},
		{"one that went wrong inside", http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
			gate.Of(r.Context()).Cause = errors.New("disk 7")
			w.WriteHeader(500)
		}, map[string]any{"level": "ERROR", "msg": "answered", "request": "number-1", "method": "GET", "route": "", "status": 500.0, "bytes": 0.0, "ms": 40.0, "caller": "", "cause": "disk 7"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			at := now
			g := gate.Gate{Log: slog.New(slog.NewJSONHandler(&log, nil)), Now: func() time.Time { at = at.Add(40 * time.Millisecond); return at }}
			r := httptest.NewRequest(test.method, "/v1/persons/anna@contoso.com?name=Anna", strings.NewReader("Anna"))
			r.Header.Set(gate.NumberHeader, "number-1")
			g.Wrap(test.door).ServeHTTP(httptest.NewRecorder(), r)
			var got map[string]any
			if err := json.Unmarshal(log.Bytes(), &got); err != nil {
				t.Fatalf("%v: %s", err, log.String())
			}
			delete(got, "time")
			if diff := cmp.Diff(got, test.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

// TestAnAnswerThatCannotBeEnded breaks off; any other panic is an answer.
func TestAnAnswerThatCannotBeEnded(t *testing.T) {
	broken := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	answer := httptest.NewRecorder()
	gate.Recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("fell") }), broken).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	if answer.Code != http.StatusInternalServerError {
		t.Errorf("got %d", answer.Code)
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("it did not break off")
		}
	}()
	gate.Recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), broken).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
}

// TestLimiter gives a burst, then as many as come back with time, and forgets
// those who ask no more.
func TestLimiter(t *testing.T) {
	l := gate.NewLimiter(gate.Limit{PerSecond: 2, Burst: 3})
	took := func(caller string, after time.Duration) (bool, string, string) {
		h := http.Header{}
		ok := l.Take(h, caller, now.Add(after))
		return ok, h.Get("RateLimit-Remaining"), h.Get("Retry-After")
	}
	for i, want := range []struct {
		after       time.Duration
		ok          bool
		left, retry string
	}{
		{0, true, "2", ""}, {0, true, "1", ""}, {0, true, "0", ""}, {0, false, "0", "1"},
		{500 * time.Millisecond, true, "0", ""}, {500 * time.Millisecond, false, "0", "1"}, {time.Hour, true, "2", ""},
	} {
		if ok, left, retry := took("a", want.after); ok != want.ok || left != want.left || retry != want.retry {
			t.Errorf("request %d: got %v, %s left, again after %q; want %+v", i, ok, left, retry, want)
		}
	}
	if free := gate.NewLimiter(gate.Limit{}); !free.Take(http.Header{}, "a", now) {
		t.Error("without a limit somebody may not ask")
	}
}

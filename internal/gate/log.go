package gate

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// tell writes one line about a request, with the pattern of its path and not
// the path, and never a value of its query: those may name persons.
func (g Gate) tell(r *http.Request, v *Visit, m *meter, took time.Duration) {
	level, what := slog.LevelInfo, []any{
		"request", v.Number, "method", method(r), "route", v.Route, "status", m.Status(), "bytes", m.bytes, "ms", took.Milliseconds(), "caller", v.Caller}
	if v.Cause != nil {
		level, what = slog.LevelError, append(what, "cause", v.Cause.Error())
	}
	g.Log.Log(r.Context(), level, "answered", what...)
	if g.Observe != nil {
		g.Observe(r, v, m.Status(), took)
	}
}

// method is the method of a request, unless somebody made one up.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	default:
		return "other"
	}
}

// panicked is what a panic said, and where.
func panicked(cause any) error { return fmt.Errorf("panic: %v\n%s", cause, debug.Stack()) }

// meter notes what is answered.
type meter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// Status is what was answered; 200 when nothing was said about it.
func (m *meter) Status() int {
	if m.status == 0 {
		return http.StatusOK
	}
	return m.status
}

func (m *meter) WriteHeader(status int) {
	if m.status == 0 {
		m.status = status
	}
	m.ResponseWriter.WriteHeader(status)
}

func (m *meter) Write(text []byte) (int, error) {
	n, err := m.ResponseWriter.Write(text)
	m.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }

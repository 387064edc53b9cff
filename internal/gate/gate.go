// Package gate is what every request passes before a door sees it: it gets a
// number, runs under a time limit of its own, is logged without personal data,
// and a panic ends it alone. The doors share the limits on how often somebody
// may ask.
package gate

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"
)

// Gate stands before a door.
type Gate struct {
	Log     *slog.Logger
	Now     func() time.Time
	Proxies []netip.Prefix // who may say for which client it asks
	Secure  bool           // browsers reach the doors by https alone
	// Observe, when given, is told of every request that was answered.
	Observe func(r *http.Request, v *Visit, status int, took time.Duration)
}

// Visit is one request on its way. The doors fill in what they find out, for
// the log.
type Visit struct {
	Number string     // of the request, for the caller and for the log
	Client netip.Addr // who asks; invalid when nobody knows
	Route  string     // the pattern of the path; empty while no route was found
	Caller string     // the opaque id of who asks; empty for a stranger
	Secure bool       // browsers ask by https alone
	Cause  error      // what went wrong inside, which nobody outside learns
}

type visitKey struct{}

// Of is the visit that a request belongs to; an empty one outside of a gate.
func Of(ctx context.Context) *Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return v
	}
	return &Visit{}
}

// Wrap puts the gate before a door.
func (g Gate) Wrap(door http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{Number: numberOf(r), Client: g.client(r), Secure: g.Secure}
		setHeaders(w.Header(), v.Number, g.Secure)
		counted, began := &meter{ResponseWriter: w}, g.Now()
		defer func() { g.tell(r, v, counted, g.Now().Sub(began)) }()
		door.ServeHTTP(counted, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// setHeaders sets what holds for every answer. Pages say more of themselves.
func setHeaders(h http.Header, number string, secure bool) {
	h.Set(NumberHeader, number)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// Recover lets a panic of a door end one request alone: broken answers it.
func Recover(door http.Handler, broken http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch cause := recover(); cause {
			case nil:
			case http.ErrAbortHandler: // said on purpose: the answer cannot be ended
				panic(cause)
			default:
				Of(r.Context()).Cause = panicked(cause)
				broken(w, r)
			}
		}()
		door.ServeHTTP(w, r)
	})
}

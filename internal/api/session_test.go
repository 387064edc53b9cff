package api

import (
	"context"
	"net/http"
	"testing"

	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/store"
)

// browsers are the sessions of the tests: whoever is on the ring is signed in
// with the name as the secret.
type browsers struct{ keyring }

func (b browsers) WhoseSession(ctx context.Context, secret string) (people.Who, store.Secret, error) {
	who, err := b.Authenticate(ctx, secret)
	return who, store.Secret{}, err
}

// byBrowser is a request with the cookie of somebody's session, and what a browser
// says of the page that sends it.
func (q ask) byBrowser(who, site, origin string) ask {
	return q.with(func(q *ask) {
		q.as = ""
		q.header.Set("Cookie", gate.SessionCookie+"="+who)
		for name, value := range map[string]string{"Sec-Fetch-Site": site, "Origin": origin} {
			if value != "" {
				q.header.Set(name, value)
			}
		}
	})
}

// TestBrowsersAtEveryRoute lets a session call what its person may call, from
// pages of this address alone.
func TestBrowsersAtEveryRoute(t *testing.T) {
	worlds(t, func(w *world) {
		for _, rt := range routes {
			q := rt.request(w.t)
			w.refuses(rt, hostile{"from another site", q.byBrowser("operator", "cross-site", "https://evil.example"), http.StatusForbidden, ""})
			w.refuses(rt, hostile{"from a neighbor", q.byBrowser("operator", "same-site", ""), http.StatusForbidden, ""})
			w.refuses(rt, hostile{"from an old browser on another site", q.byBrowser("operator", "", "https://evil.example").unlessGet("cross-site"), http.StatusForbidden, ""})
			w.refuses(rt, hostile{"from nowhere", q.byBrowser("operator", "", "").unlessGet("cross-site"), http.StatusForbidden, ""})
			w.refuses(rt, hostile{"with a session that ended", q.byBrowser("expired-"+secret, "same-origin", ""), http.StatusUnauthorized, ""})
			w.refuses(rt, hostile{"with a key that opens nothing and a session that does", q.byBrowser("operator", "same-origin", "").with(func(q *ask) { q.as = "expired" }), http.StatusUnauthorized, ""})
			for _, h := range rt.trespassers(w.t) {
				h.ask = h.ask.byBrowser(h.ask.as, "same-origin", "")
				w.refuses(rt, h)
			}
			if rt.method == http.MethodGet {
				if got := w.do(q.byBrowser("operator", "same-origin", "")); got.status == http.StatusUnauthorized || got.status == http.StatusForbidden {
					w.t.Errorf("%s with a session: got %d %s", rt.pattern(), got.status, got.body)
				}
			}
		}
	})
}

// unlessGet lets a browser say of a reading request where it comes from: without
// a word it may be typed.
func (q ask) unlessGet(site string) ask {
	if q.method == http.MethodGet {
		return q.with(func(q *ask) { q.header.Set("Sec-Fetch-Site", site) })
	}
	return q
}

package gate_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"laurel/internal/gate"
)

// through hands a request to a door behind a gate.
func through(secure bool, r *http.Request, door http.HandlerFunc) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	gate.Gate{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }, Secure: secure}.Wrap(door).ServeHTTP(w, r)
	return w
}

// TestCookies are kept by the browser so that nobody else reads, sends or sets
// them.
func TestCookies(t *testing.T) {
	for _, each := range []struct {
		secure       bool
		value        string
		length       time.Duration
		want, kept   string
		other, known string
	}{
		{true, "s3cret", time.Hour, "__Host-laurel-session=s3cret; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax", "s3cret", "laurel-session=planted", ""},
		{false, "s3cret", time.Hour, "laurel-session=s3cret; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax", "s3cret", "__Host-laurel-session=planted", ""},
		{true, "", time.Hour, "__Host-laurel-session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax", "", "", ""},
		{true, "s3cret", 0, "__Host-laurel-session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax", "", "", ""},
	} {
		w := through(each.secure, httptest.NewRequest(http.MethodGet, "/", nil), func(w http.ResponseWriter, r *http.Request) {
			gate.SetCookie(w, r, gate.SessionCookie, each.value, each.length)
		})
		if got := w.Header().Get("Set-Cookie"); got != each.want {
			t.Errorf("got %s\nwant %s", got, each.want)
		}
		for cookie, want := range map[string]string{w.Header().Get("Set-Cookie"): each.kept, each.other: each.known} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Cookie", cookie)
			through(each.secure, r, func(_ http.ResponseWriter, r *http.Request) {
				if got := gate.Cookie(r, gate.SessionCookie); got != want {
					t.Errorf("of %q: got %q, want %q", cookie, got, want)
				}
			})
		}
	}
}

func TestSameOrigin(t *testing.T) {
	for _, each := range []struct {
		method, site, origin string
		want                 bool
	}{
		{"GET", "same-origin", "", true}, {"GET", "none", "", true}, {"GET", "", "", true}, {"GET", "cross-site", "", false}, {"GET", "same-site", "", false}, {"GET", "made-up", "", false},
		{"POST", "same-origin", "", true}, {"POST", "none", "", false}, {"POST", "", "", false}, {"POST", "cross-site", "", false}, {"POST", "same-site", "", false},
		{"POST", "", "http://example.com", true}, {"POST", "", "http://evil.example", false}, {"POST", "", "null", false}, {"DELETE", "", "http://example.com:81", false},
	} {
		r := httptest.NewRequest(each.method, "http://example.com/", nil)
		for name, value := range map[string]string{"Sec-Fetch-Site": each.site, "Origin": each.origin} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		if got := gate.SameOrigin(r); got != each.want {
			t.Errorf("%+v: got %v", each, got)
		}
	}
}

package gate

import (
	"net/http"
	"time"
)

// The cookies that a browser keeps for us.
const (
	SessionCookie   = "laurel-session"   // who is signed in
	DepartureCookie = "laurel-departure" // who was sent to an identity provider
	LanguageCookie  = "laurel-language"  // the language that was chosen
	ThemeCookie     = "laurel-theme"     // how light pages are to be
)

// cookieName is a cookie as the browser knows it. By the prefix it takes the
// cookie only from this very host, by https, for all of its paths.
func cookieName(r *http.Request, name string) string {
	if Of(r.Context()).Secure {
		return "__Host-" + name
	}
	return name
}

// Cookie is what the browser keeps under a name; empty when it keeps nothing.
func Cookie(r *http.Request, name string) string {
	c, err := r.Cookie(cookieName(r, name))
	if err != nil {
		return ""
	}
	return c.Value
}

// SetCookie lets the browser keep something for a while, where no script reads
// it and from where no page of another site can send it with a form. Nothing, or
// no time, lets it forget the cookie.
func SetCookie(w http.ResponseWriter, r *http.Request, name, value string, length time.Duration) {
	c := &http.Cookie{Name: cookieName(r, name), Value: value, Path: "/", MaxAge: int(length.Seconds()), HttpOnly: true,
		Secure: Of(r.Context()).Secure, SameSite: http.SameSiteLaxMode}
	if value == "" || c.MaxAge <= 0 {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
}

// protection refuses what a page of another site makes a browser send.
var protection = http.NewCrossOriginProtection()

// SameOrigin reports whether a request that brings a cookie was surely not made
// by a page of another site: what changes something says that it comes from one
// of ours, and what only reads does not say otherwise.
func SameOrigin(r *http.Request) bool {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "same-origin":
		return true
	case "none": // typed, or a bookmark
		return reads
	case "":
		return protection.Check(r) == nil && (reads || r.Header.Get("Origin") != "")
	default:
		return false
	}
}

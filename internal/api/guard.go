package api

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// call is a request that was let in.
type call struct {
	who people.Who
	url *url.URL
}

type callKey struct{}

// callOf is the call that a context belongs to.
func callOf(ctx context.Context) call {
	c, _ := ctx.Value(callKey{}).(call)
	return c
}

// guard lets those in who may call a route, with what they may send, for as
// long as it may take.
func (d *door) guard(rt *route, next http.Handler) http.Handler {
	next = d.once(rt, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		gate.Of(r.Context()).Route = rt.pattern()
		ctx, cancel := context.WithTimeout(r.Context(), rt.patience())
		defer cancel()
		limitConnection(w, rt.patience())
		who, err := d.admit(w, r.WithContext(ctx), rt)
		if err != nil {
			refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, callKey{}, call{who, r.URL})))
	})
}

// limitConnection ends a connection that stands still. What is no connection,
// in a test, has no limit.
func limitConnection(w http.ResponseWriter, patience time.Duration) {
	control, until := http.NewResponseController(w), time.Now().Add(patience+5*time.Second)
	control.SetReadDeadline(until)
	control.SetWriteDeadline(until)
}

// admit finds out who calls, and whether the route is theirs to call.
func (d *door) admit(w http.ResponseWriter, r *http.Request, rt *route) (people.Who, error) {
	who, err := d.caller(w, r)
	if err != nil {
		return who, err
	}
	gate.Of(r.Context()).Caller = who.Name()
	if !d.limits.Take(w.Header(), who.Name(), d.Now()) {
		return who, problem.New(problem.TooMany, "You ask more often than you may.").WithHint("Wait as long as the header Retry-After says.")
	}
	if err := checkWords(r); err != nil {
		return who, err
	}
	if err := d.may(r, rt, who); err != nil {
		return who, err
	}
	if rt.matches && r.Header.Get("If-Match") == "" {
		return who, status{http.StatusPreconditionRequired, problem.New(problem.Invalid, "It is not said which revision you saw.").
			WithHint("Read it, and send what ETag says in If-Match.")}
	}
	return who, rt.checkBody(r)
}

// caller is who holds the key that a request carries, or whose browser it is.
func (d *door) caller(w http.ResponseWriter, r *http.Request) (people.Who, error) {
	bearer, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	session := gate.Cookie(r, gate.SessionCookie)
	if session != "" && r.Header.Get("Authorization") == "" && d.Sessions != nil {
		return d.bySession(w, r, session)
	}
	if !found || bearer == "" {
		return people.Who{}, problem.New(problem.Unauthenticated, "The request carries no key.").
			WithHint("Send the header Authorization: Bearer, and your key.")
	}
	who, err := d.Keys.Authenticate(r.Context(), bearer)
	return who, d.suspect(w, r, err)
}

// bySession is whose browser it is. A page of another site could make the browser
// send the cookie, too.
func (d *door) bySession(w http.ResponseWriter, r *http.Request, session string) (people.Who, error) {
	if !gate.SameOrigin(r) {
		return people.Who{}, problem.New(problem.Forbidden, "The request comes from a page of another site, or does not say from where it comes.").
			WithHint("Send it from a page of this address, or with a key.")
	}
	who, _, err := d.Sessions.WhoseSession(r.Context(), session)
	return who, d.suspect(w, r, err)
}

// suspect is a failure to say who one is, and another one when there were too
// many of them from around there.
func (d *door) suspect(w http.ResponseWriter, r *http.Request, err error) error {
	if problem.KindOf(err) == problem.Unauthenticated && !d.strangers.Take(w.Header(), gate.Of(r.Context()).Neighborhood(), d.Now()) {
		return problem.New(problem.TooMany, "Too many requests with a wrong key came from your address.").
			WithHint("Wait as long as the header Retry-After says, and check the key.")
	}
	return err
}

// may is nil when the caller may do what the route does.
func (d *door) may(r *http.Request, rt *route, who people.Who) error {
	switch rt.about {
	case ofPartner, ofNewPartner:
		return d.App.May(r.Context(), who, rt.act, r.PathValue("partner"))
	case ofCaller:
		return anywhere(who, rt.act)
	case ofOperator:
		return who.May(rt.act, people.About{})
	default:
		return anywhere(who, rt.act)
	}
}

// anywhere is nil when there is somebody, or something, to whom the caller may
// do an act.
func anywhere(who people.Who, act people.Act) error {
	err := who.May(act, people.About{})
	for _, partner := range who.Partners() {
		if err != nil {
			err = who.May(act, people.About{Partner: partner})
		}
	}
	return err
}

// checkWords refuses what no id, no name and no date has: broken UTF-8 and
// control characters, and a query that says the same thing twice.
func checkWords(r *http.Request) error {
	if !isText(r.URL.Path) {
		return problem.New(problem.NotFound, "There is nothing at this path.").WithHint("Write ids as they were given to you.")
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return status{http.StatusBadRequest, problem.New(problem.Invalid, "The query cannot be read.").WithHint("Encode its values, as by encodeURIComponent.")}
	}
	for name, values := range query {
		if len(values) > 1 || !isText(values[0]) || !isText(name) {
			return at("query."+problem.Excerpt(strings.ToValidUTF8(name, "")), problem.New(problem.Invalid, "This must be there once, in UTF-8, and without control characters."))
		}
	}
	return nil
}

func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// isClean reports whether a path is the shortest way to write it.
func isClean(p string) bool {
	return p == path.Clean(p) || p == path.Clean(p)+"/"
}

// checkBody refuses a body of another type or of too many bytes, before any of
// it is read. The reader stops one that does not say how long it is.
func (rt *route) checkBody(r *http.Request) error {
	if len(rt.body.types) == 0 {
		return nil
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(rt.body.types, kind) {
		return status{http.StatusUnsupportedMediaType, problem.New(problem.Invalid, "The body is not of a type that may be sent here.").
			WithHint("Send one of these, and say so in Content-Type: %s.", strings.Join(rt.body.types, ", "))}
	}
	if r.Header.Get("Content-Encoding") != "" {
		return status{http.StatusUnsupportedMediaType, problem.New(problem.Invalid, "The body is packed.").WithHint("Send it as it is, without Content-Encoding.")}
	}
	if r.ContentLength > rt.body.most {
		return tooLarge(rt.body.most)
	}
	return nil
}

func tooLarge(most int64) error {
	return status{http.StatusRequestEntityTooLarge, problem.New(problem.Invalid, "The body is too large: at most %d bytes may be sent.", most).WithHint("Send less at once.")}
}

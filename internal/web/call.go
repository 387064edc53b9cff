package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"laurel/internal/app"
	"laurel/internal/brand"
	"laurel/internal/calendar"
	"laurel/internal/gate"
	"laurel/internal/locale"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// call is one request for a page.
type call struct {
	*door
	w         http.ResponseWriter
	r         *http.Request
	page      *page
	locale    *locale.Locale
	brand     brand.Brand // how the marketplace looks
	looks     int64       // how often that was changed
	zone      *time.Location
	who       people.Who           // whoever is signed in
	session   store.Secret         // the session; its id is empty when nobody is
	self      store.Person         // the person, with what they say about themselves
	companies []store.Partner      // for which they hold a role
	partner   store.Partner        // whom the page is about; its id is empty when it is about none
	audience  sentence.Audience    // to whom standings are told; to the partner when empty
	today     []*standing.Timeline // where it stands in every program; nil until a part of the page asks
	form      url.Values           // what was sent
	wrong     []wrong              // what is wrong with it
	uploads   []upload             // files that were sent with it
	sum       string               // stands for all that was sent
	asked     []field              // what a program asks for on the page
	before    url.Values           // what its fields hold before anybody typed
	mistakes  []program.FieldMistake
	detail    *problem.Problem // what an act refused, in its own words
	sorry     string           // why the form was not taken as a whole
}

// answer is what a page makes of a request: a template to render, or the path of
// the page to go on with.
type answer struct {
	template string
	data     any
	to       string
	code     int // of the answer; 200 when 0
	file     *download
}

// download is a file that is the answer.
type download struct {
	name, kind string
	content    []byte
}

// showing renders the page's own template.
func (c *call) showing(data any) (answer, error) {
	return answer{template: c.page.name, data: data}, nil
}

// goTo goes on with another page, so that sending the form again by accident does
// nothing.
func goTo(path string) (answer, error) { return answer{to: path}, nil }

func (d *door) newCall(w http.ResponseWriter, r *http.Request, p *page) *call {
	c := &call{door: d, w: w, r: r, page: p, zone: time.UTC}
	c.locale = c.chooseLocale("")
	return c
}

func (c *call) ctx() context.Context { return c.r.Context() }

func (c *call) moment() calendar.Moment { return calendar.At(c.Now()) }

// chooseLocale is that of the language which was chosen, else of the person's,
// else of the browser's.
func (c *call) chooseLocale(person string) *locale.Locale {
	return catalogs().Match(gate.Cookie(c.r, gate.LanguageCookie), person, c.r.Header.Get("Accept-Language"))
}

// identify finds out who is signed in, if anybody is.
func (c *call) identify() (err error) {
	if c.brand, c.looks, err = c.App.Brand(c.ctx()); err != nil {
		return err
	}
	secret := gate.Cookie(c.r, gate.SessionCookie)
	if secret == "" {
		return nil
	}
	who, session, err := c.App.WhoseSession(c.ctx(), secret)
	if problem.KindOf(err) == problem.Unauthenticated {
		return nil
	}
	if err != nil {
		return err
	}
	self, err := c.App.Self(c.ctx(), who)
	if err != nil {
		return err
	}
	c.who, c.session, c.self = who, session, self.Person
	gate.Of(c.ctx()).Caller = who.Name()
	c.locale = c.chooseLocale(c.self.Language)
	if c.zone, err = c.App.ZoneOf(c.ctx(), c.self); err != nil {
		return err
	}
	return c.loadCompanies()
}

func (c *call) isSignedIn() bool { return c.session.ID != "" }

// open answers a request to see the page.
func (c *call) open() {
	if err := c.identify(); err != nil {
		c.refuse(err)
		return
	}
	if let, err := c.letsIn(); err != nil {
		c.refuse(err)
		return
	} else if !let {
		c.signInFirst()
		return
	}
	if err := c.readAddress(); err != nil {
		c.refuse(err)
		return
	}
	if err := c.ask(); err != nil {
		c.refuse(err)
		return
	}
	c.finish(c.page.show(c))
}

// letsIn reports whether whoever asks may see the page as far as signing in goes.
func (c *call) letsIn() (bool, error) {
	if c.page.who != signedIn || c.isSignedIn() || c.page.open == nil {
		return c.page.who != signedIn || c.isSignedIn(), nil
	}
	return c.page.open(c)
}

// signInFirst lets somebody sign in and come back; to the first page, where the
// page cannot be opened again.
func (c *call) signInFirst() {
	back := "/"
	if c.page.show != nil {
		back = c.r.URL.RequestURI()
	}
	c.goTo("/sign-in?" + url.Values{"return": {back}}.Encode())
}

// send answers a request to take what was filled in.
func (c *call) send() {
	if err := c.admit(); err != nil {
		c.refuse(err)
		return
	}
	if c.page.who == signedIn && !c.isSignedIn() {
		c.signInFirst()
		return
	}
	if err := c.readAddress(); err != nil {
		c.refuse(err)
		return
	}
	if err := c.readForm(); err != nil {
		c.refuse(err)
		return
	}
	if c.adds() != "" {
		c.wrong = nil // it is not handed in yet
		c.again(http.StatusOK)
		return
	}
	if len(c.wrong) > 0 {
		c.again(http.StatusUnprocessableEntity)
		return
	}
	a, err := c.take()
	if err != nil {
		c.reject(err)
		return
	}
	c.finish(a, nil)
}

var protection = http.NewCrossOriginProtection()

// admit refuses what a page of another site made the browser send, and what comes
// too often.
func (c *call) admit() error {
	if err := c.identify(); err != nil {
		return err
	}
	if protection.Check(c.r) != nil {
		return problem.New(problem.Forbidden, "The form was sent by a page of another site.")
	}
	limits := c.limits
	if c.page.byMail {
		limits = c.byMail
	}
	if !limits.Take(c.w.Header(), gate.Of(c.ctx()).Neighborhood(), c.Now()) {
		return problem.New(problem.TooMany, "Too many forms came from this address.")
	}
	return nil
}

// finish renders what a page made of a request.
func (c *call) finish(a answer, err error) {
	switch {
	case err != nil:
		c.refuse(err)
	case a.to != "":
		c.goTo(a.to)
	case a.file != nil:
		c.give(a.file)
	default:
		c.render(cmp.Or(a.code, http.StatusOK), a)
	}
}

func (c *call) goTo(path string) { http.Redirect(c.w, c.r, path, http.StatusSeeOther) }

// begin lets the browser keep a new session in the place of the one that it has.
func (c *call) begin(o app.Opened) error {
	if old := gate.Cookie(c.r, gate.SessionCookie); old != "" {
		if err := c.App.SignOut(c.ctx(), old); err != nil {
			return err
		}
	}
	length := time.Duration(o.Expires.Micros()-calendar.At(c.Now()).Micros()) * time.Microsecond
	gate.SetCookie(c.w, c.r, gate.SessionCookie, o.Secret, length)
	return nil
}

// browser is what the browser calls itself.
func (c *call) browser() string { return strings.ToValidUTF8(c.r.UserAgent(), "") }

// readAddress finds whom the page is about. An address with characters that no text
// has, and that a database refuses, is of no page.
func (c *call) readAddress() error {
	texts := []string{c.r.URL.Path}
	for name, values := range c.r.URL.Query() {
		texts = append(append(texts, name), values...)
	}
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			return problem.New(problem.NotFound, "There is nothing at this address.")
		}
	}
	return c.findPartner()
}

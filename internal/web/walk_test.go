package web

import (
	"encoding/csv"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/showroom"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// Everything in this file and in hostile_test.go follows from the table of pages:
// a new row is put to the same tests as soon as a link or a letter leads to it.

// evil is in every text that somebody typed in the showroom. Where it gets out as
// anything but text, a page has an element, an attribute or a link of this name.
const evil = `<x-evil x-evil="1">' x-evil=1 "x-evil="2`

// show is the showroom with a server, and everybody's walk through it.
type show struct {
	*world
	room  *showroom.Room
	walks map[string]*walked // by what the showroom calls a person; "" for nobody, who has the letters
}

// walked is what somebody found.
type walked struct {
	*showroom.Walk
	person  *showroom.Person
	browser *browser
	pages   map[string]*seen // by address
}

// TestEveryPage puts every page to every test, in one house on each engine.
func TestEveryPage(t *testing.T) {
	shows(t, func(t *testing.T, s *show) {
		for _, law := range laws {
			t.Run(law.holds, func(t *testing.T) {
				s.t = t
				law.test(s)
			})
			s.t = t
		}
	})
}

// laws are what holds for every page.
var laws = []struct {
	holds string
	test  func(*show)
}{
	{"every link leads somewhere, and every page is linked", (*show).everyLinkLeadsSomewhere},
	{"every page is sound and safe", (*show).everyPageIsSound},
	{"nobody is led to sign in, and back", (*show).nobodyIsLedToSignIn},
	{"people of another partner see nothing", (*show).othersSeeNothing},
	{"every role gets an answer", (*show).everyRoleGetsAnAnswer},
	{"cruel addresses are answered in words", (*show).crueltyInAddresses},
	{"cruel headers are, too", (*show).crueltyInHeaders},
	{"other methods are refused", (*show).otherMethodsAreRefused},
	{"bad forms are refused and change nothing", (*show).badFormsAreRefused},
}

// shows fills a house on each engine, in which people type something hostile.
func shows(t *testing.T, test func(t *testing.T, s *show)) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		at := &world{t: t, log: &logged{}}
		s := &show{world: at, walks: map[string]*walked{}, room: showroom.Fill(t, dsn, time.Now(), func(text string) string { return "=1+1" + text + evil })}
		at.app, at.now = s.room.App, s.room.Now()
		at.serve(setting{})
		s.everybodyWalks()
		test(t, s)
	})
}

// asPerson is a browser in which somebody of the showroom is signed in.
func (s *show) asPerson(p *showroom.Person) *browser {
	b := s.browser()
	if p != nil {
		at, _ := url.Parse(s.server.URL)
		b.client.Jar.SetCookies(at, []*http.Cookie{{Name: gate.SessionCookie, Value: p.Session, Path: "/"}})
	}
	return b
}

// mostOfEach is how many addresses of one page somebody looks at.
const mostOfEach = 3

// newWalk is a walk of somebody through the pages, which keeps what it sees.
func (s *show) newWalk(p *showroom.Person) *walked {
	w := &walked{person: p, browser: s.asPerson(p), pages: map[string]*seen{}}
	w.Walk = &showroom.Walk{Patterns: Paths(), Most: mostOfEach, Open: func(path string) (*html.Node, error) {
		w.pages[path] = w.browser.open(path)
		return w.pages[path].doc, nil
	}}
	return w
}

// everybodyWalks lets everybody go from the first page wherever links lead, and
// somebody who has only the letters wherever those lead.
func (s *show) everybodyWalks() {
	s.t.Helper()
	for i := range s.room.People {
		p := &s.room.People[i]
		s.walks[p.Name] = s.newWalk(p)
		if err := s.walks[p.Name].From("/"); err != nil {
			s.t.Fatal(err)
		}
	}
	s.walks[""] = s.newWalk(nil)
	if err := s.walks[""].From(append(s.linksInLetters(), "/sign-in")...); err != nil {
		s.t.Fatal(err)
	}
}

var linkInLetter = regexp.MustCompile(`http://localhost(?::[0-9]+)?(/[^\s<>"]*)`)

// linksInLetters are the paths that letters lead to; the links that are used up are
// among them.
func (s *show) linksInLetters() []string {
	s.t.Helper()
	fresh, err := s.app.Invite(s.t.Context(), s.room.Person("root").Who, inviteOf("fresh@contoso.example"))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.app.AskPassword(s.t.Context(), s.room.Person("member").Email); err != nil {
		s.t.Fatal(err)
	}
	s.room.Work()
	persons := []string{fresh.ID}
	for _, p := range s.room.People {
		persons = append(persons, p.ID)
	}
	var out []string
	for _, id := range persons {
		list, err := s.app.Letters(s.t.Context(), people.Who{ID: id}, store.LetterFilter{Person: id}, "", 200)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, l := range list {
			for _, m := range linkInLetter.FindAllStringSubmatch(l.Text+" "+l.OptOut, -1) {
				out = append(out, strings.TrimRight(m[1], ".,"))
			}
		}
	}
	return out
}

// found are all addresses that anybody found, by pattern, each with who found it
// first.
func (s *show) found() map[string]map[string]*walked {
	out := map[string]map[string]*walked{}
	for _, name := range slices.Sorted(maps.Keys(s.walks)) {
		for pattern, list := range s.walks[name].Found {
			for _, address := range list {
				if out[pattern] == nil {
					out[pattern] = map[string]*walked{}
				}
				if out[pattern][address] == nil {
					out[pattern][address] = s.walks[name]
				}
			}
		}
	}
	return out
}

// unlinked are pages that no link leads to, with the reason.
var unlinked = map[string]string{
	"/set-up/{secret}":             "its link stands on the console, until somebody has used it",
	"/standing":                    "letters about a tier lead there, and nobody lost one",
	"/terms":                       "letters about new terms lead there, and there are none",
	"/keys":                        "letters about a key that ends lead there, and none does",
	"/plans/{plan}":                "a plan that takes long leads there, and none does",
	"/sign-in/{provider}/callback": "an identity provider sends people there",
}

// everyLinkLeadsSomewhere wants that what is linked can be opened by whoever sees the
// link, and that every page can be reached.
func (s *show) everyLinkLeadsSomewhere() {

	for name, w := range s.walks {
		for address, page := range w.pages {
			if page.status != http.StatusOK && name != "" {
				s.t.Errorf("%s gets %d at %s, to which a page leads", name, page.status, address)
			}
		}
	}
	found := s.found()
	for _, p := range pages {
		if p.show != nil && found[p.path] == nil && unlinked[p.path] == "" {
			s.t.Errorf("no link and no letter leads to %s; link to it, or write into unlinked why not", p.path)
		}
	}
	for _, address := range s.linksInLetters() {
		if s.walks[""].Pattern(address) == "" {
			s.t.Errorf("a letter leads to %s, where there is no page", address)
		}
	}
}

// everyPageIsSound looks at every page as everybody sees it, in each language.
func (s *show) everyPageIsSound() {

	texts := 0
	for _, w := range s.walks {
		for address, page := range w.pages {
			if !page.isPage() {
				page.isSafe()
				continue
			}
			page.isSound("en")
			page.isSafe()
			texts += strings.Count(page.body, html.EscapeString(evil))
			w.browser.header.Set("Cookie", gate.LanguageCookie+"=zh-CN")
			chinese := w.browser.open(address)
			chinese.isSound("zh-CN")
			chinese.isSafe()
			w.browser.header.Del("Cookie")
		}
	}
	if texts < 100 {
		s.t.Errorf("what people typed is shown %d times; the test looks at nothing", texts)
	}
}

// mostBytes is how large a page may be.
const mostBytes = 100_000

// isSafe wants of an answer what every one must be: our headers, no more than a
// page may weigh, and nothing of what people typed that is more than text.
func (s *seen) isSafe() {
	t := s.b.w.t
	t.Helper()
	h := s.header
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
		if h.Get(name) != want {
			t.Errorf("%s: %s is %q", s.url, name, h.Get(name))
		}
	}
	if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
		t.Errorf("%s: the policy is %q", s.url, csp)
	}
	if h.Get(gate.NumberHeader) == "" || !strings.Contains(h.Get("Cache-Control"), "no-store") {
		t.Errorf("%s: no number, or it may be kept: %v", s.url, h)
	}
	if to := h.Get("Location"); to != "" && ownPath(to) != to {
		t.Errorf("%s: leads to %q", s.url, to)
	}
	if s.status >= 500 {
		log := strings.Split(strings.TrimSpace(s.b.w.log.String()), "\n")
		t.Errorf("%s: got %d\n%s", s.url, s.status, strings.Join(log[max(0, len(log)-2):], "\n"))
	}
	if len(s.body) > mostBytes && s.isPage() {
		t.Errorf("%s: has %d bytes", s.url, len(s.body))
	}
	if !s.isPage() {
		s.isSaved()
		return
	}
	for n := range s.doc.Descendants() {
		if n.Type == html.ElementNode {
			s.isHarmless(n)
		}
	}
}

// isPage reports whether an answer is a page, and no file that is saved.
func (s *seen) isPage() bool { return s.header.Get("Content-Disposition") == "" }

// isSaved wants of a file that a browser saves it and does not look into it, and of
// a table that no program takes a cell for a formula.
func (s *seen) isSaved() {
	t := s.b.w.t
	t.Helper()
	if !strings.HasPrefix(s.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%s: is not saved: %v", s.url, s.header)
	}
	if !strings.HasPrefix(s.header.Get("Content-Type"), "text/csv") {
		return
	}
	rows, err := csv.NewReader(strings.NewReader(s.body)).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", s.url, err)
	}
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.Contains("=+-@\t\r", cell[:1]) && !plainNumber.MatchString(cell) {
			t.Errorf("%s: the cell %q is a formula", s.url, cell)
		}
	}
}

var plainNumber = regexp.MustCompile(`^-?[0-9.]+$`)

// isHarmless wants of an element that nobody but us wrote it.
func (s *seen) isHarmless(n *html.Node) {
	t := s.b.w.t
	t.Helper()
	if n.Data == "x-evil" || n.DataAtom == atom.Script && attribute(n, "src") == "" || n.DataAtom == atom.Iframe || n.DataAtom == atom.Object || n.DataAtom == atom.Base {
		t.Errorf("%s has an element %s", s.url, n.Data)
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "href", "src", "action", "formaction":
			to, err := url.Parse(a.Val)
			if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, to.Scheme) {
				t.Errorf("%s: %s leads to %q", s.url, n.Data, a.Val)
			}
		default:
			if a.Key == "x-evil" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: %s has the attribute %s", s.url, n.Data, a.Key)
			}
		}
	}
}

func inviteOf(email string) app.InviteInput {
	return app.InviteInput{Profile: app.Profile{Name: "Fresh", Email: email, Language: "en"}, Seat: people.Seat{Role: people.Member, Partner: "contoso"}}
}

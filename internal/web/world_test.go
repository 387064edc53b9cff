package web

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/gate"
	"laurel/internal/importer"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/signin"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// world is a server with both doors, and two partners behind them.
type world struct {
	t      *testing.T
	app    *app.App
	server *httptest.Server
	log    *logged
	root   people.Who

	mu  sync.Mutex
	now time.Time
}

// logged is what was written to the log.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(text)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Now is the time, which a test moves on. It begins with the real one, by which
// identity providers make their tokens.
func (w *world) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// setting is how a world is.
type setting struct {
	secure    bool
	limit     gate.Limit
	planWait  time.Duration
	providers func(callback func(id string) string) []*signin.Provider
}

func worlds(t *testing.T, test func(w *world)) {
	storetest.Each(t, func(t *testing.T, dsn string) { test(newWorld(t, dsn, setting{})) })
}

func newWorld(t *testing.T, dsn string, s setting) *world {
	t.Helper()
	w := &world{t: t, log: &logged{}, now: time.Now().UTC().Truncate(time.Second)}
	var err error
	if w.app, err = app.Open(t.Context(), dsn, w.Now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.app.Close() })
	w.serve(s)
	w.facts(`{"id":"m1","kind":"membership","partner":"contoso","publisher":"contoso-eu","happened":"2026-01-01","shape":"state"}
{"id":"m2","kind":"membership","partner":"fabrikam","publisher":"fabrikam-us","happened":"2026-01-01","shape":"state"}
{"id":"n1","kind":"partner","partner":"contoso","happened":"2026-01-01","shape":"state","attributes":{"name":"Contoso <Ltd>"}}`)
	return w
}

// serve opens both doors of the world's house.
func (w *world) serve(s setting) {
	w.server = httptest.NewUnstartedServer(nil)
	base := map[bool]string{false: "http://localhost:", true: "https://localhost:"}[s.secure] + port(w.server.Listener)
	if s.limit == (gate.Limit{}) {
		s.limit = gate.Limit{PerSecond: 1_000_000, Burst: 1_000_000}
	}
	operator := letter.Operator{Name: "Fabrikam Rewards", BaseURL: base, Help: "help@fabrikam.example"}
	w.app.Configure(operator)
	c := Config{App: w.app, Operator: operator, Now: w.Now, Limit: s.limit, PlanWait: s.planWait}
	if s.providers != nil {
		c.Providers = s.providers(func(id string) string { return base + "/sign-in/" + id + "/callback" })
	}
	doors := http.NewServeMux()
	doors.Handle("/", New(c))
	doors.Handle("/v1/", api.New(api.Config{App: w.app, Keys: w.app, Sessions: w.app, Now: w.Now}))
	g := gate.Gate{Log: slog.New(slog.NewJSONHandler(w.log, nil)), Now: w.Now, Secure: s.secure}
	w.server.Config.Handler = g.Wrap(doors)
	if s.secure {
		w.server.StartTLS()
	} else {
		w.server.Start()
	}
	w.server.URL = base
	w.t.Cleanup(w.server.Close)
}

func port(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func (w *world) facts(lines string) {
	w.t.Helper()
	_, err := w.app.Import(w.t.Context(), app.ImportInput{Format: "laurel-jsonl", Source: "feed", File: "f", Published: calendar.On(calendar.MustParseDay("2026-01-02")), In: strings.NewReader(lines),
		OnReject: func(r importer.Reject) { w.t.Errorf("line %d: %v", r.Line, r.Faults) }})
	if err != nil {
		w.t.Fatal(err)
	}
}

// associate lets a system know a partner by an id.
func (w *world) associate(partner, system, id string) {
	w.facts(`{"id":"` + partner + system + id + `","kind":"external_id","partner":"` + partner + `","happened":"2026-01-01","shape":"state","attributes":{"system":"` + system + `","id":"` + id + `"}}`)
}

const password = "correct horse battery"

// setUp makes the first system admin without the pages.
func (w *world) setUp() {
	w.t.Helper()
	link, err := w.app.NewSetUp(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	opened, err := w.app.SetUp(w.t.Context(), app.SetUpInput{Secret: link, Password: password, Profile: app.Profile{Name: "Root", Email: "root@fabrikam.example"}})
	if err != nil {
		w.t.Fatal(err)
	}
	if w.root, _, err = w.app.WhoseSession(w.t.Context(), opened.Secret); err != nil {
		w.t.Fatal(err)
	}
}

// invite invites somebody, and tells the path of the link.
func (w *world) invite(email string, seat people.Seat) (store.Person, string) {
	w.t.Helper()
	p, err := w.app.Invite(w.t.Context(), w.root, app.InviteInput{Profile: app.Profile{Name: "Li <Na>", Email: email, Phone: "+49 30 901820", Language: "en"}, Seat: seat})
	if err != nil {
		w.t.Fatal(err)
	}
	return p, w.link(p.ID, "/invitation/")
}

// link is the path of the link in the newest letter to somebody.
func (w *world) link(person, prefix string) string {
	w.t.Helper()
	list, err := w.app.Letters(w.t.Context(), people.Who{ID: person}, store.LetterFilter{Person: person}, "", 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range list {
		if _, rest, found := strings.Cut(l.Text, w.server.URL+prefix); found {
			return prefix + strings.Fields(rest)[0]
		}
	}
	w.t.Fatalf("no letter to %s has a link to %s", person, prefix)
	return ""
}

// audit is the record of who did what, as text.
func (w *world) audit() (string, int) {
	w.t.Helper()
	lines, err := w.app.AuditLines(w.t.Context(), 0, 10_000)
	if err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.Join([]string{l.Who, l.What, l.Subject, l.Detail}, "|") + "\n")
	}
	return b.String(), len(lines)
}

// browser is somebody with cookies of their own.
type browser struct {
	w      *world
	client *http.Client
	header http.Header // sent with everything
}

func (w *world) browser() *browser {
	jar, _ := cookiejar.New(nil) // never fails
	client := *w.server.Client()
	client.Jar, client.CheckRedirect = jar, func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{w: w, client: &client, header: http.Header{"User-Agent": {"Test Browser"}}}
}

// seen is a page as somebody sees it.
type seen struct {
	b      *browser
	url    *url.URL
	status int
	header http.Header
	body   string
	doc    *html.Node
}

// do sends a request and does not follow where it leads.
func (b *browser) do(method, address, kind, body string) *seen {
	b.w.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.w.server.URL + address
	}
	r, err := http.NewRequestWithContext(b.w.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		b.w.t.Fatal(err)
	}
	for name, values := range b.header {
		r.Header[name] = values
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	answer, err := b.client.Do(r)
	if err != nil {
		b.w.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.w.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		b.w.t.Fatal(err)
	}
	return &seen{b: b, url: answer.Request.URL, status: answer.StatusCode, header: answer.Header, body: string(text), doc: doc}
}

const formKind = "application/x-www-form-urlencoded"

// open opens a page and follows where it leads.
func (b *browser) open(address string) *seen {
	b.w.t.Helper()
	return b.do(http.MethodGet, address, "", "").follow()
}

func (s *seen) follow() *seen {
	for range 10 {
		to := s.header.Get("Location")
		if to == "" {
			return s
		}
		next, err := s.url.Parse(to)
		if err != nil {
			s.b.w.t.Fatal(err)
		}
		s = s.b.do(http.MethodGet, next.String(), "", "")
	}
	s.b.w.t.Fatalf("%s leads in circles", s.url)
	return nil
}

// nodes are the elements of a kind, in order.
func (s *seen) nodes(kind atom.Atom) []*html.Node {
	var out []*html.Node
	for n := range s.doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == kind {
			out = append(out, n)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// text is what somebody reads in a node.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func (s *seen) heading() string {
	all := s.nodes(atom.H1)
	if len(all) != 1 {
		s.b.w.t.Fatalf("%s has %d headings:\n%s", s.url, len(all), s.body)
	}
	return text(all[0])
}

// fill sends the form with an action, with its hidden fields and what was typed.
func (s *seen) fill(action string, typed ...string) *seen {
	s.b.w.t.Helper()
	return s.sendForm(action, typed...).follow()
}

func (s *seen) sendForm(action string, typed ...string) *seen {
	s.b.w.t.Helper()
	for _, form := range s.nodes(atom.Form) {
		if attribute(form, "action") != action || attribute(form, "method") != "post" {
			continue
		}
		return s.fillForm(form, action, typed...)
	}
	s.b.w.t.Fatalf("%s has no form for %s:\n%s", s.url, action, s.body)
	return nil
}

// fillForm sends one form, with its hidden fields and what was typed.
func (s *seen) fillForm(form *html.Node, action string, typed ...string) *seen {
	s.b.w.t.Helper()
	values := url.Values{}
	for n := range form.Descendants() {
		if name := attribute(n, "name"); n.DataAtom == atom.Input && name != "" && !has(n, "disabled") && attribute(n, "type") != "checkbox" {
			values.Set(name, attribute(n, "value"))
		}
	}
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	return s.b.do(http.MethodPost, action, formKind, values.Encode())
}

// want complains unless a page has a status and says something.
func (s *seen) want(status int, says string) *seen {
	s.b.w.t.Helper()
	if s.status != status || !strings.Contains(html.UnescapeString(s.body), says) {
		s.b.w.t.Errorf("%s: got %d, want %d and %q in\n%s", s.url, s.status, status, says, s.body)
	}
	return s
}

// cookie is what the browser keeps under a name.
func (b *browser) cookie(name string) string {
	at, _ := url.Parse(b.w.server.URL)
	for _, c := range b.client.Jar.Cookies(at) {
		if strings.TrimPrefix(c.Name, "__Host-") == name {
			return c.Value
		}
	}
	return ""
}

// signIn signs somebody in with the usual password.
func (b *browser) signIn(email string) *seen {
	b.w.t.Helper()
	return b.open("/sign-in").fill("/sign-in", "email", email, "password", password).want(http.StatusOK, "You are signed in")
}

// lacks wants a page that does not say something.
func (s *seen) lacks(says string) *seen {
	s.b.w.t.Helper()
	if strings.Contains(s.body, says) {
		s.b.w.t.Errorf("%s says %q", s.url, says)
	}
	return s
}

package web

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"laurel/internal/gate"
	"laurel/internal/showroom"
)

// inOrder goes through all addresses that anybody found, with their rows.
func (s *show) inOrder(each func(p *page, address string, finder *walked)) {
	found := s.found()
	for _, p := range pages {
		if first := slices.IndexFunc(pages, func(o *page) bool { return o.path == p.path }); pages[first] != p {
			continue
		}
		for _, address := range slices.Sorted(maps.Keys(found[p.path])) {
			each(p, address, found[p.path][address])
		}
	}
}

// nobodyIsLedToSignIn asks for every page without a session: the page to sign in
// leads back to it.
func (s *show) nobodyIsLedToSignIn() {
	b := s.browser()
	s.inOrder(func(p *page, address string, _ *walked) {
		if p.who != signedIn {
			return
		}
		page := b.do(http.MethodGet, address, "", "")
		page.isSafe()
		if page.status != http.StatusSeeOther || !strings.HasPrefix(page.header.Get("Location"), "/sign-in?") {
			s.t.Errorf("nobody gets %d at %s, and is led to %q", page.status, address, page.header.Get("Location"))
			return
		}
		back := page.follow()
		back.isSafe()
		if got := back.hidden("/sign-in")["return"]; got != address {
			s.t.Errorf("%s: after signing in one gets to %q", address, got)
		}
	})
}

// hidden are the inputs of the form with an action that one does not see.
func (s *seen) hidden(action string) map[string]string {
	out := map[string]string{}
	for _, form := range s.nodes(atom.Form) {
		if attribute(form, "action") != action {
			continue
		}
		for n := range form.Descendants() {
			if n.DataAtom == atom.Input && attribute(n, "type") == "hidden" {
				out[attribute(n, "name")] = attribute(n, "value")
			}
		}
	}
	return out
}

// ofContoso are the people of one partner alone.
var ofContoso = []string{"partner_admin", "admin_agent", "member"}

// othersSeeNothing asks for every page of a partner's people as people of another
// partner, and as somebody who has left: what is not theirs is not there.
func (s *show) othersSeeNothing() {
	for _, other := range []string{"fabrikam", "left"} {
		b := s.asPerson(s.room.Person(other))
		for _, name := range ofContoso {
			for pattern, list := range s.walks[name].Found {
				for _, address := range list {
					if !strings.Contains(pattern, "{") || strings.Contains(pattern, "{$}") || slices.Contains(s.walks[other].Found[pattern], address) {
						continue
					}
					page := b.open(address)
					page.isSafe()
					if page.status != http.StatusNotFound || strings.Contains(page.body, "Contoso") {
						s.t.Errorf("%s gets %d at %s of %s:\n%s", other, page.status, address, name, page.body)
					}
				}
			}
		}
	}
}

// everyRoleGetsAnAnswer asks for one address of every page as everybody: it is there,
// or refused in words.
func (s *show) everyRoleGetsAnAnswer() {
	done := map[string]bool{}
	s.inOrder(func(p *page, address string, _ *walked) {
		for name, w := range s.walks {
			if w.pages[address] != nil || done[p.path+name] {
				continue
			}
			done[p.path+name] = true
			page := w.browser.open(address)
			page.isSafe()
			if page.isPage() {
				page.heading()
			}
			if !slices.Contains([]int{http.StatusOK, http.StatusForbidden, http.StatusNotFound}, page.status) {
				s.t.Errorf("%q gets %d at %s", name, page.status, address)
			}
		}
	})
}

// cruel are values that nobody means.
var cruel = []string{`"><x-evil x-evil="1">' x-evil='1 {{.}}`, "javascript:alert(1)", "a\x00b", "a\r\nLocation: //x-evil\n\n", "a\xffb", strings.Repeat("長", 3_000), "-1", "99999999999999999999", "../../x", "%zz", ""}

var variable = regexp.MustCompile(`\{[^}$]+\}`)

// crueltyInAddresses puts cruel values into every part of every address.
func (s *show) crueltyInAddresses() {
	done := map[string]bool{}
	s.inOrder(func(p *page, address string, finder *walked) {
		if done[p.path] {
			return
		}
		done[p.path] = true
		path, _, _ := strings.Cut(address, "?")
		for _, value := range cruel {
			for _, name := range finder.Asks[p.path] {
				finder.cruel(path + "?" + name + "=" + url.QueryEscape(value))
			}
			parts, row := strings.Split(path, "/"), strings.Split(p.path, "/")
			for i := range row {
				if i < len(parts) && variable.MatchString(row[i]) && value != "" {
					finder.cruel(strings.Join(slices.Concat(parts[:i], []string{url.PathEscape(value)}, parts[i+1:]), "/"))
				}
			}
		}
		finder.cruel(path + "?%zz&;;=a&a=b&a=c&return=//x-evil")
	})
}

// cruel wants of a cruel address an answer that is safe and says no more than that
// the request was wrong.
func (w *walked) cruel(address string) {
	t := w.browser.w.t
	t.Helper()
	page := w.browser.open(address)
	page.isSafe()
	if page.status >= 500 || page.isPage() && len(page.nodes(atom.H1)) != 1 {
		t.Errorf("%s: got %d", address, page.status)
	}
}

// crueltyInHeaders asks for pages with headers that no browser sends.
func (s *show) crueltyInHeaders() {
	for _, value := range []string{"\xff\xfe", cruel[0], strings.Repeat("x", 5_000)} {
		b := s.asPerson(s.room.Person("member"))
		for _, name := range []string{"User-Agent", "Accept-Language", "Referer", "X-Forwarded-For", gate.NumberHeader} {
			b.header.Set(name, value)
		}
		b.open("/").isSafe()
		b.open("/sign-in").sendForm("/sign-in", "email", s.room.Person("member").Email, "password", showroom.Password).isSafe()
		b.open("/sessions").want(http.StatusOK, "").isSafe()
		b.header.Set("Cookie", gate.LanguageCookie+"="+value+"; "+gate.ThemeCookie+"="+value+"; "+gate.SessionCookie+"="+value)
		b.open("/").isSafe()
	}
}

// otherMethodsAreRefused sends every page what it does not take.
func (s *show) otherMethodsAreRefused() {
	s.inOrder(func(p *page, address string, finder *walked) {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "MADE-UP"} {
			if s.isTaken(p.path, method) {
				continue
			}
			page := finder.browser.do(method, address, formKind, "")
			page.isSafe()
			if page.status != http.StatusMethodNotAllowed || page.header.Get("Allow") == "" {
				s.t.Errorf("%s %s: got %d, Allow: %q", method, address, page.status, page.header.Get("Allow"))
			}
		}
		if p.show == nil {
			return
		}
		if get, head := finder.browser.do(http.MethodGet, address, "", ""), finder.browser.do(http.MethodHead, address, "", ""); head.body != "" || head.status != get.status {
			s.t.Errorf("HEAD %s: got %d %q, and %d without HEAD", address, head.status, head.body, get.status)
		}
	})
}

func (s *show) isTaken(path, method string) bool {
	return slices.ContainsFunc(pages, func(p *page) bool { return p.path == path && p.takes(method) })
}

// sendable is a form that somebody sees.
type sendable struct {
	by     *walked
	row    *page
	action string
	values url.Values
	hidden map[string]bool
}

// forms are the forms that change something, each as somebody sees it.
func (s *show) forms() []sendable {
	seen := map[string]bool{}
	var out []sendable
	for _, name := range slices.Sorted(maps.Keys(s.walks)) {
		w := s.walks[name]
		for _, address := range slices.Sorted(maps.Keys(w.pages)) {
			for _, form := range w.pages[address].nodes(atom.Form) {
				action := attribute(form, "action")
				values, hidden := valuesOf(form)
				key := w.Pattern(action) + " " + values.Get("move")
				if !strings.EqualFold(attribute(form, "method"), "post") || seen[key] {
					continue
				}
				seen[key] = true
				i := slices.IndexFunc(pages, func(p *page) bool { return p.take != nil && p.path == w.Pattern(action) })
				if i < 0 {
					s.t.Errorf("%s has a form for %s, which takes none", address, action)
					continue
				}
				out = append(out, sendable{w, pages[i], action, values, hidden})
			}
		}
	}
	return out
}

// valuesOf is what a form sends when nothing is typed, and what of it one does not
// see; the last of several buttons sends it.
func valuesOf(form *html.Node) (out url.Values, hidden map[string]bool) {
	out, hidden = url.Values{}, map[string]bool{}
	for n := range form.Descendants() {
		switch name := attribute(n, "name"); {
		case n.Type != html.ElementNode || name == "" || has(n, "disabled"):
		case n.DataAtom == atom.Select || n.DataAtom == atom.Textarea || n.DataAtom == atom.Button || n.DataAtom == atom.Input:
			out.Set(name, attribute(n, "value"))
			hidden[name] = attribute(n, "type") == "hidden"
		}
	}
	return out, hidden
}

// badFormsAreRefused sends every form from another site, as somebody else, broken
// and too large: it is refused, and nothing is changed.
func (s *show) badFormsAreRefused() {
	for _, f := range s.forms() {
		before, _ := s.audit()
		s.fromElsewhere(f)
		s.asSomebodyElse(f)
		s.broken(f)
		if after, _ := s.audit(); before != after {
			s.t.Errorf("%s as %s: something was changed:\n%s", f.action, f.name(), strings.TrimPrefix(after, before))
		}
	}
}

func (f sendable) name() string {
	if f.by.person == nil {
		return "nobody"
	}
	return f.by.person.Name
}

// send sends a form with some headers.
func (f sendable) send(b *browser, kind, body string, headers ...string) *seen {
	for i := 0; i < len(headers); i += 2 {
		b.header.Set(headers[i], headers[i+1])
		defer b.header.Del(headers[i])
	}
	page := b.do(http.MethodPost, f.action, kind, body)
	page.isSafe()
	if page.status == http.StatusUnprocessableEntity {
		page.isSound("en")
	}
	return page
}

func (s *show) fromElsewhere(f sendable) {
	for _, h := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://x-evil.example"}, {"Origin", "null"}, {"Origin", s.server.URL + "0"}} {
		if page := f.send(f.by.browser, formKind, f.values.Encode(), h...); page.status != http.StatusForbidden {
			s.t.Errorf("%s with %v: got %d", f.action, h, page.status)
		}
	}
}

// asSomebodyElse sends it without a session, and as people of another partner.
func (s *show) asSomebodyElse(f sendable) {
	if f.row.who != signedIn {
		return
	}
	back := "/"
	if f.row.show != nil {
		back = f.action
	}
	if page := f.send(s.browser(), formKind, f.values.Encode()); page.status != http.StatusSeeOther || page.header.Get("Location") != "/sign-in?return="+url.QueryEscape(back) {
		s.t.Errorf("%s as nobody: got %d, and is led to %s", f.action, page.status, page.header.Get("Location"))
	}
	if !slices.Contains(ofContoso, f.name()) || !variable.MatchString(f.row.path) {
		return
	}
	for _, other := range []string{"fabrikam", "left"} {
		if page := f.send(s.asPerson(s.room.Person(other)), formKind, f.values.Encode()); page.status != http.StatusNotFound {
			s.t.Errorf("%s as %s: got %d", f.action, other, page.status)
		}
	}
}

// hugeBody is more than any form without files has.
var hugeBody = "a=" + strings.Repeat("x", 4<<20)

// broken sends it in ways in which no form of ours is sent.
func (s *show) broken(f sendable) {
	bad := []struct {
		what, kind, body string
		status           int
	}{
		{"no type", "", f.values.Encode(), http.StatusUnsupportedMediaType},
		{"JSON", "application/json", "{}", http.StatusUnsupportedMediaType},
		{"plain text", "text/plain", f.values.Encode(), http.StatusUnsupportedMediaType},
		{"a broken type", ";", f.values.Encode(), http.StatusUnsupportedMediaType},
		{"a huge body", formKind, hugeBody, http.StatusRequestEntityTooLarge},
		{"an unknown field", formKind, f.with("unheard-of", "1"), http.StatusBadRequest},
		{"a broken escape", formKind, "a=%zz", http.StatusBadRequest},
	}
	for _, b := range bad {
		if page := f.send(f.by.browser, b.kind, b.body); page.status != b.status {
			s.t.Errorf("%s as %s with %s: got %d, want %d", f.action, f.name(), b.what, page.status, b.status)
		}
	}
	if page := f.send(f.by.browser, formKind, f.values.Encode(), "Content-Encoding", "gzip"); page.status != http.StatusUnsupportedMediaType {
		s.t.Errorf("%s packed: got %d", f.action, page.status)
	}
	for name := range f.values {
		if f.hidden[name] {
			if page := f.send(f.by.browser, formKind, f.values.Encode()+"&"+name+"=2"); page.status != http.StatusBadRequest {
				s.t.Errorf("%s with %s twice: got %d", f.action, name, page.status)
			}
		}
		for _, value := range []string{"a\x00b", "a\xffb", strings.Repeat("長", 20_000/3)} {
			if name == "return" && !strings.ContainsAny(value, "\x00\xff") {
				continue
			}
			if page := f.send(f.by.browser, formKind, f.with(name, value)); page.status < 400 || page.status >= 500 {
				s.t.Errorf("%s as %s with %s=%.20q: got %d", f.action, f.name(), name, value, page.status)
			}
		}
	}
}

// with is the form with another value.
func (f sendable) with(name, value string) string {
	values := maps.Clone(f.values)
	values.Set(name, value)
	return values.Encode()
}

package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/store"
)

const idleProgram = `
program: rewards
version: "1"
effective: 2026-01-01
go-live: 2026-01-01
currency: USD
metrics:
  sales: {count: facts, of: sale, window: lifetime}
ladders:
  main: {for: partner, evaluate: on-change, tiers: [{id: starter, attain: sales >= 0}]}
deliveries:
  talk: {promises: {contact: {within: 7 days}}}
benefits:
  advice: {label: Advice, category: technical, unlock: {tier: starter}, deliver: talk}
`

// work makes passes of the background work until nothing is due.
func (w *world) work() {
	w.t.Helper()
	for _, chore := range w.app.Chores(nil) {
		for n := 1; n > 0; {
			var err error
			if n, err = chore.Pass(w.t.Context()); err != nil {
				w.t.Fatal(chore.Name, err)
			}
		}
	}
}

// The link in a promotional letter ends such letters without a sign-in: by the
// button of its page, or by one click in a mail program. Opening it does not.
func TestOneClickEndsPromotionalLetters(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		p, _ := w.invite("li@contoso.example", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
		if _, err := w.app.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(idleProgram)}); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			w.pass(31 * 24 * time.Hour)
			w.work()
			w.work()
		}
		link := w.link(p.ID, "/letters/stop/")
		wants := func() bool {
			self, err := w.app.Self(t.Context(), people.Who{ID: p.ID})
			if err != nil {
				t.Fatal(err)
			}
			return self.Promotional
		}
		b := w.browser()
		b.open(link).want(http.StatusOK, "no longer go to li@contoso.example")
		b.do(http.MethodHead, link, "", "")
		if !wants() {
			t.Fatal("opening the page ended the letters")
		}
		for _, test := range []struct{ kind, body string }{
			{formKind, "List-Unsubscribe=One-Click"},
			{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"},
			{formKind, ""},
		} {
			self, _ := w.app.Self(t.Context(), people.Who{ID: p.ID})
			if _, err := w.app.ChangeSelf(t.Context(), people.Who{ID: p.ID}, self.Revision, app.Profile{Name: "Li", Email: self.Email}, false, true); err != nil {
				t.Fatal(err)
			}
			b := w.browser()
			b.do(http.MethodPost, link, test.kind, test.body).want(http.StatusOK, "These letters have ended")
			if wants() || b.cookie(gate.SessionCookie) != "" {
				t.Errorf("%s: the letters have not ended", test.kind)
			}
		}
		b.open(link).fill(link).want(http.StatusOK, "These letters have ended") // again is as well
		for body, status := range map[string]int{"List-Unsubscribe=One-Click": http.StatusBadRequest, "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nc\r\n--x--\r\n": http.StatusBadRequest} {
			b.do(http.MethodPost, link, "multipart/form-data; boundary=x", body).want(status, "")
		}
		b.do(http.MethodPost, "/sign-in", "multipart/form-data; boundary=x", "").want(http.StatusUnsupportedMediaType, "")
		b.open("/letters/stop/ll_other").want(http.StatusForbidden, "The link does not work")
		b.do(http.MethodPost, "/letters/stop/ll_other", formKind, "").want(http.StatusForbidden, "The link does not work")
		others, err := w.app.Letters(t.Context(), w.root, store.LetterFilter{Partner: "contoso"}, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range others {
			if strings.Contains(l.Text+l.HTML+l.OptOut, "/letters/stop/") {
				t.Errorf("others read the link of %s", l.Kind)
			}
		}
		if log, _ := w.audit(); strings.Count(log, p.ID+"|stop promotional letters|"+p.ID) != 3 {
			t.Errorf("the audit log is\n%s", log)
		}
	})
}

// A provider of mail speaks for many readers from one address, right after the
// letters went out.
func TestMailProgramsMayEndManyLettersAtOnce(t *testing.T) {
	w := newWorld(t, t.TempDir()+"/laurel.db", setting{limit: usualLimit})
	b := w.browser()
	for n := range 10 * usualLimit.Burst {
		if s := b.do(http.MethodPost, "/letters/stop/ll_other", formKind, "List-Unsubscribe=One-Click"); s.status != http.StatusForbidden {
			t.Fatalf("number %d: got %d", n, s.status)
		}
	}
	for range usualLimit.Burst {
		b.do(http.MethodPost, "/password", formKind, "email=li%40contoso.example")
	}
	b.do(http.MethodPost, "/password", formKind, "email=li%40contoso.example").want(http.StatusTooManyRequests, "")
}

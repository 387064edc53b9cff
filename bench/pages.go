package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

// viewers is how many are signed in who look at pages.
const viewers = 8

// sessionCookie is gate.SessionCookie: what gate needs is no part of this module.
const sessionCookie = "laurel-session"

// pages measures how fast the standing page of a partner comes, and how many bytes
// the pages of a partner have on the wire.
func pages(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	for _, e := range chosen(engines(dir)) {
		m := marketplace{partners: *partners, perEach: 10}
		settle(e.own, dir, m, time.Now, published)
		sessions := signIn(e.own)
		s := b.serve(e.own)
		seen := s.lookAt(asking, m, sessions)
		t.add(fmt.Sprintf("the standing page of one of %d partners, %d times a second, %s", m.partners, *views, e.name), latencies(seen), "aim: p95 under 30 ms")
		t.add(fmt.Sprintf("bytes of that page on the wire, %s", e.name), fmt.Sprintf("%.1f KB", seen.BytesIn.Mean/1000), "aim: under 100 KB")
		path, size := s.heaviest(partner(0), sessions[0])
		t.add(fmt.Sprintf("the heaviest page of a partner, %s", e.name), fmt.Sprintf("%.1f KB (%s)", float64(size)/1000, path), "aim: under 100 KB")
		s.stop()
	}
}

// signIn lets somebody of the Rewards team in, and gives the secrets of their
// sessions.
func signIn(database string) []string {
	ctx := context.Background()
	a, err := app.Open(ctx, database, time.Now)
	must(err)
	defer a.Close()
	const password = "correct horse battery"
	secret, err := a.NewSetUp(ctx)
	must(err)
	root, err := a.SetUp(ctx, app.SetUpInput{Secret: secret, Password: password, Profile: app.Profile{Name: "Robin Root", Email: "root@marketplace.example", Language: "en"}})
	must(err)
	who, _, err := a.WhoseSession(ctx, root.Secret)
	must(err)
	invited, err := a.Invite(ctx, who, app.InviteInput{Seat: people.Seat{Role: people.RewardsAgent}, Profile: app.Profile{Name: "Ines Costa", Email: "ines@marketplace.example", Language: "en"}})
	must(err)
	_, err = a.AcceptInvitation(ctx, app.AcceptInput{Secret: invitation(ctx, a, invited.ID), Password: password})
	must(err)
	var out []string
	for range viewers {
		opened, err := a.SignIn(ctx, app.SignInInput{Email: "ines@marketplace.example", Password: password, Browser: "bench"})
		must(err)
		out = append(out, opened.Secret)
	}
	return out
}

// invitation is what the letter to somebody opens.
func invitation(ctx context.Context, a *app.App, person string) string {
	letters, err := a.Letters(ctx, people.Who{ID: person}, store.LetterFilter{Person: person}, "", 10)
	must(err)
	for _, l := range letters {
		if _, rest, found := strings.Cut(l.Text, "/invitation/"); found {
			return strings.Fields(rest)[0]
		}
	}
	must(errors.New("nobody was invited"))
	return ""
}

// asBrowser is what a browser sends in which somebody is signed in.
func asBrowser(session string) http.Header {
	return http.Header{"Cookie": {sessionCookie + "=" + session}, "Accept-Encoding": {"gzip"}}
}

func (s *serving) pageOf(partner, page string) string {
	return "http://" + s.address + "/partners/" + partner + page
}

// lookAt looks at standing pages at a steady pace, whatever the answers take.
func (s *serving) lookAt(length time.Duration, m marketplace, sessions []string) *vegeta.Metrics {
	random := rand.New(rand.NewPCG(9, 10))
	next := func(t *vegeta.Target) error {
		t.Method, t.URL, t.Header = http.MethodGet, s.pageOf(partner(random.IntN(m.partners)), "/standing"), asBrowser(sessions[random.IntN(len(sessions))])
		return nil
	}
	var out vegeta.Metrics
	attacker := vegeta.NewAttacker(vegeta.Connections(64), vegeta.Redirects(vegeta.NoFollow))
	for answer := range attacker.Attack(next, vegeta.Rate{Freq: *views, Per: time.Second}, length, "") {
		if answer.Code != http.StatusOK { // a page that leads elsewhere was not seen
			must(fmt.Errorf("%s was answered with %d %s", answer.URL, answer.Code, answer.Error))
		}
		out.Add(answer)
	}
	out.Close()
	return &out
}

// partnerPages are those that a partner reads.
var partnerPages = []string{"", "/seen", "/standing", "/what-if", "/benefits", "/benefits?tab=technical", "/sponsorship", "/offers", "/contacts", "/tickets", "/letters", "/settings"}

// heaviest is the page of a partner that has the most bytes on the wire.
func (s *serving) heaviest(partner, session string) (path string, size int64) {
	for _, page := range partnerPages {
		call, err := http.NewRequest(http.MethodGet, s.pageOf(partner, page), nil)
		must(err)
		call.Header = asBrowser(session)
		got, err := s.client.Do(call)
		must(err)
		n, err := io.Copy(io.Discard, got.Body)
		must(err)
		got.Body.Close()
		if got.StatusCode != http.StatusOK {
			must(fmt.Errorf("%s was answered %s", page, got.Status))
		}
		if n > size {
			path, size = page, n
		}
	}
	return path, size
}

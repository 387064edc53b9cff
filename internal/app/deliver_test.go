package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/post"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// mailServer is a fake for what is outside the process: it answers as it is told
// to, and keeps what it got.
type mailServer struct {
	answer post.Outcome
	err    error
	got    []post.Outgoing
}

func (m *mailServer) Deliver(_ context.Context, o post.Outgoing) (post.Receipt, error) {
	m.got = append(m.got, o)
	return post.Receipt{Outcome: m.answer, Answer: "so it is"}, m.err
}

// deliverAll makes passes of the chore that delivers until nothing is due.
func deliverAll(t *testing.T, a *app.App, by app.Post) {
	t.Helper()
	for _, chore := range a.Chores(by) {
		for n := 1; chore.Name == "deliver" && n > 0; {
			var err error
			if n, err = chore.Pass(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestWhatBecomesOfALetter holds what each answer of a mail server means.
func TestWhatBecomesOfALetter(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		_, root := setUp(t, a)
		deliverAll(t, a, nil)
		for i, test := range []struct {
			answer  post.Outcome
			err     error
			want    store.LetterState
			outcome string
			again   bool
		}{
			{post.Accepted, nil, store.Sent, "accepted", false},
			{post.BadAddress, nil, store.Refused, "bad-address", false},
			{post.Refused, nil, store.Refused, "refused", false},
			{post.Unknown, nil, store.Unknown, "unknown", false},
			{post.Deferred, nil, store.Waiting, "deferred", true},
			{post.Unreachable, nil, store.Waiting, "unreachable", true},
			{"", errors.New("no message"), store.Refused, "refused", false},
		} {
			p, err := a.Invite(t.Context(), root, app.InviteInput{Profile: app.Profile{Name: "Li", Email: fmt.Sprintf("li.%d@contoso.example", i)}, Seat: people.Seat{Role: people.Auditor}})
			if err != nil {
				t.Fatal(err)
			}
			server := &mailServer{answer: test.answer, err: test.err}
			deliverAll(t, a, server)
			l := newestLetter(t, a, p.ID)
			tries := l.Deliveries
			if len(server.got) != 1 || l.State != test.want || len(tries) != 1 || tries[0].Outcome != test.outcome {
				t.Errorf("%s: %d attempts, the letter is %s, %+v", test.answer, len(server.got), l.State, tries)
			}
			if out := server.got[0]; out.ID != l.ID || out.ToName != "Li" || out.To != l.Address || out.Written != l.Created || out.Letter.Text != l.Text {
				t.Errorf("%s: handed in was %+v", test.answer, out)
			}
			c.pass(3 * time.Minute)
			deliverAll(t, a, server)
			if (len(server.got) == 2) != test.again {
				t.Errorf("%s: %d attempts three minutes later", test.answer, len(server.got))
			}
			c.pass(30 * 24 * time.Hour)
			deliverAll(t, a, &mailServer{answer: post.Accepted})
		}
	})
}

// A letter that is never taken is given up after two days or so.
func TestALetterIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		_, root := setUp(t, a)
		deliverAll(t, a, nil)
		p, err := a.Invite(t.Context(), root, app.InviteInput{Profile: app.Profile{Name: "Li", Email: "li@contoso.example"}, Seat: people.Seat{Role: people.Auditor}})
		wants(t, err, problem.Kind(""))
		server := &mailServer{answer: post.Unreachable}
		for range 3 * 24 {
			deliverAll(t, a, server)
			c.pass(time.Hour)
		}
		if l := newestLetter(t, a, p.ID); l.State != store.GivenUp || len(l.Deliveries) != len(server.got) || len(server.got) != 11 {
			t.Errorf("after %d attempts the letter is %s", len(server.got), l.State)
		}
	})
}

// Only an address that does not exist ends a marketing contact: what a server
// thinks of a letter does not.
func TestOnlyABadAddressIsABounce(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		d := newDesk(t, a, c)
		d.ready()
		d.person("tom", people.Seat{Role: people.Member, Partner: "contoso"})
		for _, test := range []struct {
			contact string
			answer  post.Outcome
			want    bool
		}{{"member", post.Refused, false}, {"tom", post.BadAddress, true}} {
			deliverAll(t, a, nil)
			_, err := d.app.AssignContact(t.Context(), d.who["admin"], app.ContactInput{Partner: "contoso", Person: d.id[test.contact], Language: "en"})
			wants(t, err, "")
			deliverAll(t, a, &mailServer{answer: test.answer})
			if asked := strings.Contains(d.kinds("admin"), "contact-needed"); asked != test.want {
				t.Errorf("%s: a successor is asked for: %v", test.answer, asked)
			}
		}
	})
}

func newestLetter(t *testing.T, a *app.App, person string) app.LetterView {
	t.Helper()
	who := people.Who{ID: person}
	list, err := a.Letters(t.Context(), who, store.LetterFilter{Person: person}, "", 1)
	if err != nil || len(list) != 1 {
		t.Fatalf("%s has %d letters, %v", person, len(list), err)
	}
	l, err := a.Letter(t.Context(), who, list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

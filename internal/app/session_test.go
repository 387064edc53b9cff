package app_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store/storetest"
)

// clock is a time that a test moves on.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time       { return c.now }
func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }
func newClock() *clock                { return &clock{time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)} }
func wants(t *testing.T, err error, kind problem.Kind) {
	t.Helper()
	if got := problem.KindOf(err); got != kind {
		t.Errorf("got %q (%v), want %q", got, err, kind)
	}
}

// each runs a test on every engine with a clock that it moves.
func each(t *testing.T, test func(t *testing.T, a *app.App, c *clock)) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		c := newClock()
		a, err := app.Open(t.Context(), dsn, c.Now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close() })
		test(t, a, c)
	})
}

const password = "correct horse battery"

var anna = app.Profile{Name: "Anna", Email: "anna@operator.example", Language: "en", Zone: "Europe/Berlin"}

// setUp makes the first system admin.
func setUp(t *testing.T, a *app.App) (app.Opened, people.Who) {
	t.Helper()
	link, err := a.NewSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	opened, err := a.SetUp(t.Context(), app.SetUpInput{Secret: link, Password: password, Browser: "test", Profile: anna})
	if err != nil {
		t.Fatal(err)
	}
	who, _, err := a.WhoseSession(t.Context(), opened.Secret)
	if err != nil {
		t.Fatal(err)
	}
	return opened, who
}

func TestTheFirstAdminIsMadeOnce(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		ctx := t.Context()
		first, _ := a.NewSetUp(ctx)
		link, err := a.NewSetUp(ctx)
		wants(t, err, "")
		_, err = a.SetUp(ctx, app.SetUpInput{Secret: first, Password: password, Profile: anna})
		wants(t, err, problem.Unauthenticated) // the newer link took its place
		_, err = a.SetUp(ctx, app.SetUpInput{Secret: link, Password: "short", Profile: app.Profile{Email: "no", Zone: "Mars", Language: "?", Phone: "1"}})
		wants(t, err, problem.Invalid)
		if p := problem.Of(err); len(p.Mistakes) != 6 {
			t.Errorf("got %v, want six mistakes", err)
		}
		c.pass(8 * 24 * time.Hour)
		_, err = a.SetUp(ctx, app.SetUpInput{Secret: link, Password: password, Profile: anna})
		wants(t, err, problem.Unauthenticated) // too old
		setUp(t, a)
		_, err = a.NewSetUp(ctx)
		wants(t, err, problem.Conflict)
	})
}

func TestSessionsAndPasswords(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		ctx := t.Context()
		opened, who := setUp(t, a)
		for range 5 {
			_, err := a.SignIn(ctx, app.SignInInput{Email: "anna@operator.example", Password: "wrong"})
			wants(t, err, problem.Unauthenticated)
		}
		_, err := a.SignIn(ctx, app.SignInInput{Email: "anna@operator.example", Password: password})
		wants(t, err, problem.Unauthenticated) // the same as for everybody; the owner gets a letter
		c.pass(time.Minute + time.Second)
		second, err := a.SignIn(ctx, app.SignInInput{Email: "Anna@Operator.example", Password: password, Browser: "phone"})
		wants(t, err, "")
		_, err = a.SignIn(ctx, app.SignInInput{Email: "nobody@operator.example", Password: password})
		wants(t, err, problem.Unauthenticated)
		list, err := a.Sessions(ctx, who)
		if err != nil || len(list) != 2 || list[0].Label != "phone" {
			t.Fatalf("got %v, %v; want two sessions, the phone first", list, err)
		}
		wants(t, a.EndSession(ctx, who, list[0].ID), "")
		wants(t, a.EndSession(ctx, who, list[0].ID), problem.NotFound)
		_, _, err = a.WhoseSession(ctx, second.Secret)
		wants(t, err, problem.Unauthenticated)
		wants(t, a.SignOut(ctx, opened.Secret), "")
		_, _, err = a.WhoseSession(ctx, opened.Secret)
		wants(t, err, problem.Unauthenticated)
		third, _ := a.SignIn(ctx, app.SignInInput{Email: "anna@operator.example", Password: password})
		c.pass(13 * time.Hour)
		_, _, err = a.WhoseSession(ctx, third.Secret)
		wants(t, err, problem.Unauthenticated)
	})
}

func TestAnInvitationIsAcceptedOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		p, err := d.app.Invite(ctx, d.who["admin"], app.InviteInput{Profile: app.Profile{Name: "New", Email: "new@example.com"}, Seat: people.Seat{Role: people.Member, Partner: "contoso"}})
		wants(t, err, "")
		link := d.secret(p.ID, "/invitation/")
		_, err = d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: link, Password: "short"})
		wants(t, err, problem.Invalid)
		opened, err := d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: link, Password: password})
		wants(t, err, "")
		_, err = d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: link, Password: password})
		wants(t, err, problem.Unauthenticated)
		wants(t, d.app.AskPassword(ctx, "new@example.com"), "")
		wants(t, d.app.AskPassword(ctx, "nobody@example.com"), "")
		_, err = d.app.SetPassword(ctx, app.AcceptInput{Secret: d.secret(p.ID, "/password/"), Password: password + "!"})
		wants(t, err, "")
		_, _, err = d.app.WhoseSession(ctx, opened.Secret)
		wants(t, err, problem.Unauthenticated) // a new password ends the other sessions
		_, err = d.app.Invite(ctx, d.who["member"], app.InviteInput{Profile: app.Profile{Name: "X", Email: "x@example.com"}, Seat: people.Seat{Role: people.PartnerAdmin, Partner: "contoso"}})
		wants(t, err, problem.Forbidden)
		_, err = d.app.Invite(ctx, d.who["admin"], app.InviteInput{Profile: app.Profile{Name: "X", Email: "x@example.com"}, Seat: people.Seat{Role: people.Auditor}})
		wants(t, err, problem.Forbidden)
	})
}

func TestKeys(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		ctx := t.Context()
		_, who := setUp(t, a)
		_, err := a.MakeKey(ctx, who, app.KeyInput{Scopes: []people.Act{"fly", people.PublishProgram}, Days: 1000})
		wants(t, err, problem.Invalid)
		if p := problem.Of(err); p == nil || len(p.Mistakes) != 4 {
			t.Errorf("got %v, want four mistakes: name, days, a scope that there is not, one that is not hers", err)
		}
		key, err := a.MakeKey(ctx, who, app.KeyInput{Name: "feed", Scopes: []people.Act{people.SendFacts}, Days: 30})
		wants(t, err, "")
		feed, err := a.Authenticate(ctx, key.Value)
		wants(t, err, "")
		if feed.Name() != key.ID || !feed.Can(people.SendFacts, people.About{}) || feed.Can(people.SeeAudit, people.About{}) {
			t.Errorf("got %+v, want the key's scope and no more", feed)
		}
		_, err = a.Authenticate(ctx, key.Value+"x")
		wants(t, err, problem.Unauthenticated)
		c.pass(31 * 24 * time.Hour)
		_, err = a.Authenticate(ctx, key.Value)
		wants(t, err, problem.Unauthenticated)
		other, _ := a.MakeKey(ctx, who, app.KeyInput{Name: "other", Scopes: []people.Act{people.SendFacts}})
		wants(t, a.RevokeKey(ctx, who, "", other.ID), "")
		_, err = a.Authenticate(ctx, other.Value)
		wants(t, err, problem.Unauthenticated)
		wants(t, a.RevokeKey(ctx, who, "", "key_none"), problem.NotFound)
		_, err = a.MakeKey(ctx, people.Who{ID: "per_x", Seats: []people.Seat{{Role: people.Auditor}}}, app.KeyInput{Name: "x", Scopes: []people.Act{people.SeeAudit}})
		wants(t, err, problem.Forbidden)
		check, err := a.VerifyAudit(ctx)
		if err != nil || check.Broken != 0 || check.Lines == 0 {
			t.Errorf("got %+v, %v; want an audit trail that holds", check, err)
		}
	})
}

// A lock looks like a wrong password to whoever tries; only the owner of the
// address is told.
func TestALockIsToldToItsOwnerAlone(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		p, _ := d.app.Invite(ctx, d.who["admin"], app.InviteInput{Profile: app.Profile{Name: "New", Email: "new@example.com"}, Seat: people.Seat{Role: people.Member, Partner: "contoso"}})
		_, err := d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: d.secret(p.ID, "/invitation/"), Password: password})
		wants(t, err, "")
		say := func(email, password string) string {
			_, err := d.app.SignIn(ctx, app.SignInInput{Email: email, Password: password})
			return err.Error()
		}
		for range 8 {
			if known, stranger := say("new@example.com", "wrong"), say("nobody@example.com", "wrong"); known != stranger {
				t.Fatalf("got %q for somebody and %q for nobody", known, stranger)
			}
		}
		if got, want := say("new@example.com", password), say("nobody@example.com", password); got != want {
			t.Errorf("got %q with the right password, want %q", got, want)
		}
		letters := 0
		for _, l := range d.letters(p.ID) {
			if l.Kind == "sign-in-locked" {
				letters++
			}
		}
		if letters != 1 {
			t.Errorf("got %d letters about it, want one", letters)
		}
	})
}

// When a session was used last is kept to ten minutes.
func TestSessionsKnowWhenTheyWereUsed(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		opened, who := setUp(t, a)
		seen := func() string {
			if _, _, err := a.WhoseSession(t.Context(), opened.Secret); err != nil {
				t.Fatal(err)
			}
			list, err := a.Sessions(t.Context(), who)
			if err != nil || len(list) != 1 {
				t.Fatalf("got %v, %v", list, err)
			}
			if list[0].Seen.IsZero() {
				return ""
			}
			return list[0].Seen.String()
		}
		var got []string
		for range 4 {
			got = append(got, seen())
			c.pass(6 * time.Minute)
		}
		if diff := cmp.Diff([]string{"", "", "2026-11-22T09:12:00Z", "2026-11-22T09:12:00Z"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

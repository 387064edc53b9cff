package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// days lets so many days pass, each with its background work. What follows is
// done twice in the end, so that what is told twice is seen.
func (d *desk) days(n int) {
	d.t.Helper()
	for range n {
		d.clock.pass(24 * time.Hour)
		d.work()
		d.work()
	}
	d.all()
}

func (d *desk) count(name, kind string) (n int) {
	for _, each := range strings.Fields(d.kinds(name)) {
		if each == kind {
			n++
		}
	}
	return n
}

// Benefits that nobody begins to use are recommended once to whoever wants such
// letters, and not to a partner that opted out.
func TestIdleBenefitsAreRemindedOf(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.admin("mei", "zh-CN")
		mei, err := d.app.Self(t.Context(), d.who["mei"])
		wants(t, err, "")
		_, err = d.app.ChangeSelf(t.Context(), d.who["mei"], mei.Revision, app.Profile{Name: mei.Name, Email: mei.Email}, false, false)
		wants(t, err, "")
		wants(t, d.app.OptOut(t.Context(), d.who["other"], store.OptOut{Partner: "fabrikam", Program: "rewards"}, true), "")
		d.all()
		d.days(45)
		for name, want := range map[string]int{"admin": 1, "mei": 0, "other": 0, "member": 0} {
			if got := d.count(name, "benefits-waiting"); got != want {
				t.Errorf("%s was reminded %d times, want %d", name, got, want)
			}
		}
		says(t, d.letter("admin", "benefits-waiting"), "- Credit, 1,000 USD: to be used by Friday, 10 September 2027 - Hours - Advice", "No more letters of this kind")
	})
}

// Before the program's go-live nothing is told.
func TestNothingIsToldBeforeTheGoLive(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		_, err := d.app.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(strings.Replace(strings.Replace(deskProgram, `version: "1"`, `version: "2"`, 1), "go-live: 2026-11-01", "go-live: 2027-06-01", 1))})
		wants(t, err, "")
		d.all()
		d.days(40)
		if got := d.kinds("admin"); got != "invitation" {
			t.Errorf("the admin got %s", got)
		}
	})
}

// Who takes part under older terms is asked once to accept the new ones; who never
// took part is not.
func TestNewTermsAreAskedFor(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		_, err := d.app.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(strings.NewReplacer(`version: "1"`, `version: "2"`,
			"effective: 2026-01-01", "effective: 2026-11-25", `terms: {version: "2026"`, `terms: {version: "2027"`).Replace(deskProgram))})
		wants(t, err, "")
		for day, want := range []int{0, 0, 0, 1, 1} {
			if d.all(); d.count("admin", "terms-changed") != want || d.count("other", "terms-changed") != 0 {
				t.Errorf("on day %d the admin got %s, and the other %s", day, d.kinds("admin"), d.kinds("other"))
			}
			d.days(1)
		}
		says(t, d.letter("admin", "terms-changed"), "version 2027. They hold from Wednesday, 25 November 2026 on.")
	})
}

// Nobody would get the instructions: the admins learn it, once, although nothing
// else is kept of what was refused.
func TestAMissingContactIsToldToTheAdmins(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.all()
		wants(t, d.app.Enroll(t.Context(), d.who["admin"], "contoso", "rewards", "2026"), "")
		for range 2 {
			_, err := d.app.OpenCase(t.Context(), d.who["manager"], blog())
			wants(t, err, problem.Invalid)
		}
		says(t, d.letter("admin", "contact-missing"), "Manager wanted to activate “Blog feature” for contoso. It did not go through.", "has no marketing contact")
		_, err := d.app.AssignContact(t.Context(), d.who["admin"], app.ContactInput{Partner: "contoso", Person: d.id["li"], Language: "en"})
		wants(t, err, "")
		_, err = d.app.Once(t.Context(), app.Call{Caller: "manager", Key: "k", Request: "r"}, func(ctx context.Context) (string, error) {
			_, err := d.app.OpenCase(ctx, d.who["manager"], blog())
			return "", err
		})
		wants(t, err, problem.Invalid)
		says(t, d.letter("admin", "contact-missing"), "has not confirmed the address yet")
		if got := d.count("admin", "contact-missing"); got != 2 {
			t.Errorf("the admin was told %d times", got)
		}
	})
}

// A key that stops working is announced once to whoever made it, and to those who
// can make another when nobody is there who did.
func TestKeysThatEndAreAnnounced(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		for _, k := range []app.KeyInput{{Partner: "contoso", Name: "Night run", Scopes: []people.Act{people.SeePartner}, Days: 30}, {Partner: "contoso", Name: "Short", Scopes: []people.Act{people.SeePartner}, Days: 4}} {
			_, err := d.app.MakeKey(t.Context(), d.who["admin"], k)
			wants(t, err, "")
		}
		_, err := d.app.MakeKey(t.Context(), people.Console(), app.KeyInput{Name: "Feed", Scopes: []people.Act{people.SendFacts}, Days: 10})
		wants(t, err, "")
		d.id["root"] = d.who["root"].ID
		for day, want := range []map[string]int{1: {}, 2: {"admin": 1}, 4: {"admin": 1}, 5: {"admin": 1, "root": 1}, 15: {"admin": 1, "root": 1}, 16: {"admin": 2, "root": 1}, 32: {"admin": 2, "root": 1}} {
			if day > 0 {
				d.days(1)
			}
			for name, n := range want {
				if got := d.count(name, "key-expiring"); got != n {
					t.Errorf("on day %d %s was told %d times, want %d", day, name, got, n)
				}
			}
		}
		says(t, d.letter("admin", "key-expiring"), "Your key “Night run” stops working on Tuesday, 22 December 2026, 09:00 (UTC).")
	})
}

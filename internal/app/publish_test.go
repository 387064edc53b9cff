package app_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// settle lets somebody who was invited in.
func (d *desk) settle(name string) {
	d.t.Helper()
	_, err := d.app.AcceptInvitation(d.t.Context(), app.AcceptInput{Secret: d.secret(d.id[name], "/invitation/"), Password: "a-long-enough-password-9"})
	wants(d.t, err, "")
}

// version is another version of the program, in force from a day on.
func version(n, effective string) app.ApplyInput {
	text := strings.NewReplacer(`version: "1"`, `version: "`+n+`"`, "effective: 2026-01-01", "effective: "+effective).Replace(deskProgram)
	return app.ApplyInput{File: "rewards.yaml", Text: []byte(text)}
}

func (d *desk) published() int {
	d.t.Helper()
	list, err := d.app.Programs(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return len(list)
}

// Who is the only one that may publish does so alone; two publish together, and the
// console as it likes.
func TestAProgramIsPublishedByTwo(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.settle("owner")
		done, err := d.app.Publish(ctx, d.who["owner"], version("2", "2027-01-01"))
		if wants(t, err, ""); !done.New || done.Proposal != "" || d.published() != 2 {
			t.Fatalf("got %+v, want it published", done)
		}
		d.person("chief", people.Seat{Role: people.ProgramOwner})
		d.settle("chief")
		done, err = d.app.Publish(ctx, d.who["owner"], version("3", "2027-02-01"))
		if wants(t, err, ""); done.New || done.Proposal == "" || d.published() != 2 {
			t.Fatalf("got %+v, want a proposal", done)
		}
		if got := d.kinds("chief"); !strings.Contains(got, "program-to-confirm") {
			t.Errorf("the other one got %s", got)
		}
		if got := d.kinds("owner"); strings.Contains(got, "program-to-confirm") {
			t.Errorf("who proposed got %s", got)
		}
		_, err = d.app.Publish(ctx, d.who["chief"], version("4", "2027-03-01"))
		wants(t, err, problem.Conflict)
		again, err := d.app.Publish(ctx, d.who["chief"], version("2", "2027-01-01"))
		if wants(t, err, ""); again.New || again.Proposal != "" {
			t.Errorf("what is published already: %+v", again)
		}
		for _, name := range []string{"owner", "finance", "rewards", "root"} {
			_, err := d.app.ConfirmProposal(ctx, d.who[name], done.Proposal)
			if problem.KindOf(err) != problem.Forbidden && problem.KindOf(err) != problem.NotFound {
				t.Errorf("%s confirms: %v", name, err)
			}
		}
		p, err := d.app.ConfirmProposal(ctx, d.who["chief"], done.Proposal)
		if wants(t, err, ""); p.State != store.Confirmed || d.published() != 3 {
			t.Errorf("got %+v, want it published", p)
		}
		_, err = d.app.ConfirmProposal(ctx, d.who["chief"], done.Proposal)
		wants(t, err, problem.Conflict)
		done, err = d.app.Publish(ctx, people.Console(), version("5", "2027-03-01"))
		if wants(t, err, ""); !done.New {
			t.Errorf("the console: %+v", done)
		}
	})
}

// What has changed since a version was proposed, nobody may have looked at.
func TestAVersionIsConfirmedAsItWasProposed(t *testing.T) {
	for name, test := range map[string]struct {
		meanwhile func(d *desk)
		want      problem.Kind
	}{
		"nothing":         {func(*desk) {}, ""},
		"another version": {func(d *desk) { d.app.Publish(d.t.Context(), people.Console(), version("9", "2027-03-01")) }, problem.Stale},
		"its day is over": {func(d *desk) { d.clock.pass(60 * 24 * time.Hour) }, problem.Stale},
	} {
		t.Run(name, func(t *testing.T) {
			eachDesk(t, func(t *testing.T, d *desk) {
				d.person("chief", people.Seat{Role: people.ProgramOwner})
				d.settle("chief")
				done, err := d.app.Publish(t.Context(), d.who["owner"], version("2", "2026-12-24"))
				wants(t, err, "")
				test.meanwhile(d)
				p, err := d.app.Proposal(t.Context(), d.who["chief"], done.Proposal)
				wants(t, err, "")
				wants(t, d.app.SinceProposed(t.Context(), p), test.want)
				_, err = d.app.ConfirmProposal(t.Context(), d.who["chief"], done.Proposal)
				wants(t, err, test.want)
				if test.want != "" {
					_, err = d.app.DeclineProposal(t.Context(), d.who["owner"], done.Proposal, "too late")
					wants(t, err, "")
				}
			})
		})
	}
}

// A version that waits too long is asked about once more.
func TestAVersionThatWaitsIsRemindedOf(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.person("chief", people.Seat{Role: people.ProgramOwner})
		d.settle("chief")
		_, err := d.app.Publish(t.Context(), d.who["owner"], version("2", "2026-12-24"))
		wants(t, err, "")
		d.kinds("chief")
		d.clock.pass(5 * 24 * time.Hour)
		d.work()
		if got := d.kinds("chief"); !strings.Contains(got, "program-to-confirm") {
			t.Errorf("got %q, want to be reminded", got)
		}
	})
}

// The setting says how many persons it takes; who publishes does not decide it.
func TestHowManyPublishIsASetting(t *testing.T) {
	day := calendar.MustParseDay("2027-01-01").String()
	for _, test := range []struct {
		rule    app.Publishing
		console bool // publishes
		owner   bool // publishes alone, though there is another one
	}{{app.Publishing{}, true, false}, {app.Publishing{Persons: app.One}, true, true}, {app.Publishing{Persons: app.Two, Console: true}, false, false}} {
		eachDesk(t, func(t *testing.T, d *desk) {
			ctx := t.Context()
			d.person("chief", people.Seat{Role: people.ProgramOwner})
			d.settle("chief")
			wants(t, d.app.SetPublishing(ctx, d.who["owner"], 0, test.rule), problem.Forbidden)
			wants(t, d.app.SetPublishing(ctx, d.who["root"], 0, test.rule), "")
			wants(t, d.app.SetPublishing(ctx, d.who["root"], 0, test.rule), problem.Stale)
			done, err := d.app.Publish(ctx, people.Console(), version("2", day))
			if done.New != test.console || (err == nil) != test.console {
				t.Errorf("%+v: the console: %+v, %v", test.rule, done, err)
			}
			if done, err = d.app.Publish(ctx, d.who["owner"], version("3", day)); err != nil || done.New != test.owner {
				t.Errorf("%+v: the owner: %+v, %v", test.rule, done, err)
			}
		})
	}
}

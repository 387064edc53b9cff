package app_test

import (
	"strings"
	"sync"
	"testing"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store/storetest"
)

// twoDesks are two processes on one database.
func twoDesks(t *testing.T, test func(t *testing.T, d *desk, other *app.App)) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		c, open := newClock(), func() *app.App {
			a, err := app.Open(t.Context(), dsn, newClock().Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { a.Close() })
			return a
		}
		first := open()
		test(t, newDesk(t, first, c), open())
	})
}

func (d *desk) grants(benefit string) []standing.GrantStanding {
	d.t.Helper()
	timelines, err := d.app.Timelines(d.t.Context(), app.PartnerView{Partner: "contoso"})
	if err != nil {
		d.t.Fatal(err)
	}
	var out []standing.GrantStanding
	for _, g := range timelines[0].GrantsOn(timelines[0].At) {
		if g.Benefit == benefit {
			out = append(out, g)
		}
	}
	return out
}

func (d *desk) byHand(in app.GrantInput) app.GrantInput {
	in.Program, in.Partner, in.Because, in.Approver = "rewards", "contoso", "a webinar that we canceled", d.id["finance"]
	return in
}

// What is revoked cannot be revoked again, at the same moment and from another
// process either.
func TestAGrantIsRevokedOnce(t *testing.T) {
	twoDesks(t, func(t *testing.T, d *desk, other *app.App) {
		ctx := t.Context()
		id, err := d.app.GiveGrant(ctx, d.who["rewards"], d.byHand(app.GrantInput{Benefit: "blog"}))
		wants(t, err, "")
		errs := make([]error, 8)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				by := []*app.App{d.app, other}[i%2]
				errs[i] = by.RevokeGrant(ctx, d.who["rewards"], d.byHand(app.GrantInput{Grant: id}))
			})
		}
		all.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else {
				wants(t, err, problem.Conflict)
			}
		}
		facts, _, err := d.app.FactsOf(ctx, d.who["rewards"], app.FactsOfInput{Partner: "contoso", Kind: fact.Revocation, Limit: 10})
		if err != nil || done != 1 || len(facts) != 1 {
			t.Errorf("revoked %d times, with %d facts, %v; want once", done, len(facts), err)
		}
		if list := d.grants("blog"); len(list) != 2 || list[0].State != standing.Available {
			t.Errorf("got %+v, want the one that is due, and the one that was given", list)
		}
	})
}

// An act is done to a partner by its id; a part of its name is nobody.
func TestAPartOfANameIsNoPartner(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.facts(`{"id":"p1","kind":"partner","partner":"contoso","happened":"2026-01-01","shape":"state","attributes":{"name":"Contoso Ltd"}}`)
		for _, word := range []string{"Contoso Ltd", "cont", "nobody"} {
			in := d.byHand(app.GrantInput{Benefit: "blog", Grant: "grant_1"})
			in.Partner = word
			_, err := d.app.GiveGrant(ctx, d.who["rewards"], in)
			wants(t, err, problem.NotFound)
			wants(t, d.app.RevokeGrant(ctx, d.who["rewards"], in), problem.NotFound)
			_, err = d.app.RecordUse(ctx, d.who["finance"], app.UseInput{Program: "rewards", Partner: word, Amount: usd(1), On: calendar.MustParseDay("2026-11-22"), Key: "u1"})
			wants(t, err, problem.NotFound)
			_, err = d.app.FileTicket(ctx, d.who["rewards"], app.TicketInput{Partner: word, Topic: "general", Text: "Hello."})
			wants(t, err, problem.NotFound)
			_, err = d.app.OpenCase(ctx, d.who["rewards"], app.OpenInput{Program: "rewards", Partner: word, Benefit: "blog"})
			wants(t, err, problem.NotFound)
			_, err = d.app.Invite(ctx, d.who["root"], app.InviteInput{Profile: app.Profile{Name: "Eve", Email: "eve@example.com"}, Seat: people.Seat{Role: people.Member, Partner: word}})
			wants(t, err, problem.NotFound)
		}
	})
}

// A grant by hand says why, by whom and until when.
func TestAGrantByHandSaysWhy(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		until := calendar.MustParseDay("2026-12-24")
		in := d.byHand(app.GrantInput{Benefit: "blog", Until: &until})
		in.Because = "ask li@example.com"
		_, err := d.app.GiveGrant(ctx, d.who["manager"], in)
		wants(t, err, problem.Invalid)
		_, err = d.app.GiveGrant(ctx, d.who["manager"], d.byHand(app.GrantInput{Benefit: "blog", Until: &until}))
		wants(t, err, "")
		list := d.grants("blog")
		if len(list) != 2 {
			t.Fatalf("got %d grants, want the one that is due and the one that was given", len(list))
		}
		g := list[1]
		if !g.ByHand || g.Ends != until || g.Given != (standing.Given{By: people.EngagementManager, Because: "a webinar that we canceled", Until: until}) {
			t.Errorf("got %+v until %s", g.Given, g.Ends)
		}
		if l := d.letters(d.id["admin"])[0]; !strings.Contains(l.Text, "a webinar that we canceled") {
			t.Errorf("the letter says %s", l.Text)
		}
	})
}

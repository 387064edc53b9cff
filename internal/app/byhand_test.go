package app_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store"
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
	in.Program, in.Partner, in.Because = "rewards", "contoso", "a webinar that we canceled"
	return in
}

// What is revoked cannot be revoked again, at the same moment and from another
// process either.
func TestAGrantIsRevokedOnce(t *testing.T) {
	twoDesks(t, func(t *testing.T, d *desk, other *app.App) {
		ctx := t.Context()
		p, err := d.app.GiveGrant(ctx, d.who["rewards"], d.byHand(app.GrantInput{Benefit: "blog"}))
		wants(t, err, "")
		errs := make([]error, 8)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				by := []*app.App{d.app, other}[i%2]
				_, errs[i] = by.RevokeGrant(ctx, d.who["rewards"], d.byHand(app.GrantInput{Grant: p.Grant}))
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
			_, err = d.app.RevokeGrant(ctx, d.who["rewards"], in)
			wants(t, err, problem.NotFound)
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

// Above the limit of the program a decision by hand waits for another person, who
// confirms it once.
func TestADecisionByHandWaitsForAnotherPerson(t *testing.T) {
	twoDesks(t, func(t *testing.T, d *desk, other *app.App) {
		ctx := t.Context()
		p, err := d.app.GiveGrant(ctx, d.who["owner"], d.byHand(app.GrantInput{Benefit: "credit", Amount: usd(501)}))
		wants(t, err, "")
		if p.State != store.Proposed || len(d.grants("credit")) != 1 || d.letters(d.id["admin"])[0].Kind == "grant-given" {
			t.Fatalf("got %s, want it to wait", p.State)
		}
		_, err = d.app.ConfirmProposal(ctx, d.who["owner"], p.ID)
		wants(t, err, problem.Forbidden)
		if err == nil || !strings.Contains(err.Error()+problem.Of(err).Hint, "Ask somebody else of: program owner, finance") {
			t.Errorf("got %v, want who may", err)
		}
		for name, want := range map[string]problem.Kind{"rewards": problem.Forbidden, "auditor": problem.Forbidden, "admin": problem.NotFound, "other": problem.NotFound} {
			_, err = d.app.ConfirmProposal(ctx, d.who[name], p.ID)
			wants(t, err, want)
		}
		errs := make([]error, 6)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { _, errs[i] = []*app.App{d.app, other}[i%2].ConfirmProposal(ctx, d.who["finance"], p.ID) })
		}
		all.Wait()
		if n := len(slices.DeleteFunc(errs, func(err error) bool { return err != nil })); n != 1 || len(d.grants("credit")) != 2 {
			t.Errorf("confirmed %d times, and there are %d grants; want once", n, len(d.grants("credit")))
		}
		r, err := d.app.RevokeGrant(ctx, d.who["finance"], d.byHand(app.GrantInput{Grant: p.Grant}))
		wants(t, err, "")
		_, err = d.app.RevokeGrant(ctx, d.who["rewards"], d.byHand(app.GrantInput{Grant: p.Grant}))
		wants(t, err, problem.Conflict) // it waits already
		_, err = d.app.DeclineProposal(ctx, d.who["rewards"], r.ID, "no")
		wants(t, err, problem.Forbidden)
		_, err = d.app.DeclineProposal(ctx, d.who["owner"], r.ID, "")
		wants(t, err, problem.Invalid)
		_, err = d.app.DeclineProposal(ctx, d.who["owner"], r.ID, "once is enough")
		wants(t, err, "")
		_, err = d.app.ConfirmProposal(ctx, d.who["owner"], r.ID)
		wants(t, err, problem.Conflict)
		r, err = d.app.RevokeGrant(ctx, d.who["finance"], d.byHand(app.GrantInput{Grant: p.Grant}))
		wants(t, err, "")
		_, err = d.app.ConfirmProposal(ctx, d.who["owner"], r.ID)
		wants(t, err, "")
		list, err := d.app.Proposals(ctx, d.who["auditor"], store.ProposalFilter{Partner: "contoso"}, "", 2)
		if err != nil || len(list) != 2 || list[0].ID != r.ID || list[0].State != store.Confirmed || list[1].State != store.Declined {
			t.Errorf("got %+v, %v", list, err)
		}
		_, err = d.app.Proposals(ctx, d.who["admin"], store.ProposalFilter{Partner: "contoso"}, "", 10)
		wants(t, err, problem.Forbidden)
	})
}

// That an offer is private is kept, and written as a fact when it alone changes.
func TestThatAnOfferIsPrivateIsKept(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		in := app.OfferInput{Publisher: "contoso-eu", ID: "shop", Title: "Shop", Type: "saas", Option: "subscription", Life: "live", Owner: d.id["li"]}
		for _, private := range []bool{false, true, true, false} {
			in.Private = private
			saved, err := d.app.SaveOffer(ctx, d.who["admin"], in)
			wants(t, err, "")
			if held, err := d.app.Offer(ctx, d.who["admin"], "contoso-eu", "shop"); err != nil || held.Private != private {
				t.Errorf("got %v, %v; want %v", held.Private, err, private)
			}
			in.Revision = saved.Revision
			d.clock.pass(time.Hour)
		}
		facts, _, err := d.app.FactsOf(ctx, d.who["rewards"], app.FactsOfInput{Partner: "contoso", Kind: "offer", Limit: 10})
		if err != nil || len(facts) != 3 {
			t.Errorf("got %d facts, %v; want one for each change", len(facts), err)
		}
	})
}

// Those who may confirm a decision by hand learn of it at once, and once more when
// it has waited for as long as the program does before it escalates; whoever made it
// does not, and nobody does once it is decided.
func TestThoseWhoMayConfirmAreAsked(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.all()
		asked := func(name string) int { return strings.Count(d.kinds(name), "confirmation-needed") }
		p, err := d.app.GiveGrant(ctx, d.who["owner"], d.byHand(app.GrantInput{Benefit: "credit"}))
		wants(t, err, "")
		if p.State != store.Proposed || p.Due.Day(time.UTC) != calendar.At(d.clock.Now()).Day(time.UTC)+1 {
			t.Errorf("got %+v, want it to wait until tomorrow", p)
		}
		says(t, d.letter("finance", "confirmation-needed"), "Owner wants to grant “Credit” to contoso", "a webinar that we canceled", "It takes effect once another person confirms it")
		before, own := asked("finance"), asked("owner")
		d.work()
		if asked("finance") != before || own != 0 {
			t.Errorf("asked %d times before it was due, and whoever made it %d times", asked("finance"), own)
		}
		d.clock.pass(49 * time.Hour)
		d.work()
		d.work()
		says(t, d.letter("finance", "confirmation-needed"), "and still waits")
		reminded := asked("finance")
		if reminded <= before || asked("owner") != 0 {
			t.Errorf("asked %d times, want once more than %d; whoever made it %d times", reminded, before, asked("owner"))
		}
		p2, err := d.app.GiveGrant(ctx, d.who["owner"], d.byHand(app.GrantInput{Benefit: "credit"}))
		wants(t, err, "")
		_, err = d.app.DeclineProposal(ctx, d.who["owner"], p2.ID, "a mistake")
		wants(t, err, "")
		reminded = asked("finance")
		d.clock.pass(100 * time.Hour)
		d.work()
		if asked("finance") != reminded {
			t.Error("somebody was reminded of what is decided")
		}
	})
}

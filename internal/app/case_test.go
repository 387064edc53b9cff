package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// A benefit is used: from what speaks against it to its end, with every letter.
func TestABenefitFromUnlockToCompletion(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.all()
		_, err := d.app.OpenCase(ctx, d.who["admin"], blog())
		wants(t, err, problem.Invalid)
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 2 || !strings.Contains(err.Error(), "terms of the program") || !strings.Contains(err.Error(), "marketing contact") {
			t.Errorf("got %v, want the terms and the contact", err)
		}
		_, err = d.app.OpenCase(ctx, d.who["member"], blog())
		wants(t, err, problem.Forbidden)
		if err == nil || !strings.Contains(err.Error(), "In your organization: Admin (partner admin)") {
			t.Errorf("got %v, want who may", err)
		}
		_, err = d.app.OpenCase(ctx, d.who["other"], blog())
		wants(t, err, problem.NotFound)
		_, err = d.app.AssignContact(ctx, d.who["admin"], app.ContactInput{Partner: "contoso", Person: d.id["other"], Email: "x", Phone: "1"})
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 3 {
			t.Errorf("got %v, want three mistakes", err)
		}
		d.ready()
		c, err := d.app.OpenCase(ctx, d.who["admin"], blog())
		wants(t, err, "")
		due, what, _ := c.Due()
		if c.State != fulfillment.Approved || c.Assignee != d.id["manager"] || what != fulfillment.ToContact || due.Day(time.UTC) != calendar.MustParseDay("2026-11-29") {
			t.Errorf("got %+v, want an approved case of the manager, to be contacted by 29 November", c)
		}
		_, err = d.app.OpenCase(ctx, d.who["admin"], blog())
		wants(t, err, problem.Invalid) // it is being used already
		d.work()
		if got := d.kinds("li"); got != "invitation verify-email contact-assigned instructions" {
			t.Errorf("the contact got %s", got)
		}
		if l := d.letters(d.id["li"])[0]; l.Language != "zh-CN" || !strings.Contains(l.Text, "请阅读指南") {
			t.Errorf("the instructions are in %s: %s", l.Language, l.Text)
		}
		d.move("other", c, fulfillment.Input{Move: fulfillment.Reach}, problem.NotFound)
		d.move("auditor", c, fulfillment.Input{Move: fulfillment.Take}, problem.Forbidden)
		d.move("manager", c, fulfillment.Input{Move: fulfillment.Reach}, problem.Invalid)
		stale := c
		stale.Revision = 99
		d.move("manager", stale, fulfillment.Input{Move: fulfillment.Take}, problem.Stale)
		c = d.move("manager", c, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "phone", To: d.id["li"], Outcome: "agreed on a date"}}, "")
		c = d.move("manager", c, fulfillment.Input{Move: fulfillment.Ask, Reason: "Which logo?"}, "")
		d.clock.pass(6 * 24 * time.Hour)
		c = d.move("admin", c, fulfillment.Input{Move: fulfillment.Answer, Reason: "The blue one."}, "")
		if due, what, _ := c.Due(); what != fulfillment.ToDeliver || due.Day(time.UTC) != calendar.MustParseDay("2026-12-04") {
			t.Errorf("due %s for %s, want five business days after the answer, the clock having stood still", due, what)
		}
		c = d.move("manager", c, fulfillment.Input{Move: fulfillment.Deliver}, "")
		c = d.move("admin", c, fulfillment.Input{Move: fulfillment.Confirm}, "")
		if c.State != fulfillment.Completed {
			t.Errorf("got %s", c.State)
		}
		d.move("admin", c, fulfillment.Input{Move: fulfillment.Cancel, Reason: "no"}, problem.Conflict)
		d.work()
		view, err := d.app.Case(ctx, d.who["admin"], c.ID)
		if err != nil || len(view.Moves) != 6 {
			t.Errorf("got %v, %v; want six moves", view.Moves, err)
		}
		timelines, err := d.app.Timelines(ctx, app.PartnerView{Partner: "contoso"})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range timelines[0].GrantsOn(timelines[0].At) {
			if g.Benefit == "blog" && (g.State != standing.Done || g.Issued.IsZero() || g.Activated == 0) {
				t.Errorf("got %+v, want a grant that was issued, activated and completed", g)
			}
		}
		check, err := d.app.VerifyAudit(ctx)
		if err != nil || check.Broken != 0 {
			t.Errorf("got %+v, %v", check, err)
		}
	})
}

// A promise that nobody keeps is heard of: before, when and after it is due, each
// once.
func TestACaseIsGivenToWhoCanWorkOnIt(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		c, err := d.app.OpenCase(ctx, d.who["admin"], blog())
		wants(t, err, "")
		for _, id := range []string{d.id["admin"], d.id["other"], d.id["auditor"], d.id["far"], "per_nobody"} {
			d.move("manager", c, fulfillment.Input{Move: fulfillment.Assign, Assignee: id}, problem.Invalid)
		}
		for _, id := range []string{d.id["other"], d.id["manager"], "per_nobody"} {
			d.move("manager", c, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "phone", To: id, Outcome: "nothing"}}, problem.Invalid)
		}
		d.move("vendor", c, fulfillment.Input{Move: fulfillment.Take}, problem.NotFound)
		c = d.move("manager", c, fulfillment.Input{Move: fulfillment.Assign, Assignee: d.id["vendor"]}, "")
		if list, err := d.app.Queue(ctx, d.who["vendor"], app.QueueInput{Queue: app.Mine, Limit: 10}); err != nil || len(list) != 1 {
			t.Errorf("the vendor has %d cases: %v", len(list), err)
		}
		d.vendorReaches(c)
		c = must(d.app.Case(ctx, d.who["vendor"], c.ID)).Case
		d.move("vendor", c, fulfillment.Input{Move: fulfillment.Deliver}, "")
	})
}

// Whoever may not is told who may: the operator's people about their own, and of a
// partner only where nobody else can.
func TestARefusalNamesWhoMay(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		c, err := d.app.OpenCase(t.Context(), d.who["admin"], claim("contoso", 600))
		wants(t, err, "")
		in := fulfillment.Input{Move: fulfillment.Approve, Revision: c.Revision}
		for name, want := range map[string]string{"finance": "That is for: specialist. In your organization: Specialist (specialist).", "admin": "That is for: rewards agent"} {
			if _, err := d.app.MoveCase(t.Context(), d.who[name], c.ID, in); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s got %v, want %s", name, err, want)
			}
		}
		if err := d.app.Enroll(t.Context(), d.who["rewards"], "contoso", "rewards", "2026"); err == nil || !strings.Contains(err.Error(), "At the partner: Admin (partner admin)") {
			t.Errorf("got %v, want who may at the partner", err)
		}
	})
}

func TestAPromiseIsNotForgotten(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		c, err := d.app.OpenCase(t.Context(), d.who["admin"], blog())
		wants(t, err, "")
		for range 12 {
			d.clock.pass(24 * time.Hour)
			d.work()
			d.work()
		}
		if got := d.kinds("manager"); strings.Count(got, "promise-due-soon") != 1 || strings.Count(got, "promise-overdue") != 1 {
			t.Errorf("the manager got %s, want one warning and one alarm", got)
		}
		if got := d.kinds("owner"); strings.Count(got, "promise-escalated") != 1 {
			t.Errorf("the program owner got %s, want one escalation", got)
		}
		view, _ := d.app.Case(t.Context(), d.who["manager"], c.ID)
		c = d.move("manager", view.Case, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "email", To: d.id["li"], Outcome: "left a message"}}, "")
		c = d.move("member", c, fulfillment.Input{Move: fulfillment.Object}, "")
		if due, what, ok := c.Due(); !ok || what != fulfillment.ToContact || c.State != fulfillment.Approved || due.Day(time.UTC) != calendar.MustParseDay("2026-11-29") {
			t.Errorf("got %s %s %s, want the first contact owed again, and late", c.State, what, due)
		}
	})
}

func usd(n int64) money.Amount { return money.New(number.FromInt(n), "USD") }

func claim(partner string, n int64) app.OpenInput {
	return app.OpenInput{Program: "rewards", Partner: partner, Benefit: "credit", Submit: true, Input: fulfillment.Input{Amount: usd(n),
		Credit: &fulfillment.Credit{Country: "DE", Overage: "partner"}}}
}

// Credit is claimed, approved in stages, used and warned about, and never more than
// there is.
func TestASponsorship(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		wants(t, d.app.Enroll(ctx, d.who["other"], "fabrikam", "", "2026"), "")
		bad := claim("contoso", 5000)
		bad.Credit = &fulfillment.Credit{Country: "FR"}
		_, err := d.app.OpenCase(ctx, d.who["admin"], bad)
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 2 {
			t.Errorf("got %v, want the country and who pays beyond it", err)
		}
		_, err = d.app.OpenCase(ctx, d.who["admin"], claim("contoso", 5000))
		wants(t, err, problem.Invalid) // more than the grant
		c, err := d.app.OpenCase(ctx, d.who["admin"], claim("contoso", 800))
		wants(t, err, "")
		_, err = d.app.OpenCase(ctx, d.who["admin"], claim("contoso", 300))
		wants(t, err, problem.Invalid) // 200 is left of the grant
		small, err := d.app.OpenCase(ctx, d.who["admin"], claim("contoso", 100))
		if wants(t, err, ""); small.State != fulfillment.Approved {
			t.Errorf("got %s, want what is small approved by rule", small.State)
		}
		_, err = d.app.OpenCase(ctx, d.who["other"], claim("fabrikam", 700))
		wants(t, err, problem.Invalid) // 600 is left of the budget of all
		d.move("finance", c, fulfillment.Input{Move: fulfillment.Approve}, problem.Forbidden)
		c = d.move("specialist", c, fulfillment.Input{Move: fulfillment.Approve}, "")
		if c.State != fulfillment.Submitted || c.Stage != "money" {
			t.Errorf("got %s %s, want the next stage", c.State, c.Stage)
		}
		c = d.move("finance", c, fulfillment.Input{Move: fulfillment.Approve}, "")
		c = d.move("finance", c, fulfillment.Input{Move: fulfillment.Provision}, "")
		c = d.move("finance", c, fulfillment.Input{Move: fulfillment.Open}, problem.Invalid)
		c = d.move("finance", c, fulfillment.Input{Move: fulfillment.Open, External: "sub-1"}, "")
		d.work()
		use := app.UseInput{Program: "rewards", Partner: "contoso", Amount: usd(700), On: calendar.MustParseDay("2026-11-22"), Key: "u1"}
		used, err := d.app.RecordUse(ctx, d.who["finance"], use)
		if wants(t, err, ""); used.Overage.Value.Sign() != 0 || len(used.Postings) != 1 {
			t.Errorf("got %+v", used)
		}
		again, err := d.app.RecordUse(ctx, d.who["finance"], use)
		if wants(t, err, ""); !again.Repeated || len(again.Postings) != 1 {
			t.Errorf("got %+v, want the same use", again)
		}
		credits, err := d.app.Sponsorships(ctx, d.who["admin"], "contoso")
		if wants(t, err, ""); len(credits[0].Uses) != 1 || credits[0].Uses[0].Day != use.On || credits[0].Uses[0].Number.String() != "700" {
			t.Errorf("got %+v, want 700 used on %s", credits[0].Uses, use.On)
		}
		use.Key, use.Amount = "u2", usd(300)
		used, err = d.app.RecordUse(ctx, d.who["finance"], use)
		if wants(t, err, ""); used.Overage.Value.String() != "200" {
			t.Errorf("got %+v, want 200 beyond the credit", used)
		}
		if again, err = d.app.RecordUse(ctx, d.who["finance"], use); err != nil || !again.Repeated || again.Overage.Value.String() != "200" {
			t.Errorf("got %+v, %v; want what was answered before", again, err)
		}
		beyond := use
		beyond.Key = "u3"
		for range 2 { // nothing was taken from any credit, and still it was told
			used, err = d.app.RecordUse(ctx, d.who["finance"], beyond)
			if wants(t, err, ""); len(used.Postings) != 0 || used.Overage.Value.String() != "300" {
				t.Errorf("got %+v, want all of it beyond the credit", used)
			}
		}
		if !used.Repeated {
			t.Error("a use of which all is overage is forgotten")
		}
		use.Amount = usd(301)
		_, err = d.app.RecordUse(ctx, d.who["finance"], use)
		wants(t, err, problem.Conflict)
		use.Key, use.On = "u4", calendar.MustParseDay("2027-11-22")
		_, err = d.app.RecordUse(ctx, d.who["finance"], use)
		wants(t, err, problem.Invalid)
		d.work()
		if got := d.kinds("li"); !strings.Contains(got, "sponsorship-active") || strings.Count(got, "sponsorship-usage") != 1 || strings.Count(got, "sponsorship-used-up") != 1 {
			t.Errorf("the contact got %s", got)
		}
		_, err = d.app.OpenCase(ctx, d.who["other"], claim("fabrikam", 600))
		wants(t, err, "")
		_, err = d.app.OpenCase(ctx, d.who["admin"], claim("contoso", 100))
		wants(t, err, problem.Invalid) // the budget is used up
	})
}

// What on-loss says of a claim holds whatever the benefit says of its grant.
func TestFraudTakesBackWhatTheProgramSays(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		c, err := d.app.OpenCase(t.Context(), d.who["admin"], claim("contoso", 100))
		wants(t, err, "")
		state := func() fulfillment.State {
			d.all()
			seen, err := d.app.Case(t.Context(), d.who["admin"], c.ID)
			wants(t, err, "")
			return seen.State
		}
		d.clock.pass(24 * time.Hour)
		d.facts(`{"id":"s1a","replaces":"s1","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"5","currency":"USD"}`)
		if got := state(); got != fulfillment.Approved {
			t.Errorf("after a correction the claim is %s", got)
		}
		d.clock.pass(24 * time.Hour)
		d.facts(`{"id":"s1b","replaces":"s1","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"4","currency":"USD","attributes":{"fraud":"proven"}}`)
		if got := state(); got != fulfillment.Revoked {
			t.Errorf("after proven fraud the claim is %s", got)
		}
	})
}

func TestAClaimTakenBackGivesEverythingBack(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		for range 3 {
			c, err := d.app.OpenCase(t.Context(), d.who["admin"], claim("contoso", 1000))
			wants(t, err, "")
			c = d.move("admin", c, fulfillment.Input{Move: fulfillment.Recall}, "")
			c = d.move("admin", c, fulfillment.Input{Move: fulfillment.Submit}, "")
			d.move("admin", c, fulfillment.Input{Move: fulfillment.Cancel, Reason: "not now"}, "")
			d.work()
		}
	})
}

func TestTickets(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		_, err := d.app.FileTicket(t.Context(), d.who["member"], app.TicketInput{Partner: "contoso", Topic: fulfillment.General, Text: "What is this?", Offer: "fabrikam-us/secret"})
		wants(t, err, problem.NotFound)
		ctx := t.Context()
		_, err = d.app.FileTicket(ctx, d.who["member"], app.TicketInput{Partner: "contoso", Topic: fulfillment.LooksWrong})
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 2 {
			t.Errorf("got %v, want the text and what was shown", err)
		}
		c, err := d.app.FileTicket(ctx, d.who["member"], app.TicketInput{Partner: "contoso", Topic: fulfillment.LooksWrong, Text: "A sale is missing.", Shown: []byte(`{"tier":"gold"}`)})
		wants(t, err, "")
		if due, what, _ := c.Due(); what != fulfillment.ToAnswer || due.Day(time.UTC) != calendar.MustParseDay("2026-11-24") {
			t.Errorf("due %s for %s, want two business days after a Sunday", due, what)
		}
		_, err = d.app.Freeze(ctx, d.who["member"], c.ID, c.Revision)
		wants(t, err, problem.Forbidden)
		c, err = d.app.Freeze(ctx, d.who["rewards"], c.ID, c.Revision)
		wants(t, err, "")
		d.work()
		c = d.move("rewards", c, fulfillment.Input{Move: fulfillment.Say, Reason: "We look at it."}, "")
		d.move("auditor", c, fulfillment.Input{Move: fulfillment.Say, Reason: "Me too."}, problem.Forbidden)
		c = d.move("rewards", c, fulfillment.Input{Move: fulfillment.Note, Reason: "It is the feed."}, "")
		c = d.move("rewards", c, fulfillment.Input{Move: fulfillment.Complete, Reason: "It is there now."}, "")
		view, err := d.app.Case(ctx, d.who["member"], c.ID)
		for _, m := range view.Moves {
			if m.Private {
				t.Errorf("the partner reads %+v", m)
			}
		}
		c = d.move("member", view.Case, fulfillment.Input{Move: fulfillment.Reopen, Reason: "It is not."}, "")
		if c.State != fulfillment.Submitted {
			t.Errorf("got %s", c.State)
		}
		if got := d.kinds("member"); !strings.Contains(got, "ticket-opened ticket-answered ticket-resolved") {
			t.Errorf("the member got %s", got)
		}
	})
}

// An offer that goes live is owed a contact; silence is heard of.
func TestOutreachAndSilence(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		o := app.OfferInput{Publisher: "contoso-eu", ID: "shop", Title: "Shop", Type: "saas", Option: "subscription", Life: "live", Owner: d.id["li"]}
		_, err := d.app.SaveOffer(ctx, d.who["other"], o)
		wants(t, err, problem.NotFound)
		_, err = d.app.SaveOffer(ctx, d.who["admin"], o)
		wants(t, err, "")
		d.work()
		cases, err := d.app.Cases(ctx, d.who["manager"], store.CaseFilter{Kind: fulfillment.Outreach}, "", 10)
		if err != nil || len(cases) != 1 || cases[0].Offer != "contoso-eu/shop" || cases[0].Assignee != d.id["manager"] {
			t.Fatalf("got %+v, %v; want a contact owed by the manager", cases, err)
		}
		for range 30 {
			d.clock.pass(24 * time.Hour)
			d.work()
		}
		if got := d.kinds("li"); strings.Count(got, "offer-live") != 1 || strings.Count(got, "offer-silent") != 1 {
			t.Errorf("the owner got %s, want that it is live, and what to do in the silence", got)
		}
		wants(t, d.app.TakeRole(ctx, d.who["admin"], d.id["li"], "contoso", people.Member), "")
		if got := d.kinds("admin"); !strings.Contains(got, "offer-owner-left") {
			t.Errorf("the admin got %s, want to name another owner", got)
		}
		wants(t, d.app.TakeRole(ctx, d.who["root"], d.id["admin"], "contoso", people.PartnerAdmin), "")
		d.all()
		tickets, err := d.app.Cases(ctx, d.who["rewards"], store.CaseFilter{Kind: fulfillment.Ticket}, "", 10)
		if err != nil || len(tickets) != 1 || tickets[0].Topic != fulfillment.OwnerLeft {
			t.Errorf("got %+v, %v; want a ticket, because nobody is left to ask", tickets, err)
		}
	})
}

// Who opted out for one offer is owed no contact about it, and still one about the
// others.
func TestNobodyIsOwedAContactThatIsNotWanted(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		states := func() (out string) {
			d.all()
			cases, err := d.app.Cases(ctx, d.who["manager"], store.CaseFilter{Kind: fulfillment.Outreach}, "", 10)
			wants(t, err, "")
			slices.SortFunc(cases, func(x, y fulfillment.Case) int { return strings.Compare(x.Offer, y.Offer) })
			for _, c := range cases {
				out += c.Offer + " " + string(c.State) + "\n"
			}
			return out
		}
		optOut := func(offer string, want problem.Kind) {
			wants(t, d.app.OptOut(ctx, d.who["admin"], store.OptOut{Partner: "contoso", Program: "rewards", Offer: offer}, true), want)
		}
		optOut("fabrikam-us/shop", problem.NotFound)
		optOut("contoso-eu/first", "")
		for _, id := range []string{"first", "second", "third"} {
			_, err := d.app.SaveOffer(ctx, d.who["admin"], app.OfferInput{Publisher: "contoso-eu", ID: id, Title: id, Type: "saas", Option: "subscription", Life: "live"})
			wants(t, err, "")
		}
		if got, want := states(), "contoso-eu/second approved\ncontoso-eu/third approved\n"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		optOut("contoso-eu/third", "")
		if got, want := states(), "contoso-eu/second approved\ncontoso-eu/third canceled\n"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := d.kinds("manager"); !strings.HasSuffix(got, "case-stopped") {
			t.Errorf("the manager got %s", got)
		}
	})
}

// What a partner will lose if it does nothing is told in time, and once.
func TestWarnings(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		c, err := d.app.OpenCase(t.Context(), d.who["admin"], claim("contoso", 100))
		wants(t, err, "")
		d.move("finance", c, fulfillment.Input{Move: fulfillment.Open, External: "sub-1"}, "")
		d.work()
		for range 13 {
			d.clock.pass(30 * 24 * time.Hour)
			d.work()
			d.work()
		}
		if got := d.kinds("li"); strings.Count(got, "sponsorship-expiring") != 2 {
			t.Errorf("the contact got %s, want two warnings of what is left", got)
		}
		if got := d.kinds("admin"); strings.Count(got, "tier-will-fall") != 1 || strings.Count(got, "tier-down") != 1 {
			t.Errorf("the admin got %s, want that the tier will be lost, and then that it is", got)
		}
		if got := d.kinds("other"); strings.Count(got, "grant-expiring") != 1 {
			t.Errorf("the other admin got %s, want that a grant ends unused", got)
		}
	})
}

// vendorReaches lets a vendor who has a case record a contact with a marketing contact
// of its partner: of nobody else the vendor learns more than that they are none.
func (d *desk) vendorReaches(c fulfillment.Case) {
	d.t.Helper()
	ctx := d.t.Context()
	view, err := d.app.Case(ctx, d.who["vendor"], c.ID)
	wants(d.t, err, "")
	if len(view.Reachable) != 1 || view.Reachable[0] != (app.Named{ID: d.id["li"], Name: "Li"}) {
		d.t.Errorf("the vendor may have spoken with %v", view.Reachable)
	}
	for _, name := range []string{"admin", "other", "rewards"} {
		d.move("vendor", view.Case, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "phone", To: d.id[name], Outcome: "agreed"}}, problem.Invalid)
	}
	_, err = d.app.Persons(ctx, d.who["vendor"], "contoso", "", 10)
	wants(d.t, err, problem.NotFound)
	_, err = d.app.Contacts(ctx, d.who["vendor"], "contoso", false)
	wants(d.t, err, problem.NotFound)
	d.move("vendor", view.Case, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "phone", To: d.id["li"], Outcome: "agreed"}}, "")
}

package app_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// request files a request for a benefit, always with the same words.
func request(benefit string) app.OpenInput {
	return app.OpenInput{Program: "rewards", Partner: "contoso", Benefit: benefit, Submit: true, Input: fulfillment.Input{Form: []byte(`{"title":"Help"}`)}}
}

func (d *desk) open(in app.OpenInput, want problem.Kind) fulfillment.Case {
	d.t.Helper()
	c, err := d.app.OpenCase(d.t.Context(), d.who["admin"], in)
	wants(d.t, err, want)
	return c
}

// finish lets a request be delivered and confirmed.
func (d *desk) finish(c fulfillment.Case) {
	d.t.Helper()
	d.clock.pass(time.Second)
	c = d.move("rewards", c, fulfillment.Input{Move: fulfillment.Deliver}, "")
	d.clock.pass(time.Second) // facts of one moment have no order
	d.move("admin", c, fulfillment.Input{Move: fulfillment.Confirm}, "")
}

// grant is where a grant of a benefit is today.
func (d *desk) grant(benefit string) standing.GrantStanding {
	d.t.Helper()
	timelines, err := d.app.Timelines(d.t.Context(), app.PartnerView{Partner: "contoso"})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, g := range timelines[0].GrantsOn(timelines[0].At) {
		if g.Benefit == benefit {
			return g
		}
	}
	d.t.Fatalf("there is no grant of %s", benefit)
	return standing.GrantStanding{}
}

// Of what is counted every part can be used: at once, one after the other, and
// again when it was given back; two requests with one title are two.
func TestWhatIsCountedIsUsedToTheLast(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		first, second := d.open(request("hours"), ""), d.open(request("hours"), "")
		if first.ID == second.ID {
			t.Errorf("two requests are one: %s", first.ID)
		}
		d.open(request("hours"), problem.Invalid) // both are under way
		d.move("admin", first, fulfillment.Input{Move: fulfillment.Cancel, Reason: "not now"}, "")
		if g := d.grant("hours"); g.Activated == 0 || g.Left().String() != "1" {
			t.Errorf("got %s, activated %s, %s left; want it in use for the other", g.State, g.Activated, g.Left())
		}
		d.finish(second)
		if g := d.grant("hours"); g.State != standing.InUse || g.Left().String() != "1" {
			t.Errorf("got %s with %s left, want one left to be used", g.State, g.Left())
		}
		d.finish(d.open(request("hours"), ""))
		d.open(request("hours"), problem.Invalid)
		if g := d.grant("hours"); g.State != standing.UsedUp {
			t.Errorf("got %s, want it used up", g.State)
		}
	})
}

// What nothing counts can be asked for as often as it is needed.
func TestTwoRequestsWithOneTitle(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		first, second := d.open(request("advice"), ""), d.open(request("advice"), "")
		d.move("admin", first, fulfillment.Input{Move: fulfillment.Cancel, Reason: "not now"}, "")
		if g := d.grant("advice"); g.Activated == 0 {
			t.Error("the other request uses the grant no more")
		}
		d.finish(second)
		d.finish(d.open(request("advice"), ""))
	})
}

// A draft from before its benefit was unlocked uses the grant that came since.
func TestADraftFindsItsGrant(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		in := request("review")
		in.Submit = false
		c := d.open(in, "")
		d.move("admin", c, fulfillment.Input{Move: fulfillment.Submit}, problem.Invalid)
		d.facts(`{"id":"s3","kind":"sale","publisher":"contoso-eu","happened":"2026-11-11","amount":"20000","currency":"USD"}`)
		c = d.move("admin", c, fulfillment.Input{Move: fulfillment.Submit}, "")
		if g := d.grant("review"); c.Grant != g.ID || g.State != standing.InUse {
			t.Errorf("the request uses %q, and the grant %s is %s", c.Grant, g.ID, g.State)
		}
	})
}

// A grant that ended while the request for it was a draft cannot be used any more,
// and who hands it in reads why.
func TestADraftOfWhatHasEnded(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		in := claim("contoso", 100)
		in.Submit = false
		c := d.open(in, "")
		d.clock.pass(310 * 24 * time.Hour) // the credit is to be used within ten months
		d.work()
		_, err := d.app.MoveCase(t.Context(), d.who["admin"], c.ID, fulfillment.Input{Move: fulfillment.Submit, Revision: c.Revision})
		if wants(t, err, problem.Invalid); err != nil && !strings.Contains(err.Error(), "it is expired") {
			t.Errorf("got %v, want why", err)
		}
	})
}

// A claim whose credit is used up is done, and does not expire with its grant.
func TestACreditThatIsUsedUpIsDone(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		c := d.open(claim("contoso", 100), "")
		c = d.move("finance", c, fulfillment.Input{Move: fulfillment.Open, External: "sub-1"}, "")
		_, err := d.app.RecordUse(ctx, d.who["finance"], app.UseInput{Program: "rewards", Partner: "contoso", Amount: usd(100), On: calendar.MustParseDay("2026-11-22"), Key: "u1"})
		wants(t, err, "")
		view, err := d.app.Case(ctx, d.who["admin"], c.ID)
		if err != nil || view.State != fulfillment.Completed {
			t.Errorf("got %s, %v", view.State, err)
		}
		d.clock.pass(time.Hour)
		d.open(claim("contoso", 900), "") // what is left of the grant
	})
}

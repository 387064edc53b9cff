package app_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// away notes that somebody is away for the days that come.
func (d *desk) away(name, cover string, want problem.Kind) {
	d.t.Helper()
	today := calendar.At(d.clock.now).Day(nil)
	err := d.app.Absent(d.t.Context(), d.who[name], store.Absence{First: today, Last: today + 9, Cover: d.id[cover]})
	wants(d.t, err, want)
}

// queue is what somebody finds in a queue of the desk.
func (d *desk) queue(name string, of app.QueueName) (ids []string) {
	d.t.Helper()
	list, err := d.app.Queue(d.t.Context(), d.who[name], app.QueueInput{Queue: of, AfterDue: -1, Limit: 10})
	wants(d.t, err, "")
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

// Whoever covers finds the work of who is away, and hears of it; who cannot work on
// cases covers for nobody.
func TestTheWorkOfWhoIsAwayIsDone(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		c := d.open(blog(), "")
		if c.Assignee != d.id["manager"] {
			t.Fatalf("the case is with %q", c.Assignee)
		}
		d.away("manager", "auditor", problem.Invalid)
		d.away("manager", "manager", problem.Invalid)
		d.away("admin", "", problem.Forbidden)
		d.away("manager", "rewards", "")
		d.away("rewards", "specialist", "")
		if got := d.queue("specialist", app.Mine); len(got) != 1 || got[0] != c.ID {
			t.Errorf("who covers for the cover finds %v", got)
		}
		if got := d.queue("rewards", app.Mine); got != nil {
			t.Errorf("the cover, who is away as well, finds %v", got)
		}
		d.clock.pass(7 * 24 * time.Hour)
		d.work()
		if !strings.Contains(d.kinds("specialist"), "promise-due-soon") || !strings.Contains(d.kinds("manager"), "promise-due-soon") {
			t.Errorf("who covers got %s, and who is away %s", d.kinds("specialist"), d.kinds("manager"))
		}
		d.clock.pass(3 * 24 * time.Hour)
		if got := d.queue("specialist", app.Mine); got != nil {
			t.Errorf("after the absence, %v", got)
		}
		list, err := d.app.Absences(t.Context(), d.who["vendor"])
		wants(t, err, "")
		if len(list) != 0 {
			t.Errorf("absences that are over are listed: %v", list)
		}
	})
}

// A role that was taken since no longer covers.
func TestACoverThatCannotWorkIsPassedOver(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		d.person("second", people.Seat{Role: people.EngagementManager, Regions: []string{"elsewhere"}})
		d.away("manager", "second", "")
		if c := d.open(blog(), ""); c.Assignee != "" {
			t.Errorf("the case went to %q, who does not see the partner", c.Assignee)
		}
	})
}

// The last admin of a partner does not leave it without one; the operator may say so.
func TestTheLastAdminStays(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		take := func(by string) error {
			return d.app.TakeRole(t.Context(), d.who[by], d.id["admin"], "contoso", people.PartnerAdmin)
		}
		wants(t, take("admin"), problem.Conflict)
		d.person("deputy", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
		wants(t, take("admin"), "")
		wants(t, d.app.TakeRole(t.Context(), d.who["root"], d.id["deputy"], "contoso", people.PartnerAdmin), "")
	})
}

// What was never handed in goes by the version in force when it is.
func TestADraftGoesByTheRulesInForce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		in := request("advice")
		in.Submit = false
		draft, old := d.open(in, ""), d.open(request("hours"), "")
		_, err := d.app.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(strings.NewReplacer(`version: "1"`, `version: "2"`,
			"effective: 2026-01-01", "effective: 2026-11-25", "required: [title]", "required: [title, budget]", "{title: {type: string}}", "{title: {type: string}, budget: {type: string}}").Replace(deskProgram))})
		wants(t, err, "")
		d.clock.pass(7 * 24 * time.Hour)
		d.move("admin", draft, fulfillment.Input{Move: fulfillment.Submit}, problem.Invalid)
		draft = d.move("admin", draft, fulfillment.Input{Move: fulfillment.Submit, Form: []byte(`{"title": "a", "budget": "b"}`)}, "")
		old = d.move("rewards", old, fulfillment.Input{Move: fulfillment.Take}, "")
		if draft.Version != "2" || old.Version != "1" {
			t.Errorf("the draft goes by version %s, and what was handed in before by %s", draft.Version, old.Version)
		}
	})
}

// Cases are not looked for by words that no case has.
func TestAFilterThatNoCaseCanPass(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		_, err := d.app.Cases(t.Context(), d.who["rewards"], store.CaseFilter{Kind: "promise", State: "foo"}, "", 10)
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 2 {
			t.Errorf("got %v, want both words", err)
		}
	})
}

package app_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// yearOfDesk is the desk where clocks do everything that clocks do: a zone with
// daylight saving, holidays, business time.
var yearOfDesk = strings.NewReplacer("currency: USD\n", "currency: USD\nzone: Europe/Berlin\n", "desk:\n",
	"desk:\n  working-time: {hours: 09:00-17:00, holidays: [2026-12-24, 2026-12-25, 2027-01-01, 2027-03-26, 2027-03-29, 2027-05-01]}\n")

// lived is a desk over a year in which somebody does something every day.
type lived struct {
	*desk
	random *rand.Rand
	cases  []string // every case that was begun
	told   map[string]bool
}

// Whoever acts: of the partner, and of the operator.
var actors = []string{"admin", "member", "manager", "rewards", "specialist", "finance", "owner", "auditor", "other"}

// TestAYearAtTheDesk lets people who choose at random what to do next use every kind
// of benefit for a year, and asks every day whether a promise is forgotten: one
// without an owner, or late without anybody having been told.
func TestAYearAtTheDesk(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.apply(yearOfDesk.Replace(deskProgram))
		d.ready()
		y := &lived{desk: d, random: rand.New(rand.NewPCG(2026, 11)), told: map[string]bool{}}
		for end := d.clock.now.AddDate(1, 0, 0); d.clock.now.Before(end); {
			y.begin()
			for range 3 {
				y.act()
			}
			d.clock.pass(time.Duration(1+y.random.IntN(4*24*60)) * time.Minute)
			d.work()
			y.check()
		}
		y.checkWhole()
	})
}

func (d *desk) apply(text string) {
	d.t.Helper()
	text = strings.NewReplacer(`version: "1"`, `version: "2"`, "effective: 2026-01-01", "effective: 2026-11-22").Replace(text)
	_, err := d.app.Apply(d.t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(text)})
	wants(d.t, err, "")
}

// begin begins something now and then: a case of some kind, a sale, or an offer
// that goes live.
func (y *lived) begin() {
	ctx, n := y.t.Context(), y.random.IntN(1_000_000)
	day := y.clock.now.AddDate(0, 0, -1).Format(time.DateOnly)
	var c fulfillment.Case
	var err error
	switch y.random.IntN(8) {
	case 0:
		c, err = y.app.OpenCase(ctx, y.who["admin"], blog())
	case 1:
		c, err = y.app.OpenCase(ctx, y.who["admin"], request([]string{"hours", "advice", "review"}[n%3]))
	case 2:
		c, err = y.app.OpenCase(ctx, y.who["admin"], claim("contoso", int64(50+n%900)))
	case 3:
		c, err = y.app.FileTicket(ctx, y.who["member"], app.TicketInput{Partner: "contoso", Topic: fulfillment.General, Text: "Help."})
	case 4:
		y.facts(fmt.Sprintf(`{"id":"y%d","kind":"sale","publisher":"contoso-eu","happened":"%s","amount":"%d","currency":"USD"}`, n, day, n%3000-500))
	case 5:
		y.facts(fmt.Sprintf(`{"id":"o%d","kind":"offer","publisher":"contoso-eu","offer":"o%d","happened":"%s","shape":"state","attributes":{"state":"live"}}`, n, n%9, day))
	default:
		return
	}
	y.wantsSound(err)
	if err == nil && c.ID != "" {
		y.cases = append(y.cases, c.ID)
	}
}

// act lets somebody make a move that they can make with a case that is not over.
func (y *lived) act() {
	open, err := y.app.Cases(y.t.Context(), y.who["owner"], store.CaseFilter{Open: true}, "", 100)
	wants(y.t, err, "")
	if len(open) == 0 {
		return
	}
	c, name := open[y.random.IntN(len(open))], actors[y.random.IntN(len(actors))]
	view, err := y.app.Case(y.t.Context(), y.who[name], c.ID)
	if problem.KindOf(err) == problem.NotFound || len(view.Next) == 0 {
		return
	}
	wants(y.t, err, "")
	in := y.input(view.Next[y.random.IntN(len(view.Next))], view.Case)
	_, err = y.app.MoveCase(y.t.Context(), y.who[name], c.ID, in)
	y.wantsSound(err)
}

// input fills in what a move asks for.
func (y *lived) input(m fulfillment.Move, c fulfillment.Case) fulfillment.Input {
	in := fulfillment.Input{Move: m, Revision: c.Revision, Reason: "Because."}
	switch m {
	case fulfillment.Reach:
		in.Contact = fulfillment.Contact{Channel: "phone", To: y.id["li"], Outcome: "agreed"}
	case fulfillment.Assign:
		in.Assignee = y.id[[]string{"manager", "rewards", "specialist"}[y.random.IntN(3)]]
	case fulfillment.Open:
		in.External = "c-1"
	}
	return in
}

// wantsSound takes a refusal that says why, and no other failure.
func (y *lived) wantsSound(err error) {
	y.t.Helper()
	var p *problem.Problem
	if err != nil && (!errors.As(err, &p) || problem.KindOf(err) == problem.Internal) {
		y.t.Errorf("%s: %v", y.clock.now, err)
	}
}

// check: what is promised has an owner, and what is late was heard of.
func (y *lived) check() {
	y.t.Helper()
	open, err := y.app.Cases(y.t.Context(), y.who["owner"], store.CaseFilter{Open: true}, "", 1000)
	wants(y.t, err, "")
	for _, c := range open {
		due, _, isDue := c.Due()
		switch {
		case c.Assignee == "" && c.Queue == "":
			y.t.Errorf("%s: %s is %s, and nobody's", y.clock.now, c.ID, c.State)
		case !isDue && !c.Waiting() && (c.Kind != fulfillment.Outreach || c.State != fulfillment.Contacted):
			y.t.Errorf("%s: %s is %s, and nothing is due", y.clock.now, c.ID, c.State)
		case isDue && due.Micros() < y.clock.now.UnixMicro():
			y.checkHeardOf(c)
		}
	}
}

func (y *lived) checkHeardOf(c fulfillment.Case) {
	y.t.Helper()
	due, clock, _ := c.Due()
	id := fmt.Sprint(c.ID, clock, due)
	if y.told[id] {
		return
	}
	y.told[id] = true
	letters, err := y.app.Letters(y.t.Context(), people.Console(), store.LetterFilter{Case: c.ID}, "", 1000)
	wants(y.t, err, "")
	late := slices.IndexFunc(letters, func(l store.Letter) bool { return l.Created.Micros() >= due.Micros() && l.Kind == letterOverdue })
	if late < 0 {
		y.t.Errorf("%s: %s of %s was due at %s, and nobody was told", y.clock.now, clock, c.ID, due)
	}
}

const letterOverdue letter.Kind = "promise-overdue"

// checkWhole: no job failed, the audit log is unbroken, and something happened.
func (y *lived) checkWhole() {
	y.t.Helper()
	jobs, err := y.app.Backlogs(y.t.Context(), y.who["auditor"])
	wants(y.t, err, "")
	for _, j := range jobs {
		if j.Failed > 0 {
			y.t.Errorf("%d jobs of kind %s failed", j.Failed, j.Kind)
		}
	}
	check, err := y.app.VerifyAudit(y.t.Context())
	if err != nil || check.Broken != 0 {
		y.t.Errorf("got %+v, %v", check, err)
	}
	if len(y.cases) < 20 || len(y.told) < 5 {
		y.t.Errorf("only %d cases were begun, and %d promises were late: the year shows nothing", len(y.cases), len(y.told))
	}
}

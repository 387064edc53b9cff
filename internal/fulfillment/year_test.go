package fulfillment_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/program"
)

// yearProgram promises everything that can be promised. ZONE and each ALLOWED are
// filled in.
const yearProgram = `
program: rewards
version: "1"
effective: 2027-01-01
go-live: 2027-01-01
currency: USD
zone: ZONE
metrics:
  sales: {sum: amount, of: sale, window: lifetime}
ladders:
  main: {for: partner, evaluate: on-change, tiers: [{id: starter, attain: sales >= 0 USD}]}
desk:
  working-time: {hours: 09:00-17:00, holidays: [2027-11-25, 2027-12-24, 2027-12-27, 2027-12-31, 2028-01-03, 2028-02-29, 2028-04-17, 2028-10-30, 2028-12-25]}
  outreach: {contact: {within: ALLOWED, warn: 3 hours}}
  tickets: {answer: {within: ALLOWED, warn: 1 business hour}, resolve: {within: ALLOWED}}
  escalate: [{to: engagement_manager}, {after: ALLOWED, to: program_owner}]
deliveries:
  talk:
    assign: engagement_manager
    approvals: {stage: look, by: specialist, within: ALLOWED}
    promises: {contact: {within: ALLOWED, warn: 2 business days}, deliver: {within: ALLOWED}, complete: {within: ALLOWED}}
    expires-after: ALLOWED
    on-loss: {delisting: stop, fraud: claw-back, correction: review}
  study:
    kind: request
    form: {properties: {title: {type: string}}}
    promises: {contact: {within: ALLOWED}, deliver: {within: ALLOWED, warn: 2 business days}}
    expires-after: ALLOWED
  money:
    kind: sponsorship
    contact: none
    approvals: [{stage: technical, by: specialist, within: ALLOWED}, {stage: money, by: finance, within: ALLOWED}]
    promises: {deliver: {within: ALLOWED}, complete: {within: ALLOWED}}
    expires-after: ALLOWED
    credit: {overage: partner}
benefits:
  blog: {category: marketing, unlock: {tier: starter}, deliver: talk}
  hours: {category: technical, unlock: {tier: starter}, deliver: study}
  credit: {category: technical, unlock: {tier: starter}, amount: 1_000 USD, deliver: money}
`

// year is a case on its way through days of all sorts.
type year struct {
	t     *rapid.T
	rules fulfillment.Rules
	zone  *time.Location
	now   time.Time
	c     fulfillment.Case
	rang  map[string]int // how often each alarm of each clock went off
	begun int            // how many cases
}

// Whoever moves a case; each may do all that its side may.
var (
	partner = people.Who{ID: "per_partner", Seats: []people.Seat{{Role: people.PartnerAdmin, Partner: "contoso"}}}
	team    = people.Who{ID: "per_team", Seats: seats(people.OperatorRoles()...)}
	other   = people.Who{ID: "per_other", Seats: seats(people.OperatorRoles()...)}
)

func seats(roles ...people.Role) []people.Seat {
	var out []people.Seat
	for _, role := range roles {
		out = append(out, people.Seat{Role: role})
	}
	return out
}

var theirs = people.About{Partner: "contoso"}

var (
	least = map[string]int{"hours": 49, "business hours": 17, "days": 3, "business days": 3, "weeks": 1, "months": 1}
	most  = map[string]int{"hours": 120, "business hours": 50, "days": 20, "business days": 12, "weeks": 3, "months": 2}
)

// allowances are of every unit, and shorter and longer than a holiday season.
var allowances = rapid.Custom(func(t *rapid.T) string {
	unit := rapid.SampledFrom([]string{"hours", "business hours", "days", "business days", "weeks", "months"}).Draw(t, "unit")
	return fmt.Sprint(rapid.IntRange(least[unit], most[unit]).Draw(t, "n"), " ", unit)
})

func newYear(t *rapid.T) *year {
	zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York"}).Draw(t, "zone")
	text := strings.ReplaceAll(yearProgram, "ZONE", zone)
	for strings.Contains(text, "ALLOWED") {
		text = strings.Replace(text, "ALLOWED", allowances.Draw(t, "allowed"), 1)
	}
	p, err := program.Read("year.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	y := &year{t: t, rules: fulfillment.Rules{Program: p}, rang: map[string]int{}}
	y.zone, _ = time.LoadLocation(zone)
	y.now = time.Date(2027, 10, 1, 0, 0, 0, 0, y.zone).Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "began")) * time.Minute)
	y.begin(rapid.SampledFrom(fulfillment.Kinds()).Draw(t, "kind"))
	return y
}

func (y *year) begin(kind fulfillment.Kind) {
	y.begun++
	c := fulfillment.Case{ID: kind.Prefix() + fmt.Sprint(y.begun), Kind: kind, Program: "rewards", Partner: "contoso", Topic: fulfillment.General, Text: "Help."}
	switch kind {
	case fulfillment.Ticket:
		y.c, _ = fulfillment.File(c, y.rules, partner, y.moment())
	case fulfillment.Outreach:
		y.c, _ = fulfillment.Owe(c, y.rules, y.moment())
	default:
		c.Benefit = map[fulfillment.Kind]string{fulfillment.Activation: "blog", fulfillment.Request: "hours", fulfillment.Sponsorship: "credit"}[kind]
		y.rules.Delivery = y.rules.Program.DeliveryOf(c.Benefit)
		y.c = fulfillment.New(c, partner, y.rules, y.moment())
	}
}

func (y *year) moment() calendar.Moment { return calendar.At(y.now) }

// pass lets time pass: a little, some days, or up to where clocks do something
// odd. What rings meanwhile rings when it is time, or all at once afterwards.
func (y *year) pass() {
	until := y.now.Add(time.Duration(rapid.IntRange(0, 12*24*60).Draw(y.t, "minutes")) * time.Minute)
	switch rapid.SampledFrom([]string{"", "", "shift", "moment", "due"}).Draw(y.t, "to") {
	case "shift": // of daylight saving
		if _, end := y.now.ZoneBounds(); !end.IsZero() {
			until = end.Add(time.Duration(rapid.IntRange(-120, 120).Draw(y.t, "around")) * time.Minute)
		}
	case "due":
		if due, _, ok := y.c.Due(); ok {
			until = time.UnixMicro(due.Micros()).In(y.zone).Add(time.Duration(rapid.IntRange(-24*60, 5).Draw(y.t, "before")) * time.Minute)
		}
	case "moment":
		until = y.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(y.t, "seconds")) * time.Second)
	}
	until = latest(y.now, until)
	for !rapid.Bool().Draw(y.t, "asleep") {
		next, ok := y.rules.NextAlarm(&y.c)
		at := time.UnixMicro(next.At.Micros() + 1).In(y.zone)
		if !ok || at.After(until) {
			break
		}
		y.now = latest(y.now, at)
		y.ring()
	}
	y.now = until
	y.ring()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// ring lets go off what is due, and counts it.
func (y *year) ring() {
	was := y.c
	after, effects, rang := fulfillment.Ring(y.c, y.rules, y.moment())
	if rang == (len(effects) == 0 && after.Revision == was.Revision) {
		y.t.Fatalf("Ring says %v and does %v", rang, effects)
	}
	y.c = after
	for _, k := range after.Clocks {
		for _, n := range k.Rang[len(rangBefore(was, k)):] {
			id := fmt.Sprint(after.ID, " ", k.Name, " ", k.Began, " ", n)
			if y.rang[id]++; y.rang[id] > 1 {
				y.t.Fatalf("the alarm %s went off again", id)
			}
		}
	}
	if next, ok := y.rules.NextAlarm(&y.c); ok && next.At.Before(y.moment()) {
		y.t.Fatalf("the alarm %+v has not gone off at %s", next, y.now)
	}
	if _, _, again := fulfillment.Ring(y.c, y.rules, y.moment()); again {
		y.t.Fatalf("something rings twice at %s", y.now)
	}
}

// rangBefore is what of a clock had gone off.
func rangBefore(was fulfillment.Case, k fulfillment.Clock) []int {
	for _, each := range was.Clocks {
		if each.Name == k.Name && each.Began == k.Began {
			return each.Rang
		}
	}
	return nil
}

// seldom are moves that end a case, or do nothing for it.
var seldom = []fulfillment.Move{fulfillment.Cancel, fulfillment.Revoke, fulfillment.Recall, fulfillment.Reject, fulfillment.Edit, fulfillment.Amend,
	fulfillment.Note, fulfillment.Tag, fulfillment.Untag, fulfillment.Relate, fulfillment.Unrelate}

// lose takes away what the case was promised from, as far as the program says so.
func (y *year) lose() {
	if rapid.IntRange(0, 19).Draw(y.t, "lost") == 0 {
		y.c, _, _ = fulfillment.Lose(y.c, y.rules, rapid.SampledFrom(fulfillment.Causes()).Draw(y.t, "cause"), "It is gone.", y.moment())
	}
}

// move makes one of the moves that somebody can make.
func (y *year) move() {
	who := rapid.SampledFrom([]people.Who{partner, team, other}).Draw(y.t, "who")
	next := y.c.Next(y.rules, who, theirs)
	if len(next) == 0 {
		return
	}
	onward := slices.DeleteFunc(slices.Clone(next), func(m fulfillment.Move) bool { return slices.Contains(seldom, m) })
	if len(onward) > 0 && rapid.IntRange(0, 9).Draw(y.t, "seldom") > 0 {
		next = onward
	}
	in := fulfillment.Input{Move: rapid.SampledFrom(next).Draw(y.t, "move"), Revision: y.c.Revision, Reason: "Because."}
	switch in.Move {
	case fulfillment.Reach:
		in.Contact = fulfillment.Contact{Channel: "phone", To: "Li", Outcome: "Fine."}
	case fulfillment.Assign:
		in.Role = rapid.SampledFrom([]people.Role{people.RewardsAgent, people.Specialist}).Draw(y.t, "role")
	case fulfillment.Open:
		in.External = "c-1"
	case fulfillment.Tag, fulfillment.Untag:
		in.Tags = []string{"a"}
	case fulfillment.Relate, fulfillment.Unrelate:
		in.Related = []string{"b"}
	case fulfillment.Amend:
		in.Field, in.Value = "/a", json.RawMessage(`1`)
	case fulfillment.Edit, fulfillment.Submit:
		if y.c.Kind == fulfillment.Sponsorship {
			in.Amount, in.Credit = usd(100), &fulfillment.Credit{Country: "DE", Overage: "partner"}
		}
	}
	after, _, err := fulfillment.Apply(y.c, in, y.rules, who, theirs, y.moment())
	if err == nil {
		y.c = after
	} else if !slices.Contains([]fulfillment.Move{fulfillment.Amend, fulfillment.Untag, fulfillment.Unrelate, fulfillment.Tag, fulfillment.Relate}, in.Move) {
		y.t.Fatalf("%s as %s is among what can be done next, and then: %v", in.Move, who.ID, err)
	}
}

// check: no promise is forgotten.
func (y *year) check() {
	c := &y.c
	_, _, isDue := c.Due()
	switch {
	case c.State.Over():
		if _, rings := y.rules.NextAlarm(c); isDue || rings {
			y.t.Fatalf("%s is %s, and something is due", c.ID, c.State)
		}
	case c.State == fulfillment.ActionRequired && c.Because == "":
		y.t.Fatalf("%s waits, and does not say for what", c.ID)
	case c.Waiting():
		if k := clockOf(c, fulfillment.ToReturn); c.Kind != fulfillment.Ticket && c.Kind != fulfillment.Outreach && c.State != fulfillment.Delivered && k == nil {
			y.t.Fatalf("%s is %s, and waits for ever", c.ID, c.State)
		}
	case c.Kind == fulfillment.Outreach && c.State == fulfillment.Contacted: // the contact that was owed was made
	case !isDue:
		y.t.Fatalf("%s is %s, nobody waits for the partner, and nothing is due: %+v", c.ID, c.State, c.Clocks)
	}
	if !c.State.Over() && c.Assignee == "" && c.Queue == "" {
		y.t.Fatalf("%s is %s, and nobody's", c.ID, c.State)
	}
	for i := range c.Clocks {
		y.checkWorked(&c.Clocks[i])
	}
}

func clockOf(c *fulfillment.Case, name fulfillment.ClockName) *fulfillment.Clock {
	i := slices.IndexFunc(c.Clocks, func(k fulfillment.Clock) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Clocks[i]
}

// checkWorked: what is allowed business time ends while the team works. What had
// run out when the clock was stopped is as late as it was, whenever that is.
func (y *year) checkWorked(k *fulfillment.Clock) {
	at := time.UnixMicro(k.Due.Micros()).In(y.zone)
	day, minutes := calendar.Date(at.Date()), at.Hour()*60+at.Minute()
	business := k.Allowed.Unit == calendar.BusinessDays || k.Allowed.Unit == calendar.BusinessHours
	if !business || !k.Running() || at.Before(y.now) {
		return
	}
	free := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || slices.Contains(y.rules.Program.Desk.WorkingTime.Holidays, day)
	if free || k.Allowed.Unit == calendar.BusinessHours && (minutes < 9*60 || minutes > 17*60 || minutes == 17*60 && at.Second() > 0) {
		y.t.Fatalf("%s, allowed %s since %s, is due at %s, when nobody works", k.Name, k.Allowed, k.Began, at)
	}
}

// TestNoPromiseIsForgottenInAYearOfClocks moves cases of every kind through a year
// of daylight saving, weekends, holidays, a leap day and the turn of the year.
func TestNoPromiseIsForgottenInAYearOfClocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := newYear(t)
		y.check()
		for end := y.now.AddDate(1, 0, 0); y.now.Before(end); {
			y.pass()
			y.check()
			y.move()
			y.check()
			y.lose()
			y.check()
			if y.c.State.Over() && rapid.Bool().Draw(t, "again") {
				y.begin(y.c.Kind)
			}
		}
	})
}

// TestWhatCannotBeDoneAfterTheApproval: a partner that is asked something after the
// approval sees what it can do, and is told so when it tries what it cannot.
func TestWhatCannotBeDoneAfterTheApproval(t *testing.T) {
	p, err := program.Read("year.yaml", []byte(strings.NewReplacer("ZONE", "Europe/Berlin", "ALLOWED", "1 week").Replace(yearProgram)))
	if err != nil {
		t.Fatal(err)
	}
	rules := fulfillment.Rules{Program: p, Delivery: p.DeliveryOf("blog")}
	c := fulfillment.Case{ID: "act_1", Kind: fulfillment.Activation, Partner: "contoso", Benefit: "blog", State: fulfillment.ActionRequired, Back: fulfillment.Approved, Revision: 3}
	for who, want := range map[string]string{
		partner.ID: "The case act_1 is action required, and then there is no \"recall\".\nYou can: amend, answer, say, cancel, tag, untag, relate, unrelate.",
		team.ID:    "The case act_1 is action required, and then there is no \"reject\".\nYou can: answer, say, cancel, revoke, take, assign, escalate, note, tag, untag, relate, unrelate.",
	} {
		in, by := fulfillment.Input{Move: fulfillment.Recall, Revision: 3, Reason: "No."}, partner
		if who == team.ID {
			in.Move, by = fulfillment.Reject, team
		}
		if _, _, err := fulfillment.Apply(c, in, rules, by, theirs, calendar.On(p.Effective)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", who, err, want)
		}
	}
}

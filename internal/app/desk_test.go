package app_test

import (
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/importer"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

const deskProgram = `
program: rewards
version: "1"
effective: 2026-01-01
label: {en: Rewards, zh-CN: 奖励}
currency: USD
go-live: 2026-11-01
terms: {version: "2026", text: Be kind.}
metrics:
  sales: {sum: amount, of: sale, window: lifetime}
  recent: {sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  main:
    for: partner
    evaluate: on-change
    at-risk: {within: 60 days}
    tiers:
      - {id: starter, attain: sales >= 0 USD}
      - {id: gold, attain: recent >= 1_000 USD}
      - {id: star, attain: sales >= 10_000 USD}
desk:
  outreach: {contact: {within: 7 days}, silence: 28 days}
  tickets: {answer: {within: 2 business days}, resolve: {within: 10 business days}}
  escalate: [{after: 1 day, to: program_owner}]
  by-hand: {above: 500 USD}
budgets:
  pot: {amount: 1_500 USD, benefits: credit}
deliveries:
  engagement:
    assign: engagement_manager
    promises: {contact: {within: 7 days, warn: 2 days}, deliver: {within: 5 business days}}
    instructions: {en: Read the guide., zh-CN: 请阅读指南。}
    expires-after: 30 days
    on-loss: {delisting: stop}
  sponsor:
    kind: sponsorship
    contact: none
    approvals:
      - {stage: technical, by: specialist}
      - {stage: money, by: finance, above: 500 USD, four-eyes: true}
    automatic: {up-to: 100 USD}
    credit: {countries: [US, DE], overage: partner, warn-at: [80 %], warn-before: [60 days, 30 days], excludes: nothing else}
    on-loss: {fraud: claw-back}
  consulting:
    kind: request
    form: {properties: {title: {type: string}}, required: [title]}
    promises: {deliver: 5 business days}
benefits:
  blog: {label: {en: Blog feature, zh-CN: 博客}, category: marketing, unlock: {tier: starter}, deliver: engagement}
  credit: {label: Credit, category: technical, unlock: {tier: gold}, amount: 1_000 USD, deliver: sponsor, clocks: {use-by: 10 months}, on-downgrade: revoke}
  hours: {label: Hours, category: technical, unlock: {tier: gold}, quantity: 2, deliver: consulting}
  advice: {label: Advice, category: technical, unlock: {tier: gold}, deliver: consulting}
  review: {label: Review, category: technical, unlock: {tier: star}, deliver: consulting}
`

// desk is a house with people in it.
type desk struct {
	t     *testing.T
	app   *app.App
	clock *clock
	who   map[string]people.Who
	id    map[string]string
}

func newDesk(t *testing.T, a *app.App, c *clock) *desk {
	t.Helper()
	d := &desk{t: t, app: a, clock: c, who: map[string]people.Who{}, id: map[string]string{}}
	_, d.who["root"] = setUp(t, a)
	if _, err := a.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(deskProgram)}); err != nil {
		t.Fatal(err)
	}
	d.facts(`{"id":"m1","kind":"membership","partner":"contoso","publisher":"contoso-eu","happened":"2026-01-01","shape":"state"}
{"id":"m2","kind":"membership","partner":"fabrikam","publisher":"fabrikam-us","happened":"2026-01-01","shape":"state"}
{"id":"s1","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"2000","currency":"USD"}
{"id":"s2","kind":"sale","publisher":"fabrikam-us","happened":"2026-11-10","amount":"2000","currency":"USD"}`)
	for name, seat := range map[string]people.Seat{
		"admin": {Role: people.PartnerAdmin, Partner: "contoso"}, "member": {Role: people.Member, Partner: "contoso"}, "li": {Role: people.Member, Partner: "contoso"},
		"other": {Role: people.PartnerAdmin, Partner: "fabrikam"}, "rewards": {Role: people.RewardsAgent}, "manager": {Role: people.EngagementManager},
		"specialist": {Role: people.Specialist}, "vendor": {Role: people.Vendor}, "far": {Role: people.RewardsAgent, Regions: []string{"elsewhere"}}, "finance": {Role: people.Finance}, "owner": {Role: people.ProgramOwner}, "auditor": {Role: people.Auditor},
	} {
		d.person(name, seat)
	}
	return d
}

func (d *desk) person(name string, seat people.Seat) {
	d.t.Helper()
	profile := app.Profile{Name: strings.ToUpper(name[:1]) + name[1:], Email: name + "@example.com", Phone: "+49 30 901820", Language: "en"}
	p, err := d.app.Invite(d.t.Context(), d.who["root"], app.InviteInput{Profile: profile, Seat: seat})
	if err != nil {
		d.t.Fatal(err)
	}
	d.id[name] = p.ID
	if d.who[name], err = d.app.LetIn(d.t.Context(), p.ID); err != nil {
		d.t.Fatal(err)
	}
}

// secret is what a link in the newest letter to somebody holds.
func (d *desk) secret(person, path string) string {
	d.t.Helper()
	for _, l := range d.letters(person) {
		if _, rest, found := strings.Cut(l.Link, path); found {
			return rest
		}
		if _, rest, found := strings.Cut(strings.Join(strings.Fields(l.Text), " "), path); found {
			secret, _, _ := strings.Cut(rest, " ")
			return secret
		}
	}
	d.t.Fatalf("no letter to %s has a link to %s", person, path)
	return ""
}

func (d *desk) letters(person string) []store.Letter {
	d.t.Helper()
	list, err := d.app.Letters(d.t.Context(), people.Who{ID: person}, store.LetterFilter{Person: person}, "", 100)
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// subjects are the kinds of the letters that somebody got since the last time.
func (d *desk) kinds(name string) string {
	var out []string
	for _, l := range d.letters(d.id[name]) {
		out = append([]string{string(l.Kind)}, out...)
	}
	return strings.Join(out, " ")
}

func (d *desk) facts(lines string) {
	d.t.Helper()
	_, err := d.app.Import(d.t.Context(), app.ImportInput{Format: "laurel-jsonl", Source: "feed", File: "f", Published: calendar.On(calendar.MustParseDay("2026-11-11")), In: strings.NewReader(lines),
		OnReject: func(r importer.Reject) { d.t.Errorf("line %d: %v", r.Line, r.Faults) }})
	if err != nil {
		d.t.Fatal(err)
	}
}

// work makes passes until nothing is due.
func (d *desk) work() {
	d.t.Helper()
	for _, chore := range d.app.Chores(nil) {
		for {
			n, err := chore.Pass(d.t.Context())
			if err != nil {
				d.t.Fatal(chore.Name, err)
			}
			if n == 0 {
				break
			}
		}
	}
}

func (d *desk) all() {
	if _, err := d.app.EvaluateAll(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	d.work()
}

func (d *desk) ready() {
	d.t.Helper()
	ctx := d.t.Context()
	wants(d.t, d.app.Enroll(ctx, d.who["admin"], "contoso", "", "2026"), "")
	_, err := d.app.AssignContact(ctx, d.who["admin"], app.ContactInput{Partner: "contoso", Person: d.id["li"], Language: "zh-CN"})
	wants(d.t, err, "")
	_, err = d.app.VerifyContact(ctx, d.secret(d.id["li"], "/contacts/"))
	wants(d.t, err, "")
}

func (d *desk) move(name string, c fulfillment.Case, in fulfillment.Input, want problem.Kind) fulfillment.Case {
	d.t.Helper()
	in.Revision = c.Revision
	out, err := d.app.MoveCase(d.t.Context(), d.who[name], c.ID, in)
	wants(d.t, err, want)
	if err != nil {
		return c
	}
	return out
}

func eachDesk(t *testing.T, test func(t *testing.T, d *desk)) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		test(t, newDesk(t, a, c))
		checkReadable(t, a)
	})
}

func blog() app.OpenInput {
	return app.OpenInput{Program: "rewards", Partner: "contoso", Benefit: "blog", Submit: true}
}

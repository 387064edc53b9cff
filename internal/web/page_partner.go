package web

import (
	"cmp"
	"slices"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// partnerFile is a partner as the operator sees it: what the partner is shown, and
// beside it what only the operator keeps and decides.
type partnerFile struct {
	app.AccountView
	Manager   string
	Cards     []standingCard
	Cases     []caseRow
	Grants    []grantRow
	Decisions []decisionRow
	Proposals []proposalRow
	Merges    []mergeRow
	Members   []store.Membership
	Contacts  []namedContact
	Letters   []letterRow
}

// grantRow is a grant that has not ended.
type grantRow struct {
	ID, Name, Offer string
	State           string // of the grant; here for one that nobody activates
	Worth           string
	Ends            calendar.Day // zero when nothing ends it
}

// decisionRow is a decision above the rules.
type decisionRow struct {
	Key, Text        string
	From, Until      calendar.Day // Until is zero for one that is open
	Because, Private string
	Author           string
	Own              bool // made here, and not told by a feed
}

// mergeRow is a merge, from the side of the partner.
type mergeRow struct {
	Other, Name string
	Into        bool // the partner is part of the other one
	From        calendar.Day
}

// A partner's page shows the newest letters and no more open cases than these.
const (
	newestLetters = 5
	mostHeld      = 50
)

// showPartner is the first page of a partner: to somebody of the operator its file,
// to others what waits for them.
func showPartner(c *call) (answer, error) {
	operator, err := c.App.LooksAsOperator(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return answer{}, err
	}
	if !operator {
		return showOverview(c)
	}
	c.audience = sentence.ForOperator
	page := partnerFile{}
	for _, part := range []func(*partnerFile) error{c.fileAccount, c.fileStanding, c.fileCases, c.fileDecisions, c.fileProposals, c.fileContacts, c.fileLetters} {
		err := part(&page)
		if kind := problem.KindOf(err); err != nil && kind != problem.Forbidden && kind != problem.NotFound {
			return answer{}, err // what one may not see is left out
		}
	}
	return answer{template: "partner", data: page}, nil
}

// showSeen is the home of a partner as the partner sees it, which is noted.
func showSeen(c *call) (answer, error) {
	operator, err := c.App.LooksAsOperator(c.ctx(), c.who, c.partner.ID)
	if err == nil && operator {
		err = c.App.ViewAs(c.ctx(), c.who, c.partner.ID)
	}
	if err != nil {
		return answer{}, err
	}
	return showOverview(c)
}

func (c *call) fileAccount(page *partnerFile) (err error) {
	if page.AccountView, err = c.App.Account(c.ctx(), c.who, c.partner.ID); err != nil {
		return err
	}
	names, err := c.App.NamesOf(c.ctx(), page.Account.Manager)
	page.Manager = names[page.Account.Manager]
	return err
}

func (c *call) fileStanding(page *partnerFile) error {
	timelines, err := c.timelines(app.View{})
	if err != nil {
		return err
	}
	page.Cards = c.cards(timelines)
	for _, t := range timelines {
		for _, g := range t.GrantsOn(t.At) {
			if g.InForce(t.At) {
				page.Grants = append(page.Grants, c.grantRow(t, g))
			}
		}
	}
	return nil
}

func (c *call) grantRow(t *standing.Timeline, g standing.GrantStanding) grantRow {
	row := grantRow{ID: g.ID, Name: c.benefitName(t.Program, g.Benefit), Offer: g.Key.ID, State: string(g.State)}
	if b := benefitOf(t, g.Benefit); b != nil && g.State == standing.Available && !b.IsActivated() {
		row.State = "here"
	}
	if !g.Amount.IsZero() {
		row.Worth = c.locale.Money(g.Remaining())
	}
	if g.Ends != calendar.LastDay {
		row.Ends = g.Ends
	}
	return row
}

func (c *call) fileCases(page *partnerFile) error {
	open, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Open: true}, "", mostHeld)
	if err != nil {
		return err
	}
	slices.SortStableFunc(open, func(a, b fulfillment.Case) int { return cmp.Compare(app.DueMicros(&a), app.DueMicros(&b)) })
	page.Cases, err = c.caseRows(open)
	return err
}

func (c *call) fileDecisions(page *partnerFile) error {
	file, err := c.App.PartnerFile(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return err
	}
	var authors, others []string
	for _, e := range file.Decisions {
		authors = append(authors, e.Attribute("author").String())
	}
	for _, m := range file.Merges {
		others = append(others, m.Partner, m.Merged)
	}
	names, err := c.App.NamesOf(c.ctx(), authors...)
	if err != nil {
		return err
	}
	called, err := c.App.PartnersNamed(c.ctx(), others...)
	page.Members = file.Memberships
	for _, e := range slices.Backward(file.Decisions) {
		page.Decisions = append(page.Decisions, c.decisionRow(e, names))
	}
	for _, m := range file.Merges {
		row := mergeRow{Other: m.Merged, From: m.Days.From}
		if m.Merged == c.partner.ID {
			row.Other, row.Into = m.Partner, true
		}
		row.Name = called[row.Other]
		page.Merges = append(page.Merges, row)
	}
	return err
}

func (c *call) decisionRow(e fact.Entry, names map[string]string) decisionRow {
	row := decisionRow{Key: e.ID.Key, Text: c.decisionText(e), From: e.Day, Because: e.Attribute("because").String(), Private: e.Attribute("private").String(),
		Author: names[e.Attribute("author").String()], Own: e.ID.Source == fact.Laurel}
	if !e.Until.IsZero() {
		row.Until = e.Until.Day(nil)
	}
	return row
}

// decisionText is what was decided, in words.
func (c *call) decisionText(e fact.Entry) string {
	said := func(name string) string { return e.Attribute(name).String() }
	what := ""
	switch act := standing.Act(said("act")); act {
	case standing.SetTier, standing.HoldTier:
		what = c.tierName(said("program"), said("ladder"), said("tier"))
	case standing.KeepGrant, standing.RevokeGrant:
		what = c.benefitName(said("program"), said("benefit"))
	case standing.Exclude:
		what = said("fact")
	case standing.Credit:
		what = c.metricName(said("program"), said("metric")) + " + " + cmp.Or(e.Amount.String(), e.Quantity.String())
	case standing.Freeze:
		what = cmp.Or(c.programName(said("program")), c.locale.Say("partner.all-programs", nil))
	default:
		what = c.metricName(said("program"), said("metric"))
	}
	text := c.locale.Say("decision."+dashed(said("act")), map[string]any{"What": what})
	if key := said("key"); key != "" {
		text += " (" + key + ")"
	}
	return text
}

func (c *call) fileProposals(page *partnerFile) error {
	list, err := c.App.Proposals(c.ctx(), c.who, store.ProposalFilter{Partner: c.partner.ID, State: store.Proposed}, "", mostHeld)
	if err != nil {
		return err
	}
	page.Proposals, err = c.proposalRows(list)
	return err
}

func (c *call) fileContacts(page *partnerFile) (err error) {
	page.Contacts, err = c.namedContacts()
	return err
}

func (c *call) fileLetters(page *partnerFile) error {
	list, err := c.App.Letters(c.ctx(), c.who, store.LetterFilter{Partner: c.partner.ID}, "", newestLetters)
	if err != nil {
		return err
	}
	page.Letters, err = c.letterRows(list)
	return err
}

// decisionFields are what a decision above the rules is made of, beside the program.
var decisionFields = []field{
	{name: "until", kind: "date", most: 10, optional: true},
	{name: "because", kind: "textarea", most: 4000},
	{name: "private", kind: "textarea", most: 4000, optional: true},
}

// askFreeze asks which program is not to be evaluated.
func askFreeze(c *call) ([]field, error) {
	programs, err := c.programOptions()
	return append([]field{{name: "program", kind: "select", most: 200, optional: true, label: c.locale.Say("freeze.program", nil), hint: c.locale.Say("freeze.program-hint", nil), options: programs}}, decisionFields...), err
}

func (c *call) programOptions() ([]option, error) {
	timelines, err := c.timelines(app.View{})
	if problem.KindOf(err) == problem.NotFound {
		return nil, nil
	}
	var out []option
	for _, t := range timelines {
		out = append(out, option{Value: t.Program, Name: c.programName(t.Program)})
	}
	return out, err
}

// mayAt refuses to show a form to who may not send it.
func mayAt(act people.Act) func(*call) (answer, error) {
	return func(c *call) (answer, error) {
		if err := c.App.May(c.ctx(), c.who, act, c.partner.ID); err != nil {
			return answer{}, err
		}
		return c.showing(nil)
	}
}

// freeze stops the evaluation of a partner until somebody takes that back.
func freeze(c *call) (answer, error) {
	until, err := c.dayTyped("until")
	if err != nil {
		return answer{}, err
	}
	_, err = c.App.DecideAbove(c.ctx(), c.who, app.OverrideInput{Partner: c.partner.ID, Act: standing.Freeze, Program: c.value("program"), Until: until,
		Because: c.value("because"), Private: c.value("private")})
	if err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID))
}

// dayTyped is the day in a field; nil when it was left empty.
func (c *call) dayTyped(name string) (*calendar.Day, error) {
	if c.value(name) == "" {
		return nil, nil
	}
	day, err := calendar.ParseDay(c.value(name))
	if err != nil {
		return nil, at(name)
	}
	return &day, nil
}

// endDecision takes a decision above the rules back.
func endDecision(c *call) (answer, error) {
	if _, err := c.App.TakeBackDecision(c.ctx(), c.who, c.partner.ID, c.r.PathValue("decision")); err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID))
}

// benefitOptions are the benefits of all programs that know the partner.
func (c *call) benefitOptions() ([]option, error) {
	timelines, err := c.timelines(app.View{})
	if problem.KindOf(err) == problem.NotFound {
		return nil, nil
	}
	var out []option
	for _, t := range timelines {
		p := t.Programs(t.At)[0]
		for i := range p.Benefits {
			out = append(out, c.benefitOption(p, &p.Benefits[i].Value, len(timelines) > 1))
		}
	}
	return out, err
}

func (c *call) benefitOption(p *program.Program, b *program.Benefit, several bool) option {
	name := cmp.Or(b.Label.In(c.locale.Language), b.Name)
	if several {
		name += " · " + cmp.Or(p.Label.In(c.locale.Language), p.ID)
	}
	return option{Value: p.ID + "/" + b.Name, Name: name}
}

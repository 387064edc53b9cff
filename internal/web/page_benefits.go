package web

import (
	"slices"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// benefitsPage is all benefits of the programs, those that one has first.
type benefitsPage struct {
	Tab      string // sales, or technical
	Counts   map[string]int
	Stages   []benefitStage
	Contacts []store.Contact
}

// benefitStage is the benefits for one stage of growth.
type benefitStage struct {
	Name     string
	Benefits []benefitCard
}

// benefitCard is one benefit.
type benefitCard struct {
	Name, Note string
	Program    string
	Path       string // of its page
	State      string // available, in-use, here, used or locked
	Lines      []sentence.Line
}

// The tabs, as the reference program has them.
const (
	salesTab     = "sales"
	technicalTab = "technical"
)

func tabOf(c program.Category) string {
	if c == "technical" {
		return technicalTab
	}
	return salesTab
}

func showBenefits(c *call) (answer, error) {
	page := benefitsPage{Tab: salesTab, Counts: map[string]int{}}
	if c.r.URL.Query().Get("tab") == technicalTab {
		page.Tab = technicalTab
	}
	timelines, err := c.timelines(app.View{})
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return answer{}, err
	}
	for _, t := range timelines {
		c.addBenefits(&page, t)
	}
	if err := c.addPlain(&page, timelines); err != nil {
		return answer{}, err
	}
	for i := range page.Stages {
		slices.SortStableFunc(page.Stages[i].Benefits, func(a, b benefitCard) int { return order(a.State) - order(b.State) })
	}
	if page.Contacts, err = c.App.Contacts(c.ctx(), c.who, c.partner.ID, false); problem.KindOf(err) == problem.Forbidden {
		err = nil
	}
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// states are how a benefit stands, those that can be used first.
var states = []string{"available", "in-use", "here", "locked", "used"}

func order(state string) int { return slices.Index(states, state) }

// addBenefits adds the benefits of a program.
func (c *call) addBenefits(page *benefitsPage, t *standing.Timeline) {
	p := t.Programs(t.At)[0]
	for i := range p.Benefits {
		page.add(&p.Benefits[i].Value, c.benefitCard(t, &p.Benefits[i].Value))
	}
}

// addPlain adds the benefits of the other programs: nothing is known of the partner
// in them, or they have not begun.
func (c *call) addPlain(page *benefitsPage, known []*standing.Timeline) error {
	programs, err := c.programsInForce()
	for _, p := range programs {
		if slices.ContainsFunc(known, func(t *standing.Timeline) bool { return t.Program == p.ID }) {
			continue
		}
		for i := range p.Benefits {
			page.add(&p.Benefits[i].Value, c.plainCard(p, &p.Benefits[i].Value))
		}
	}
	return err
}

// notYet is why nothing of a program is there for the partner.
func (c *call) notYet(p *program.Program) string {
	if p.Effective > calendar.At(c.Now()).Day(p.Zone) {
		return c.locale.Say("eligibility.begins", map[string]any{"Day": c.locale.Day(p.Effective)})
	}
	return c.locale.Say("eligibility.unknown", nil)
}

// plainCard is a benefit of which nothing but the program is known.
func (c *call) plainCard(p *program.Program, b *program.Benefit) benefitCard {
	return benefitCard{Name: or(b.Label.In(c.locale.Language), b.Name), Note: b.Note.In(c.locale.Language), Program: or(p.Label.In(c.locale.Language), p.ID), State: "locked",
		Path: partnerPath(c.partner.ID) + "/benefits/" + p.ID + "/" + b.Name, Lines: []sentence.Line{{Text: c.notYet(p)}}}
}

// benefitCard is how a benefit stands: its grants, and why there is none.
func (c *call) benefitCard(t *standing.Timeline, b *program.Benefit) benefitCard {
	p, teller := t.Programs(t.At)[0], c.teller(t)
	card := benefitCard{Name: b.Label.In(c.locale.Language), Note: b.Note.In(c.locale.Language), Program: p.Label.In(c.locale.Language), State: "locked",
		Path: partnerPath(c.partner.ID) + "/benefits/" + p.ID + "/" + b.Name}
	for _, g := range t.GrantsOn(t.At) {
		if g.Benefit == b.Name {
			card.State = better(card.State, stateOf(g.State))
			if card.State == "available" && !b.IsActivated() {
				card.State = "here"
			}
			card.Lines = append(card.Lines, teller.GrantHere(ladderOf(p, b), &g))
		}
	}
	for _, x := range t.Explain(t.At) {
		for i := range x.Withheld {
			if x.Withheld[i].Benefit == b.Name && card.Lines == nil {
				card.Lines = append(card.Lines, teller.WithheldHere(&x.Withheld[i]))
			}
		}
	}
	return card
}

// ladderOf is the name of the ladder whose tiers unlock a benefit; empty for none.
func ladderOf(p *program.Program, b *program.Benefit) string {
	if l := p.LadderOf(b); l != nil {
		return l.Name
	}
	return ""
}

func better(a, b string) string {
	if a == "locked" || order(b) < order(a) {
		return b
	}
	return a
}

func stateOf(s standing.GrantState) string {
	switch s {
	case standing.Available:
		return "available"
	case standing.InUse, standing.InReview:
		return "in-use"
	case standing.Locked, standing.Resting:
		return "locked"
	default:
		return "used"
	}
}

func (p *benefitsPage) add(b *program.Benefit, card benefitCard) {
	tab := tabOf(b.Category)
	p.Counts[tab]++
	if tab != p.Tab {
		return
	}
	name := b.Stage
	i := slices.IndexFunc(p.Stages, func(s benefitStage) bool { return s.Name == name })
	if i < 0 {
		i, p.Stages = len(p.Stages), append(p.Stages, benefitStage{Name: name})
	}
	p.Stages[i].Benefits = append(p.Stages[i].Benefits, card)
}

package web

import "laurel/internal/store"

// proposalRow is a decision by hand that waits, or was confirmed or declined.
type proposalRow struct {
	store.Proposal
	Name  string // of the partner
	What  string // the benefit, or the version of a program
	Worth string
	Maker string
	Judge string   // who confirmed or declined it
	Roles []string // who may confirm it
	Late  bool
	May   bool // whoever looks may confirm it
	Own   bool // whoever looks made it
}

// proposalRows tells decisions by hand as pages list them.
func (c *call) proposalRows(list []store.Proposal) ([]proposalRow, error) {
	var partners, persons []string
	for _, p := range list {
		partners, persons = append(partners, p.Partner), append(persons, p.By, p.Decider)
	}
	called, err := c.App.PartnersNamed(c.ctx(), partners...)
	if err != nil {
		return nil, err
	}
	names, err := c.App.NamesOf(c.ctx(), persons...)
	rows := make([]proposalRow, len(list))
	for i, p := range list {
		rows[i] = proposalRow{Proposal: p, Name: called[p.Partner], What: c.proposed(p), Maker: names[p.By], Judge: names[p.Decider], Own: p.By == c.who.ID,
			Late: !p.Due.IsZero() && p.Due.Before(c.moment())}
		if !p.Amount.IsZero() {
			rows[i].Worth = c.locale.Money(p.Amount)
		}
		for _, role := range p.To {
			rows[i].Roles = append(rows[i].Roles, c.roleName(role))
		}
		rows[i].May = !rows[i].Own && c.App.MayConfirm(c.ctx(), c.who, p)
	}
	return rows, err
}

// proposed is what a decision by hand is about.
func (c *call) proposed(p store.Proposal) string {
	if p.Version != nil {
		return c.locale.Say("plan.of", map[string]any{"Program": c.programName(p.Program), "Version": p.Version.Version})
	}
	return c.benefitName(p.Program, p.Benefit)
}

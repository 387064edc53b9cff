package web

import (
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/program"
)

// shownCase is a case as every list and its own page show it.
type shownCase struct {
	ID, Name string
	State    string // how far it is
	Next     string // what is due next; empty when nothing is
	Due      calendar.Moment
	Late     bool
}

// shown is a case under the version whose rules it keeps, which is told, too.
func (c *call) shown(k *fulfillment.Case) (shownCase, *program.Program, error) {
	p, err := c.App.Version(c.ctx(), k.Program+"@"+k.Version)
	if err != nil {
		return shownCase{}, nil, err
	}
	out := shownCase{ID: k.ID, Name: c.caseName(p, k), State: c.stateOf(k)}
	if due, name, ok := k.Due(); ok {
		out.Due, out.Next, out.Late = due, c.locale.Say("promise."+string(name), nil), due.Before(calendar.At(c.Now()))
	}
	return out, p, nil
}

// stateOf is how far a case is, in words for who is of the operator or for the
// partner.
func (c *call) stateOf(k *fulfillment.Case) string {
	id := "case-state." + dashed(k.State)
	if _, has := c.locale.Takes(id + "-told"); has && c.who.Operator() {
		id += "-told"
	}
	return c.locale.Say(id, nil)
}

// caseName is what a case is called: its benefit, else its topic, else its kind.
func (c *call) caseName(p *program.Program, k *fulfillment.Case) string {
	if b, ok := p.Benefit(k.Benefit); ok {
		return b.Label.In(c.locale.Language)
	}
	if k.Topic != "" {
		return c.locale.Say("topic."+string(k.Topic), nil)
	}
	return c.locale.Say("case-kind."+string(k.Kind), nil)
}

// caseRow is a case in a list of the operator.
type caseRow struct {
	shownCase
	Partner, Offer, Holder string
	Tick                   string // how a form names it
	Ticked                 bool
}

// caseRows tells cases as lists of the operator do. Names are asked for once.
func (c *call) caseRows(list []fulfillment.Case) ([]caseRow, error) {
	var partners, holders []string
	for i := range list {
		partners, holders = append(partners, list[i].Partner), append(holders, list[i].Assignee)
	}
	called, err := c.App.PartnersNamed(c.ctx(), partners...)
	if err != nil {
		return nil, err
	}
	names, err := c.App.NamesOf(c.ctx(), holders...)
	if err != nil {
		return nil, err
	}
	rows := make([]caseRow, len(list))
	for i := range list {
		k := &list[i]
		shown, _, err := c.shown(k)
		if err != nil {
			return nil, err
		}
		rows[i] = caseRow{shown, called[k.Partner], k.Offer, names[k.Assignee], tick(k), c.ticked(k.ID)}
	}
	return rows, nil
}

package web

import (
	"cmp"
	"slices"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// settingsPage is what is kept about a company, and in what it takes part.
type settingsPage struct {
	app.AccountView
	Region    string // what its country is called
	Manager   string
	Programs  []takingPart
	Offers    []offerRow // out of which one may take it
	MayAccept bool
	MayLeave  bool
}

// takingPart is a program with its terms, and what was left out.
type takingPart struct {
	ID, Name string
	Terms    *program.Terms // nil when it has none
	Text     string
	Accepted *accepted // the terms of today; nil while nobody did
	Older    *accepted // others, of before
	Out      *accepted // the partner is out of the program
	Offers   []leftOut // offers that are out of it
}

// accepted is that somebody accepted terms, or opted out.
type accepted struct {
	store.Acceptance
	By string
}

// leftOut is an offer for which the partner opted out.
type leftOut struct {
	accepted
	Key, Name string
}

// settingsFields are what the forms of the page bring.
var settingsFields = []field{
	{name: "do", kind: "hidden", most: 20},
	{name: "program", kind: "hidden", most: 200},
	{name: "terms", kind: "hidden", most: 100, optional: true},
	{name: "offer", kind: "hidden", most: 400, optional: true}}

func showSettings(c *call) (answer, error) {
	page := settingsPage{MayAccept: c.may(people.Enroll), MayLeave: c.may(people.OptOut)}
	var err error
	if page.AccountView, err = c.App.Account(c.ctx(), c.who, c.partner.ID); err != nil {
		return answer{}, err
	}
	names, err := c.App.NamesOf(c.ctx(), page.Account.Manager)
	if err != nil {
		return answer{}, err
	}
	page.Manager, page.Region = names[page.Account.Manager], c.regionName(page.Country)
	if page.Offers, err = c.offerRows(); err != nil {
		return answer{}, err
	}
	page.Programs, err = c.takingPart(page.Offers)
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// may is whether whoever looks may do something to the partner of the page.
func (c *call) may(act people.Act) bool {
	return c.App.May(c.ctx(), c.who, act, c.partner.ID) == nil
}

// takingPart is every program that is there today, with what the partner accepted
// and left.
func (c *call) takingPart(offers []offerRow) ([]takingPart, error) {
	e, err := c.App.Enrollment(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return nil, err
	}
	programs, err := c.programsInForce()
	var out []takingPart
	for _, p := range programs {
		t := takingPart{ID: p.ID, Name: cmp.Or(p.Label.In(c.locale.Language), p.ID), Terms: p.Terms}
		if p.Terms != nil {
			t.Text = p.Terms.Text.In(c.locale.Language)
		}
		if err := t.accepted(c, e.Accepted); err != nil {
			return nil, err
		}
		if err := t.leftOut(c, e.OptOuts, offers); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, err
}

// programsInForce are the programs as they are today.
func (c *call) programsInForce() ([]*program.Program, error) {
	versions, err := c.App.Programs(c.ctx())
	var out []*program.Program
	var seen []string
	for _, v := range versions {
		if slices.Contains(seen, v.Program) {
			continue
		}
		seen = append(seen, v.Program)
		p, err := c.App.ProgramInForce(c.ctx(), v.Program)
		if problem.KindOf(err) == problem.Conflict || problem.KindOf(err) == problem.NotFound {
			continue // not in force yet
		}
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, err
}

// by is an acceptance with who made it.
func (c *call) by(a store.Acceptance) (*accepted, error) {
	names, err := c.App.NamesOf(c.ctx(), a.Person)
	return &accepted{a, cmp.Or(names[a.Person], c.operator().Name)}, err
}

func (t *takingPart) accepted(c *call, list []store.Acceptance) error {
	for _, a := range list {
		if a.Program != t.ID || a.Benefit != "" || t.Terms == nil {
			continue
		}
		by, err := c.by(a)
		if err != nil {
			return err
		}
		if a.Terms == t.Terms.Version {
			t.Accepted = by
		} else {
			t.Older = by
		}
	}
	return nil
}

func (t *takingPart) leftOut(c *call, list []store.OptOut, offers []offerRow) error {
	for _, o := range list {
		if o.Program != t.ID {
			continue
		}
		by, err := c.by(store.Acceptance{Person: o.Person, At: o.At})
		if err != nil {
			return err
		}
		if o.Offer == "" {
			t.Out = by
			continue
		}
		out := leftOut{accepted: *by, Key: o.Offer, Name: o.Offer}
		if i := slices.IndexFunc(offers, func(r offerRow) bool { return r.Key() == o.Offer }); i >= 0 {
			out.Name = offers[i].Name
		}
		t.Offers = append(t.Offers, out)
	}
	return nil
}

// In are the offers that are not out of a program.
func (t takingPart) In(offers []offerRow) []offerRow {
	return slices.DeleteFunc(slices.Clone(offers), func(o offerRow) bool {
		return slices.ContainsFunc(t.Offers, func(l leftOut) bool { return l.Key == o.Key() })
	})
}

// changeSettings accepts terms, or takes the company out of a program or in again.
func changeSettings(c *call) (answer, error) {
	var err error
	switch o := (store.OptOut{Partner: c.partner.ID, Program: c.value("program"), Offer: c.value("offer")}); c.value("do") {
	case "accept":
		err = c.App.Enroll(c.ctx(), c.who, c.partner.ID, c.value("program"), c.value("terms"))
	case "leave":
		err = c.App.OptOut(c.ctx(), c.who, o, true)
	case "return":
		err = c.App.OptOut(c.ctx(), c.who, o, false)
	default:
		return answer{}, badForm
	}
	if err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID) + "/settings#" + c.value("program"))
}

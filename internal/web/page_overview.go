package web

import (
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// overview is the first page of a partner: where it stands, what it must do, and
// what it was promised.
type overview struct {
	Cards    []standingCard
	ToDo     []todo
	Promised []promise
	Fresh    []freshGrant // unlocked, and not used yet
}

// todo is one thing that waits for the partner.
type todo struct {
	Text, Path string
	By         calendar.Moment // by when; zero for no day
	Late       bool
}

// promise is one thing that the operator owes the partner.
type promise struct {
	What string // the benefit, or what a ticket is about
	Next string // what is due next
	Case string // its id
	Due  calendar.Moment
	Late bool
}

// freshGrant is a benefit that may be activated.
type freshGrant struct {
	Name   string
	Amount string
	Ends   calendar.Day // zero when nothing ends it
}

// mostCases is how many open cases one page looks at.
const mostCases = 200

func showOverview(c *call) (answer, error) {
	timelines, err := c.timelines(app.View{})
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return answer{}, err
	}
	o := overview{Cards: c.cards(timelines), Fresh: c.freshGrants(timelines)}
	open, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Open: true}, "", mostCases)
	if err != nil {
		return answer{}, err
	}
	if o.ToDo, err = c.todos(timelines, open); err != nil {
		return answer{}, err
	}
	for i := range open {
		if !open[i].Waiting() {
			o.Promised = append(o.Promised, c.promise(timelines, &open[i]))
		}
	}
	return c.showing(o)
}

// todos is what waits for the partner: cases, a missing contact, a tier in danger.
func (c *call) todos(timelines []*standing.Timeline, open []fulfillment.Case) ([]todo, error) {
	var out []todo
	for i := range open {
		if k := &open[i]; k.Waiting() {
			p := c.promise(timelines, k)
			out = append(out, todo{Text: c.locale.Say("overview.waits-"+dashed(k.State), map[string]any{"What": p.What}), Path: c.casePath(k.ID), By: p.Due, Late: p.Late})
		}
	}
	contacts, err := c.App.Contacts(c.ctx(), c.who, c.partner.ID, false)
	if err != nil && problem.KindOf(err) != problem.Forbidden {
		return nil, err
	}
	if err == nil && len(contacts) == 0 {
		out = append(out, todo{Text: c.locale.Say("overview.no-contact", nil), Path: partnerPath(c.partner.ID) + "/contacts"})
	}
	return out, nil
}

func (c *call) casePath(id string) string { return "/cases/" + id }

// promise is a case as what is due next in it.
func (c *call) promise(timelines []*standing.Timeline, k *fulfillment.Case) promise {
	p := promise{What: c.caseName(timelines, k), Case: k.ID, Next: c.locale.Say("case-state."+dashed(k.State), nil)}
	if due, name, ok := k.Due(); ok {
		p.Due, p.Late = due, due.Before(calendar.At(c.Now()))
		p.Next = c.locale.Say("promise."+string(name), nil)
	}
	return p
}

// caseName is what a case is called: its benefit, else its topic, else its kind.
func (c *call) caseName(timelines []*standing.Timeline, k *fulfillment.Case) string {
	for _, t := range timelines {
		if t.Program != k.Program {
			continue
		}
		if b := benefitOf(t, k.Benefit); b != nil {
			return b.Label.In(c.locale.Language)
		}
	}
	if k.Topic != "" {
		return c.locale.Say("topic."+string(k.Topic), nil)
	}
	return c.locale.Say("case-kind."+string(k.Kind), nil)
}

// benefitOf is a benefit of the newest version that has it.
func benefitOf(t *standing.Timeline, name string) *program.Benefit {
	for _, p := range t.Programs(t.At) {
		if b, ok := p.Benefit(name); ok {
			return b
		}
	}
	return nil
}

func (c *call) freshGrants(timelines []*standing.Timeline) []freshGrant {
	var out []freshGrant
	for _, t := range timelines {
		for _, g := range t.GrantsOn(t.At) {
			b := benefitOf(t, g.Benefit)
			if g.State != standing.Available || b == nil {
				continue
			}
			f := freshGrant{Name: b.Label.In(c.locale.Language)}
			if !g.Amount.IsZero() {
				f.Amount = c.locale.Money(g.Remaining())
			}
			if g.Ends != calendar.LastDay {
				f.Ends = g.Ends
			}
			out = append(out, f)
		}
	}
	return out
}

// dashed is a word of the program as catalogs write it.
func dashed[T ~string](word T) string { return strings.ReplaceAll(string(word), "_", "-") }

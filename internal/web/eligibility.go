package web

import (
	"laurel/internal/app"
	"laurel/internal/problem"
)

// eligibility is whether the partner can take part, what of it is counted, and what
// it does next.
type eligibility struct {
	app.AccountView
	Programs []eligible
	Next     []todo
}

// eligible is a program in sentences.
type eligible struct {
	Name  string
	Can   bool
	Lines []string
}

// Plain reports whether there is nothing to explain: everything can be used, and
// something is there that counts.
func (e eligibility) Plain() bool {
	for _, p := range e.Programs {
		if !p.Can || len(p.Lines) > 1 {
			return false
		}
	}
	return len(e.Next) == 0
}

// eligibility explains whether the partner can take part.
func (c *call) eligibility() (eligibility, error) {
	var out eligibility
	list, err := c.App.Eligibility(c.ctx(), c.who, c.partner.ID)
	if problem.KindOf(err) == problem.NotFound {
		err = nil // no program is published
	}
	if err != nil {
		return out, err
	}
	if out.AccountView, err = c.App.Account(c.ctx(), c.who, c.partner.ID); err != nil {
		return out, err
	}
	for _, e := range list {
		out.Programs = append(out.Programs, c.eligible(e))
		out.next(c, e)
	}
	return out, out.nextOffers(c)
}

func (c *call) eligible(e app.Eligibility) eligible {
	out := eligible{Name: or(e.Program.Label.In(c.locale.Language), e.Program.ID), Can: !e.Left}
	say := func(id string, args map[string]any) {
		out.Lines = append(out.Lines, c.locale.Say("eligibility."+id, args))
	}
	switch {
	case e.Left:
		say("left", nil)
	case e.Begins != 0:
		say("begins", map[string]any{"Day": c.locale.Day(e.Begins)})
	default:
		say("can", nil)
	}
	if !e.Known {
		say("unknown", nil)
	}
	switch {
	case e.Usable:
	case e.From != 0:
		say("from", map[string]any{"Day": c.locale.Day(e.From)})
	default:
		say("no-day", nil)
	}
	return out
}

// next adds what the partner does so that it can use benefits of a program.
func (e *eligibility) next(c *call, p app.Eligibility) {
	name := map[string]any{"Program": or(p.Program.Label.In(c.locale.Language), p.Program.ID)}
	path := partnerPath(c.partner.ID) + "/settings#" + p.Program.ID
	if p.Left {
		e.Next = append(e.Next, todo{Text: c.locale.Say("eligibility.return", name), Path: path})
	}
	if !p.Terms {
		e.Next = append(e.Next, todo{Text: c.locale.Say("eligibility.accept", name), Path: path})
	}
}

// nextOffers adds what is missing for anything to count.
func (e *eligibility) nextOffers(c *call) error {
	path := partnerPath(c.partner.ID)
	if len(e.Publishers) == 0 {
		e.Next = append(e.Next, todo{Text: c.locale.Say("eligibility.no-publisher", nil), Path: path + "/tickets"})
		return nil
	}
	some, err := c.App.OffersKnown(c.ctx(), c.who, c.partner.ID)
	if err == nil && !some {
		e.Next = append(e.Next, todo{Text: c.locale.Say("eligibility.no-offer", nil), Path: path + "/offers"})
	}
	return err
}

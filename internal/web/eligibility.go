package web

import "laurel/internal/app"

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
	p, err := c.App.Participation(c.ctx(), c.who, c.partner.ID)
	out := eligibility{AccountView: p.Account}
	for _, e := range p.Programs {
		out.Programs = append(out.Programs, c.eligible(e))
	}
	for _, step := range p.Next {
		out.Next = append(out.Next, c.nextStep(step))
	}
	return out, err
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

// nextStep is what the partner does next, and where.
func (c *call) nextStep(s app.NextStep) todo {
	path := partnerPath(c.partner.ID)
	switch s.Step {
	case app.NamePublisher:
		return todo{Text: c.locale.Say("eligibility.no-publisher", nil), Path: path + "/tickets"}
	case app.MakeOffer:
		return todo{Text: c.locale.Say("eligibility.no-offer", nil), Path: path + "/offers"}
	}
	id := map[app.Step]string{app.Return: "return", app.AcceptTerms: "accept"}[s.Step]
	name := or(s.Program.Label.In(c.locale.Language), s.Program.ID)
	return todo{Text: c.locale.Say("eligibility."+id, map[string]any{"Program": name}), Path: path + "/settings#" + s.Program.ID}
}

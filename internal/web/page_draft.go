package web

import (
	"slices"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/program"
	"laurel/internal/store"
)

// draftPage is what was begun and not handed in, to go on with.
type draftPage struct {
	Shown    shownCase
	Case     fulfillment.Case
	Kept     bool // what was typed has just been kept
	Benefit  benefitTerms
	Since    []caseStep // what others did with it since the form was shown
	HandedIn bool       // it was handed in before
}

// Called is the heading of the page.
func (p draftPage) Called() string { return p.Shown.Name }

// benefitTerms are what is accepted with a benefit.
type benefitTerms struct {
	Terms *program.Terms // nil when there are none
	Text  string
}

func (c *call) termsOf(d *program.Delivery) benefitTerms {
	if d == nil || d.Terms == nil {
		return benefitTerms{}
	}
	return benefitTerms{d.Terms, d.Terms.Text.In(c.locale.Language)}
}

// draft is the draft that the path is about, and what its delivery asks for.
func (c *call) draft() (app.CaseView, beginning, error) {
	k, err := c.App.Case(c.ctx(), c.who, c.r.PathValue("case"))
	if err != nil {
		return k, beginning{}, err
	}
	if c.partner, err = c.App.Partner(c.ctx(), k.Partner); err != nil {
		return k, beginning{}, err
	}
	p, err := c.App.Version(c.ctx(), k.Program+"@"+k.Version)
	if err != nil {
		return k, beginning{}, err
	}
	b, _ := p.Benefit(k.Benefit)
	return k, beginning{program: p, benefit: b, delivery: p.DeliveryOf(k.Benefit)}, nil
}

// askedOfDraft are the fields of a draft, with what it holds.
func askedOfDraft(c *call) ([]field, error) {
	k, b, err := c.draft()
	if err != nil {
		return nil, err
	}
	if b.grants, err = c.usable(k.Program, k.Benefit); err != nil {
		return nil, err
	}
	b.grants = slices.DeleteFunc(b.grants, func(g usableGrant) bool { return g.ID != k.Grant })
	if c.asked, err = b.asks(c); err != nil {
		return nil, err
	}
	return c.asked, c.hold(&k.Case)
}

func showDraft(c *call) (answer, error) {
	k, b, err := c.draft()
	if err != nil {
		return answer{}, err
	}
	if !slices.Contains(k.Next, fulfillment.Edit) {
		return goTo("/cases/" + k.ID)
	}
	shown, _, err := c.shown(&k.Case)
	if err != nil {
		return answer{}, err
	}
	page := draftPage{Shown: shown, Case: k.Case, Kept: c.form == nil && c.r.URL.Query().Has("kept"), Benefit: c.termsOf(b.delivery), HandedIn: !k.HandedIn.IsZero()}
	names, err := c.namesIn(k)
	page.Since = c.steps(names, c.since(k))
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// since is what others did with a case after the form was shown that came back.
func (c *call) since(k app.CaseView) []store.Made {
	seen, err := strconv.ParseInt(c.value("revision"), 10, 64)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(k.Moves), func(m store.Made) bool { return m.Revision <= seen })
}

// changeDraft keeps a draft, or hands it in.
func changeDraft(c *call) (answer, error) {
	k, b, err := c.draft()
	if err != nil {
		return answer{}, err
	}
	in, err := b.input(c, k.Amount.Currency)
	if err != nil {
		return answer{}, err
	}
	if in.Revision, err = strconv.ParseInt(c.value("revision"), 10, 64); err != nil {
		return answer{}, badForm
	}
	in.Move = fulfillment.Submit
	if c.keeps() {
		in.Move = fulfillment.Edit
	}
	done, err := c.App.MoveCase(c.ctx(), c.who, k.ID, in)
	if err != nil {
		return answer{}, err
	}
	if c.keeps() {
		return goTo("/cases/" + done.ID + "/draft?kept")
	}
	return goTo("/cases/" + done.ID)
}

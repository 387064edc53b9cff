package web

import (
	"cmp"
	"net/url"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// benefitPage is one benefit, and what it takes to use it.
type benefitPage struct {
	benefitCard
	Accepted     benefitTerms
	Instructions string
	Kind         string // activation, request or sponsorship; empty when nothing is to be done
	Can, May     bool   // it can be used now; whoever looks may do so
	UnderWay     []shownCase
}

// Called is the heading of the page.
func (p benefitPage) Called() string { return p.Name }

// benefitAsked is the benefit that the path is about, in the version in force.
func (c *call) benefitAsked() (*program.Program, *program.Benefit, error) {
	p, err := c.App.ProgramInForce(c.ctx(), c.r.PathValue("program"))
	if err != nil {
		return nil, nil, err
	}
	b, ok := p.Benefit(c.r.PathValue("benefit"))
	if !ok {
		return nil, nil, problem.New(problem.NotFound, "The program has no benefit %q.", problem.Excerpt(c.r.PathValue("benefit")))
	}
	return p, b, nil
}

// beginning is the benefit that the path is about, with what can be begun.
func (c *call) beginning() (beginning, error) {
	p, b, err := c.benefitAsked()
	if err != nil {
		return beginning{}, err
	}
	grants, err := c.usable(p.ID, b.Name)
	return beginning{program: p, benefit: b, delivery: p.DeliveryOf(b.Name), grants: grants}, err
}

// asked are the fields that the benefit's delivery asks for. Of a credit one claims
// what is left, unless one writes less.
func asked(c *call) ([]field, error) {
	b, err := c.beginning()
	if err != nil {
		return nil, err
	}
	c.before = url.Values{"amount": {b.left(c).Value.String()}, "grant": {c.r.URL.Query().Get("grant")}}
	return b.asks(c)
}

func showBenefit(c *call) (answer, error) {
	b, err := c.beginning()
	if err != nil {
		return answer{}, err
	}
	timelines, err := c.timelines(app.View{Program: b.program.ID})
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return answer{}, err
	}
	card := c.plainCard(b.program, b.benefit)
	if len(timelines) > 0 {
		card = c.benefitCard(timelines[0], b.benefit)
	}
	page := benefitPage{benefitCard: card, Accepted: c.termsOf(b.delivery), Can: len(b.grants) > 0 && b.delivery != nil}
	if b.delivery != nil {
		page.Kind, page.Instructions = string(cmp.Or(b.delivery.Kind, program.ByActivation)), b.delivery.Note.In(c.locale.Language)
		page.May = c.App.May(c.ctx(), c.who, fulfillment.Kind(page.Kind).Act(), c.partner.ID) == nil
	}
	page.UnderWay, err = c.underWay(b)
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// underWay are the cases about a benefit that are not over, drafts first.
func (c *call) underWay(b beginning) ([]shownCase, error) {
	list, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Program: b.program.ID, Benefit: b.benefit.Name, Open: true}, "", mostCases)
	if err != nil {
		return nil, err
	}
	var out []shownCase
	for i := range list {
		shown, _, err := c.shown(&list[i])
		if err != nil {
			return nil, err
		}
		out = append(out, shown)
	}
	return out, nil
}

// activate begins the use of a benefit, and shows the case; or keeps a draft.
func activate(c *call) (answer, error) {
	b, err := c.beginning()
	if err != nil {
		return answer{}, err
	}
	done, err := b.begin(c)
	if err != nil {
		return answer{}, err
	}
	if c.keeps() {
		return goTo("/cases/" + done.ID + "/draft?kept")
	}
	return goTo("/cases/" + done.ID)
}

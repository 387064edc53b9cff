package web

import (
	"cmp"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// askGive asks which benefit is given by hand, and why.
func askGive(c *call) ([]field, error) {
	benefits, err := c.benefitOptions()
	if err != nil {
		return nil, err
	}
	offers, err := c.offerOptions()
	if err != nil {
		return nil, err
	}
	return []field{
		{name: "benefit", kind: "select", most: 400, options: benefits},
		{name: "offer", kind: "select", most: 400, optional: true, hint: c.locale.Say("give.offer-hint", nil), options: offers},
		{name: "amount", kind: "text", most: 40, optional: true, hint: c.locale.Say("give.amount-hint", nil)},
		{name: "until", kind: "date", most: 10, optional: true, hint: c.locale.Say("give.until-hint", nil)},
		{name: "because", kind: "textarea", most: 4000, hint: c.locale.Say("give.because-hint", nil)},
	}, nil
}

// offerOptions are the offers of the partner: those that are kept, and those that
// facts tell of.
func (c *call) offerOptions() ([]option, error) {
	kept, err := c.App.Offers(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return nil, err
	}
	var out []option
	for _, o := range kept {
		out = append(out, option{Value: o.Key(), Name: cmp.Or(o.Title, o.Key())})
	}
	timelines, err := c.timelines(app.View{})
	if problem.KindOf(err) == problem.NotFound {
		return out, nil
	}
	for _, t := range timelines {
		for _, live := range t.LiveOffers(t.At, metric.Filter{}) {
			if !slices.ContainsFunc(out, func(o option) bool { return o.Value == live.Key.ID }) {
				out = append(out, option{Value: live.Key.ID, Name: live.Key.ID})
			}
		}
	}
	slices.SortFunc(out, func(a, b option) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	return out, err
}

// give gives a benefit by hand, which may wait for another person.
func give(c *call) (answer, error) {
	in := app.GrantInput{Partner: c.partner.ID, Offer: c.value("offer"), Because: c.value("because")}
	in.Program, in.Benefit, _ = strings.Cut(c.value("benefit"), "/")
	if text := c.value("amount"); text != "" {
		var err error
		if in.Amount, err = money.Parse(text); err != nil {
			return answer{}, at("amount")
		}
	}
	var err error
	if in.Until, err = c.dayTyped("until"); err != nil {
		return answer{}, err
	}
	if _, err := c.App.GiveGrant(c.ctx(), c.who, in); err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID))
}

// grantAsked is the grant that the path is about, while there is something of it.
func (c *call) grantAsked() (*standing.Timeline, standing.GrantStanding, error) {
	timelines, err := c.timelines(app.View{})
	if err != nil {
		return nil, standing.GrantStanding{}, err
	}
	for _, t := range timelines {
		for _, g := range t.GrantsOn(t.At) {
			if g.ID == c.r.PathValue("grant") {
				return t, g, nil
			}
		}
	}
	return nil, standing.GrantStanding{}, problem.New(problem.NotFound, "%s has no grant %q.", c.partner.Name, problem.Excerpt(c.r.PathValue("grant")))
}

func showEndGrant(c *call) (answer, error) {
	if err := c.App.May(c.ctx(), c.who, people.RevokeCase, c.partner.ID); err != nil {
		return answer{}, err
	}
	t, g, err := c.grantAsked()
	if err != nil {
		return answer{}, err
	}
	return c.showing(c.grantRow(t, g))
}

// endGrant takes a grant back, which may wait for another person.
func endGrant(c *call) (answer, error) {
	t, g, err := c.grantAsked()
	if err != nil {
		return answer{}, err
	}
	in := app.GrantInput{Program: t.Program, Partner: c.partner.ID, Grant: g.ID, Because: c.value("because")}
	if _, err := c.App.RevokeGrant(c.ctx(), c.who, in); err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID))
}

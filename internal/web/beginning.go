package web

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// What is done with what was typed: it is kept as a draft, or handed in.
const (
	keepDraft = "keep"
	handIn    = "hand-in"
)

// beginFields are in every form with which the use of a benefit begins.
var beginFields = []field{onceField,
	{name: "do", kind: "hidden", most: 200, optional: true},
	{name: "terms", kind: "hidden", most: 100, optional: true},
	{name: "revision", kind: "hidden", most: 20, optional: true}}

// beginning is a benefit whose use begins, with what its delivery asks for.
type beginning struct {
	program  *program.Program
	delivery *program.Delivery
	benefit  *program.Benefit
	grants   []usableGrant
}

// usableGrant is a grant that can be used, with what of it nobody claimed.
type usableGrant struct {
	standing.GrantStanding
	left money.Amount
}

// usable are the grants of a benefit that can be used today, the one that ends
// first in front.
func (c *call) usable(programID, benefit string) ([]usableGrant, error) {
	timelines, err := c.timelines(app.View{Program: programID})
	if problem.KindOf(err) == problem.NotFound || err == nil && len(timelines) == 0 {
		return nil, nil // nothing is known of the partner yet, or the program has not begun
	}
	if err != nil {
		return nil, err
	}
	var out []usableGrant
	for _, g := range timelines[0].GrantsOn(timelines[0].At) {
		if g.Benefit == benefit && stateOf(g.State) != "used" && stateOf(g.State) != "locked" {
			out = append(out, usableGrant{g, g.Remaining()})
		}
	}
	slices.SortStableFunc(out, func(a, b usableGrant) int { return cmp.Compare(a.Ends, b.Ends) })
	return out, c.findLeft(out)
}

// findLeft asks what of credits nobody claimed.
func (c *call) findLeft(grants []usableGrant) error {
	if !slices.ContainsFunc(grants, func(g usableGrant) bool { return !g.Amount.IsZero() }) {
		return nil
	}
	credits, err := c.App.Sponsorships(c.ctx(), c.who, c.partner.ID)
	for i := range grants {
		for _, s := range credits {
			if s.Grant == grants[i].ID {
				grants[i].left.Value = s.Free
			}
		}
	}
	return err
}

// left is what of the grant that would be used first nobody claimed.
func (b beginning) left(c *call) money.Amount {
	named := c.value("grant")
	if named == "" {
		named = c.r.URL.Query().Get("grant")
	}
	for _, g := range b.grants {
		if named == "" || g.ID == named {
			return g.left
		}
	}
	return money.Amount{Currency: b.program.Currency}
}

// asks are the fields for it: which grant, what is claimed, and the form.
func (b beginning) asks(c *call) ([]field, error) {
	var out []field
	if len(b.grants) > 1 {
		out = append(out, c.grantField(b.grants))
	}
	if b.delivery == nil {
		return out, nil
	}
	if b.delivery.Kind == program.BySponsorship {
		out = append(out, c.claimFields(b.delivery.Credit, b.left(c))...)
	}
	if b.delivery.Form == nil {
		return out, nil
	}
	a, err := c.asking(b.delivery.Form)
	if err != nil {
		return nil, err
	}
	return append(out, a.fields(a.root, "", "", true)...), nil
}

// grantField asks which of several grants is meant.
func (c *call) grantField(grants []usableGrant) field {
	f := field{name: "grant", kind: "select", most: 200, label: c.locale.Say("benefit.grant", nil)}
	for _, g := range grants {
		f.options = append(f.options, option{Value: g.ID, Name: c.grantName(&g)})
	}
	return f
}

// grantName is what a grant is called beside others of the same benefit.
func (c *call) grantName(g *usableGrant) string {
	var parts []string
	if !g.Key.IsZero() {
		parts = append(parts, g.Key.ID)
	}
	if !g.Amount.IsZero() {
		parts = append(parts, c.locale.Money(g.left))
	}
	parts = append(parts, c.locale.Say("benefit.granted", map[string]any{"Day": c.locale.Day(g.Granted)}))
	return strings.Join(parts, " · ")
}

// input is what was typed, for the act.
func (b beginning) input(c *call, currency string) (fulfillment.Input, error) {
	in := fulfillment.Input{Terms: c.value("terms")}
	if b.delivery == nil {
		return in, nil
	}
	if b.delivery.Kind == program.BySponsorship {
		if err := c.claimed(&in, currency); err != nil {
			return in, err
		}
	}
	if b.delivery.Form == nil {
		return in, nil
	}
	var err error
	if in.Form, err = json.Marshal(c.filled()); err == nil {
		c.mistakes = b.delivery.Form.Check(in.Form, !c.keeps()) // the act finds them, too; these have codes
	}
	return in, err
}

// hold lets the fields hold what a draft has.
func (c *call) hold(k *fulfillment.Case) error {
	c.before = url.Values{}
	for name, text := range claimBefore(k) {
		c.before.Set(name, text)
	}
	if k.Form == nil {
		return nil
	}
	form, err := formOf(k)
	for _, f := range c.asked {
		if pointer, ofForm := strings.CutPrefix(f.name, formPrefix); ofForm {
			c.before[f.name] = f.typedAs(valueAt(form, pointer))
		}
	}
	return err
}

// begin begins the use of a benefit.
func (b beginning) begin(c *call) (fulfillment.Case, error) {
	in, err := b.input(c, b.left(c).Currency)
	if err != nil {
		return fulfillment.Case{}, err
	}
	return c.App.OpenCase(c.ctx(), c.who, app.OpenInput{Program: b.program.ID, Partner: c.partner.ID, Benefit: b.benefit.Name, Grant: c.value("grant"), Submit: !c.keeps(), Input: in})
}

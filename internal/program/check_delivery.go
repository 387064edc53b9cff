package program

import (
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func (c *checker) deliveries() {
	used := map[string][]*Benefit{}
	for i := range c.Benefits {
		b := &c.Benefits[i].Value
		if b.Deliver != "" && c.named(c.at(b.Place, "deliver"), "delivery", b.Deliver, c.deliveryNames()) {
			used[b.Deliver] = append(used[b.Deliver], b)
		}
	}
	for i := range c.Deliveries {
		row := &c.Deliveries[i]
		c.word(row.Place, "delivery", row.Name)
		if len(used[row.Name]) == 0 && len(c.doubts.marked) == 0 {
			c.wrong(row.Place, "Write deliver: "+row.Name+" in a benefit, or leave it out.", "No benefit uses the delivery %q.", row.Name)
		}
		if !c.doubts.about(row.Place) {
			c.delivery(&row.Value, used[row.Name])
		}
	}
}

func (c *checker) deliveryNames() []string {
	names := make([]string, len(c.Deliveries))
	for i := range c.Deliveries {
		names[i] = c.Deliveries[i].Name
	}
	return names
}

// delivery checks one delivery and what it asks of the benefits that use it.
func (c *checker) delivery(d *Delivery, used []*Benefit) {
	c.terms(d.Terms)
	c.role(c.at(d.Place, "assign"), d.Assign)
	for _, p := range []*Promise{d.Promises.Contact, d.Promises.Deliver, d.Promises.Complete} {
		c.promise(p)
	}
	c.kindOf(d, used)
	c.approvals(d)
	for _, at := range d.amounts() {
		c.comparable(d, at, used)
	}
}

// kindOf checks what a kind of delivery needs and what means nothing for it.
func (c *checker) kindOf(d *Delivery, used []*Benefit) {
	switch {
	case d.Kind == ByRequest && d.Form == nil:
		c.wrong(d.Place, "Add form:.", "The delivery %q is a request, but has no form to fill in.", d.Name)
	case d.Kind != BySponsorship && d.Credit != nil:
		c.wrong(d.Credit.Place, "Add kind: sponsorship to the delivery, or leave it out.", "The delivery %q is no sponsorship, so it has no credit.", d.Name)
	}
	for _, b := range used {
		if d.Kind == BySponsorship && b.Amount == nil && !c.doubts.about(c.rowOf(b.Name)) {
			c.wrong(c.at(b.Place, "deliver"), "Give the benefit an amount:, or another delivery.", "The benefit %q is delivered as a sponsorship, but has no amount.", b.Name)
		}
	}
	if d.Credit != nil {
		c.credit(d.Credit)
	}
}

func (c *checker) credit(k *Credit) {
	for _, choice := range []*Among{k.Countries, k.Agreements} {
		c.among(choice)
	}
	for i, percent := range k.WarnAt {
		if i > 0 && percent.Cmp(k.WarnAt[i-1].Number) <= 0 {
			c.wrong(c.places.item(k.Place, "warn-at", i), "Write them in order, the lowest first.", "%s comes no later than %s.", percent, k.WarnAt[i-1])
		}
	}
}

// among finds the values of a list.
func (c *checker) among(a *Among) {
	if a == nil {
		return
	}
	if a.List == "" {
		if len(a.Values) == 0 && !a.Not {
			c.wrong(a.Place, "Name values, or leave it out.", "No value is named: it could be claimed nowhere.")
		}
		return
	}
	if c.named(a.Place, "list", a.List, c.listNames()) {
		a.Values = c.binder.Names.Lists[a.List]
	}
}

func (c *checker) listNames() []string {
	names := make([]string, len(c.Lists))
	for i := range c.Lists {
		names[i] = c.Lists[i].Name
	}
	return names
}

func (c *checker) approvals(d *Delivery) {
	if d.Automatic != nil && len(d.Approvals) == 0 {
		c.wrong(d.Automatic.Place, "Add approvals:, or leave it out.", "Nothing is approved by hand in the delivery %q, so everything is automatic.", d.Name)
	}
	var stages []string
	for i := range d.Approvals {
		a := &d.Approvals[i]
		stages = append(stages, a.Stage)
		c.roles(a.Place, "by", a.By)
		if a.Stage != "" {
			c.word(c.at(a.Place, "stage"), "stage", a.Stage)
		}
		if a.Within.IsZero() && (!a.Warn.IsZero() || a.Escalate != nil) {
			c.wrong(a.Place, "Add within:.", "The stage %q is never late, because it has no time.", a.Stage)
		}
		c.promise(a.Promise())
	}
	for _, i := range twice(stages) {
		c.wrong(c.at(d.Approvals[i].Place, "stage"), "Choose another name.", "Two stages of the delivery %q are called %q.", d.Name, stages[i])
	}
}

// worded is an amount in a delivery, and where.
type worded struct {
	place  problem.Place
	amount *MoneyText
}

// amounts lists the amounts that a delivery compares with the worth of a grant.
func (d *Delivery) amounts() []worded {
	var list []worded
	for i := range d.Approvals {
		if d.Approvals[i].Above != nil {
			list = append(list, worded{d.Approvals[i].Place, d.Approvals[i].Above})
		}
	}
	if d.Automatic != nil && d.Automatic.UpTo != nil {
		list = append(list, worded{d.Automatic.Place, d.Automatic.UpTo})
	}
	return list
}

// comparable checks that an amount can be compared with what benefits are worth.
func (c *checker) comparable(d *Delivery, at worded, used []*Benefit) {
	for _, b := range used {
		if currency := b.Amount.currency(); currency != "" && at.amount.Currency != "" && currency != at.amount.Currency {
			c.wrong(at.place, "Write it in "+currency+".", "The amount %s cannot be compared with the benefit %q, which is in %s.", at.amount.Amount, b.Name, currency)
			return
		}
	}
	if len(used) > 0 && !slices.ContainsFunc(used, func(b *Benefit) bool { return b.Amount != nil }) && len(c.doubts.marked) == 0 {
		c.wrong(at.place, "Leave it out, or give a benefit an amount:.", "No benefit that uses the delivery %q is worth an amount.", d.Name)
	}
}

// bounded checks that an amount bounds benefits that have one in its currency.
func (c *checker) bounded(what, name string, place problem.Place, amount *MoneyText, benefits []string) {
	if len(benefits) == 0 {
		c.wrong(c.at(place, "benefits"), "Name the benefits that it bounds.", "The %s %q bounds no benefit.", what, name)
	}
	for i, benefit := range benefits {
		at := c.places.item(place, "benefits", i)
		if c.named(at, "benefit", benefit, c.binder.Names.Benefits) {
			c.boundedBenefit(at, what, name, amount, benefit)
		}
	}
	for _, i := range twice(benefits) {
		c.wrong(c.places.item(place, "benefits", i), "Write it once.", "%q stands in the %s %q twice.", benefits[i], what, name)
	}
}

func (c *checker) boundedBenefit(at problem.Place, what, name string, amount *MoneyText, benefit string) {
	b, _ := c.Benefit(benefit)
	switch currency := b.Amount.currency(); {
	case b.Amount == nil && !c.doubts.about(c.rowOf(benefit)):
		c.wrong(at, "Give the benefit an amount:, or leave it out of the "+what+".", "The benefit %q has no amount that a %s could bound.", benefit, what)
	case currency != "" && amount != nil && currency != amount.Currency:
		c.wrong(at, "Write the "+what+" and its benefits in one currency.", "The %s %q is in %s, but the benefit %q is in %s.", what, name, amount.Currency, benefit, currency)
	}
}

// rowOf is where the key of a benefit that exists stands.
func (c *checker) rowOf(benefit string) problem.Place {
	return c.Benefits[slices.IndexFunc(c.Benefits, func(row yamlfile.Row[Benefit]) bool { return row.Name == benefit })].Place
}

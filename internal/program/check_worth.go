package program

import (
	"slices"

	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// step is what a benefit is worth at a tier.
type step struct {
	tier  string
	at    problem.Place
	value number.Number
	text  string
}

// worth checks amounts and quantities: by tiers of one ladder, rising with
// them, and none below the tier that unlocks the benefit.
func (c *checker) worth(b *Benefit, whole bool) {
	steps := 0
	if a := b.Amount; a != nil {
		list := make([]step, len(a.ByTier))
		for i, row := range a.ByTier {
			list[i] = step{row.Name, row.Place, row.Value.Value, row.Value.String()}
			if first := a.ByTier[0]; whole && row.Value.Currency != first.Value.Currency {
				c.wrong(row.Place, "Write all amounts of a benefit in one currency.", "The amount of %q is in %s, but that of %q is in %s.",
					row.Name, row.Value.Currency, first.Name, first.Value.Currency)
			}
		}
		c.byTier(b, "amount", list, whole)
		steps += len(list)
	}
	if q := b.Quantity; q != nil {
		list := make([]step, len(q.ByTier))
		for i, row := range q.ByTier {
			list[i] = step{row.Name, row.Place, row.Value, row.Value.String()}
		}
		if whole {
			c.quantity(b, list)
		}
		c.byTier(b, "quantity", list, whole)
		steps += len(list)
	}
	if whole && b.OnUpgrade != "" && steps == 0 {
		c.wrong(c.at(b.Place, "on-upgrade"), "Write the amount or the quantity by tier, or leave on-upgrade: out.",
			"The benefit %q is worth the same at every tier, so no upgrade changes it.", b.Name)
	}
}

func (c *checker) quantity(b *Benefit, list []step) {
	if len(list) == 0 {
		list = []step{{at: b.Quantity.Place, value: b.Quantity.Always, text: b.Quantity.Always.String()}}
	}
	for _, s := range list {
		if s.value.Sign() <= 0 {
			c.wrong(s.at, "Write a number above 0, or leave the tier out.", "A quantity of %s grants nothing.", s.text)
		}
	}
}

func (c *checker) byTier(b *Benefit, what string, list []step, whole bool) {
	if !whole && b.Unlock.Ladder == "" {
		return
	}
	l := c.ladderOfSteps(b, what, list)
	if l == nil {
		return
	}
	known := slices.DeleteFunc(slices.Clone(list), func(s step) bool {
		return !c.named(s.at, "tier of "+l.Name, s.tier, c.binder.Names.Ladders[l.Name])
	})
	slices.SortStableFunc(known, func(s, t step) int { return l.Rank(s.tier) - l.Rank(t.tier) })
	for i, s := range known {
		switch {
		case b.Unlock.Ladder == l.Name && l.Rank(s.tier) < l.Rank(b.Unlock.TierName):
			c.wrong(s.at, "Leave it out, or unlock the benefit at "+s.tier+".", "The benefit %q is unlocked at %q, so its %s at the lower tier %q is never granted.", b.Name, b.Unlock.TierName, what, s.tier)
		case i > 0 && s.value.Sign() > 0 && s.value.Cmp(known[i-1].value) < 0:
			c.wrong(s.at, "Let it rise with the tier.", "The %s at %q (%s) is less than at the lower tier %q (%s).", what, s.tier, s.text, known[i-1].tier, known[i-1].text)
		}
	}
}

// ladderOfSteps is the ladder whose tiers are named: the one that unlocks the
// benefit, or else the only one that has them.
func (c *checker) ladderOfSteps(b *Benefit, what string, list []step) *Ladder {
	if len(list) == 0 || b.Unlock.Tier != "" && b.Unlock.Ladder == "" {
		return nil
	}
	if l, ok := c.Ladder(b.Unlock.Ladder); ok {
		return l
	}
	var having []string
	for _, name := range c.ladderNames() {
		if slices.ContainsFunc(list, func(s step) bool { return slices.Contains(c.binder.Names.Ladders[name], s.tier) }) {
			having = append(having, name)
		}
	}
	switch len(having) {
	case 1:
		l, _ := c.Ladder(having[0])
		return l
	case 0:
		c.wrong(list[0].at, "Write one "+what+", or unlock: {tier: …}.", "%q is a tier of no ladder.", list[0].tier)
	default:
		c.wrong(list[0].at, "Add unlock: {tier: "+having[0]+"."+list[0].tier+"}.", "The %s of %q is by tier, but several ladders have such tiers: %s.", what, b.Name, yamlfile.Listed(having, "and"))
	}
	return nil
}

// currency is what amounts are in; "" for none.
func (a *Amounts) currency() string {
	switch {
	case a == nil:
		return ""
	case len(a.ByTier) > 0:
		return a.ByTier[0].Value.Currency
	default:
		return a.Always.Currency
	}
}

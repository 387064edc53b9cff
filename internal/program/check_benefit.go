package program

import (
	"strings"

	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// bindBenefit resolves the tier, the conditions, filters and calendars of a
// benefit.
func (c *checker) bindBenefit(b *Benefit, whole bool) {
	c.binder.Keyed = b.Per == PerOffer
	defer func() { c.binder.Keyed = false }()
	c.bindUnlock(&b.Unlock)
	c.binder.Filter(&b.Partner)
	if o := b.Offers; o != nil {
		c.binder.Filter(&o.Where)
		c.binder.Exclusions(o.Without)
		if o.Twin != nil {
			c.binder.Filter(&o.Twin.For)
			c.binder.Filter(&o.Twin.Where)
		}
	}
	for i, need := range b.Needs {
		switch {
		case need != nil:
			c.binder.Condition(need)
		case whole:
			c.wrong(c.places.item(b.Place, "needs", i), "Write a condition, or leave it out.", "Nothing is asked for here.")
		}
	}
	if b.Refresh != nil {
		c.bindSchedule(b.Refresh)
	}
}

// bindUnlock finds the ladder of the tier. Without the ladder's name the tier
// must be one of exactly one ladder.
func (c *checker) bindUnlock(u *Unlock) {
	if u.When != nil {
		c.binder.Condition(u.When)
	}
	if u.Tier == "" {
		return
	}
	at := c.at(u.Place, "tier")
	ladder, tier, dotted := strings.Cut(u.Tier, ".")
	if !dotted {
		ladder, tier = c.ladderWith(at, u.Tier), u.Tier
	} else if !c.named(at, "ladder", ladder, c.ladderNames()) || !c.named(at, "tier of "+ladder, tier, c.binder.Names.Ladders[ladder]) {
		return
	}
	if ladder != "" {
		u.Ladder, u.TierName = ladder, tier
	}
}

func (c *checker) ladderNames() []string {
	names := make([]string, len(c.Ladders))
	for i := range c.Ladders {
		names[i] = c.Ladders[i].Name
	}
	return names
}

// ladderWith is the only ladder that has a tier; "" when there is none or
// several, which is a mistake.
func (c *checker) ladderWith(at problem.Place, tier string) string {
	having := c.laddersWith()[tier]
	switch len(having) {
	case 1:
		return having[0]
	case 0:
		c.named(at, "tier", tier, c.tierNames())
	default:
		c.wrong(at, "Write the ladder too, like "+having[0]+"."+tier+".", "Several ladders have a tier %q: %s.", tier, yamlfile.Listed(having, "and"))
	}
	return ""
}

// laddersWith lists the ladders that have a tier, by tier.
func (c *checker) laddersWith() map[string][]string {
	if c.having == nil {
		c.having = map[string][]string{}
		for i := range c.Ladders {
			for _, t := range c.Ladders[i].Value.Tiers {
				if names := c.having[t.ID]; len(names) == 0 || names[len(names)-1] != c.Ladders[i].Name {
					c.having[t.ID] = append(names, c.Ladders[i].Name)
				}
			}
		}
	}
	return c.having
}

// tierNames lists the tiers of all ladders.
func (c *checker) tierNames() []string {
	var names []string
	for i := range c.Ladders {
		names = append(names, c.binder.Names.Ladders[c.Ladders[i].Name]...)
	}
	return names
}

func (c *checker) benefits() {
	groups := map[string][]*Benefit{}
	for i := range c.Benefits {
		row := &c.Benefits[i]
		c.word(row.Place, "benefit", row.Name)
		if row.Value.Exclusive != "" {
			groups[row.Value.Exclusive] = append(groups[row.Value.Exclusive], &row.Value)
		}
		c.benefit(&row.Value, !c.doubts.about(row.Place))
	}
	for _, row := range c.Benefits {
		if group := groups[row.Value.Exclusive]; len(group) == 1 && len(c.doubts.marked) == 0 {
			c.wrong(c.at(group[0].Place, "exclusive"), "Give at least two benefits the same word, or leave it out.",
				"The benefit %q is the only one of the group %q.", row.Name, row.Value.Exclusive)
		}
	}
}

// benefit checks one benefit; what is missing from it is a mistake only when all
// of it could be read.
func (c *checker) benefit(b *Benefit, whole bool) {
	if whole && b.Unlock.IsZero() && b.Offers == nil && b.Partner.IsZero() {
		c.wrong(b.Place, "Add unlock: {tier: …}, unlock: {when: …}, offers: {where: …}, or unlock: everybody.", "Nothing says who gets the benefit %q.", b.Name)
	}
	if b.Refresh != nil && b.Refresh.OnChange {
		c.wrong(b.Refresh.Place, "Write days, like {anniversary: first benefit} or {each: year, on: first-day}.", "The benefit %q cannot be granted anew on every change.", b.Name)
	}
	if b.Limit != nil && b.Limit.Grants < 1 {
		c.wrong(c.at(b.Limit.Place, "grants"), "Write a number from 1.", "A benefit that is granted %d times is granted to nobody.", b.Limit.Grants)
	}
	c.offers(b, whole)
	c.worth(b, whole)
	c.clocks(b)
}

// offers checks what only means something with offers.
func (c *checker) offers(b *Benefit, whole bool) {
	switch {
	case b.Offers == nil:
	case whole && b.Offers.Where.IsZero() && b.Offers.Without == nil && b.Offers.Twin == nil:
		c.wrong(b.Offers.Place, "Write where:, without: or twin:.", "Nothing says for which offers the benefit %q is.", b.Name)
	case b.Offers.Twin != nil && b.Offers.Twin.Same != "" && !metric.IsAttribute(b.Offers.Twin.Same):
		c.wrong(c.at(b.Offers.Twin.Place, "same"), "Write the attribute that both offers share, like solution.", "%q is not the name of an attribute.", b.Offers.Twin.Same)
	}
	if b.Limit != nil && b.Limit.Per == PerOffer && b.Per != PerOffer {
		c.wrong(c.at(b.Limit.Place, "per"), "Add per: offer to the benefit, or leave it out here.", "The benefit %q is for the partner, so it cannot be limited per offer.", b.Name)
	}
}

// clocks refuses times that are over before the program begins.
func (c *checker) clocks(b *Benefit) {
	for _, clock := range []struct {
		key string
		due *Due
	}{
		{"activate-by", b.Clocks.ActivateBy}, {"use-by", b.Clocks.UseBy}, {"complete-by", b.Clocks.CompleteBy},
		{"term", b.Clocks.Term}, {"proof-by", b.Clocks.ProofBy},
	} {
		if clock.due != nil && clock.due.On != nil && *clock.due.On < c.Effective {
			c.wrong(clock.due.Place, "Write a later date.", "%q of the benefit %q ends on %s, before the program is in force (%s).", clock.key, b.Name, clock.due.On, c.Effective)
		}
	}
}

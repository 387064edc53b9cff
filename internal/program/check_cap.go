package program

import (
	"maps"
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func (c *checker) caps() {
	for i := range c.Caps {
		c.word(c.Caps[i].Place, "cap", c.Caps[i].Name)
		if !c.doubts.about(c.Caps[i].Place) {
			c.cap(c.Caps[i].Name, &c.Caps[i].Value)
		}
	}
}

func (c *checker) cap(name string, k *Cap) {
	if len(k.Benefits) == 0 {
		c.wrong(c.at(k.Place, "benefits"), "Name the benefits that it bounds.", "The cap %q bounds no benefit.", name)
	}
	for i, benefit := range k.Benefits {
		at := c.places.item(k.Place, "benefits", i)
		if !c.named(at, "benefit", benefit, c.binder.Names.Benefits) {
			continue
		}
		b, _ := c.Benefit(benefit)
		switch currency := b.Amount.currency(); {
		case b.Amount == nil && !c.doubts.about(c.rowOf(benefit)):
			c.wrong(at, "Give the benefit an amount:, or leave it out of the cap.", "The benefit %q has no amount that a cap could bound.", benefit)
		case currency != "" && k.Amount != nil && currency != k.Amount.Currency:
			c.wrong(at, "Write the cap and its benefits in one currency.", "The cap %q is in %s, but the benefit %q is in %s.", name, k.Amount.Currency, benefit, currency)
		}
	}
	for _, i := range twice(k.Benefits) {
		c.wrong(c.places.item(k.Place, "benefits", i), "Write it once.", "%q stands in the cap %q twice.", k.Benefits[i], name)
	}
}

// rowOf is where the key of a benefit that exists stands.
func (c *checker) rowOf(benefit string) problem.Place {
	return c.Benefits[slices.IndexFunc(c.Benefits, func(row yamlfile.Row[Benefit]) bool { return row.Name == benefit })].Place
}

func (c *checker) transition() {
	t := c.Transition
	if t == nil {
		return
	}
	for i := range t.Tiers {
		row := &t.Tiers[i]
		if !c.named(row.Place, "ladder", row.Name, slices.Sorted(maps.Keys(c.binder.Names.Ladders))) {
			continue
		}
		for _, old := range row.Value {
			c.named(c.at(c.at(c.at(t.Place, "tiers"), row.Name), old.Name), "tier of "+row.Name, old.Value, c.binder.Names.Ladders[row.Name])
		}
	}
}

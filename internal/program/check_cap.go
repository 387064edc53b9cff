package program

import (
	"maps"
	"slices"
)

func (c *checker) caps() {
	for i := range c.Caps {
		c.word(c.Caps[i].Place, "cap", c.Caps[i].Name)
		if !c.doubts.about(c.Caps[i].Place) {
			k := &c.Caps[i].Value
			c.bounded("cap", c.Caps[i].Name, k.Place, k.Amount, k.Benefits)
		}
	}
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

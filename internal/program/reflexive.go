package program

import (
	"slices"

	"laurel/internal/metric"
)

// readsStanding reports whether conditions or metrics look at tiers, at grants,
// or at when a tier changed.
func (p *Program) readsStanding() bool {
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		for _, c := range l.Conditions() {
			if asksStanding(c) {
				return true
			}
		}
		for _, s := range []*Schedule{&l.Evaluate.Up, &l.Evaluate.Down} {
			if looksBack(s.Anniversary) {
				return true
			}
		}
	}
	for i := range p.Benefits {
		b := &p.Benefits[i].Value
		if asksStanding(b.Unlock.When) || b.Refresh != nil && looksBack(b.Refresh.Anniversary) {
			return true
		}
	}
	for _, d := range p.Set.Definitions {
		if measuresStanding(d) {
			return true
		}
	}
	return false
}

func measuresStanding(d *metric.Definition) bool {
	for _, a := range d.Anchors() {
		if a.LooksBack() {
			return true
		}
	}
	for _, c := range d.Conditions() {
		if asksStanding(c) {
			return true
		}
	}
	return d.Tiers != nil
}

func asksStanding(c *metric.Condition) bool {
	found := false
	c.Visit(func(c *metric.Condition) {
		found = found || c.Tier != nil || c.Deed != nil
		if c.Time != nil && c.Time.Window != nil {
			found = found || looksBack(c.Time.Window.Since) || looksBack(c.Time.Window.Anniversary)
		}
	})
	return found
}

// looksBack reports whether a moment is one of the standing itself.
func looksBack(a *metric.Anchor) bool {
	return slices.ContainsFunc(a.All(), (*metric.Anchor).LooksBack)
}

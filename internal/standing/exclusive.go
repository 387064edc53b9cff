package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/number"
)

// pick finds out which claims are to be granted now.
func (b *grantBook) pick(w *walk, claims []*claim) {
	groups := map[claimKey][]*claim{}
	for _, c := range claims {
		c.outdone = false
		if group := (claimKey{c.benefit.Exclusive, c.key}); group.benefit != "" {
			groups[group] = append(groups[group], c)
		}
	}
	for _, group := range groups {
		b.choose(w, group)
	}
	for _, c := range claims {
		c.eligible = c.unlocked && !c.rests && !c.outdone
	}
}

// choose finds the best of an exclusive group; of equals the first.
func (b *grantBook) choose(w *walk, group []*claim) {
	var best *claim
	for _, c := range group {
		if c.unlocked && !b.isOver(w, c) && (best == nil || b.worth(w, c).Cmp(b.worth(w, best)) > 0) {
			best = c
		}
	}
	for _, c := range group {
		c.outdone = c.outdone || best != nil && c != best
		for _, g := range c.grants {
			if best != nil && c != best && !g.ByHand && g.InForce(w.day) && g.size().Cmp(b.worth(w, best)) >= 0 {
				best.outdone = true // it was kept, and is worth as much
			}
		}
	}
}

// isOver reports whether what was granted of a claim is over and is not granted
// anew today: it leaves its place to the others of its group.
func (b *grantBook) isOver(w *walk, c *claim) bool {
	live := c.live(w.day)
	return live != nil && !live.InForce(w.day) && !b.refreshes(w, c)
}

// outdo ends what was granted of the others in an exclusive group: a better one
// takes their place. What a person gave stays.
func (b *grantBook) outdo(c *claim, day calendar.Day) {
	for _, other := range b.current {
		if c.benefit.Exclusive == "" || other == c || other.benefit.Exclusive != c.benefit.Exclusive || other.key != c.key {
			continue
		}
		for _, g := range other.grants {
			if g.InForce(day) && !g.ByHand {
				g.end(day, Replaced)
				g.lapsed = true
			}
		}
	}
}

func (b *grantBook) worth(w *walk, c *claim) number.Number {
	return c.terms(c.tier, w.segment.release.LadderOf(c.benefit)).size()
}

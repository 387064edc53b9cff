package standing

import (
	"laurel/internal/number"
	"laurel/internal/program"
)

// adjust raises a grant when its tier rose, and lowers it when it fell and the
// benefit says so.
func (b *grantBook) adjust(w *walk, c *claim, live *Grant) {
	ladder := w.segment.release.LadderOf(c.benefit)
	if c.rebase {
		c.level, c.rebase = c.terms(c.levelAt, ladder).size(), false
	}
	now := c.terms(c.tier, ladder)
	switch now.size().Cmp(c.level) {
	case 0:
		live.orphan = false
	case 1:
		live.orphan = false
		b.upgrade(w, c, live, now)
	case -1:
		b.lower(w, c, live, now)
	}
}

func (b *grantBook) upgrade(w *walk, c *claim, live *Grant, now terms) {
	more := now
	switch c.benefit.OnUpgrade {
	case program.Nothing:
		return
	case program.Difference:
		more = now.less(c.level)
	case program.TopUp:
	default:
		used := live.Used
		live.end(w.day, Replaced)
		if g := b.grant(w, c, now); g != nil {
			g.Used, g.Activated = used, live.Activated
		}
		return
	}
	b.grant(w, c, more)
}

// less is what is more than a level that was reached before.
func (t terms) less(level number.Number) terms {
	if t.amount.IsZero() {
		t.quantity = t.quantity.Sub(level)
	} else {
		t.amount.Value = t.amount.Value.Sub(level)
	}
	return t
}

func (b *grantBook) lower(w *walk, c *claim, live *Grant, now terms) {
	if live.orphan || !b.ends(c, live) || !live.InForce(w.day) {
		return
	}
	if b.endAbove(w, c, now) {
		return
	}
	if g := b.grant(w, c, now); g != nil {
		g.Used, g.Activated = live.Used, live.Activated
	}
}

// endAbove ends what higher tiers gave in this period; true when something of
// what the tier gives now is still in force.
func (b *grantBook) endAbove(w *walk, c *claim, now terms) (left bool) {
	ladder := w.segment.release.LadderOf(c.benefit)
	for _, g := range c.grants {
		switch {
		case !g.InForce(w.day) || g.ByHand || g.Granted < c.renewed:
		case c.terms(g.Tier, ladder).size().Cmp(now.size()) <= 0:
			left = true
		case b.ends(c, g):
			g.end(w.day, Downgraded)
		}
	}
	if left {
		c.level, c.levelAt = now.size(), c.tier
	}
	return left
}

// lose applies what the benefit says about losing its cause.
func (b *grantBook) lose(w *walk, c *claim, live *Grant) {
	if live.ByHand || live.Review || live.orphan || !b.ends(c, live) {
		return
	}
	for _, g := range c.grants {
		if g.InForce(w.day) && !g.ByHand && !g.orphan && b.ends(c, g) {
			g.end(w.day, Downgraded)
		}
	}
}

// ends reports whether a downgrade ends a grant.
func (b *grantBook) ends(c *claim, g *Grant) bool {
	switch c.benefit.OnDowngrade {
	case program.EndAll:
		return true
	case program.KeepActivated:
		return g.Activated == 0
	default:
		return false
	}
}

package program

import (
	"slices"

	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// deadlocks refuses what waits for itself: benefits that need each other, and
// tiers that ask for a benefit which only that tier unlocks.
func (c *checker) deadlocks() {
	w := &wait{checker: c, state: map[string]int{}}
	for i := range c.Benefits {
		w.visit(need{c.Benefits[i].Name, c.Benefits[i].Place})
	}
	for i := range c.Ladders {
		c.tierDeadlocks(&c.Ladders[i].Value)
	}
}

// wait is one walk over benefits that need others.
type wait struct {
	*checker
	state map[string]int // 1 while being visited, 2 when done
	path  []string
}

// need is a benefit that must be there before something else.
type need struct {
	benefit string
	at      problem.Place
}

func (w *wait) visit(n need) {
	switch w.state[n.benefit] {
	case 2:
		return
	case 1:
		round := append(slices.Clone(w.path[slices.Index(w.path, n.benefit):]), n.benefit)
		w.wrong(n.at, "Let one of them not need the other.", "Nobody can use these benefits, because they need each other: %s.", yamlfile.Round(round, "needs"))
		return
	}
	w.state[n.benefit] = 1
	w.path = append(w.path, n.benefit)
	if b, ok := w.Benefit(n.benefit); ok {
		for _, next := range append(needsOf(b.Unlock.When), needsOf(b.Needs...)...) {
			w.visit(next)
		}
	}
	w.path = w.path[:len(w.path)-1]
	w.state[n.benefit] = 2
}

// needsOf lists the benefits without which conditions cannot hold.
func needsOf(conditions ...*metric.Condition) []need {
	var list []need
	for _, c := range conditions {
		switch {
		case c == nil:
		case c.Deed != nil:
			list = append(list, need{c.Deed.Benefit, c.Place})
		default:
			list = append(list, needsOf(c.All...)...)
		}
	}
	return list
}

// tierDeadlocks looks for tiers that cannot be reached without what they
// unlock.
func (c *checker) tierDeadlocks(l *Ladder) {
	for i := range l.Tiers {
		t := &l.Tiers[i]
		if len(l.AttainConditions(i+1)) != 1 {
			continue
		}
		for _, n := range needsOf(t.Attain) {
			b, ok := c.Benefit(n.benefit)
			if ok && b.Unlock.Ladder == l.Name && l.Rank(b.Unlock.TierName) > i {
				c.wrong(n.at, "Unlock the benefit at a lower tier.", "Nobody can reach the tier %q: it asks for the benefit %q, which only the tier %q unlocks.", t.ID, n.benefit, b.Unlock.TierName)
			}
		}
	}
}

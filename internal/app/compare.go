package app

import (
	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/standing"
)

// comparedPartner is what two sets of rules make of one partner on one day. It
// outlives the timelines, which hold every fact.
type comparedPartner struct {
	moves  []answer.Move
	cells  map[cell]int
	grants map[string]*answer.GrantChange
	before map[string]number.Number
	after  map[string]number.Number
}

// comparing is the two timelines while they are compared.
type comparing struct {
	*comparedPartner
	then, now *standing.Timeline
	at        calendar.Day
}

func compare(then, now *standing.Timeline, at calendar.Day) *comparedPartner {
	c := comparing{&comparedPartner{cells: map[cell]int{}, grants: map[string]*answer.GrantChange{},
		before: then.Outstanding(at), after: now.Outstanding(at)}, then, now, at}
	c.compareTiers()
	c.compareGrants()
	return c.comparedPartner
}

func (c comparing) compareTiers() {
	for _, pair := range standing.Pairs(c.then, c.now) {
		from, to := pair.Before.TierOn(c.at), pair.After.TierOn(c.at)
		way := c.direction(pair.Ladder, from, to)
		c.cells[cell{pair.Ladder, from, to, way}]++
		if from != to {
			move := answer.Move{Partner: c.now.Partner.ID, Name: c.now.Partner.Name, Ladder: pair.Ladder, Key: pair.Key.ID,
				From: answer.OrNull(from), To: answer.OrNull(to), Direction: way}
			if way == answer.Down {
				move.Missing = c.missing(pair, from)
			}
			c.moves = append(c.moves, move)
		}
	}
}

// missing is what is missing under the new version to a tier.
func (c comparing) missing(pair standing.Pair, tier string) [][]answer.Missing {
	x := c.now.ExplainOne(pair.Ladder, pair.Key, c.at)
	if x == nil {
		return nil
	}
	for i := range x.Gaps {
		if x.Gaps[i].Tier == tier {
			return answer.NewGap(&x.Gaps[i]).Ways
		}
	}
	return nil
}

// direction compares the places of two tiers, each in its own version.
func (c comparing) direction(ladder, from, to string) answer.Direction {
	switch before, after := rankOn(c.then, c.at, ladder, from), rankOn(c.now, c.at, ladder, to); {
	case before < after:
		return answer.Up
	case before > after:
		return answer.Down
	default:
		return answer.Same
	}
}

func rankOn(t *standing.Timeline, at calendar.Day, ladder, tier string) int {
	r := t.Release(at)
	if r == nil {
		return 0
	}
	l, ok := r.Ladder(ladder)
	if !ok {
		return 0
	}
	return l.Rank(tier)
}

func (c comparing) compareGrants() {
	was, is := inForce(c.then, c.at), inForce(c.now, c.at)
	for id, g := range was {
		change := c.change(g.Benefit)
		addWorth(change.Before, g)
		if is[id] != nil {
			change.Kept++
		} else {
			change.End++
		}
	}
	for id, g := range is {
		change := c.change(g.Benefit)
		addWorth(change.After, g)
		if was[id] == nil {
			change.Appear++
		}
	}
}

func (c *comparedPartner) change(benefit string) *answer.GrantChange {
	if c.grants[benefit] == nil {
		c.grants[benefit] = newGrantChange(benefit)
	}
	return c.grants[benefit]
}

func newGrantChange(benefit string) *answer.GrantChange {
	return &answer.GrantChange{Benefit: benefit, Before: map[string]number.Number{}, After: map[string]number.Number{}}
}

func inForce(t *standing.Timeline, at calendar.Day) map[string]*standing.Grant {
	out := map[string]*standing.Grant{}
	for _, g := range t.InForce(at) {
		out[g.ID] = g
	}
	return out
}

// addWorth adds what is left of a grant.
func addWorth(sums map[string]number.Number, g *standing.Grant) {
	if !g.Amount.IsZero() {
		sums[g.Amount.Currency] = sums[g.Amount.Currency].Add(g.Remaining().Value)
	}
}

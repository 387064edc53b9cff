package program

import (
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// rise checks that every tier of a ladder asks for more than the one below it,
// and that each can be held at all.
func (c *checker) rise(l *Ladder) {
	c.riseOf(l, func(t *Tier) *metric.Condition { return t.Attain }, nil)
	for i := range l.Tracks {
		table := l.Tracks[i].Value.Attain
		c.riseOf(l, func(t *Tier) *metric.Condition { return ofTier(table, t.ID) }, &l.Tracks[i])
	}
	c.retain(l)
}

func ofTier(table yamlfile.Table[*metric.Condition], tier string) *metric.Condition {
	if found, ok := table.Get(tier); ok {
		return *found
	}
	return nil
}

// asked is what a tier asks for.
type asked struct {
	tier       string
	condition  *metric.Condition
	thresholds []threshold
	told       bool // something was said about it
}

// riseOf compares the tiers of one set of rules, each with every one below it,
// neighbours first.
func (c *checker) riseOf(l *Ladder, asks func(*Tier) *metric.Condition, track *yamlfile.Row[Track]) {
	var list []*asked
	for i := range l.Tiers {
		if condition := asks(&l.Tiers[i]); condition != nil {
			list = append(list, &asked{tier: l.Tiers[i].ID, condition: condition, thresholds: thresholdsOf(condition)})
		}
	}
	alone := track == nil && len(l.Tracks) == 0
	for apart := 1; apart < len(list); apart++ {
		for i := apart; i < len(list); i++ {
			low, high := list[i-apart], list[i]
			if !high.told && c.affords(low, high) {
				high.told = c.doesNotRise(low, high, alone)
			}
		}
	}
}

// mostCompared bounds how much is compared with one another in a file: then
// tiers far apart, in ladders far longer than any, are no longer compared.
const mostCompared = 2_000_000

// affords reports whether two tiers can still be compared.
func (c *checker) affords(low, high *asked) bool {
	c.spent += 10 + (1+len(low.thresholds))*(1+len(high.thresholds))
	return c.spent < mostCompared
}

// doesNotRise reports a lower tier that nobody can hold, because whoever meets
// its condition meets that of the higher one too, and thresholds that fall.
func (c *checker) doesNotRise(low, high *asked, alone bool) bool {
	switch at := high.condition.Place; {
	case low.condition.Same(high.condition):
		c.wrong(at, "Let the higher tier ask for more.", "The tiers %q and %q ask for the same, so nobody can hold %q.", low.tier, high.tier, low.tier)
		return true
	case alone && low.condition.Implies(high.condition):
		c.wrong(at, "Let the higher tier ask for more.", "Nobody can hold the tier %q: whoever meets its condition meets that of %q too.", low.tier, high.tier)
		return true
	}
	found := fallen(low.thresholds, high.thresholds)
	for _, b := range found {
		c.wrong(b.at, "Thresholds rise from tier to tier.", "The tier %q asks for %s, which is less than the %s of the lower tier %q.", high.tier, b.higher, b.lower, low.tier)
	}
	return len(found) > 0
}

// fall is a threshold of a higher tier that asks for less than that of a lower.
type fall struct {
	at            problem.Place
	lower, higher string
}

// fallen compares the thresholds that stand in the same place of two conditions
// and those that decide alone.
func fallen(low, high []threshold) []fall {
	var found []fall
	for _, h := range high {
		for _, l := range low {
			sameShape := h.single && l.single && h.path == l.path
			tooEasy := l.must && (h.must || h.enough) || l.enough && h.enough
			if (sameShape || tooEasy) && h.bound.Looser(l.bound) {
				found = append(found, fall{at: h.leaf.Place, lower: l.leaf.String(), higher: h.leaf.String()})
				break
			}
		}
	}
	return found
}

// threshold is a bound somewhere in a condition.
type threshold struct {
	leaf   *metric.Condition
	bound  metric.Bound
	path   string // the alls and anys above it
	must   bool   // the condition holds only if this does
	enough bool   // the condition holds as soon as this does
	single bool   // nothing else in the same place measures the same
}

func thresholdsOf(c *metric.Condition) []threshold {
	var list []threshold
	var walk func(c *metric.Condition, path string, must, enough bool)
	walk = func(c *metric.Condition, path string, must, enough bool) {
		if bound, ok := c.Bound(); ok {
			list = append(list, threshold{leaf: c, bound: bound, path: path, must: must, enough: enough})
		}
		for _, each := range c.All {
			walk(each, path+"all/", must, enough && len(c.All) == 1)
		}
		for _, each := range c.Any {
			walk(each, path+"any/", must && len(c.Any) == 1, enough)
		}
	}
	walk(c, "", true, true)
	return single(list)
}

// single finds out which thresholds measure what no other does in the same
// place.
func single(list []threshold) []threshold {
	type place struct {
		path, of string
		rising   bool
	}
	times := map[place]int{}
	of := func(t threshold) place { return place{t.path, t.bound.Of, t.bound.Rising()} }
	for _, t := range list {
		times[of(t)]++
	}
	for i := range list {
		list[i].single = times[of(list[i])] == 1
	}
	return list
}

// retain refuses conditions for keeping a tier that ask for as much as those
// for reaching it: then they keep nothing.
func (c *checker) retain(l *Ladder) {
	for i := range l.Tiers {
		t := &l.Tiers[i]
		if t.Attain != nil && t.Retain != nil && t.Retain.Implies(t.Attain) {
			c.wrong(t.Retain.Place, "Ask for less, or leave retain: out: a tier is also kept by reaching it again.",
				"Keeping the tier %q asks for as much as reaching it.", t.ID)
		}
	}
}

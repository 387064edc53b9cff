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

// riseOf compares the tiers of one set of rules, each with every one below it.
func (c *checker) riseOf(l *Ladder, asks func(*Tier) *metric.Condition, track *yamlfile.Row[Track]) {
	for i := range l.Tiers {
		high := asks(&l.Tiers[i])
		if high == nil {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			if low := asks(&l.Tiers[j]); low != nil && c.doesNotRise(l, j, i, low, high, track == nil && len(l.Tracks) == 0) {
				break
			}
		}
	}
}

// doesNotRise reports a lower tier that nobody can hold, because whoever meets
// its condition meets that of the higher one too, and thresholds that fall.
func (c *checker) doesNotRise(l *Ladder, low, high int, lower, higher *metric.Condition, alone bool) bool {
	lowID, highID := l.Tiers[low].ID, l.Tiers[high].ID
	switch {
	case lower.Same(higher):
		c.wrong(higher.Place, "Let the higher tier ask for more.", "The tiers %q and %q ask for the same, so nobody can hold %q.", lowID, highID, lowID)
		return true
	case alone && lower.Implies(higher):
		c.wrong(higher.Place, "Let the higher tier ask for more.", "Nobody can hold the tier %q: whoever meets its condition meets that of %q too.", lowID, highID)
		return true
	}
	for _, b := range fallen(lower, higher) {
		c.wrong(b.at, "Thresholds rise from tier to tier.", "The tier %q asks for %s, which is less than the %s of the lower tier %q.", highID, b.higher, b.lower, lowID)
	}
	return len(fallen(lower, higher)) > 0
}

// fall is a threshold of a higher tier that asks for less than that of a lower.
type fall struct {
	at            problem.Place
	lower, higher string
}

// fallen compares the thresholds that stand in the same place of two conditions
// and those that decide alone.
func fallen(lower, higher *metric.Condition) []fall {
	var found []fall
	low, high := thresholdsOf(lower), thresholdsOf(higher)
	for _, h := range high {
		for _, l := range low {
			sameShape := h.path == l.path && !repeated(low, l) && !repeated(high, h)
			tooEasy := l.must && (h.must || h.enough) || l.enough && h.enough
			if (sameShape || tooEasy) && h.bound.Looser(l.bound) {
				found = append(found, fall{at: h.at, lower: l.text, higher: h.text})
				break
			}
		}
	}
	return found
}

// threshold is a bound somewhere in a condition.
type threshold struct {
	at     problem.Place
	text   string
	bound  metric.Bound
	path   string // the alls and anys above it
	must   bool   // the condition holds only if this does
	enough bool   // the condition holds as soon as this does
}

func thresholdsOf(c *metric.Condition) []threshold {
	var list []threshold
	var walk func(c *metric.Condition, path string, must, enough bool)
	walk = func(c *metric.Condition, path string, must, enough bool) {
		if bound, ok := c.Bound(); ok {
			list = append(list, threshold{c.Place, c.String(), bound, path, must, enough})
		}
		for _, each := range c.All {
			walk(each, path+"all/", must, enough && len(c.All) == 1)
		}
		for _, each := range c.Any {
			walk(each, path+"any/", must && len(c.Any) == 1, enough)
		}
	}
	walk(c, "", true, true)
	return list
}

// repeated reports whether something is measured twice in the same place.
func repeated(list []threshold, t threshold) bool {
	n := 0
	for _, each := range list {
		if each.path == t.path && each.bound.Of == t.bound.Of && each.bound.Rising() == t.bound.Rising() {
			n++
		}
	}
	return n > 1
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

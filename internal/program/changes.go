package program

import (
	"laurel/internal/metric"
	"laurel/internal/yamlfile"
)

// changes finds out of which ladder each "tier change" speaks: of the one ladder
// that reads it, in its own conditions or through metrics, or of the only one
// there is. Whoever asks for the metric then gets the same answer.
func (c *checker) changes() {
	readers := map[*metric.Anchor][]string{}
	for i := range c.Ladders {
		for _, a := range c.momentsOf(&c.Ladders[i].Value) {
			readers[a] = append(readers[a], c.Ladders[i].Name)
		}
	}
	for i := range c.Benefits {
		b := &c.Benefits[i].Value
		if l := c.LadderOf(b); l != nil && b.Refresh != nil {
			for _, a := range b.Refresh.Anniversary.All() {
				readers[a] = append(readers[a], l.Name)
			}
		}
	}
	for _, a := range c.moments() {
		if a.TierChange {
			c.follow(a, readers[a])
		}
	}
}

// follow tells a moment its ladder.
func (c *checker) follow(a *metric.Anchor, readers []string) {
	switch {
	case len(readers) == 1:
		a.Follow(readers[0])
	case len(c.Ladders) == 1:
		a.Follow(c.Ladders[0].Name)
	case len(c.Ladders) > 1 && !c.partly("ladders") && !c.partly("metrics"):
		what := "none of the ladders reads it"
		if len(readers) > 0 {
			what = yamlfile.Listed(readers, "and") + " read it"
		}
		c.wrong(a.Place, "Name the ladder, like {change-of: "+c.Ladders[0].Name+"}.", "`tier change` does not say whose tier: %s.", what)
	}
}

// moments lists every moment of the file.
func (c *checker) moments() []*metric.Anchor {
	var list []*metric.Anchor
	for _, d := range c.Set.Definitions {
		list = append(list, d.Anchors()...)
		for _, condition := range d.Conditions() {
			list = append(list, condition.Anchors()...)
		}
	}
	for i := range c.Ladders {
		list = append(list, c.Ladders[i].Value.moments()...)
	}
	for i := range c.Benefits {
		b := &c.Benefits[i].Value
		list = append(list, b.Unlock.When.Anchors()...)
		if b.Refresh != nil {
			list = append(list, b.Refresh.Anniversary.All()...)
		}
	}
	return list
}

// moments lists those of a ladder's own conditions and schedules.
func (l *Ladder) moments() []*metric.Anchor {
	var list []*metric.Anchor
	for _, condition := range l.Conditions() {
		list = append(list, condition.Anchors()...)
	}
	list = append(list, l.Evaluate.Up.Anniversary.All()...)
	if l.Evaluate.Down.Anniversary != l.Evaluate.Up.Anniversary {
		list = append(list, l.Evaluate.Down.Anniversary.All()...)
	}
	return list
}

// momentsOf lists those that a ladder reads, its own and those of metrics.
func (c *checker) momentsOf(l *Ladder) []*metric.Anchor {
	list := l.moments()
	for _, d := range c.MetricsRead(l) {
		list = append(list, d.Anchors()...)
		for _, condition := range d.Conditions() {
			list = append(list, condition.Anchors()...)
		}
	}
	return list
}

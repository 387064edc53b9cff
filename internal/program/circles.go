package program

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// circles refuses ladders whose tiers depend on themselves: by a condition that
// holds a tier, a metric that counts tiers, a moment at which a tier was
// attained, or a benefit that was granted.
func (c *checker) circles() {
	g := &circle{checker: c, state: map[string]int{}}
	for i := range c.Ladders {
		g.visit(reading{what: "ladder " + c.Ladders[i].Name, at: c.Ladders[i].Place})
	}
	c.deadlocks()
}

// circle is one walk over everything that reads something.
type circle struct {
	*checker
	state map[string]int // 1 while being visited, 2 when done
	path  []reading
}

// reading is one thing that another reads, and where.
type reading struct {
	what string // ladder transact, benefit press_release, metric billed_sales
	at   problem.Place
	past bool // what is read lies in the past: when a tier was attained
}

func (g *circle) visit(r reading) {
	switch g.state[r.what] {
	case 2:
		return
	case 1:
		g.found(r)
		return
	}
	g.state[r.what] = 1
	g.path = append(g.path, r)
	for _, next := range g.reads(r.what) {
		g.visit(next)
	}
	g.path = g.path[:len(g.path)-1]
	g.state[r.what] = 2
}

// found reports a circle with ladders in it. A ladder alone may look at when
// its own tiers were attained.
func (g *circle) found(last reading) {
	first := slices.IndexFunc(g.path, func(r reading) bool { return r.what == last.what })
	round := append(slices.Clone(g.path[first+1:]), last)
	ladders, past, words := 0, false, []string{last.what}
	for _, r := range round {
		words = append(words, r.what)
		past = past || r.past
		if strings.HasPrefix(r.what, "ladder ") {
			ladders++
		}
	}
	if ladders == 0 || ladders == 1 && past {
		return
	}
	hint := "Let one of them read facts instead."
	if len(round) == 1 {
		hint = "Write nested: true if a tier asks for the one below it."
	}
	g.wrong(last.at, hint, "The tiers depend on themselves: %s.", yamlfile.Round(words, "reads"))
}

// reads lists what something reads.
func (g *circle) reads(what string) []reading {
	kind, name, _ := strings.Cut(what, " ")
	switch kind {
	case "ladder":
		return g.readsOfLadder(name)
	case "metric":
		return g.readsOfMetric(name)
	default:
		return g.readsOfBenefit(name)
	}
}

func (g *circle) readsOfLadder(name string) []reading {
	l, ok := g.Ladder(name)
	if !ok {
		return nil
	}
	var list []reading
	for _, c := range l.Conditions() {
		list = append(list, readsOfCondition(c)...)
	}
	for _, s := range []*Schedule{&l.Evaluate.Up, &l.Evaluate.Down} {
		if s.Anniversary != nil {
			list = append(list, readsOfAnchor(s.Anniversary)...)
		}
	}
	return list
}

func (g *circle) readsOfMetric(name string) []reading {
	index, ok := g.Set.Index(name)
	if !ok {
		return nil
	}
	def := g.Set.Definitions[index]
	var list []reading
	if def.Tiers != nil {
		list = append(list, reading{what: "ladder " + def.Tiers.Ladder, at: def.Tiers.Place})
	}
	for _, c := range def.Conditions() {
		list = append(list, readsOfCondition(c)...)
	}
	for _, read := range def.Reads() {
		list = append(list, reading{what: "metric " + read, at: def.Place})
	}
	for _, a := range def.Anchors() {
		list = append(list, readsOfAnchor(a)...)
	}
	return list
}

func (g *circle) readsOfBenefit(name string) []reading {
	b, ok := g.Benefit(name)
	if !ok {
		return nil
	}
	var list []reading
	if b.Unlock.Ladder != "" {
		list = append(list, reading{what: "ladder " + b.Unlock.Ladder, at: b.Unlock.Place})
	}
	return append(list, readsOfCondition(b.Unlock.When)...)
}

// readsOfCondition lists what a condition reads. A benefit that was activated
// or completed is a fact; one that was granted follows from the rules.
func readsOfCondition(c *metric.Condition) []reading {
	var list []reading
	c.Visit(func(c *metric.Condition) {
		switch {
		case c.Tier != nil:
			list = append(list, reading{what: "ladder " + c.Tier.Ladder, at: c.Place})
		case c.Deed != nil && c.Deed.Done == fact.Grant:
			list = append(list, reading{what: "benefit " + c.Deed.Benefit, at: c.Place})
		case c.Time != nil && c.Time.Window != nil:
			list = append(list, readsOfAnchor(c.Time.Window.Since)...)
			list = append(list, readsOfAnchor(c.Time.Window.Anniversary)...)
		}
	})
	c.Metrics(func(name string, at problem.Place) { list = append(list, reading{what: "metric " + name, at: at}) })
	return list
}

// readsOfAnchor lists the ladders of which a moment is the attainment of a tier.
func readsOfAnchor(a *metric.Anchor) []reading {
	if a == nil {
		return nil
	}
	var list []reading
	if ladder, _, dotted := strings.Cut(a.Tier, "."); dotted {
		list = append(list, reading{what: "ladder " + ladder, at: a.Place, past: true})
	}
	for _, inner := range slices.Concat(a.LaterOf, a.EarlierOf) {
		list = append(list, readsOfAnchor(inner)...)
	}
	return list
}

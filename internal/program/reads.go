package program

import (
	"slices"
	"strings"

	"laurel/internal/metric"
)

// CountedIn lists the currencies that amounts are converted to, some perhaps
// twice.
func (p *Program) CountedIn() []string {
	list := []string{p.Currency}
	for _, d := range p.Set.Definitions {
		if d.Currency != "" && d.Currency != metric.Native {
			list = append(list, d.Currency)
		}
	}
	return list
}

// LaddersRead lists the other ladders that a ladder's conditions look at:
// directly, through metrics, and through windows that begin at a tier.
func (p *Program) LaddersRead(l *Ladder) []string {
	found := map[string]bool{}
	seen := map[string]bool{}
	for _, c := range l.Conditions() {
		p.laddersOf(c, found, seen)
	}
	delete(found, "")
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// MetricNames lists the metrics that a ladder's conditions compare, each once.
func (l *Ladder) MetricNames() []string {
	var names []string
	for _, c := range l.Conditions() {
		for _, name := range c.MetricNames() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// MetricsRead lists the metrics that a ladder's conditions read, directly and
// through others, each once.
func (p *Program) MetricsRead(l *Ladder) []*metric.Definition {
	var list []*metric.Definition
	seen := map[string]bool{}
	var read func(names []string)
	read = func(names []string) {
		for _, name := range names {
			index, ok := p.Set.Index(name)
			if !ok || seen[name] {
				continue
			}
			seen[name] = true
			def := p.Set.Definitions[index]
			list = append(list, def)
			read(def.Reads())
		}
	}
	read(l.MetricNames())
	return list
}

// Assumable lists the metrics that tiers read and of which more can be assumed,
// each once, in the order of the program.
func (p *Program) Assumable() []*metric.Definition {
	read := map[string]bool{}
	for i := range p.Ladders {
		for _, d := range p.MetricsRead(&p.Ladders[i].Value) {
			read[d.Name] = d.Assumable() != ""
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Set.Definitions), func(d *metric.Definition) bool { return !read[d.Name] })
}

func (p *Program) comparedBy(l *Ladder) []string {
	names := l.MetricNames()
	for _, d := range p.MetricsRead(l) {
		for _, c := range d.Conditions() {
			names = append(names, c.MetricNames()...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Conditions lists every condition of a ladder.
func (l *Ladder) Conditions() []*metric.Condition {
	var list []*metric.Condition
	add := func(c *metric.Condition) {
		if c != nil {
			list = append(list, c)
		}
	}
	for i := range l.Tiers {
		add(l.Tiers[i].Attain)
		add(l.Tiers[i].Retain)
	}
	for i := range l.Tracks {
		t := &l.Tracks[i].Value
		add(t.When)
		for j := range t.Attain {
			add(t.Attain[j].Value)
		}
		for j := range t.Retain {
			add(t.Retain[j].Value)
		}
	}
	add(l.Suspend)
	if l.AtRisk != nil {
		add(l.AtRisk.When)
	}
	return list
}

func (p *Program) laddersOf(c *metric.Condition, found, seen map[string]bool) {
	c.Visit(func(c *metric.Condition) {
		if c.Tier != nil {
			found[c.Tier.Ladder] = true
		}
	})
	for _, name := range c.MetricNames() {
		p.laddersOfMetric(name, found, seen)
	}
}

func (p *Program) laddersOfMetric(name string, found, seen map[string]bool) {
	index, ok := p.Set.Index(name)
	if !ok || seen[name] {
		return
	}
	seen[name] = true
	def := p.Set.Definitions[index]
	if def.Tiers != nil {
		found[def.Tiers.Ladder] = true
	}
	for _, a := range def.Anchors() {
		ladder, _, _ := strings.Cut(a.Tier, ".")
		found[ladder] = true
	}
	for _, c := range def.Conditions() {
		p.laddersOf(c, found, seen)
	}
	for _, read := range def.Reads() {
		p.laddersOfMetric(read, found, seen)
	}
}

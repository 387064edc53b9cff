package metric

import (
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// order visits every metric after those it is made from. On the way it refuses
// metrics that are made from themselves and settles units, so that nothing
// after it can run in circles.
func (b *Binder) order() {
	o := &ordering{Binder: b, state: make([]visit, len(b.Set.Definitions)), parts: make([]int, len(b.Set.Definitions))}
	for _, def := range b.Set.Definitions {
		o.visit(def)
	}
}

// ordering is one walk over the metrics.
type ordering struct {
	*Binder
	state []visit
	path  []string // the metrics being visited
	parts []int    // how many metrics each is made from, as often as they are read
}

// mostParts bounds what one metric is made from. Every part is evidence, and
// without a bound a few lines that each double the line before would make more
// of it, and larger numbers, than any machine can hold.
const mostParts = 1000

type visit uint8

const (
	notYet visit = iota
	open
	done
)

func (o *ordering) visit(d *Definition) {
	switch o.state[d.index] {
	case done:
		return
	case open:
		o.Set.unsound[d.index] = true
		round := append(slices.Clone(o.path[slices.Index(o.path, d.Name):]), d.Name)
		o.Mistakes.AddWithHint(d.Place, "Let one of them read facts instead.", "The metric %q is made from itself: %s.", d.Name, yamlfile.Round(round, "reads"))
		return
	}
	o.state[d.index] = open
	o.path = append(o.path, d.Name)
	for _, name := range d.allReads() {
		if i, ok := o.Set.byName[name]; ok {
			o.visit(o.Set.Definitions[i])
		}
	}
	o.path = o.path[:len(o.path)-1]
	o.state[d.index] = done
	o.settle(d)
}

// settle works out what the metric is counted in, unless it is made from
// something that is wrong itself.
func (o *ordering) settle(d *Definition) {
	for _, name := range d.reads() {
		if i, ok := o.Set.byName[name]; !ok || o.Set.unsound[i] {
			o.Set.unsound[d.index] = true
		}
	}
	if o.NoCurrency || d.kind == nil || d.Value != nil && d.Value.root == nil {
		o.Set.unsound[d.index] = true
	}
	if !o.Set.unsound[d.index] {
		o.Set.units[d.index] = d.kind.unit(d, o.Set)
		o.measure(d)
	}
}

// measure refuses a metric that is made from too much, or that looks into
// subjects too far.
func (o *ordering) measure(d *Definition) {
	o.parts[d.index] = 1
	for _, name := range d.reads() {
		o.parts[d.index] += o.parts[o.Set.byName[name]]
	}
	o.Set.levels[d.index] = o.Set.levelsOf(d)
	o.Set.foreseen[d.index] = o.Set.foresees(d)
	switch {
	case o.parts[d.index] > mostParts:
		o.Set.unsound[d.index] = true
		o.Mistakes.AddWithHint(d.Place, "Make it from fewer, or let some of them read facts.", "The metric %q is made from more than %d others, each counted as often as it is read.", d.Name, mostParts)
	case o.Set.levels[d.index] > mostLevels:
		o.Set.unsound[d.index] = true
		o.Mistakes.AddWithHint(d.Place, levelsHint, "The metric %q looks into subjects inside subjects, %d deep; at most %d is possible.", d.Name, o.Set.levels[d.index], mostLevels)
	}
}

// sound reports whether everything in a term is known, so that more can be said
// about it.
func (b *Binder) sound(t *term) bool {
	ok := t != nil
	t.visit(func(t *term) {
		if t.op == reference {
			i, known := b.Set.byName[t.metric]
			ok = ok && known && !b.Set.unsound[i]
		}
	})
	return ok
}

// allReads lists the metrics that a metric reads, in its conditions too.
func (d *Definition) allReads() []string {
	names := slices.Clone(d.reads())
	collect := func(c *Condition) {
		c.Metrics(func(name string, _ problem.Place) { names = append(names, name) })
	}
	for _, c := range d.conditions() {
		collect(c)
	}
	d.Window.Visit(func(w *Window) { collect(w.If) })
	if d.SmallSample != nil && d.SmallSample.Under != nil {
		names = append(names, d.SmallSample.Under.Metrics()...)
	}
	return names
}

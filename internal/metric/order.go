package metric

import (
	"slices"
	"strings"

	"laurel/internal/problem"
)

// order visits every metric after those it is made from. On the way it refuses
// metrics that are made from themselves and settles units, so that nothing
// after it can run in circles.
func (b *Binder) order() {
	o := &ordering{Binder: b, state: make([]visit, len(b.Set.Definitions))}
	for _, def := range b.Set.Definitions {
		o.visit(def)
	}
}

// ordering is one walk over the metrics.
type ordering struct {
	*Binder
	state []visit
	path  []string // the metrics being visited
}

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
		o.Mistakes.AddWithHint(d.Place, "Let one of them read facts instead.", "The metric %q is made from itself: %s.", d.Name, strings.Join(round, " reads "))
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

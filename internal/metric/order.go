package metric

import (
	"slices"

	"laurel/internal/number"
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
		o.Mistakes.Add(d.Place, "The metric %q is made from itself.", d.Name)
		return
	}
	o.state[d.index] = open
	for _, name := range d.allReads() {
		if i, ok := o.Set.byName[name]; ok {
			o.visit(o.Set.Definitions[i])
		}
	}
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

// settled refuses a condition of which two parts exclude each other.
func (b *Binder) settled(c *Condition) {
	first, second := c.clash()
	if second == nil || b.told[second] {
		return
	}
	if b.told == nil {
		b.told = map[*Condition]bool{}
	}
	b.told[second] = true
	b.Mistakes.AddWithHint(second.Place, "Join them with any, or change one.", "Nothing can meet both %q and %q.", first.written(), second.written())
}

// reachable refuses a bound that the metric can never meet: a share of 95
// instead of 95 %.
func (b *Binder) reachable(c *Condition) {
	bound, ok := c.Bound()
	if !ok {
		return
	}
	left := c.Compare.Left
	if _, constant := left.Literal(); constant {
		left = c.Compare.Right
	}
	most := b.highest(left.root)
	if most == nil || !(Bound{Of: bound.Of, Op: AtMost, Value: *most}).excludes(bound) {
		return
	}
	hint := "Write at most " + most.String() + "."
	if most.Number.Equal(number.One) && bound.Value.Number.Cmp(number.FromInt(100)) <= 0 {
		hint = "Write " + bound.Value.Number.String() + " %."
	}
	b.Mistakes.AddWithHint(c.Place, hint, "%q can never be: %s is at most %s.", c.written(), left, most)
}

// highest is the most that a term can come to; nil when it has no limit, or
// when a sample policy can decide in its place.
func (b *Binder) highest(t *term) *Value {
	switch t.op {
	case literal:
		return &t.value
	case reference:
		return b.highestOf(b.Set.byName[t.metric])
	case plus, lowest, highest:
		return b.highestOfArgs(t)
	default:
		return nil
	}
}

func (b *Binder) highestOfArgs(t *term) *Value {
	var most *Value
	for i, arg := range t.args {
		next := b.highest(arg)
		switch {
		case next == nil && t.op != lowest:
			return nil
		case next == nil:
		case i == 0 || most == nil:
			most = next
		default:
			combined := t.op.apply(*most, *next)
			most = &combined
		}
	}
	return most
}

func (b *Binder) highestOf(index int) *Value {
	if known, ok := b.most[index]; ok {
		return known
	}
	if b.most == nil {
		b.most = map[int]*Value{}
	}
	d := b.Set.Definitions[index]
	b.most[index] = nil
	if d.Round == nil && (d.SmallSample == nil || d.SmallSample.Then == ThenFail || d.SmallSample.Then == ThenZero) {
		b.most[index] = b.limit(d)
	}
	return b.most[index]
}

func (b *Binder) limit(d *Definition) *Value {
	switch {
	case d.Share != nil && d.Share.By == "":
		v := Num(number.One)
		return &v
	case d.Points != nil && d.Points.Max != nil:
		v := Num(number.Highest(*d.Points.Max, d.Points.least()))
		return &v
	case d.Earned != nil && d.Earned.Max != nil:
		v := Num(*d.Earned.Max)
		return &v
	case d.Bands != nil:
		return d.Bands.highest()
	case d.Value != nil:
		return b.highest(d.Value.root)
	default:
		return nil
	}
}

func (t *Bands) highest() *Value {
	v := Num(number.Zero)
	if t.Otherwise != nil {
		v.Number = *t.Otherwise
	}
	for i := range t.Table {
		v.Number = number.Highest(v.Number, constant(t.Table[i].Gives))
	}
	return &v
}

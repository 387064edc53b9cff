package metric

import (
	"laurel/internal/number"
)

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
	if b.countsUp(left) && (Bound{Of: bound.Of, Op: AtLeast}).excludes(bound) {
		b.Mistakes.AddWithHint(c.Place, "Write a number from 0.", "%q can never be: %s is at least 0.", c.written(), left)
		return
	}
	most := b.highest(left.root)
	if most == nil || !(Bound{Of: bound.Of, Op: AtMost, Value: *most}).excludes(bound) {
		return
	}
	b.Mistakes.AddWithHint(c.Place, b.lower(left, bound.Value, *most), "%q can never be: %s is at most %s.", c.written(), left, b.shown(left, *most))
}

// lower says what can be instead of a bound that is too high: of a share 95 % in
// place of 95.
func (b *Binder) lower(left *Expression, bound, most Value) string {
	if b.isShare(left) && bound.Number.Cmp(number.FromInt(2)) >= 0 && bound.Number.Cmp(number.FromInt(100)) <= 0 {
		return "Write " + bound.Number.String() + " %."
	}
	return "Write at most " + b.shown(left, most) + "."
}

func (b *Binder) shown(left *Expression, v Value) string {
	if b.isShare(left) {
		return v.Number.Mul(number.FromInt(100)).String() + " %"
	}
	return v.String()
}

func (b *Binder) isShare(e *Expression) bool {
	i, ok := b.Set.byName[e.Metric()]
	return ok && b.Set.Definitions[i].Share != nil
}

// countsUp reports whether something is a count or a part, and so never below 0.
// With some sample policies a small sample meets every bound.
func (b *Binder) countsUp(e *Expression) bool {
	i, ok := b.Set.byName[e.Metric()]
	if !ok {
		return false
	}
	d := b.Set.Definitions[i]
	return (d.SmallSample == nil || d.SmallSample.Then != ThenPass && d.SmallSample.Then != ThenIgnore) &&
		(d.Count != "" || d.Distinct != "" || d.Tiers != nil || d.Days != nil || d.Share != nil && d.Share.By == "")
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

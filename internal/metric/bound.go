package metric

import (
	"laurel/internal/number"
)

// Bound is a comparison with a constant: something measured, a sign, a number.
type Bound struct {
	Of    string // a metric, or arithmetic over metrics in one form
	Op    Op
	Value Value
}

// Bound is the condition as a bound, if it is one: billed_sales >= 500 USD, or
// 500 USD <= billed_sales. Thresholds for several currencies are none.
func (c *Condition) Bound() (Bound, bool) {
	if c == nil || c.Compare == nil {
		return Bound{}, false
	}
	left, right, op := c.Compare.Left, c.Compare.Right, c.Compare.Op
	if _, constant := left.Literal(); constant {
		left, right, op = right, left, op.turned()
	}
	v, constant := right.Literal()
	if _, both := left.Literal(); !constant || both || v.Basket != nil {
		return Bound{}, false
	}
	return Bound{Of: left.root.text(), Op: op, Value: v}, true
}

// turned is the comparison read from the other side.
func (o Op) turned() Op {
	switch o {
	case AtLeast:
		return AtMost
	case Over:
		return Under
	case AtMost:
		return AtLeast
	case Under:
		return Over
	default:
		return o
	}
}

// Rising reports whether a larger number asks for more.
func (b Bound) Rising() bool { return b.Op == AtLeast || b.Op == Over }

// Falling reports whether a smaller number asks for more.
func (b Bound) Falling() bool { return b.Op == AtMost || b.Op == Under }

func (b Bound) comparable(d Bound) bool {
	return b.Of == d.Of && b.Value.Currency == d.Value.Currency && b.Value.Yes == d.Value.Yes
}

// Looser reports whether b asks for less than d, of the same thing in the same
// direction.
func (b Bound) Looser(d Bound) bool {
	if !b.comparable(d) {
		return false
	}
	cmp := b.Value.Number.Cmp(d.Value.Number)
	switch {
	case b.Rising() && d.Rising():
		return cmp < 0
	case b.Falling() && d.Falling():
		return cmp > 0
	default:
		return false
	}
}

// implies reports whether whatever meets b meets d.
func (b Bound) implies(d Bound) bool {
	return b.comparable(d) && d.Op.over(b.reach(), d.Value.Number)
}

// excludes reports whether nothing meets both.
func (b Bound) excludes(d Bound) bool {
	return b.comparable(d) && d.Op.opposite().over(b.reach(), d.Value.Number)
}

// reach is the stretch of numbers that meet the bound; open on the sides that
// are nil. A bound that leaves out one number reaches everywhere.
func (b Bound) reach() stretch {
	n := b.Value.Number
	switch b.Op {
	case AtLeast, Over:
		return stretch{low: &n, lowOpen: b.Op == Over}
	case AtMost, Under:
		return stretch{high: &n, highOpen: b.Op == Under}
	case EqualTo:
		return stretch{low: &n, high: &n}
	default:
		return stretch{}
	}
}

type stretch struct {
	low, high         *number.Number
	lowOpen, highOpen bool
}

// over reports whether every number of a stretch stands in this relation to n.
func (o Op) over(s stretch, n number.Number) bool {
	above := s.low != nil && (s.low.Cmp(n) > 0 || s.lowOpen && s.low.Cmp(n) == 0)
	below := s.high != nil && (s.high.Cmp(n) < 0 || s.highOpen && s.high.Cmp(n) == 0)
	switch o {
	case AtLeast:
		return above || s.low != nil && s.low.Cmp(n) == 0
	case Over:
		return above
	case AtMost:
		return below || s.high != nil && s.high.Cmp(n) == 0
	case Under:
		return below
	case EqualTo:
		return s.low != nil && s.high != nil && s.low.Equal(n) && s.high.Equal(n)
	default:
		return above || below
	}
}

// opposite holds exactly when o does not.
func (o Op) opposite() Op { return opposites[o] }

var opposites = map[Op]Op{AtLeast: Under, Under: AtLeast, Over: AtMost, AtMost: Over, EqualTo: NotEqual, NotEqual: EqualTo}

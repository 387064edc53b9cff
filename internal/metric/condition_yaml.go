package metric

import (
	"fmt"
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// DecodeYAML reads a condition: a leaf on one line, or a map with the keys of
// one of the shapes.
func (c *Condition) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	c.Place = n.Place()
	switch n.Kind() {
	case yamlfile.Scalar:
		c.decodeLeaf(n, m)
	case yamlfile.Map:
		c.decodeTree(n, m)
	default:
		m.AddWithHint(n.Place(), "Write one comparison, or a map with all or any.", "A condition is expected here.")
	}
}

// tree is a condition as a map: the union of what its keys may be.
type tree struct {
	All     branches   `yaml:"all"`      // every one of these must hold
	Any     branches   `yaml:"any"`      // one of these is enough
	Not     *Condition `yaml:"not"`      // this must not hold
	AtLeast int        `yaml:"at-least"` // so many, of a list of conditions or among subjects
	Of      branches   `yaml:"of"`       // the conditions of at-least

	Every   string     `yaml:"every"`   // every offer, person or value of an attribute
	Some    string     `yaml:"some"`    // one is enough
	No      string     `yaml:"no"`      // none may
	Among   string     `yaml:"among"`   // with at-least: so many of these
	Where   Filter     `yaml:"where"`   // which subjects are asked, by their attributes
	Without Filter     `yaml:"without"` // which are not
	When    *Condition `yaml:"when"`    // which are asked, by a condition measured inside each
	Top     *Top       `yaml:"top"`     // only the largest are asked
	Has     Filter     `yaml:"has"`     // what each must be
	Holds   *Condition `yaml:"holds"`   // what must hold inside each, or on each day

	OnAnyDayOf   *Window   `yaml:"on-any-day-of"`   // it held on one day of the window
	OnEveryDayOf *Window   `yaml:"on-every-day-of"` // it held on every day of the window
	InAtLeast    int       `yaml:"in-at-least"`     // with of-last: in so many periods
	OfLast       *CycleRef `yaml:"of-last"`         // the last full periods of a calendar
	InEachOfLast *CycleRef `yaml:"in-each-of-last"` // it held at the close of each
}

// form is one way of writing a condition as a map: the keys that make it, those
// that may stand beside them, and what it becomes.
type form struct {
	keys []string
	also []string
	fill func(*tree, *Condition)
}

var asked = []string{"where", "without", "when", "top", "has", "holds"}

var forms = []form{
	{[]string{"all"}, nil, func(t *tree, c *Condition) { c.All = t.All }},
	{[]string{"any"}, nil, func(t *tree, c *Condition) { c.Any = t.Any }},
	{[]string{"not"}, nil, func(t *tree, c *Condition) { c.Not = t.Not }},
	{[]string{"at-least", "of"}, nil, func(t *tree, c *Condition) { c.AtLeast = &Several{K: t.AtLeast, Of: t.Of} }},
	{[]string{"every"}, asked, func(t *tree, c *Condition) { c.Over = t.quantifier(Every, t.Every) }},
	{[]string{"some"}, asked, func(t *tree, c *Condition) { c.Over = t.quantifier(Some, t.Some) }},
	{[]string{"no"}, asked, func(t *tree, c *Condition) { c.Over = t.quantifier(NoneOf, t.No) }},
	{[]string{"at-least", "among"}, asked, func(t *tree, c *Condition) { c.Over = t.quantifier(Among, t.Among) }},
	{[]string{"on-any-day-of", "holds"}, nil, func(t *tree, c *Condition) {
		c.Time = &Recurrence{Mode: OnAnyDay, Window: t.OnAnyDayOf, Holds: t.Holds}
	}},
	{[]string{"on-every-day-of", "holds"}, nil, func(t *tree, c *Condition) {
		c.Time = &Recurrence{Mode: OnEveryDay, Window: t.OnEveryDayOf, Holds: t.Holds}
	}},
	{[]string{"in-at-least", "of-last", "holds"}, nil, func(t *tree, c *Condition) { c.Time = t.periods(t.InAtLeast, t.OfLast) }},
	{[]string{"in-each-of-last", "holds"}, nil, func(t *tree, c *Condition) { c.Time = t.periods(0, t.InEachOfLast) }},
}

func (t *tree) quantifier(mode Mode, over string) *Quantifier {
	return &Quantifier{Mode: mode, K: t.AtLeast, Over: over, Where: t.Where, Without: t.Without, When: t.When, Top: t.Top, Has: t.Has, Holds: t.Holds}
}

// periods asks at the close of each period; without k, of every one.
func (t *tree) periods(k int, last *CycleRef) *Recurrence {
	if last == nil { // it could not be read
		last = &CycleRef{}
	}
	if k == 0 {
		k = last.N
	}
	return &Recurrence{Mode: Periods, K: k, N: last.N, Cycle: *last, Holds: t.Holds}
}

func (c *Condition) decodeTree(n *yamlfile.Node, m *problem.Mistakes) {
	var t tree
	yamlfile.Decode(n, &t, m)
	found := c.form(n, m)
	if found == nil {
		return
	}
	for _, e := range n.Entries() {
		if isTreeKey(e.Key) && !slices.Contains(found.keys, e.Key) && !slices.Contains(found.also, e.Key) {
			m.AddWithHint(e.KeyPlace, "Put the conditions under one all: or any: as two entries.", "%q cannot stand beside %q in one condition.", e.Key, found.keys[0])
		}
	}
	found.fill(&t, c)
	c.checkForm(n, m)
}

// form finds the shape whose keys are all there.
func (c *Condition) form(n *yamlfile.Node, m *problem.Mistakes) *form {
	known := false
	for i := range forms {
		f := &forms[i]
		if !slices.ContainsFunc(f.keys, func(key string) bool { return !n.Has(key) }) {
			return f
		}
		known = known || n.Has(f.keys[0])
	}
	switch {
	case n.Damaged() || slices.ContainsFunc(n.Entries(), func(e yamlfile.Entry) bool { return !isTreeKey(e.Key) }):
	case known:
		c.incomplete(n, m)
	default:
		m.AddWithHint(n.Place(), "Use all, any, not, at-least, every, some, no, on-any-day-of, on-every-day-of, in-at-least or in-each-of-last.",
			"This map is not a condition.")
	}
	return nil
}

// incomplete says what is missing beside the first key of a shape.
func (c *Condition) incomplete(n *yamlfile.Node, m *problem.Mistakes) {
	switch {
	case n.Has("at-least"):
		m.AddWithHint(n.Place(), "Write {at-least: 2, of: […]} or {at-least: 3, among: offers, has: {…}}.", "`at-least` does not say of what.")
	case n.Has("in-at-least") && !n.Has("of-last"):
		m.AddWithHint(n.Place(), "Write {in-at-least: 13, of-last: 16 weeks, holds: …}.", "`in-at-least` does not say of how many periods.")
	default:
		m.AddWithHint(n.Place(), "Add holds: with a condition.", "The condition does not say what must hold in that time.")
	}
}

func isTreeKey(key string) bool {
	return slices.ContainsFunc(forms, func(f form) bool { return slices.Contains(f.keys, key) || slices.Contains(f.also, key) })
}

// checkForm refuses conditions whose outcome is settled.
func (c *Condition) checkForm(n *yamlfile.Node, m *problem.Mistakes) {
	switch {
	case c.AtLeast != nil && len(c.AtLeast.Of) > 0 && (c.AtLeast.K < 1 || c.AtLeast.K > len(c.AtLeast.Of)):
		m.AddWithHint(n.Get("at-least").Place(), fmt.Sprintf("Write a number from 1 to %d.", len(c.AtLeast.Of)), "At least %d of %d conditions can never be, or always is.", c.AtLeast.K, len(c.AtLeast.Of))
	case c.Over != nil && c.Over.Mode == Among && c.Over.K < 1:
		m.AddWithHint(n.Get("at-least").Place(), "Write a number from 1.", "At least %d is always true.", c.Over.K)
	case c.Over != nil && c.Over.Mode == Every && c.Over.Has.IsZero() && c.Over.Holds == nil && !n.Damaged():
		m.AddWithHint(n.Place(), "Add has: {…} or holds: ….", "`every` does not say what must be true of each.")
	case c.Over != nil && c.Over.Top != nil && c.Over.Top.N < 1 && n.Get("top").Has("n"):
		m.AddWithHint(n.Get("top").Get("n").Place(), "Write a number from 1.", "The top %d are none.", c.Over.Top.N)
	case c.Time != nil && c.Time.Mode == Periods && c.Time.N > 0 && (c.Time.K < 1 || c.Time.K > c.Time.N):
		m.AddWithHint(n.Get("in-at-least").Place(), fmt.Sprintf("Write a number from 1 to %d.", c.Time.N), "At least %d of the last %d periods can never be, or always is.", c.Time.K, c.Time.N)
	}
}

// branches are the conditions of a list.
type branches []*Condition

// DecodeYAML reads a list of conditions with at least one entry.
func (b *branches) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Kind() != yamlfile.List || len(n.Items()) == 0 {
		if !n.Damaged() {
			m.AddWithHint(n.Place(), "Write one on each line, each behind a dash.", "A list of conditions is expected here.")
		}
		return
	}
	for _, item := range n.Items() {
		c := &Condition{}
		yamlfile.Decode(item, c, m)
		*b = append(*b, c)
	}
}

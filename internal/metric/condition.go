package metric

import (
	"laurel/internal/problem"
)

// Condition is a tree whose leaves compare metrics or ask for a state. Every
// leaf is measured, also when the outcome is settled: the reasons are part of
// the answer. Exactly one of the fields below Text is set.
type Condition struct {
	Place problem.Place
	Text  string // a leaf as written

	All     []*Condition
	Any     []*Condition
	Not     *Condition
	AtLeast *Several
	Compare *Comparison
	Tier    *TierHeld
	Deed    *Deed
	Over    *Quantifier
	Time    *Recurrence
}

// Several wants at least K of its conditions.
type Several struct {
	K  int
	Of []*Condition
}

// Comparison compares two expressions.
type Comparison struct {
	Left  *Expression
	Op    Op
	Right *Expression

	threshold *Value // Right when it is constant: the common case, kept fast
	metric    int    // Left when it is one metric, else −1
}

// TierHeld asks whether a ladder's tier, or a higher one, is held.
type TierHeld struct{ Ladder, Tier string }

// Deed asks whether a benefit was granted, activated or completed before.
type Deed struct {
	Benefit string
	Done    string // the kind of fact: grant, activation, completion
}

// Mode says for how many subjects a quantifier must hold.
type Mode string

// The modes. Every is also true of an empty set: programs add Some where they
// mean "and there must be one".
const (
	Every  Mode = "every"
	Some   Mode = "some"
	NoneOf Mode = "no"
	Among  Mode = "among" // at least K
)

// Quantifier asks something of subjects: every offer, some offer, no offer, at
// least three. Where and Without choose subjects by attributes, When by a
// condition measured inside each; Has and Holds are what is asked.
type Quantifier struct {
	Mode    Mode
	K       int    // for Among
	Over    string // a plural (offers) or a dimension (an attribute name)
	Where   Filter
	Without Filter
	When    *Condition
	Top     *Top
	Has     Filter
	Holds   *Condition
}

// Top keeps the N subjects with the highest By; ties stay in.
type Top struct {
	Place problem.Place `yaml:"-"`
	N     int           `yaml:"n,required"`  // how many
	By    string        `yaml:"by,required"` // an attribute of the subjects that is a number
}

// Recurrence asks something of several moments.
type Recurrence struct {
	Mode   RecurrenceMode
	Window *Window    // OnAnyDay and OnEveryDay
	K, N   int        // Periods: at least K of the last N
	Cycle  CycleRef   // Periods: of which calendar
	Holds  *Condition // measured on each day, or at the close of each period
}

// RecurrenceMode says which moments are asked.
type RecurrenceMode uint8

// The modes of a recurrence.
const (
	OnAnyDay   RecurrenceMode = iota // on at least one day of the window
	OnEveryDay                       // on every day of the window
	Periods                          // at the close of at least K of the last N full periods
)

// Metrics calls do for every metric that the condition names, with where.
func (c *Condition) Metrics(do func(name string, at problem.Place)) {
	c.Visit(func(leaf *Condition) {
		if leaf.Compare == nil {
			return
		}
		for _, side := range []*Expression{leaf.Compare.Left, leaf.Compare.Right} {
			for _, name := range side.Metrics() {
				do(name, leaf.Place)
			}
		}
	})
}

// Visit calls do for the condition and everything below it.
func (c *Condition) Visit(do func(*Condition)) {
	if c == nil {
		return
	}
	do(c)
	for _, child := range c.children() {
		child.Visit(do)
	}
}

func (c *Condition) children() []*Condition {
	switch {
	case c.All != nil:
		return c.All
	case c.Any != nil:
		return c.Any
	case c.Not != nil:
		return []*Condition{c.Not}
	case c.AtLeast != nil:
		return c.AtLeast.Of
	case c.Over != nil:
		return []*Condition{c.Over.When, c.Over.Holds}
	case c.Time != nil:
		return []*Condition{c.Time.Holds}
	default:
		return nil
	}
}

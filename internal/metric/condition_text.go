package metric

import (
	"fmt"
	"slices"
	"strings"
)

// String is the condition on one line, as a program's author would say it: "any
// of (billed_sales >= 500 USD; teams_mau >= 250)". Leaves stand as written.
func (c *Condition) String() string { return c.text((*Condition).written) }

// Same reports whether two conditions ask the same, however they are written:
// 25_000 USD and 25000 USD are one threshold.
func (c *Condition) Same(d *Condition) bool {
	switch {
	case c == nil || d == nil:
		return c == d
	case c.All != nil:
		return sameEach(c.All, d.All)
	case c.Any != nil:
		return sameEach(c.Any, d.Any)
	case c.Not != nil:
		return d.Not != nil && c.Not.Same(d.Not)
	case c.AtLeast != nil:
		return d.AtLeast != nil && c.AtLeast.K == d.AtLeast.K && sameEach(c.AtLeast.Of, d.AtLeast.Of)
	default:
		return c == d || c.whole() && d.whole() && c.text((*Condition).exact) == d.text((*Condition).exact)
	}
}

func sameEach(list, other []*Condition) bool { return slices.EqualFunc(list, other, (*Condition).Same) }

// whole reports whether all of the condition could be read.
func (c *Condition) whole() bool {
	whole := true
	c.Visit(func(c *Condition) {
		whole = whole && (c.All != nil || c.Any != nil || c.Not != nil || c.AtLeast != nil || c.Compare != nil ||
			c.Tier != nil || c.Deed != nil || c.Over != nil || c.Time.whole())
	})
	return whole
}

func (r *Recurrence) whole() bool {
	return r != nil && r.Holds != nil && (r.Mode == Periods || r.Window != nil)
}

func (c *Condition) text(leaf func(*Condition) string) string {
	switch {
	case c.All != nil:
		return "all of (" + joined(c.All, leaf) + ")"
	case c.Any != nil:
		return "any of (" + joined(c.Any, leaf) + ")"
	case c.Not != nil:
		return "not (" + c.Not.text(leaf) + ")"
	case c.AtLeast != nil:
		return fmt.Sprintf("at least %d of (%s)", c.AtLeast.K, joined(c.AtLeast.Of, leaf))
	case c.Over != nil:
		return c.Over.text(leaf)
	case c.Time != nil:
		return c.Time.text(leaf)
	default:
		return leaf(c)
	}
}

func joined(list []*Condition, leaf func(*Condition) string) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = c.text(leaf)
	}
	return strings.Join(texts, "; ")
}

func (c *Condition) written() string { return strings.Join(strings.Fields(c.Text), " ") }

// exact is a leaf with its numbers in one form.
func (c *Condition) exact() string {
	switch {
	case c.Compare != nil:
		return c.Compare.Left.root.text() + " " + string(c.Compare.Op) + " " + c.Compare.Right.root.text()
	case c.Tier != nil:
		return "holds " + c.Tier.Ladder + "." + c.Tier.Tier
	default:
		return c.Deed.Benefit + " " + c.Deed.Done
	}
}

func (q *Quantifier) text(leaf func(*Condition) string) string {
	text := string(q.Mode) + " " + q.Over
	if q.Mode == Among {
		text = fmt.Sprintf("at least %d among %s", q.K, q.Over)
	}
	if q.Top != nil {
		text += fmt.Sprintf(" of the top %d by %s", q.Top.N, q.Top.By)
	}
	for _, part := range []struct {
		word   string
		filter Filter
	}{{" where ", q.Where}, {" without ", q.Without}, {" has ", q.Has}} {
		if !part.filter.IsZero() {
			text += part.word + part.filter.String()
		}
	}
	if q.When != nil {
		text += " when " + q.When.text(leaf)
	}
	if q.Holds != nil {
		text += " holds " + q.Holds.text(leaf)
	}
	return text
}

func (r *Recurrence) text(leaf func(*Condition) string) string {
	held := r.Holds.text(leaf)
	switch r.Mode {
	case OnAnyDay:
		return "on any day of " + r.Window.String() + ": " + held
	case OnEveryDay:
		return "on every day of " + r.Window.String() + ": " + held
	default:
		return fmt.Sprintf("in at least %d of the last %d %s: %s", r.K, r.N, r.Cycle.Name, held)
	}
}

// text is a term with its numbers in one form, in brackets wherever it is made
// of others.
func (t *term) text() string {
	switch t.op {
	case literal:
		return t.value.String()
	case reference:
		return t.metric
	default:
		args := make([]string, len(t.args))
		for i, a := range t.args {
			args[i] = a.text()
		}
		return termWords[t.op] + "(" + strings.Join(args, ", ") + ")"
	}
}

var termWords = map[termOp]string{plus: "sum", minus: "difference", times: "product", lowest: "lowest", highest: "highest"}

// String is the expression as written.
func (e *Expression) String() string { return strings.Join(strings.Fields(e.Text), " ") }

// Same reports whether two expressions compute the same in the same way.
func (e *Expression) Same(f *Expression) bool {
	if e == nil || f == nil {
		return e == f
	}
	return e.root.text() == f.root.text()
}

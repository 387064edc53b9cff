package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Reason is a condition with what it found: the tree that an explanation is
// made of. Its children are in the order of the program file.
type Reason struct {
	Condition *Condition
	Place     problem.Place // the line of the program that says so
	Truth     Truth
	Key       Key           // below a quantifier: the subject that was asked
	Day       calendar.Day  // below a recurrence: the day that was asked
	Found     Value         // a comparison's left side
	Wanted    Value         // and its right side
	Measured  []Measured    // the metrics that were compared
	Met, Of   int           // how many of how many: several, quantifiers, recurrences
	Span      calendar.Span // a recurrence's days
	Waived    Said          // why a person waived the condition
	Children  []Reason
}

// Check is the outcome of a condition in the frame.
func (f *Frame) Check(c *Condition) Truth { return f.check(c, nil) }

// Explain is the outcome with every reason. It is the same code as Check,
// recording.
func (f *Frame) Explain(c *Condition) Reason {
	var reason Reason
	f.check(c, &reason)
	return reason
}

func (f *Frame) check(c *Condition, rec *Reason) Truth {
	var truth Truth
	switch {
	case c.Compare != nil:
		truth = f.compare(c.Compare, rec)
	case c.All != nil:
		truth = f.all(c.All, rec)
	case c.Any != nil:
		truth = f.any(c.Any, rec)
	default:
		truth = f.checkOther(c, rec)
	}
	if f.reader != nil && truth == Fails {
		truth = f.waive(c, rec)
	}
	if rec != nil {
		rec.Condition, rec.Place, rec.Truth = c, c.Place, truth
	}
	return truth
}

// waive lets a condition hold that a person waived.
func (f *Frame) waive(c *Condition, rec *Reason) Truth {
	why, ok := f.reader.env.Waived(c, f.view.scope, f.day)
	if !ok {
		return Fails
	}
	if rec != nil {
		rec.Waived = why
	}
	return Holds
}

func (f *Frame) checkOther(c *Condition, rec *Reason) Truth {
	switch {
	case c.Not != nil:
		return f.not(c.Not, rec)
	case c.AtLeast != nil:
		return f.several(c.AtLeast, rec)
	case f.reader == nil:
		return Fails
	case c.Tier != nil:
		return truthOf(f.reader.env.Held(c.Tier.Ladder, c.Tier.Tier, f.view.scope, f.day))
	case c.Deed != nil:
		return truthOf(f.reader.env.Done(c.Deed.Benefit, c.Deed.Done, f.view.scope, f.day))
	case c.Over != nil:
		return f.quantified(c.Over, rec)
	default:
		return f.recurring(c.Time, rec)
	}
}

// child checks a condition below another and records it.
func (f *Frame) child(c *Condition, rec *Reason) Truth {
	if rec == nil {
		return f.check(c, nil)
	}
	rec.Children = append(rec.Children, Reason{})
	return f.check(c, &rec.Children[len(rec.Children)-1])
}

// all holds when nothing fails; it is ignored when everything is.
func (f *Frame) all(list []*Condition, rec *Reason) Truth {
	outcome := Ignored
	for _, c := range list {
		switch f.child(c, rec) {
		case Fails:
			outcome = Fails
		case Holds:
			if outcome == Ignored {
				outcome = Holds
			}
		}
		if outcome == Fails && rec == nil {
			return Fails
		}
	}
	return outcome
}

// any holds when something holds; it is ignored when everything is.
func (f *Frame) any(list []*Condition, rec *Reason) Truth {
	held, ignored := false, true
	for _, c := range list {
		switch f.child(c, rec) {
		case Holds:
			held = true
		case Fails:
			ignored = false
		}
		if held && rec == nil {
			return Holds
		}
	}
	if ignored && !held {
		return Ignored
	}
	return truthOf(held)
}

func (f *Frame) not(c *Condition, rec *Reason) Truth {
	switch f.child(c, rec) {
	case Holds:
		return Fails
	case Fails:
		return Holds
	default:
		return Ignored
	}
}

func (f *Frame) several(s *Several, rec *Reason) Truth {
	held, of := 0, 0
	for _, c := range s.Of {
		truth := f.child(c, rec)
		if truth != Ignored {
			of++
		}
		if truth == Holds {
			held++
		}
	}
	if rec != nil {
		rec.Met, rec.Of = held, of
	}
	return atLeast(s.K, held, of)
}

// compare measures both sides. What the sample policy says about either side
// decides before the numbers do.
func (f *Frame) compare(c *Comparison, rec *Reason) Truth {
	if rec == nil && c.threshold != nil && c.metric >= 0 {
		return c.outcome(f.metric(c.metric), c.threshold)
	}
	left, right := c.Left.root.eval(f), c.Right.root.eval(f)
	if rec != nil {
		rec.Found, rec.Wanted = left, right
		f.recordMeasured(c, rec)
	}
	return c.outcome(&left, &right)
}

func (f *Frame) recordMeasured(c *Comparison, rec *Reason) {
	if f.reader == nil {
		return
	}
	for _, index := range append(c.Left.indexes(), c.Right.indexes()...) {
		rec.Measured = append(rec.Measured, f.reader.Measure(index, f))
	}
}

func (c *Comparison) outcome(left, right *Value) Truth {
	if left.Presence != Present || right.Presence != Present {
		return bySample(left.Presence, right.Presence)
	}
	if left.Basket != nil || right.Basket != nil {
		return truthOf(c.Op.baskets(left, right))
	}
	return truthOf(c.Op.compare(left.Number.Cmp(right.Number)))
}

func bySample(a, b Presence) Truth {
	switch {
	case a == Absent || b == Absent || a == SmallFail || b == SmallFail:
		return Fails
	case a == SmallIgnore || b == SmallIgnore:
		return Ignored
	default:
		return Holds
	}
}

// baskets compares native money with one threshold per currency: it is enough
// that one currency meets its own.
func (o Op) baskets(left, right *Value) bool {
	for _, have := range left.Basket {
		for _, want := range right.amounts() {
			if have.Currency == want.Currency && o.compare(have.Value.Cmp(want.Value)) {
				return true
			}
		}
	}
	return false
}

// quantified asks something of each subject chosen. Subjects of which it cannot
// be asked, because their sample is too small, are left out.
func (f *Frame) quantified(q *Quantifier, rec *Reason) Truth {
	met, of := 0, 0
	for _, key := range q.selection().members(f) {
		truth := f.asked(q, key, rec)
		if truth != Ignored {
			of++
		}
		if truth == Holds {
			met++
		}
	}
	if rec != nil {
		rec.Met, rec.Of = met, of
	}
	switch q.Mode {
	case Every:
		return truthOf(met == of)
	case Some:
		return truthOf(met > 0)
	case NoneOf:
		return truthOf(met == 0)
	default:
		return truthOf(met >= q.K)
	}
}

func (f *Frame) asked(q *Quantifier, key Key, rec *Reason) Truth {
	child := (*Reason)(nil)
	if rec != nil {
		rec.Children = append(rec.Children, Reason{})
		child = &rec.Children[len(rec.Children)-1]
	}
	truth := truthOf(q.Has.Match(f.profile(key)))
	if q.Holds != nil {
		if inside := f.inside(key).check(q.Holds, child); truth == Holds {
			truth = inside
		}
	}
	if child != nil {
		child.Key, child.Truth = key, truth
	}
	return truth
}

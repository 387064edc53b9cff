package metric

// Implies reports whether it can be shown that d is met whenever c is. It
// answers false where it cannot tell, or not in reasonable time.
func (c *Condition) Implies(d *Condition) bool {
	if c == nil || d == nil || !c.whole() || !d.whole() {
		return false
	}
	return (&prover{steps: mostSteps}).implies(c, d)
}

// prover compares condition trees. It stops after so many steps.
type prover struct{ steps int }

const mostSteps = 20_000

func (p *prover) implies(c, d *Condition) bool {
	if p.steps--; p.steps < 0 {
		return false
	}
	switch {
	case c.Any != nil:
		return every(c.Any, func(each *Condition) bool { return p.implies(each, d) })
	case d.All != nil:
		return every(d.All, func(each *Condition) bool { return p.implies(c, each) })
	case c.All != nil && some(c.All, func(each *Condition) bool { return p.implies(each, d) }):
		return true
	case d.Any != nil && some(d.Any, func(each *Condition) bool { return p.implies(c, each) }):
		return true
	}
	mine, ok := c.Bound()
	its, okToo := d.Bound()
	return ok && okToo && mine.implies(its) || c.Same(d)
}

func every(list []*Condition, yes func(*Condition) bool) bool {
	return !some(list, func(c *Condition) bool { return !yes(c) })
}

func some(list []*Condition, yes func(*Condition) bool) bool {
	for _, c := range list {
		if yes(c) {
			return true
		}
	}
	return false
}

// mostLeaves bounds how many leaves are compared with one another.
const mostLeaves = 200

// clash finds two leaves that must both hold and never can.
func (c *Condition) clash() (first, second *Condition) {
	leaves := c.musts(nil)
	for i, b := range leaves {
		for _, a := range leaves[:i] {
			if a.excludes(b.Bound) {
				return a.leaf, b.leaf
			}
		}
	}
	return nil, nil
}

// must is a bound that must hold.
type must struct {
	Bound
	leaf *Condition
}

// musts lists the bounds that must hold for the condition to hold.
func (c *Condition) musts(list []must) []must {
	if len(list) >= mostLeaves {
		return list
	}
	if bound, ok := c.Bound(); ok {
		list = append(list, must{bound, c})
	}
	if c != nil {
		for _, each := range c.All {
			list = each.musts(list)
		}
	}
	return list
}

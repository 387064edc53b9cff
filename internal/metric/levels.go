package metric

// Levels are how far something looks into subjects: what a metric is in each
// region for each customer is two levels deep. A scope has room for mostLevels.
const mostLevels = len(Scope{}.keys)

const levelsHint = "Ask less inside one another, or let the innermost metric be for: partner."

// levelsOf is how far a metric looks; those it is made from are known.
func (s *Set) levelsOf(d *Definition) int {
	most := 0
	for _, name := range d.reads() {
		most = max(most, s.levelsNamed(name))
	}
	for _, c := range d.Conditions() {
		most = max(most, s.levelsIn(c))
	}
	if d.Total != nil || d.Count != "" && d.When != nil {
		most++
	}
	return most
}

// levelsNamed is how far a metric looks from where it is read. One for the
// whole partner begins anew.
func (s *Set) levelsNamed(name string) int {
	i, ok := s.byName[name]
	if !ok || s.Definitions[i].pinned() {
		return 0
	}
	return s.levels[i]
}

// levelsIn is how far a condition looks.
func (s *Set) levelsIn(c *Condition) int {
	if c == nil {
		return 0
	}
	most := 0
	for _, child := range c.children() {
		most = max(most, s.levelsIn(child))
	}
	if c.Compare != nil {
		for _, name := range append(c.Compare.Left.Metrics(), c.Compare.Right.Metrics()...) {
			most = max(most, s.levelsNamed(name))
		}
	}
	if c.Over != nil {
		most++
	}
	return most
}

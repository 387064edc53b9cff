package program

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// checker looks at a program that was decoded: it resolves the names in it and
// notes what does not fit together.
type checker struct {
	*Program
	root     *yamlfile.Node
	places   places
	doubts   doubts
	binder   *metric.Binder
	mistakes *problem.Mistakes
	having   map[string][]string // see laddersWith
	spent    int                 // see rise
}

func newChecker(p *Program, root *yamlfile.Node, m *problem.Mistakes) *checker {
	c := &checker{Program: p, root: root, mistakes: &problem.Mistakes{}, places: placesIn(root), doubts: doubtsOf(root, m.List())}
	c.name()
	missing := metric.RefuseMissing
	if p.Rates != nil && p.Rates.Missing != "" {
		missing = p.Rates.Missing
	}
	p.Set = metric.NewSet(p.Metrics, p.Currency, p.RateRule(), missing)
	c.binder = &metric.Binder{Set: p.Set, Names: c.names(), Mistakes: c.mistakes, Partly: map[string]bool{}, At: c.places.of}
	_, err := money.ParseCurrency(p.Currency)
	c.binder.NoCurrency = err != nil
	for _, row := range p.Metrics {
		c.binder.Partly[row.Name] = c.doubts.about(row.Place)
	}
	return c
}

// tell passes on what was found. What has no place is about a value that could
// not be read, which was told already.
func (c *checker) tell(m *problem.Mistakes) {
	for _, found := range c.mistakes.List() {
		if found.Place != (problem.Place{}) {
			m.AddWithHint(found.Place, found.Hint, "%s", found.Message)
		}
	}
}

// name tells ladders and benefits what they are called, and gives a program
// what it has without saying so: a zone, and ladders that follow every change.
func (c *checker) name() {
	c.Zone = time.UTC
	for i := range c.Ladders {
		l := &c.Ladders[i].Value
		l.Name = c.Ladders[i].Name
		for _, s := range []*Schedule{&l.Evaluate.Up, &l.Evaluate.Down} {
			if s.Place == (problem.Place{}) {
				s.OnChange = true
			}
		}
	}
	for i := range c.Benefits {
		c.Benefits[i].Value.Name = c.Benefits[i].Name
	}
	for i := range c.Deliveries {
		c.Deliveries[i].Value.Name = c.Deliveries[i].Name
	}
}

// names lists what the program calls its things.
func (c *checker) names() metric.Names {
	n := metric.Names{Calendars: map[string]calendar.Cycle{}, Lists: map[string][]string{}, Ladders: map[string][]string{}, Levels: map[string]fact.Level{}}
	for i := range c.Calendars {
		n.Calendars[c.Calendars[i].Name] = c.Calendars[i].Value.cycle(c.Calendars[i].Name)
	}
	for _, row := range c.Lists {
		n.Lists[row.Name] = row.Value
	}
	for _, row := range c.Ladders {
		tiers := []string{}
		for _, t := range row.Value.Tiers {
			if t.ID != "" {
				tiers = append(tiers, t.ID)
			}
		}
		n.Ladders[row.Name], n.Levels[row.Name] = tiers, row.Value.For.Level
	}
	for _, row := range c.Benefits {
		n.Benefits = append(n.Benefits, row.Name)
	}
	return n
}

// at is where the value of a key begins, of the map that begins at a place.
func (c *checker) at(within problem.Place, key string) problem.Place { return c.places.of(within, key) }

// partly reports whether something under a key of the file could not be read.
func (c *checker) partly(key string) bool {
	for _, e := range c.root.Entries() {
		if e.Key == key {
			return c.doubts.about(e.KeyPlace)
		}
	}
	return false
}

// wrong notes what is wrong, and what would be right.
func (c *checker) wrong(at problem.Place, hint, format string, args ...any) {
	c.mistakes.AddWithHint(at, hint, format, args...)
}

// named reports a name that is not among those known.
func (c *checker) named(at problem.Place, what, name string, known []string) bool {
	if slices.Contains(known, name) {
		return true
	}
	c.binder.Unknown(at, what, name, known)
	return false
}

// bind resolves every name of the program.
func (c *checker) bind() {
	c.binder.Metrics()
	for i := range c.Ladders {
		c.Ladders[i].Value.findWays()
		c.bindLadder(&c.Ladders[i].Value)
	}
	for i := range c.Benefits {
		c.bindBenefit(&c.Benefits[i].Value, !c.doubts.about(c.Benefits[i].Place))
	}
	if c.Desk != nil && c.Desk.Outreach != nil {
		c.binder.Filter(&c.Desk.Outreach.Where)
	}
}

// check looks for what was promised and can never be.
func (c *checker) check() {
	c.header()
	c.rates()
	c.ready()
	c.calendars()
	c.lists()
	for _, row := range c.Metrics {
		c.word(row.Place, "metric", row.Name)
	}
	for i := range c.Metrics {
		c.tiersCounted(i)
	}
	c.ladders()
	c.benefits()
	c.caps()
	c.transition()
	c.desk()
	c.budgets()
	c.deliveries()
	c.changes()
	c.circles()
}

package program

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Calendar is a named calendar: periods of one length from a start, or a list.
// Every program has day, week (from Monday), month, quarter, half and year.
type Calendar struct {
	Place   problem.Place    `yaml:"-"`
	Every   *calendar.Length `yaml:"every"`   // the length of a period
	Start   *calendar.Day    `yaml:"start"`   // the first day of any one period
	Periods []Period         `yaml:"periods"` // or: each period, in order, without gaps
}

// Period is one listed period; both days are included.
type Period struct {
	Place problem.Place `yaml:"-"`
	Name  string        `yaml:"name,required"`  // its name, like P1
	From  calendar.Day  `yaml:"from,required"`  // the first day
	Until calendar.Day  `yaml:"until,required"` // the last day
}

type calendarFields Calendar

var calendarChoice = yamlfile.Choice{What: "a calendar", Of: []yamlfile.Alternative{
	{Key: "every", Needs: []string{"start"}},
	{Key: "periods"},
}}

// DecodeYAML reads {every: …, start: …} or {periods: […]}.
func (k *Calendar) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	k.Place = n.Place()
	yamlfile.Decode(n, (*calendarFields)(k), m)
	calendarChoice.One(n, m)
}

// cycle is the calendar as periods are counted by.
func (k *Calendar) cycle(name string) calendar.Cycle {
	c := calendar.Cycle{Name: name}
	if k.Every != nil {
		c.Every = *k.Every
	}
	if k.Start != nil {
		c.Start = *k.Start
	}
	for _, p := range k.Periods {
		c.Periods = append(c.Periods, calendar.Period{Name: p.Name, Span: calendar.Span{From: p.From, Until: p.Until + 1}})
	}
	return c
}

func (c *checker) calendars() {
	for i := range c.Calendars {
		row := &c.Calendars[i]
		c.word(row.Place, "calendar", row.Name)
		if metric.IsBuiltinCycle(row.Name) {
			c.wrong(row.Place, "Choose another name, like fiscal_"+row.Name+".", "Every program has a calendar %q already.", row.Name)
		}
		if !c.doubts.about(row.Place) {
			c.periods(row.Name, &row.Value)
		}
	}
}

// periods must follow one another without gaps and overlaps.
func (c *checker) periods(name string, k *Calendar) {
	if k.Periods != nil && len(k.Periods) == 0 {
		c.wrong(k.Place, "Write periods such as {name: P1, from: 2024-01-01, until: 2024-01-28}.", "The calendar %q lists no period.", name)
	}
	seen := map[string]bool{}
	for i := range k.Periods {
		p := &k.Periods[i]
		if p.Until < p.From {
			c.wrong(c.at(p.Place, "until"), "Both days are included.", "The period %q ends on %s, before it begins on %s.", p.Name, p.Until, p.From)
		}
		if seen[p.Name] {
			c.wrong(c.at(p.Place, "name"), "Give each period its own name.", "The calendar %q has two periods called %q.", name, p.Name)
		}
		seen[p.Name] = true
		if i > 0 {
			c.follows(&k.Periods[i-1], p)
		}
	}
}

func (c *checker) follows(before, p *Period) {
	switch {
	case p.From <= before.Until:
		c.wrong(c.at(p.Place, "from"), "Write from: "+(before.Until+1).String()+".", "The period %q begins on %s, but %q lasts until %s: they overlap.", p.Name, p.From, before.Name, before.Until)
	case p.From > before.Until+1:
		c.wrong(c.at(p.Place, "from"), "Write from: "+(before.Until+1).String()+".", "The period %q begins on %s, but %q ends on %s: there is a gap.", p.Name, p.From, before.Name, before.Until)
	}
}

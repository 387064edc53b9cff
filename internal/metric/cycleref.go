package metric

import (
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// CycleRef is a number of periods of a calendar: "16 weeks", "4 fiscal" where
// fiscal is one of the program's calendars.
type CycleRef struct {
	Place problem.Place
	N     int
	Name  string         // the calendar as written
	Cycle calendar.Cycle // and as it is, once bound
}

// mostPeriods bounds how far back periods are counted.
const mostPeriods = 1000

// DecodeYAML reads a count and a unit or the name of a calendar.
func (r *CycleRef) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	r.Place = n.Place()
	p := newParser(n.Text())
	count, err := strconv.Atoi(p.take().text)
	name := p.take().text
	if err != nil || count < 1 || count > mostPeriods || name == "" || p.peek().kind != endToken {
		m.AddWithHint(n.Place(), "Write a number from 1 and months, weeks, quarters, halves, years or one of your calendars, like 4 quarters.",
			"%q does not say how many periods.", n.Text())
		return
	}
	r.N, r.Name = count, name
}

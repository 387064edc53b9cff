package program

import (
	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Clocks are the times that run on a grant. The first one that runs out ends
// it, with the close of its day.
type Clocks struct {
	Place      problem.Place `yaml:"-"`
	ActivateBy *Due          `yaml:"activate-by"` // not activated by then: it ends
	UseBy      *Due          `yaml:"use-by"`      // whatever is unused by then ends
	CompleteBy *Due          `yaml:"complete-by"` // not completed by then: it ends
	Term       *Due          `yaml:"term"`        // reckoned from the activation
	ProofBy    *Due          `yaml:"proof-by"`    // reckoned from the completion
}

// Due is a date, or a length from the moment that a clock is reckoned from.
type Due struct {
	Place problem.Place
	On    *calendar.Day
	After *calendar.Length
}

// OverOn reports whether a grant that was made on a day would have ended before
// it: a clock that runs to a date has run out.
func (c *Clocks) OverOn(day calendar.Day) bool {
	for _, due := range []*Due{c.ActivateBy, c.UseBy, c.CompleteBy} {
		if due != nil && due.On != nil && *due.On < day {
			return true
		}
	}
	return false
}

// Ends is the day with whose close the clock has run out: what was done on that
// day still counts. A length of 3 months from 1 April ends on 1 July.
func (d *Due) Ends(began calendar.Day) calendar.Day {
	if d.On != nil {
		return *d.On
	}
	return d.After.After(began)
}

// DecodeYAML reads a date or a length.
func (d *Due) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	d.Place = n.Place()
	if day, err := calendar.ParseDay(n.Text()); err == nil {
		d.On = &day
		return
	}
	length, err := calendar.ParseLength(n.Text())
	if err != nil {
		m.AddWithHint(n.Place(), "Write a date such as 2024-06-30, or a length such as 6 months.", "%q is neither a date nor a length of time.", n.Text())
	}
	d.After = &length
}

// String is the date or the length.
func (d *Due) String() string {
	if d.On != nil {
		return d.On.String()
	}
	return d.After.String()
}

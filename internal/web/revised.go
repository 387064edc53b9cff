package web

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// mostRevisions is how many days on which something was told anew a page looks at:
// for each of them the partner is evaluated twice.
const mostRevisions = 8

// revise adds what feeds told anew about the months that are drawn, and what that
// did to the tier.
func (c *call) revise(e *explained) ([]standing.Revised, error) {
	t := e.timeline
	list, more, err := t.Revisions(t.At.MonthStart().AddMonths(-monthsBack), mostRevisions)
	if err != nil {
		return nil, err
	}
	if more {
		e.Older = c.locale.Say("standing.told-anew-before", map[string]any{"Day": c.locale.Day(list[len(list)-1].Learned)})
	}
	m, _ := climbed(e.about)
	if m == nil {
		m = &metric.Measured{Metric: &metric.Definition{}}
	}
	var out []standing.Revised
	for i := range list {
		if r, ok := list[i].Of(e.about.Ladder, e.about.Key, m.Metric.Name, monthsAround(t)); ok {
			out = append(out, r)
			e.Revised = append(e.Revised, reasoned([]sentence.Line{c.teller(t).Revision(&r, e.about.Ladder, m.Metric)}, 0)...)
		}
	}
	return out, nil
}

// restated are the names of the months that were told anew.
func restated(table []monthRow) []string {
	var out []string
	for _, r := range table {
		if r.Revised != nil {
			out = append(out, r.Name)
		}
	}
	return out
}

// revisedMonth says what a month was told to be, the newest first.
func (c *call) revisedMonth(end calendar.Day, revised []standing.Revised, m *metric.Measured) []string {
	var out []string
	for _, r := range revised {
		for _, month := range r.Months {
			if month.End == end {
				id := map[bool]string{false: "standing.was-told", true: "standing.was-told-tier"}[len(r.Spans) > 0]
				out = append(out, c.locale.Say(id, map[string]any{"Was": c.exact(month.Was.Number, m), "Is": c.exact(month.Is.Number, m), "Day": c.locale.Day(r.Learned), "Feeds": c.locale.And(r.Sources)}))
			}
		}
	}
	return out
}

package sentence

import (
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Revision says what feeds told anew on a day: the months of which a metric is other
// than it was told, and what that did to the tier.
func (t *Teller) Revision(r *standing.Revised, ladder string, m *metric.Definition) Line {
	id := "revised.tier-kept"
	switch {
	case len(r.Months) == 0:
		id = "revised.tier-only"
	case len(r.Spans) > 0:
		id = "revised.tier-changed"
	}
	line := t.line(id, args{"Day": t.reader.Locale.Day(r.Learned), "Feeds": t.reader.Locale.And(r.Sources), "Count": len(r.Months), "Metric": t.metric(m)})
	for _, month := range r.Months {
		value := func(v metric.Value) string { return t.value(v, t.isPercent(m)) }
		line.Lines = append(line.Lines, t.line("revised.month", args{"Month": t.reader.Locale.Month(month.End), "Was": value(month.Was), "Is": value(month.Is)}))
	}
	for i := range r.Spans {
		line.Lines = append(line.Lines, t.restated(ladder, &r.Spans[i]))
	}
	return line
}

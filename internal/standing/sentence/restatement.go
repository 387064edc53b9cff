package sentence

import (
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Restatement says which days have another tier because of what was learned
// between two days, and what was learned.
func (t *Teller) Restatement(r *standing.Restatement) Line {
	day := t.reader.Locale.Day
	line := t.line("restated.ladder", args{"Ladder": t.course(r.Ladder, r.Key), "From": day(r.From), "To": day(r.To)})
	for i := range r.Spans {
		line.Lines = append(line.Lines, t.restated(r.Ladder, &r.Spans[i]))
	}
	return line
}

func (t *Teller) restated(ladder string, r *standing.Restated) Line {
	day := t.reader.Locale.Day
	line := t.line("restated.days", args{"From": day(r.Span.From), "Until": day(r.Span.Last()), "Before": t.tier(ladder, r.Before), "After": t.tier(ladder, r.After)})
	line.About = About{AboutTier, r.After}
	for i := range r.Why {
		line.Lines = append(line.Lines, t.relearned(&r.Why[i]))
	}
	return line
}

// relearned is a metric that is other than it was, with the facts that make the
// difference.
func (t *Teller) relearned(r *standing.Relearned) Line {
	m := r.After.Metric
	value := func(v metric.Value) string { return t.value(v, t.isPercent(m)) }
	line := t.line("restated.metric", args{"Metric": t.metric(m), "Day": t.reader.Locale.Day(r.After.Day), "Before": value(r.Before.Value), "After": value(r.After.Value)})
	for _, group := range []struct {
		id    string
		facts []metric.Counted
	}{{"restated.new", r.New}, {"restated.other", r.Other}, {"restated.gone", r.Gone}} {
		if len(group.facts) > 0 {
			line.Lines = append(line.Lines, t.facts(group.id, m, group.facts))
		}
	}
	return line
}

// facts says how many facts there are of a kind, and lists the first.
func (t *Teller) facts(id string, m *metric.Definition, facts []metric.Counted) Line {
	line := t.line(id, args{"Count": len(facts)})
	for _, f := range facts[:min(len(facts), fewFacts)] {
		line.Lines = append(line.Lines, t.fact(&metric.Measured{Metric: m}, &listed{Counted: f}))
	}
	if rest := len(facts) - fewFacts; rest > 0 {
		line.Lines = append(line.Lines, t.line("list.more-facts", args{"Count": rest}))
	}
	return line
}

// fewFacts is how many facts a restatement lists of each kind.
const fewFacts = 10

package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Restated is one restated stretch.
type Restated struct {
	Partner string       `json:"partner"`       // the id of the partner
	Name    string       `json:"name"`          // its name
	Program string       `json:"program"`       // the program
	Ladder  string       `json:"ladder"`        // the ladder
	Key     string       `json:"key,omitempty"` // the offer or region that holds the tier
	From    calendar.Day `json:"from"`          // the first day
	Until   calendar.Day `json:"until"`         // the last day
	Before  *string      `json:"before"`        // the tier as known before; null for none
	After   *string      `json:"after"`         // the tier as known later; null for none
	Metrics []Relearned  `json:"metrics"`       // those of the ladder that are other than they were, on the first day
}

// Relearned is a metric that later knowledge changed.
type Relearned struct {
	Metric string    `json:"metric"`          // the metric
	Before Metric    `json:"before"`          // as known before
	After  Metric    `json:"after"`           // as known later
	New    []fact.ID `json:"new,omitempty"`   // facts that did not count before
	Gone   []fact.ID `json:"gone,omitempty"`  // facts that count no more
	Other  []fact.ID `json:"other,omitempty"` // facts that count with another number
}

func idsOf(list []metric.Counted) []fact.ID {
	var ids []fact.ID
	for _, c := range list {
		ids = append(ids, c.Fact.ID)
	}
	return ids
}

// NewRestated is every stretch of days that a restatement is about.
func NewRestated(r *standing.Restatement) []Restated {
	var out []Restated
	for _, s := range r.Spans {
		o := Restated{Partner: r.Partner.ID, Name: r.Partner.Name, Program: r.Program, Ladder: r.Ladder, Key: r.Key.ID,
			From: s.Span.From, Until: s.Span.Last(), Before: OrNull(s.Before), After: OrNull(s.After), Metrics: []Relearned{}}
		for _, w := range s.Why {
			o.Metrics = append(o.Metrics, Relearned{w.After.Metric.Name, newMetric(w.Before), newMetric(w.After), idsOf(w.New), idsOf(w.Gone), idsOf(w.Other)})
		}
		out = append(out, o)
	}
	return out
}

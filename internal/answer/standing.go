package answer

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
)

// Standing is a standing. Decimals are strings; a value that is no decimal is a
// fraction such as "20/3".
type Standing struct {
	Partner     string                  `json:"partner"`               // the id of the partner
	Name        string                  `json:"name"`                  // its name
	Program     string                  `json:"program"`               // the program
	Version     string                  `json:"version"`               // the version in force
	Ladder      string                  `json:"ladder"`                // the ladder
	Key         string                  `json:"key,omitempty"`         // the offer or region that holds the tier
	Tier        *string                 `json:"tier"`                  // null when none is held
	State       standing.State          `json:"state"`                 // what stands beside the tier
	Since       calendar.Day            `json:"since"`                 // the tier has been held since
	At          calendar.Day            `json:"at"`                    // the day asked about
	Known       calendar.Day            `json:"known"`                 // what was known at the close of this day
	Evaluated   calendar.Day            `json:"evaluated"`             // the evaluation that decided the tier
	SafeUntil   *calendar.Day           `json:"safe_until,omitempty"`  // the tier cannot be lost through this day
	GraceUntil  *calendar.Day           `json:"grace_until,omitempty"` // the last day of the time to recover
	Override    string                  `json:"override,omitempty"`    // why a person set, holds or froze the tier
	PartOf      []Merger                `json:"part_of,omitempty"`     // of a merged partner: into whom, then what that one is part of
	Provisional []string                `json:"provisional,omitempty"` // why figures may still change
	Complete    map[string]calendar.Day `json:"complete,omitempty"`    // to which day each source has told everything
	Metrics     map[string]Metric       `json:"metrics"`               // the program's metrics, by name
}

// Merger is a partner that another is part of.
type Merger struct {
	standing.Partner
	Since calendar.Day `json:"since"` // from which day on
}

func newMergers(list []standing.Merger) []Merger {
	var out []Merger
	for _, m := range list {
		out = append(out, Merger{m.Into, m.Since})
	}
	return out
}

// Metric is a metric's value. Value is null when there is none.
type Metric struct {
	Value       *number.Number       `json:"value"`                 // the value; null when there is none, or when there is one for each currency
	Currency    string               `json:"currency,omitempty"`    // its currency
	Amounts     []Amount             `json:"amounts,omitempty"`     // native currency: one for each
	Count       int                  `json:"count"`                 // how many facts or subjects counted
	Counted     []string             `json:"counted,omitempty"`     // which subjects, or which different values: of many the first 100; not in standings
	From        *calendar.Day        `json:"from,omitempty"`        // the first day of the window
	Until       *calendar.Day        `json:"until,omitempty"`       // the last day of the window
	Provisional []standing.Unsettled `json:"provisional,omitempty"` // why the value may still change, and for which day it waits; not in restatements
}

// Amount is an amount of money.
type Amount struct {
	Value    number.Number `json:"value"`    // the amount
	Currency string        `json:"currency"` // its currency
}

// NewStanding is a standing with the days to which each source has told
// everything.
func NewStanding(s standing.Standing, complete map[string]calendar.Day) Standing {
	out := Standing{Partner: s.Partner.ID, Name: s.Partner.Name, Program: s.Program, Version: s.Version, Ladder: s.Ladder,
		Key: s.Key.ID, State: s.State, Since: s.Since, At: s.At, Known: s.Known, Evaluated: s.Evaluated,
		SafeUntil: dayOrNull(s.SafeUntil), GraceUntil: dayOrNull(s.GraceUntil), Override: s.Override.Because, PartOf: newMergers(s.PartOf), Provisional: s.Provisional,
		Complete: complete, Metrics: map[string]Metric{}}
	if s.Tier != "" {
		out.Tier = &s.Tier
	}
	for i, m := range s.Metrics {
		object := newMetric(m)
		object.Provisional = s.Unsettled[i]
		out.Metrics[m.Metric.Name] = object
	}
	return out
}

// mostCounted is how many subjects or values stand in one list.
const mostCounted = 100

func newMetric(m metric.Measured) Metric {
	out := Metric{Currency: m.Value.Currency, Count: m.Evidence.Count}
	if m.Value.Is() && m.Value.Basket == nil {
		out.Value = &m.Value.Number
	}
	for _, a := range m.Value.Basket {
		out.Amounts = append(out.Amounts, Amount{a.Value, a.Currency})
	}
	counted := append(slices.Clone(m.Evidence.Subjects), m.Evidence.Values...)
	out.Counted = counted[:min(len(counted), mostCounted)]
	if m.Evidence.Bounded {
		last := m.Evidence.Span.Last()
		out.From, out.Until = &m.Evidence.Span.From, &last
	}
	return out
}

package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// Provisional lists why metrics of a day, as measured, may still change.
func (t *Timeline) Provisional(measured []metric.Measured, day calendar.Day) []string {
	var why []string
	if s := t.segmentOn(day); s != nil && t.history.incomplete(s.release, day) {
		why = append(why, ProvisionalSource)
	}
	w := waits{}
	w.add(t, measured)
	if w.rate != 0 {
		why = append(why, ProvisionalRate)
	}
	if w.closing != 0 {
		why = append(why, ProvisionalPeriod)
	}
	return why
}

// Why figures may still change.
const (
	ProvisionalSource = "source" // a source has not told everything up to the day
	ProvisionalRate   = "rate"   // an amount was converted at a rate that is not final
	ProvisionalPeriod = "period" // a metric's figures close only later
)

// comparedIn are the metrics on which the tiers of a ladder depend.
func comparedIn(r *program.Release, name string, all []metric.Measured) []metric.Measured {
	ladder, ok := r.Ladder(name)
	if !ok {
		return nil
	}
	var list []metric.Measured
	for _, name := range ladder.Compared() {
		if index, ok := r.Set.Index(name); ok {
			list = append(list, all[index])
		}
	}
	return list
}

// Unsettled is why a metric's value may still change, and for which day it
// waits: that a source tells everything up to it, that it has a rate of its own,
// or that the figures close on it.
type Unsettled struct {
	Why   string       `json:"why"`   // source: not everything was told; rate: a rate of exchange is not final; period: the figures are not closed
	Until calendar.Day `json:"until"` // the day that is waited for
}

// unsettled lists why a metric may still change.
func (t *Timeline) unsettled(r *program.Release, m *metric.Measured) []Unsettled {
	w := waits{}
	w.add(t, []metric.Measured{*m})
	if r.Ready != nil {
		if through, ok := t.history.completeThrough(r.Ready.Sources); ok && through >= w.through {
			w.through = 0
		}
	} else {
		w.through = 0
	}
	var out []Unsettled
	for _, each := range []Unsettled{{ProvisionalSource, w.through}, {ProvisionalRate, w.rate}, {ProvisionalPeriod, w.closing}} {
		if each.Until != 0 {
			out = append(out, each)
		}
	}
	return out
}

// waits is for which days metrics wait, the last of several; 0 for none.
type waits struct {
	through calendar.Day // the last day that is measured
	rate    calendar.Day // the last day whose rate is not final
	closing calendar.Day // when figures close that are open
}

// add takes in metrics with what they are made from.
func (w *waits) add(t *Timeline, measured []metric.Measured) {
	for i := range measured {
		m := &measured[i]
		w.add(t, m.Evidence.Parts)
		w.rate = max(w.rate, m.Evidence.Provisional)
		if closes := m.ClosesOn(); closes > t.Known {
			w.closing = max(w.closing, closes)
		}
		if len(m.Evidence.Parts) == 0 {
			w.through = max(w.through, m.LastDay())
		}
	}
}

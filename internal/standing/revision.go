package standing

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// Revision is what was told anew on one day: facts that correct, take back or mark
// what had been told on an earlier day, and facts that came when their feed had
// already told of a later month.
type Revision struct {
	Learned calendar.Day
	Sources []string      // the feeds that told it, in order
	days    calendar.Span // of what was told
	with    *Timeline
	without *Timeline // the same, had it not been told
}

// Revised is what a revision did to one ladder and to the metric that is shown
// beside it.
type Revised struct {
	Learned calendar.Day
	Sources []string
	Months  []RevisedMonth // the months in which the metric is other than it was told
	Spans   []Restated     // the days on which the tier is
}

// RevisedMonth is what the facts of a month bring to a metric: as it was told, and
// as it was told anew.
type RevisedMonth struct {
	End     calendar.Day
	Was, Is metric.Value
}

// Revisions are the days on which something was told anew about the days from one
// on, the newest first and at most so many; more reports whether there are others.
func (t *Timeline) Revisions(from calendar.Day, most int) (list []Revision, more bool, err error) {
	if t.history == nil {
		return nil, false, nil
	}
	days := t.history.toldAnew(from)
	for _, d := range days[:min(len(days), most)] {
		r, err := t.history.revision(d)
		if err != nil {
			return nil, false, err
		}
		list = append(list, r)
	}
	return list, len(days) > most, nil
}

// Of is what the revision did to a ladder and to a metric in some months, which are
// named by their last days; false when it did nothing to them.
func (r *Revision) Of(ladder string, key metric.Key, name string, months []calendar.Day) (Revised, bool) {
	out := Revised{Learned: r.Learned, Sources: r.Sources}
	for _, end := range months {
		if day := min(end, r.with.At); day >= end.MonthStart() && !r.days.Overlap(calendar.Span{From: end.MonthStart(), Until: day + 1}).Empty() {
			was, is := brought(r.without, key, name, day), brought(r.with, key, name, day)
			if !was.Number.Equal(is.Number) {
				out.Months = append(out.Months, RevisedMonth{End: end, Was: was, Is: is})
			}
		}
	}
	for _, each := range Restate(r.without, r.with, r.with.At) {
		if each.Ladder == ladder && each.Key == key {
			out.Spans = each.Spans
		}
	}
	return out, len(out.Months)+len(out.Spans) > 0
}

// brought is what the facts of a day's month, up to the day, bring to a metric.
func brought(t *Timeline, key metric.Key, name string, day calendar.Day) metric.Value {
	list := t.Metrics(key, day)
	i := slices.IndexFunc(list, func(m metric.Measured) bool { return m.Metric.Name == name })
	if i < 0 {
		return metric.Value{}
	}
	return metric.Value{Number: list[i].Brought(day.MonthStart()), Currency: list[i].Value.Currency}
}

// revision works out what would be without the facts that tell something anew.
func (h *history) revision(d retelling) (Revision, error) {
	in := h.in
	in.Known, in.At, in.Ahead = d.learned, min(in.At, d.learned), 0
	with, err := Evaluate(in)
	if err != nil {
		return Revision{}, err
	}
	in.Facts = slices.DeleteFunc(slices.Clone(in.Facts), func(f fact.Fact) bool { return d.facts[f.ID] })
	without, err := Evaluate(in)
	return Revision{Learned: d.learned, Sources: d.sources, days: d.days, with: with, without: without}, err
}

// retelling is what was told anew on a day.
type retelling struct {
	learned calendar.Day
	facts   map[fact.ID]bool
	sources []string
	days    calendar.Span
}

// stream is the facts of one kind that a feed tells.
type stream struct{ source, kind string }

// toldAnew are the days on which something was told anew about the days from one
// on, the newest first.
func (h *history) toldAnew(from calendar.Day) []retelling {
	known := h.knownFacts()
	before, told := map[fact.ID]*fact.Fact{}, map[stream]calendar.Day{}
	var out []retelling
	for len(known) > 0 {
		day := known[0].Recorded.Day(h.zone)
		n := slices.IndexFunc(known, func(f *fact.Fact) bool { return f.Recorded.Day(h.zone) > day })
		if n < 0 {
			n = len(known)
		}
		if anew := h.anew(known[:n], before, told, from); len(anew.facts) > 0 {
			anew.learned = day
			out = append(out, anew)
		}
		for _, f := range known[:n] {
			before[f.ID] = f
			if s := (stream{f.ID.Source, f.Kind}); !f.State {
				told[s] = max(told[s], f.Happened.Day(h.zone))
			}
		}
		known = known[n:]
	}
	slices.Reverse(out)
	return out
}

// knownFacts are the facts that feeds told, in the order in which they were learned.
func (h *history) knownFacts() []*fact.Fact {
	var out []*fact.Fact
	for i := range h.in.Facts {
		if f := &h.in.Facts[i]; f.ID.Source != fact.Laurel && f.Kind != fact.Complete && f.KnownOn(h.in.Known, h.zone) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b *fact.Fact) int {
		return cmp.Or(cmp.Compare(a.Recorded.Day(h.zone), b.Recorded.Day(h.zone)), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// anew are those of a day's facts that tell something anew.
func (h *history) anew(facts []*fact.Fact, before map[fact.ID]*fact.Fact, told map[stream]calendar.Day, from calendar.Day) retelling {
	out := retelling{facts: map[fact.ID]bool{}}
	for _, f := range facts {
		days, about := h.daysOf(f), before[named(f)]
		if about != nil {
			days = around(days, h.daysOf(about))
		}
		late := !f.State && named(f).IsZero() && days.Last().MonthEnd() < told[stream{f.ID.Source, f.Kind}]
		if (about != nil || late) && days.Last() >= from {
			out.facts[f.ID] = true
			out.sources = append(out.sources, f.ID.Source)
			out.days = around(out.days, days)
		}
	}
	slices.Sort(out.sources)
	out.sources = slices.Compact(out.sources)
	return out
}

// named is the fact that another corrects, takes back or marks; none for a fact
// that stands by itself.
func named(f *fact.Fact) fact.ID {
	if f.Replaces != "" {
		return fact.ID{Source: f.ID.Source, Key: f.Replaces}
	}
	return f.Marks
}

// daysOf are the days that a fact is about; none for one that only takes back or
// marks another.
func (h *history) daysOf(f *fact.Fact) calendar.Span {
	switch day := f.Happened.Day(h.zone); {
	case f.Retracts || !f.Marks.IsZero():
		return calendar.Span{}
	case f.State:
		return calendar.Span{From: day, Until: calendar.LastDay}
	default:
		return calendar.Span{From: day, Until: day + 1}
	}
}

// around is the shortest stretch with all days of two.
func around(a, b calendar.Span) calendar.Span {
	switch {
	case a.Empty():
		return b
	case b.Empty():
		return a
	default:
		return calendar.Span{From: min(a.From, b.From), Until: max(a.Until, b.Until)}
	}
}

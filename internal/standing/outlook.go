package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// Outlook is how one ladder would go if something were otherwise, beside how it
// goes as things are: if more happened, or under other rules.
type Outlook struct {
	Partner Partner
	Program string
	Ladder  string
	Key     metric.Key
	Today   calendar.Day
	Now     string     // the tier held today; empty for none
	Differs []Restated // the days from today on whose tier is another; Before is as things are
	// Day is the day that is looked at: on which the best tier is reached, or
	// through which something is assumed.
	Day      calendar.Day
	Instead  string             // the tier held on that day as things are; empty for none
	As       *Explanation       // of today, as things are; nil when the ladder is not there, as below
	Then     *Explanation       // of that day, as it would be
	Gained   []*Grant           // benefits in force on that day that would not be as things are
	Lost     []*Grant           // benefits in force on that day as things are, and not otherwise
	Through  calendar.Day       // how far both look ahead
	Programs []*program.Program // the versions that name what is told
}

// Outlooks compares two timelines of one partner and program from today on. Of
// days through the one asked about the best is looked at.
func Outlooks(as, otherwise *Timeline, through calendar.Day) []Outlook {
	return outlooks(as, otherwise, func(o *Outlook) calendar.Day { return otherwise.looked(o, through) })
}

// OutlooksOn compares them as Outlooks does, and looks at one day.
func OutlooksOn(as, otherwise *Timeline, day calendar.Day) []Outlook {
	return outlooks(as, otherwise, func(*Outlook) calendar.Day { return day })
}

func outlooks(as, otherwise *Timeline, day func(*Outlook) calendar.Day) []Outlook {
	var out []Outlook
	for _, p := range Pairs(as, otherwise) {
		o := Outlook{Partner: otherwise.Partner, Program: programOf(as, otherwise), Ladder: p.Ladder, Key: p.Key, Today: otherwise.At, Now: p.Before.TierOn(otherwise.At),
			Through: otherwise.Through}
		for _, span := range differing(p.Before, p.After, otherwise.Through) {
			if span.Span.From = max(span.Span.From, o.Today); !span.Span.Empty() {
				o.Differs = append(o.Differs, span)
			}
		}
		o.Day = day(&o)
		o.Instead = p.Before.TierOn(o.Day)
		o.Programs = otherwise.Programs(o.Day)
		o.As, o.Then = as.ExplainOne(p.Ladder, p.Key, o.Today), otherwise.ExplainOne(p.Ladder, p.Key, o.Day)
		o.Gained, o.Lost = beside(as, otherwise, &o)
		out = append(out, o)
	}
	return out
}

// looked is the first day with the best tier among those that differ; a later one
// while that tier is held and more is assumed.
func (t *Timeline) looked(o *Outlook, through calendar.Day) calendar.Day {
	best, rank := -1, -1
	for i, s := range o.Differs {
		if r := t.rank(o.Ladder, s.After, s.Span.From); r > rank {
			best, rank = i, r
		}
	}
	if best < 0 || o.Differs[best].Span.Has(through) {
		return max(through, o.Today)
	}
	return o.Differs[best].Span.From
}

func (t *Timeline) rank(ladder, tier string, day calendar.Day) int {
	if s := t.segmentOn(day); s != nil {
		if l, ok := s.release.Ladder(ladder); ok {
			return l.Rank(tier)
		}
	}
	return 0
}

// ExplainOne is the explanation of one ladder and key at a day; nil when it does not
// stand there.
func (t *Timeline) ExplainOne(ladder string, key metric.Key, day calendar.Day) *Explanation {
	list := t.Explain(day)
	i := slices.IndexFunc(list, func(x Explanation) bool { return x.Ladder == ladder && x.Key == key })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// beside lists the grants that belong to a ladder and that only one of the two
// timelines has in force on the day.
func beside(as, otherwise *Timeline, o *Outlook) (gained, lost []*Grant) {
	was, is := as.grantsBeside(o), otherwise.grantsBeside(o)
	return unlike(is, was), unlike(was, is)
}

func (t *Timeline) grantsBeside(o *Outlook) []*Grant {
	s := t.segmentOn(o.Day)
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(t.InForce(o.Day), func(g *Grant) bool { return !s.explains(g, o.Ladder, o.Key) })
}

// unlike are the grants of a list to which another has none of the same benefit,
// holder and worth.
func unlike(list, other []*Grant) []*Grant {
	return slices.DeleteFunc(slices.Clone(list), func(g *Grant) bool {
		return slices.ContainsFunc(other, func(o *Grant) bool {
			return o.Benefit == g.Benefit && o.Key == g.Key && o.Amount.Currency == g.Amount.Currency && o.Amount.Value.Equal(g.Amount.Value)
		})
	})
}

// Reckoned is what becomes of something that is assumed: whether a metric counts it,
// and as how much.
type Reckoned struct {
	Metric  *metric.Definition
	Day     calendar.Day // the day on which it was asked
	Counts  bool
	As      metric.Value    // what counts of it; nothing where subjects are counted
	LeftOut *metric.LeftOut // why it does not count; nil where it only lies outside of the window

	Programs []*program.Program // the versions that name what is told
}

// Reckon is what becomes of facts that are assumed for a metric, on a day.
func (t *Timeline) Reckon(name string, key metric.Key, ids []fact.ID, day calendar.Day) Reckoned {
	out := Reckoned{Day: day, Programs: t.Programs(day)}
	list := t.Metrics(key, day)
	i := slices.IndexFunc(list, func(m metric.Measured) bool { return m.Metric.Name == name })
	if i < 0 {
		return out
	}
	m := &list[i]
	out.Metric = m.Metric
	for _, c := range m.Evidence.Facts {
		if slices.Contains(ids, c.Fact.ID) {
			out.Counts, out.As = true, metric.Value{Presence: metric.Present, Number: out.As.Number.Add(c.Number), Currency: c.Currency}
		}
	}
	for i := range m.Evidence.LeftOut {
		if left := &m.Evidence.LeftOut[i]; left.Fact != nil && slices.Contains(ids, left.Fact.ID) {
			out.LeftOut = left
		}
	}
	out.Counts = out.Counts || slices.ContainsFunc(m.Evidence.Subjects, func(id string) bool { return t.tellsOf(id, ids) })
	return out
}

// tellsOf reports whether one of some facts describes a subject.
func (t *Timeline) tellsOf(subject string, ids []fact.ID) bool {
	return slices.ContainsFunc(t.history.entries, func(e fact.Entry) bool {
		return slices.Contains(ids, e.ID) && e.Subject.ID(e.Subject.Level()) == subject
	})
}

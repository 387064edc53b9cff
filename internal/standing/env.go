package standing

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/metric"
)

// env answers what the metrics of one segment ask about the standing that is
// being computed. A tier attained and a benefit granted on a day are seen from
// the next day on where time is counted from them or a condition asks for the
// grant: they follow from what was judged on the day itself.
type env struct {
	walk    *walk
	segment *segment
}

func (w *walk) env() *env { return &env{walk: w, segment: w.segment} }

var _ metric.Env = (*env)(nil)

// Held reports whether a tier or a higher one is held: by the same key where
// the ladder has it, else by any key.
func (e *env) Held(ladder, tier string, s metric.Scope, day calendar.Day) bool {
	if c := e.walk.courseOn(ladder, s.Key(), day); c != nil {
		return e.reaches(c.Course, c.On(day), tier, day)
	}
	return len(e.HeldKeys(ladder, tier, day)) > 0
}

// reaches compares tiers as the release of the day orders them, or as this
// segment's does where that one does not know both.
func (e *env) reaches(c *Course, held *Held, tier string, day calendar.Day) bool {
	if held == nil || held.Tier == "" {
		return false
	}
	for _, s := range []*segment{e.walk.timeline.segmentOn(day), e.segment} {
		if ladder, ok := s.release.Ladder(c.Ladder); ok && ladder.Rank(tier) > 0 && ladder.Rank(held.Tier) > 0 {
			return ladder.Rank(held.Tier) >= ladder.Rank(tier)
		}
	}
	return false
}

// HeldKeys lists the keys of a ladder that hold a tier or a higher one, sorted.
func (e *env) HeldKeys(ladder, tier string, day calendar.Day) []string {
	var keys []string
	for _, c := range e.walk.list {
		if c.Ladder == ladder && e.reaches(c.Course, c.On(day), tier, day) {
			keys = append(keys, c.Key.ID)
		}
	}
	slices.Sort(keys)
	return keys
}

// Done reports whether a benefit was granted, activated or completed by a day:
// for the scope's offer, or for anybody where the scope is the partner.
func (e *env) Done(benefit, deed string, s metric.Scope, day calendar.Day) bool {
	return e.walk.grants.done(benefit, deed, s.Key(), day)
}

// FirstBenefit is when the first benefit was granted; what a merged partner
// brought along was granted to that one.
func (e *env) FirstBenefit(day calendar.Day) (calendar.Day, bool) {
	first, found := calendar.Day(0), false
	for _, g := range e.walk.grants.list {
		if g.from == "" && g.Granted < day && (!found || g.Granted < first) {
			first, found = g.Granted, true
		}
	}
	return first, found
}

// TierChange is when the tier of a ladder changed last: that of the key in this
// scope where the ladder has keys.
func (e *env) TierChange(ladder string, s metric.Scope, day calendar.Day) (calendar.Day, bool) {
	last, found := calendar.Day(0), false
	for _, c := range e.walk.list {
		if c.Ladder != ladder || c.Key != s.Key() && !c.Key.IsZero() {
			continue
		}
		for i, span := range c.Spans {
			changed := i == 0 && span.Tier != "" || i > 0 && span.Tier != c.Spans[i-1].Tier
			if changed && span.Span.From < day && (!found || span.Span.From > last) {
				last, found = span.Span.From, true
			}
		}
	}
	return last, found
}

// Attained is when ladder.tier or a higher one was first held.
func (e *env) Attained(name string, s metric.Scope, day calendar.Day) (calendar.Day, bool) {
	ladder, tier, _ := strings.Cut(name, ".")
	first, found := calendar.Day(0), false
	for _, c := range e.walk.list {
		if c.Ladder != ladder || !s.Key().IsZero() && c.Key != s.Key() && !c.Key.IsZero() {
			continue
		}
		for i := range c.Spans {
			from := c.Spans[i].Span.From
			if from < day && (!found || from < first) && e.reaches(c.Course, &c.Spans[i], tier, from) {
				first, found = from, true
			}
		}
	}
	return first, found
}

// Waived finds an override that waives a condition: one that compares the
// metric it names.
func (e *env) Waived(c *metric.Condition, s metric.Scope, day calendar.Day) (metric.Said, bool) {
	if c.Compare == nil {
		return metric.Said{}, false
	}
	asks := e.walk.timeline.asks
	for i := range e.walk.history.override {
		o := &e.walk.history.override[i]
		if o.act != Waive || !o.span.Has(day) || !o.concerns(e.segment.release.ID, "") || !s.In(o.entry.Attribute("key").String()) || !o.retention && asks.keepingSince(o.span.From) {
			continue
		}
		if slices.Contains(c.MetricNames(), o.metric) {
			return o.said(), true
		}
	}
	return metric.Said{}, false
}

// Next is when an answer may differ: on the day after a tier changed or a
// benefit was granted, when a benefit was used, when an override begins or
// ends, and on the walk's own day, of which nothing is settled yet.
func (e *env) Next(day calendar.Day) calendar.Day {
	if e.walk.daily {
		return day + 1
	}
	next := calendar.LastDay
	if day < e.walk.day {
		next = e.walk.day
	}
	if i, today := slices.BinarySearch(e.walk.changes, day); today {
		return day + 1
	} else if i < len(e.walk.changes) {
		next = min(next, e.walk.changes[i])
	}
	if i, _ := slices.BinarySearch(e.walk.history.moments, day+1); i < len(e.walk.history.moments) {
		next = min(next, e.walk.history.moments[i])
	}
	return next
}

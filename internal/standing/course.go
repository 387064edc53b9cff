package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// course is a Course while it is being written: the state that a ladder is in.
type course struct {
	*Course
	ladder *program.Ladder
	due    calendar.Day // the next day on which anything may change
	seen   calendar.Day // the last day on which the key took part
	over   bool

	rank      int          // the tier held, 0 for none
	since     calendar.Day // held since
	best      int          // the highest rank ever held
	safe      calendar.Day // the tier cannot be lost through this day
	grace     calendar.Day // the last day of grace; 0 when not in grace
	graceUsed calendar.Day // when grace was granted last; 0 for never
	pending   *pending     // a change that was decided and has not taken effect
	override  metric.Said  // why a person set the tier that is held
}

// pending is a change of tier on its way.
type pending struct {
	rank    int
	on      calendar.Day
	decided calendar.Day
	because Cause
}

// put begins a new span on a day. A span that would begin on the day the last
// one began takes its place; one that says the same as the last is not needed.
func (c *course) put(day calendar.Day, h Held) {
	if n := len(c.Spans); n > 0 {
		last := &c.Spans[n-1]
		if last.same(h) {
			return
		}
		last.Span.Until = day
		if last.Span.Empty() {
			c.Spans = c.Spans[:n-1]
		}
	}
	h.Span = calendar.Span{From: day, Until: calendar.LastDay}
	c.Spans = append(c.Spans, h)
}

func (h *Held) same(other Held) bool {
	return h.Tier == other.Tier && h.State == other.State && h.Override == other.Override &&
		h.GraceUntil == other.GraceUntil && h.SafeUntil == other.SafeUntil
}

// close ends the last span where the timeline ends.
func (c *course) close(through calendar.Day) {
	if n := len(c.Spans); n > 0 {
		c.Spans[n-1].Span.Until = through + 1
	}
}

// step brings the course to the close of the walk's day; true when the tier
// changed.
func (c *course) step(w *walk) (changed bool) {
	before := c.rank
	j := &judge{walk: w, course: c, ladder: c.ladder, frame: w.segment.reader.Frame(scopeOf(c.Key), w.day), day: w.day}
	j.run()
	c.seen = w.day
	c.due = j.next()
	return c.rank != before
}

// scopeOf narrows the whole partner to the key of a ladder.
func scopeOf(key metric.Key) metric.Scope {
	if key.IsZero() {
		return metric.Scope{}
	}
	return metric.Scope{}.Within(key)
}

// moveTo carries the tier over to a new release.
func (c *course) moveTo(r *program.Release, day calendar.Day) {
	ladder, ok := r.Ladder(c.Ladder)
	if !ok || c.over {
		return
	}
	old := c.tier()
	c.ladder, c.pending = ladder, nil
	if r.Transition != nil {
		if mapped, ok := r.Transition.TierAfter(c.Ladder, old); ok {
			old = mapped
		}
		if r.Transition.Keep != nil && c.rank > 0 {
			c.safe = max(c.safe, r.Transition.Keep.After(day)-1)
		}
	}
	c.rank = ladder.Rank(old)
	c.best = max(c.rank, min(c.best, len(ladder.Tiers)))
	c.due = day
}

// tier is the id of the tier held, empty for none.
func (c *course) tier() string {
	if t := c.ladder.TierAt(c.rank); t != nil {
		return t.ID
	}
	return ""
}

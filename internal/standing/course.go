package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// course is a Course while it is being written: the state that a ladder is in.
type course struct {
	*Course
	ladder *program.Ladder
	due    calendar.Day     // the next day on which anything may change
	seen   calendar.Day     // the last day on which the key took part
	over   bool             // the ladder is gone, or the key takes no part
	before *program.Release // the version before, until the one in force has judged the tier held; nil then
	holding
}

// holding is what a ladder remembers of the days before.
type holding struct {
	rank      int          // the tier held, 0 for none
	best      int          // the highest rank ever held
	safe      calendar.Day // the tier cannot be lost through this day
	grace     calendar.Day // the last day of grace; 0 when not in grace
	graceUsed calendar.Day // when grace was granted last; 0 for never
	pending   []pending    // changes that were decided and have not taken effect, in order: rises, or one fall
	override  metric.Said  // why a person set the tier that is held
	owedUp    bool         // an appeal stopped an evaluation that might have raised it
	owedDown  bool         // or lowered it
}

// pending is a change of tier on its way.
type pending struct {
	rank    int
	on      calendar.Day
	decided calendar.Day
	because Cause
}

// last is the tier held when everything that was decided has taken effect.
func (h *holding) last() int {
	if n := len(h.pending); n > 0 {
		return h.pending[n-1].rank
	}
	return h.rank
}

// falling reports whether a fall was decided that has not taken effect.
func (h *holding) falling() bool { return h.last() < h.rank }

func (h *holding) same(other holding) bool {
	return h.rank == other.rank && h.best == other.best && h.safe == other.safe && h.grace == other.grace &&
		h.graceUsed == other.graceUsed && h.override == other.override && slices.Equal(h.pending, other.pending)
}

// end closes the course: nothing is remembered should it begin anew.
func (c *course) end(day calendar.Day, because Cause, version string) {
	c.over, c.before, c.holding = true, nil, holding{}
	c.put(day, Held{State: Ended, Because: because, Decided: day, Version: version})
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
// changed, or whether its benefits rest. Whatever else changed may lead to
// another change tomorrow: so that the days between need not be looked at, a
// day on which nothing is new must find nothing to do.
func (c *course) step(w *walk) (changed bool) {
	before, rested, remembered := c.rank, c.rests(), c.holding
	remembered.pending = slices.Clone(c.pending)
	j := &judge{walk: w, course: c, ladder: c.ladder, frame: w.segment.reader.Frame(scopeOf(c.Key), w.day), day: w.day}
	j.run()
	c.due = j.next()
	if !c.same(remembered) && (w.history.partly || !c.settled(remembered)) {
		c.due = w.day + 1
	}
	return c.rank != before || c.rests() != rested
}

// settled reports whether the tier is all that the course remembers of the day
// beside what it did before: judged once more tomorrow, by the same figures, it is
// the same.
func (c *course) settled(before holding) bool {
	l := c.ladder
	return c.override == before.override && len(c.pending) == 0 && c.safe == 0 && c.grace == 0 && l.Validity == nil && l.Grace == nil && !l.Nested && l.FallRule() != program.OneAtATime
}

// rests reports whether the benefits of the tier rest, or the course has ended.
func (c *course) rests() bool {
	n := len(c.Spans)
	return n > 0 && (c.Spans[n-1].State == Suspended || c.Spans[n-1].State == Ended)
}

// scopeOf narrows the whole partner to the key of a ladder.
func scopeOf(key metric.Key) metric.Scope {
	if key.IsZero() {
		return metric.Scope{}
	}
	return metric.Scope{}.Within(key)
}

// moveTo carries the tier over from one release to the next, and what was decided and has
// not taken effect.
func (c *course) moveTo(r, before *program.Release, day calendar.Day) {
	ladder, ok := r.Ladder(c.Ladder)
	if !ok || c.over {
		return
	}
	if c.before == nil {
		c.before = before
	}
	old := c.ladder
	c.ladder = ladder
	now := func(rank int) int { return ladder.Rank(tierAfter(r.Transition, old, rank)) }
	if t := r.Transition; t != nil && t.Keep != nil && c.rank > 0 {
		c.safe = max(c.safe, t.Keep.After(day)-1)
		c.grace = 0
		if c.falling() {
			c.pending = nil
		}
	}
	rank := now(c.rank)
	for i := range c.pending {
		c.pending[i].rank = now(c.pending[i].rank)
	}
	c.rank = rank
	c.tidy()
	c.best = max(c.rank, now(c.best))
}

// tierAfter is what a tier of the release before becomes.
func tierAfter(t *program.Transition, old *program.Ladder, rank int) string {
	tier := old.TierAt(rank)
	if tier == nil {
		return ""
	}
	if t != nil {
		if mapped, ok := t.TierAfter(old.Name, tier.ID); ok {
			return mapped
		}
	}
	return tier.ID
}

// tidy drops what was decided and would change nothing any more.
func (c *course) tidy() {
	last := c.rank
	fall := c.falling()
	c.pending = slices.DeleteFunc(c.pending, func(p pending) bool {
		if fall && p.rank < last || !fall && p.rank > last {
			last = p.rank
			return false
		}
		return true
	})
}

// tier is the id of the tier held, empty for none.
func (c *course) tier() string {
	if t := c.ladder.TierAt(c.rank); t != nil {
		return t.ID
	}
	return ""
}

package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// walk goes through time from change to change and writes the timeline.
type walk struct {
	timeline *Timeline
	history  *history
	segment  *segment
	day      calendar.Day
	courses  map[courseKey]*course
	list     []*course // in order of appearance
	grants   *grantBook

	changes []calendar.Day // on which a tier changed or a benefit was granted, ascending

	daily  bool  // stop at every day, to prove that nothing is skipped
	failed error // of a partner that became part of this one
}

type courseKey struct {
	ladder string
	key    metric.Key
}

// newWalk stands at the beginning of the program.
func newWalk(h *history, through calendar.Day, daily bool) *walk {
	t := &Timeline{Partner: h.in.Partner, Known: h.in.Known, At: h.in.At, Through: through, history: h, courses: map[courseKey]*course{}}
	w := &walk{timeline: t, history: h, courses: t.courses, grants: newGrantBook(h), daily: daily, day: calendar.LastDay}
	if len(h.releases) > 0 {
		t.Program, w.day = h.releases[0].ID, h.releases[0].Effective
	}
	return w
}

// goOn walks all days before one.
func (w *walk) goOn(until calendar.Day) {
	for w.day < until {
		w.enter()
		w.day = max(w.step(), w.day+1)
	}
}

func (w *walk) finish() (*Timeline, error) {
	t := w.timeline
	for _, c := range w.list {
		c.close(t.Through)
	}
	t.Grants, t.list = w.grants.list, w.list
	return t, w.err()
}

// err is the first missing rate that some segment met, also where only the
// version before was asked.
func (w *walk) err() error {
	if w.failed != nil {
		return w.failed
	}
	for _, s := range w.timeline.segments {
		for _, read := range append([]*segment{s}, s.former...) {
			if read.reader != nil && read.reader.Err() != nil {
				return read.reader.Err()
			}
		}
	}
	return nil
}

// enter begins a new segment where a release comes into force or the partner's
// companies change.
func (w *walk) enter() {
	if w.segment != nil && w.segment.span.Has(w.day) {
		return
	}
	before := w.segment
	w.segment = w.newSegment()
	w.timeline.segments = append(w.timeline.segments, w.segment)
	if before != nil && before.release != w.segment.release {
		w.changeVersion(before.release)
	}
	for _, c := range w.list {
		c.due = w.day
	}
	w.grants.due, w.grants.fitUntil = w.day, w.day
	w.grants.separate(w.day)
	if err := w.grants.welcome(w); err != nil && w.failed == nil {
		w.failed = err
	}
}

// step brings every ladder and grant to the close of the day, and returns the
// next day on which anything may change.
func (w *walk) step() calendar.Day {
	next, changed := w.segment.span.Until, false
	if w.daily {
		next = w.day + 1
	}
	for _, ladder := range w.segment.release.InOrder() {
		courses := w.coursesOf(ladder)
		changed = w.endOthers(ladder.Name) || changed
		for _, c := range courses {
			if c.due <= w.day || ladder.Reads() && changed || w.daily {
				changed = c.step(w) || changed
			}
			next = min(next, c.due)
		}
		next = min(next, w.nextKey(ladder))
	}
	changed = w.grants.step(w, changed) || changed
	next = min(next, w.grants.due)
	if changed {
		next = w.reflect(next)
	}
	return next
}

// reflect lets tomorrow see what changed today, where conditions or metrics
// look at tiers and grants.
func (w *walk) reflect(next calendar.Day) calendar.Day {
	w.changes = append(w.changes, w.day)
	if !w.segment.release.Reflexive() {
		return next
	}
	for _, c := range w.list {
		c.due = min(c.due, w.day+1)
	}
	w.grants.due = min(w.grants.due, w.day+1)
	return w.day + 1
}

// coursesOf lists the courses of a ladder, beginning those of new keys. A
// partner that is part of another has none of its own.
func (w *walk) coursesOf(ladder *program.Ladder) []*course {
	var out []*course
	for _, key := range w.keys(ladder) {
		c := w.courses[courseKey{ladder.Name, key}]
		if c == nil {
			c = w.newCourse(ladder, key)
		}
		if w.segment.merged != "" {
			continue
		}
		if c.over { // it begins anew
			c.over, c.due = false, w.day
		}
		c.ladder, c.seen = ladder, w.day
		out = append(out, c)
	}
	return out
}

func (w *walk) newCourse(ladder *program.Ladder, key metric.Key) *course {
	c := &course{Course: &Course{Ladder: ladder.Name, Key: key}, due: w.day, ladder: ladder}
	w.addCourse(c)
	return c
}

func (w *walk) addCourse(c *course) {
	w.courses[courseKey{c.Ladder, c.Key}] = c
	w.list = append(w.list, c)
	w.timeline.Courses = append(w.timeline.Courses, c.Course)
}

// wholePartner is the keys of what a partner holds as a whole.
var wholePartner = []metric.Key{{}}

// keys lists who holds a tier of the ladder by the day.
func (w *walk) keys(ladder *program.Ladder) []metric.Key {
	if ladder.For.Level == "" && ladder.For.Dimension == "" {
		return wholePartner
	}
	return w.segment.reader.Keys(ladder.For.Level, ladder.For.Dimension, ladder.Where, w.day)
}

// nextKey is when a keyed ladder may get a new key.
func (w *walk) nextKey(ladder *program.Ladder) calendar.Day {
	if ladder.For.Level == "" && ladder.For.Dimension == "" {
		return calendar.LastDay
	}
	next := w.segment.reader.NextKey(ladder.For.Level, ladder.For.Dimension, w.day)
	if !ladder.Where.IsZero() {
		next = min(next, w.segment.book.NextProfileChange(w.day))
	}
	return next
}

// endOthers closes the courses of a ladder that take no part today: their key
// is not there any more, or the partner is part of another.
func (w *walk) endOthers(ladder string) (ended bool) {
	because, version := StateChange, w.segment.release.Version
	if w.segment.merged != "" {
		because, version = MergedAway, ""
	}
	for _, c := range w.list {
		if c.Ladder == ladder && c.seen != w.day && !c.over {
			c.end(w.day, because, version)
			ended = true
		}
	}
	return ended
}

// changeVersion moves every course from one release to the next, and closes
// those of ladders that the next one does not have.
func (w *walk) changeVersion(before *program.Release) {
	for _, c := range w.list {
		c.moveTo(w.segment.release, before, w.day)
		if _, still := w.segment.release.Ladder(c.Ladder); !still && !c.over {
			c.end(w.day, NewVersion, w.segment.release.Version)
		}
	}
	w.grants.changeVersion(w.segment.release, before, w.day)
}

// coursesFor lists the courses of a ladder that count for a key: its own and the
// partner's; for the whole partner, all of them.
func (w *walk) coursesFor(ladder string, key metric.Key) []*course {
	var out []*course
	if key.IsZero() {
		for _, c := range w.list {
			if c.Ladder == ladder {
				out = append(out, c)
			}
		}
		return out
	}
	for _, of := range []metric.Key{key, {}} {
		if c := w.courses[courseKey{ladder, of}]; c != nil {
			out = append(out, c)
		}
	}
	return out
}

// courseOn is the course of a ladder and key that takes part on a day; nil when
// none does.
func (w *walk) courseOn(ladder string, key metric.Key, day calendar.Day) *course {
	c := w.courses[courseKey{ladder, key}]
	if c == nil {
		return nil
	}
	if held := c.On(day); held == nil || held.State == Ended {
		return nil
	}
	return c
}

// nextIn tells the next day of a schedule, and the days on which a fact may
// bring or move the moment that it is reckoned from.
func (w *walk) nextIn(s *program.Schedule, key metric.Key, sooner func(calendar.Day)) {
	sooner(s.Next(w.day, w.segment.anchor(key)))
	if s.Anniversary != nil && s.Anniversary.On == nil {
		sooner(w.segment.book.NextFact(w.day))
	}
}

package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
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

	daily     bool // stop at every day, to prove that nothing is skipped
	retaining bool // conditions are being asked for keeping a tier
}

type courseKey struct {
	ladder string
	key    metric.Key
}

func (w *walk) run(from, through calendar.Day) {
	for w.day = from; w.day <= through; {
		w.enter()
		w.day = max(w.step(), w.day+1)
	}
	for _, c := range w.list {
		c.close(through)
	}
	w.timeline.Grants = w.grants.list
}

// err is the first missing rate that some segment met.
func (w *walk) err() error {
	for _, s := range w.timeline.segments {
		if s.reader != nil && s.reader.Err() != nil {
			return s.reader.Err()
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
}

func (w *walk) newSegment() *segment {
	h := w.history
	s := &segment{release: h.releases.InForce(w.day), span: calendar.Span{From: w.day, Until: w.segmentEnd()}}
	if into := h.members.into(h.in.Partner.ID, w.day); into != h.in.Partner.ID {
		s.merged = into
	}
	s.book = s.release.Set.NewBook(h.entriesOn(w.day, s.release), h.barred(s.release.ID, w.day), h.credits(s.release.ID))
	s.book.Partner = h.in.Partner.ID
	s.reader = metric.NewReader(s.book, s.release.Set, h.rates, &env{walk: w, segment: s})
	return s
}

// entriesOn is the facts that count for the partner as it is composed on a day.
func (h *history) entriesOn(day calendar.Day, r *program.Release) []fact.Entry {
	out := make([]fact.Entry, 0, len(h.entries))
	for i := range h.entries {
		if e := &h.entries[i]; h.members.counts(e, h.in.Partner.ID, day, r.History) {
			out = append(out, *e)
		}
	}
	return out
}

func (w *walk) segmentEnd() calendar.Day {
	end := calendar.LastDay
	for _, r := range w.history.releases {
		if r.Effective > w.day {
			end = min(end, r.Effective)
		}
	}
	for _, day := range w.history.edges() {
		if day > w.day {
			end = min(end, day)
		}
	}
	return end
}

// step brings every ladder and grant to the close of the day, and returns the
// next day on which anything may change.
func (w *walk) step() calendar.Day {
	next, changed := w.segment.span.Until, false
	if w.daily {
		next = w.day + 1
	}
	for _, ladder := range w.segment.release.InOrder() {
		for _, c := range w.coursesOf(ladder) {
			if c.due <= w.day || ladder.Reads() && changed || w.daily {
				changed = c.step(w) || changed
			}
			next = min(next, c.due)
		}
		next = min(next, w.nextKey(ladder))
	}
	w.endOthers()
	granted := len(w.grants.list)
	next = min(next, w.grants.step(w, changed))
	if changed || len(w.grants.list) > granted {
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

// coursesOf lists the courses of a ladder, beginning those of new keys.
func (w *walk) coursesOf(ladder *program.Ladder) []*course {
	var out []*course
	for _, key := range w.keys(ladder) {
		id := courseKey{ladder.Name, key}
		c := w.courses[id]
		if c == nil {
			c = &course{Course: &Course{Ladder: ladder.Name, Key: key}}
			w.courses[id] = c
			w.list = append(w.list, c)
			w.timeline.Courses = append(w.timeline.Courses, c.Course)
			c.due = w.day
		}
		c.ladder = ladder
		out = append(out, c)
	}
	return out
}

// keys lists who holds a tier of the ladder by the day.
func (w *walk) keys(ladder *program.Ladder) []metric.Key {
	if ladder.For.Level == "" && ladder.For.Dimension == "" {
		return []metric.Key{{}}
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

// endOthers closes the courses of ladders that the release in force no longer
// has.
func (w *walk) endOthers() {
	for _, c := range w.list {
		if _, ok := w.segment.release.Ladder(c.Ladder); !ok && !c.over {
			c.over = true
			c.put(w.day, Held{State: Ended, Because: NewVersion, Decided: w.day, Version: w.segment.release.Version})
		}
	}
}

// changeVersion moves every course from one release to the next.
func (w *walk) changeVersion(before *program.Release) {
	for _, c := range w.list {
		c.moveTo(w.segment.release, w.day)
	}
	w.grants.changeVersion(w.segment.release, before, w.day)
}

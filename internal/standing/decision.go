package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
)

// applyOverrides sets the tier where a person said so: on the first day of the
// override, or when the course begins within its days.
func (j *judge) applyOverrides() {
	o := j.setBy()
	if o == nil || o.span.From != j.day && (j.cause != Began || j.setUntil() == 0) {
		return
	}
	j.course.pending = nil
	j.moveTo(j.ladder.Rank(o.tier))
	j.confirm()
	j.course.safe = max(j.course.safe, j.setUntil()-1)
	j.course.override = o.said()
	j.cause = Overridden
}

// setBy is the override that began last of those that set the tier; nil when
// none has begun.
func (j *judge) setBy() *override {
	var last *override
	for i := range j.walk.history.override {
		o := &j.walk.history.override[i]
		if o.act == SetTier && j.concerns(o) && o.span.From <= j.day && (last == nil || o.span.From >= last.span.From) {
			last = o
		}
	}
	return last
}

// setUntil is the first day that is not one of those for which a person set the
// tier; 0 when none runs, or it has no last day.
func (j *judge) setUntil() calendar.Day {
	if o := j.setBy(); o != nil && o.span.Has(j.day) && o.span.Until <= calendar.LastDay {
		return o.span.Until
	}
	return 0
}

// heldByPerson is the highest tier that a person holds on this day.
func (j *judge) heldByPerson() int {
	rank := 0
	for i := range j.walk.history.override {
		if o := &j.walk.history.override[i]; j.holds(o) {
			rank = max(rank, j.ladder.Rank(o.tier))
		}
	}
	return rank
}

func (j *judge) holds(o *override) bool {
	return o.act == HoldTier && j.concerns(o) && o.span.Has(j.day)
}

// hold lifts the tier to one that a person holds, and says so while the rules
// alone would not let it stay. It lifts because a correction may have taken the
// tier from the past as well: then nobody ever held what must not be lost.
func (j *judge) hold() {
	c := j.course
	if j.held > c.rank {
		c.rank, c.grace, c.override = j.held, 0, metric.Said{}
		c.best = max(c.best, c.rank)
		c.tidy()
		j.cause = Overridden
	}
	for i := range j.walk.history.override {
		o := &j.walk.history.override[i]
		if j.holds(o) && j.ladder.Rank(o.tier) == c.rank && !j.deserves(c.rank, j.highest()) {
			j.override = o.said()
		}
	}
}

// frozen reports whether an appeal stops all evaluation, and why.
func (j *judge) frozen() (metric.Said, bool) {
	return j.walk.history.frozen(j.walk.segment.release.ID, j.course.Ladder, j.course.Key.ID, j.day)
}

// concerns reports whether an override is about this course: its program, its
// ladder, which must have the tier that the override names, and its key.
func (j *judge) concerns(o *override) bool {
	if o.tier != "" && j.ladder.Rank(o.tier) == 0 || !o.concerns(j.walk.segment.release.ID, j.course.Ladder) {
		return false
	}
	key := o.entry.Attribute("key").String()
	return key == "" || key == j.course.Key.ID
}

// nextOverride tells the days on which overrides begin and end.
func (j *judge) nextOverride(sooner func(calendar.Day)) {
	for i := range j.walk.history.override {
		sooner(j.walk.history.override[i].span.From)
		sooner(j.walk.history.override[i].span.Until)
	}
}

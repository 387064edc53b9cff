package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
)

// applyOverrides sets the tier where a person said so on this day.
func (j *judge) applyOverrides(cause *Cause) {
	for i := range j.walk.history.override {
		o := &j.walk.history.override[i]
		if o.act != SetTier || !j.concerns(o) || o.span.From != j.day {
			continue
		}
		j.course.pending = nil
		j.moveTo(j.ladder.Rank(o.tier))
		if o.span.Until <= calendar.LastDay {
			j.course.safe = max(j.course.safe, o.span.Last())
		}
		j.course.override = o.said()
		*cause = Overridden
	}
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
// alone would not let it stay.
func (j *judge) hold(cause *Cause) {
	c := j.course
	if j.held > c.rank {
		c.rank, c.grace, c.override = j.held, 0, metric.Said{}
		c.best = max(c.best, c.rank)
		c.tidy()
		*cause = Overridden
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
	for i := range j.walk.history.override {
		o := &j.walk.history.override[i]
		if o.act == Freeze && j.concerns(o) && o.span.Has(j.day) {
			return o.said(), true
		}
	}
	return metric.Said{}, false
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

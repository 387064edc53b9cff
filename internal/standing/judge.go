package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// judge decides about one course on one day.
type judge struct {
	walk      *walk
	course    *course
	ladder    *program.Ladder
	frame     *metric.Frame
	day       calendar.Day
	decided   calendar.Day // the evaluation that decided the tier
	override  metric.Said  // of a decision that does not set the tier: a hold, a freeze
	retaining bool         // conditions are asked for keeping, not for reaching a tier
}

func (j *judge) run() {
	c := j.course
	if j.walk.segment.merged != "" {
		c.rank = 0
		c.put(j.day, Held{State: Ended, Because: MergedAway, Decided: j.day})
		return
	}
	cause := StateChange
	switch n := len(c.Spans); {
	case n == 0:
		cause = Began
	case c.Spans[n-1].Tier != c.tier():
		cause = NewVersion // nothing else changes a tier between two days
	}
	j.arrive(&cause)
	j.applyOverrides(&cause)
	if _, frozen := j.frozen(); !frozen && !j.waiting() {
		j.evaluate(&cause)
	}
	j.hold(&cause)
	j.write(cause)
}

// arrive lets a change take effect that was decided earlier.
func (j *judge) arrive(cause *Cause) {
	p := j.course.pending
	if p != nil && p.on <= j.day {
		*cause = p.because
		j.course.pending = nil
		j.decided = p.decided
		j.moveTo(p.rank, p.decided)
	}
}

// moveTo changes the tier held.
func (j *judge) moveTo(rank int, decided calendar.Day) {
	c := j.course
	rose := rank > c.rank
	c.rank, c.since, c.grace, c.override = rank, j.day, 0, metric.Said{}
	c.best = max(c.best, rank)
	c.safe = 0
	if rank > 0 && (rose || j.ladder.Validity != nil) {
		j.confirm(decided)
	}
}

// confirm makes the tier safe for as long as the ladder says.
func (j *judge) confirm(decided calendar.Day) {
	if j.ladder.Validity != nil {
		j.course.safe = max(j.course.safe, j.ladder.Validity.Last(max(decided, j.day)))
	}
}

// evaluate judges the tiers if this is a day for it.
func (j *judge) evaluate(cause *Cause) {
	up, down := j.falls(&j.ladder.Evaluate.Up), j.falls(&j.ladder.Evaluate.Down)
	if !up && !down && !j.clockRanOut() {
		return
	}
	held := j.heldOrPending()
	best := j.highest(false)
	switch {
	case best > held && up:
		j.change(best, Attained, j.ladder.Effect.Up, cause)
	case held == 0:
	case best >= held || j.keeps(held):
		j.recover(cause, up || down)
	case down || j.clockRanOut():
		j.fall(held, cause)
	}
}

// heldOrPending is the tier that the next decision starts from.
func (j *judge) heldOrPending() int {
	if p := j.course.pending; p != nil {
		return p.rank
	}
	return j.course.rank
}

// change decides a new tier, at once or for later.
func (j *judge) change(rank int, because Cause, effect program.Effect, cause *Cause) {
	on := effect.On(j.day)
	if on <= j.day {
		*cause = because
		j.course.pending = nil
		j.moveTo(rank, j.day)
		return
	}
	if p := j.course.pending; p == nil || p.rank != rank {
		j.course.pending = &pending{rank: rank, on: on, decided: j.day, because: because}
	}
}

// recover keeps the tier: grace is over, and the validity starts anew where a
// scheduled evaluation confirmed it or the old one has run out.
func (j *judge) recover(cause *Cause, scheduled bool) {
	c := j.course
	if c.grace != 0 {
		c.grace = 0
		*cause = Recovered
	}
	if c.pending != nil && c.pending.rank < c.rank {
		c.pending = nil
	}
	if scheduled && !j.ladder.Evaluate.Up.OnChange || j.day > c.safe {
		j.confirm(j.day)
	}
}

// clockRanOut reports whether a validity or a grace ended yesterday, which is
// an occasion to judge by itself.
func (j *judge) clockRanOut() bool {
	c := j.course
	return c.safe != 0 && c.safe == j.day-1 && j.ladder.Evaluate.Down.OnChange || c.grace != 0 && c.grace < j.day
}

// fall loses the tier, unless it is still safe or in grace.
func (j *judge) fall(held int, cause *Cause) {
	c := j.course
	rule := j.ladder.FallRule()
	if rule == program.NoFall || j.day <= c.safe && c.safe != 0 {
		return
	}
	if c.grace != 0 && j.day <= c.grace {
		return
	}
	because := Fell
	if c.grace != 0 {
		because = GraceOver
	} else if j.enterGrace() {
		return
	}
	if to := j.landing(held, rule); to < held {
		c.grace = 0
		j.change(to, because, j.ladder.Effect.Down, cause)
	}
}

// enterGrace begins the time to recover; false when the ladder has none, or it
// was used up.
func (j *judge) enterGrace() bool {
	g, c := j.ladder.Grace, j.course
	if g == nil || g.UsedUp(c.graceUsed, j.day) {
		return false
	}
	began := j.day
	if g.From == program.FromExpiry && c.safe != 0 {
		began = c.safe
	}
	last := g.For.After(began)
	if last < j.day {
		return false
	}
	c.grace, c.graceUsed = last, j.day
	return true
}

// landing is where a fall ends.
func (j *judge) landing(held int, rule program.FallRule) int {
	to := 0
	if rule == program.OneAtATime {
		to = held - 1
	} else {
		to = j.highestBelow(held)
	}
	if floor := j.ladder.Floor(); floor > 0 && j.course.best >= floor {
		to = max(to, floor)
	}
	return to
}

// highest is the highest tier whose conditions for reaching it hold.
func (j *judge) highest(retain bool) int {
	if j.ladder.Nested {
		return j.highestNested()
	}
	for rank := len(j.ladder.Tiers); rank > 0; rank-- {
		if j.attains(rank) {
			return rank
		}
	}
	return 0
}

func (j *judge) highestNested() int {
	rank := 0
	for rank < len(j.ladder.Tiers) && j.attains(rank+1) {
		rank++
	}
	return rank
}

// highestBelow is the highest tier under one whose conditions for keeping it
// hold.
func (j *judge) highestBelow(held int) int {
	for rank := held - 1; rank > 0; rank-- {
		if j.keeps(rank) {
			return rank
		}
	}
	return 0
}

// attains reports whether the conditions for reaching a tier hold, on any track.
func (j *judge) attains(rank int) bool {
	return j.met(j.ladder.AttainConditions(rank))
}

// keeps reports whether a tier may stay: the conditions for keeping it hold,
// or those for reaching it.
func (j *judge) keeps(rank int) bool {
	j.walk.retaining = true
	defer func() { j.walk.retaining = false }()
	return j.met(j.ladder.RetainConditions(rank)) || j.attains(rank)
}

// met reports whether one of several tracks' conditions holds.
func (j *judge) met(options []program.Option) bool {
	for _, o := range options {
		if (o.When == nil || j.frame.Check(o.When).Met()) && j.frame.Check(o.Condition).Met() {
			return true
		}
	}
	return false
}

// falls reports whether a schedule falls on the day.
func (j *judge) falls(s *program.Schedule) bool { return s.Falls(j.day, j.anchor) }

func (j *judge) anchor(a *metric.Anchor, day calendar.Day) (calendar.Day, bool) {
	return j.walk.segment.reader.Frame(scopeOf(j.course.Key), day).Resolve(a)
}

// waiting reports whether the program waits for sources that have not told
// everything up to the day.
func (j *judge) waiting() bool {
	ready := j.walk.segment.release.Ready
	if ready == nil || ready.Until != program.Wait {
		return false
	}
	through, ok := j.walk.history.completeThrough(ready.Sources)
	return !ok || through < j.day
}

// write notes what holds from the day on.
func (j *judge) write(cause Cause) {
	c := j.course
	h := Held{Tier: c.tier(), State: j.state(), Decided: j.day, Because: cause, Version: j.walk.segment.release.Version,
		Override: j.said(), GraceUntil: c.grace}
	if j.decided != 0 {
		h.Decided = j.decided
	}
	if c.safe >= j.day {
		h.SafeUntil = c.safe
	}
	c.put(j.day, h)
}

// said is why a person decided what holds: an appeal that stops evaluation, a
// tier that is held, or one that was set.
func (j *judge) said() metric.Said {
	if why, frozen := j.frozen(); frozen {
		return why
	}
	if !j.override.IsZero() {
		return j.override
	}
	return j.course.override
}

func (j *judge) state() State {
	c := j.course
	if _, frozen := j.frozen(); frozen {
		return Frozen
	}
	switch {
	case j.waiting():
		return Waiting
	case j.ladder.Suspend != nil && j.frame.Check(j.ladder.Suspend) == metric.Holds:
		return Suspended
	case c.grace != 0:
		return InGrace
	case c.rank > 0 && c.safe >= j.day && !j.keeps(c.rank):
		return Protected
	default:
		return Active
	}
}

// next is the next day on which the course may change.
func (j *judge) next() calendar.Day {
	c, next := j.course, j.walk.segment.span.Until
	sooner := func(day calendar.Day) {
		if day > j.day {
			next = min(next, day)
		}
	}
	if p := c.pending; p != nil {
		sooner(p.on)
	}
	if c.safe != 0 {
		sooner(c.safe + 1)
	}
	if c.grace != 0 {
		sooner(c.grace + 1)
	}
	sooner(j.ladder.Evaluate.Up.Next(j.day, j.anchor))
	sooner(j.ladder.Evaluate.Down.Next(j.day, j.anchor))
	j.nextOverride(sooner)
	if j.watches() {
		sooner(j.walk.segment.reader.NextOf(j.ladder.Watch(), scopeOf(c.Key), j.day))
	}
	if j.walk.segment.release.Ready != nil {
		if through, ok := j.walk.history.completeThrough(j.walk.segment.release.Ready.Sources); ok {
			sooner(through + 1)
		}
	}
	return next
}

// watches reports whether the course must look at every change of its metrics,
// not only on scheduled days.
func (j *judge) watches() bool {
	e := &j.ladder.Evaluate
	return e.Up.OnChange || e.Down.OnChange || j.ladder.Suspend != nil || j.course.grace != 0 || j.ladder.Validity != nil
}

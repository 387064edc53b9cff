package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// judge decides about one course on one day.
type judge struct {
	walk     *walk
	course   *course
	ladder   *program.Ladder
	frame    *metric.Frame
	day      calendar.Day
	decided  calendar.Day // the evaluation that decided the tier
	cause    Cause        // why what holds from the day on is other than before
	held     int          // the tier under which a person lets nothing fall today
	override metric.Said  // of a decision that does not set the tier: a hold, a freeze
}

func (j *judge) run() {
	c := j.course
	j.cause = StateChange
	switch n := len(c.Spans); {
	case n == 0 || c.Spans[n-1].State == Ended:
		j.cause = Began
	case c.Spans[n-1].Tier != c.tier():
		j.cause = NewVersion // nothing else changes a tier between two days
	}
	j.held = j.heldByPerson()
	j.arrive()
	j.applyOverrides()
	switch _, frozen := j.frozen(); {
	case frozen:
		j.owe()
	case !j.waiting():
		j.evaluate()
	}
	j.hold()
	j.write()
}

// arrive lets changes take effect that were decided earlier.
func (j *judge) arrive() {
	c := j.course
	for len(c.pending) > 0 && c.pending[0].on <= j.day {
		p := c.pending[0]
		c.pending = c.pending[1:]
		j.cause, j.decided = p.because, p.decided
		j.moveTo(p.rank)
	}
}

// moveTo changes the tier held. A tier that is risen to is safe for as long as
// the ladder says. One that is fallen into was neither reached nor confirmed:
// it is safe only if it may be kept itself.
func (j *judge) moveTo(rank int) {
	c := j.course
	rises := rank > c.rank
	c.rank, c.safe, c.grace, c.override = rank, 0, 0, metric.Said{}
	c.best = max(c.best, rank)
	if rises || j.deserves(rank, j.highest()) {
		j.confirm()
	}
}

// confirm makes the tier safe for as long as the ladder says.
func (j *judge) confirm() {
	if j.ladder.Validity != nil && j.course.rank > 0 {
		j.course.safe = max(j.course.safe, j.ladder.Validity.Last(j.day))
	}
}

// evaluate judges the tiers if this is a day for it: a schedule falls on it, or
// the time to recover is over.
func (j *judge) evaluate() {
	c, e := j.course, &j.ladder.Evaluate
	up, down := j.falls(&e.Up) || c.owedUp, j.falls(&e.Down) || c.owedDown
	c.owedUp, c.owedDown = false, false
	over := c.grace != 0 && c.grace < j.day
	if !up && !down && !over {
		return
	}
	best := j.highest()
	if down || over {
		j.takeBack(best)
	}
	scheduled := up && !e.Up.OnChange || down && !e.Down.OnChange
	switch {
	case c.rank == 0:
	case j.deserves(c.rank, best) || c.last() > c.rank:
		j.recover(scheduled)
	case c.rank <= j.held: // a person holds it
		c.grace = 0
	case c.falling():
		j.soften(best)
	case down || over:
		j.fall()
	}
	if up && best > c.last() && !c.falling() {
		because := j.byVersion(Attained, func(f *formerly) bool { return f.reaches(best) })
		j.change(best, because, j.ladder.Effect.Up)
	}
	j.settle(best)
}

// owe remembers that an appeal stopped an evaluation, which is made up for once the
// appeal is over: who appeals does not wait for the next one.
func (j *judge) owe() {
	j.course.owedUp = j.course.owedUp || j.falls(&j.ladder.Evaluate.Up)
	j.course.owedDown = j.course.owedDown || j.falls(&j.ladder.Evaluate.Down)
}

// deserves reports whether a tier may be kept: its conditions hold, or those of
// a higher one.
func (j *judge) deserves(rank, best int) bool { return best >= rank || j.keeps(rank) }

// change decides a new tier, at once or for later: not before the days are over
// for which a person set the tier.
func (j *judge) change(rank int, because Cause, effect program.Effect) {
	if on := max(effect.On(j.day), j.setUntil()); on > j.day {
		j.course.pending = append(j.course.pending, pending{rank: rank, on: on, decided: j.day, because: because})
		return
	}
	j.cause = because
	j.course.pending = nil
	j.moveTo(rank)
}

// highest is the highest tier whose conditions for reaching it hold.
func (j *judge) highest() int {
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

// highestNested goes up as long as each tier passes: its conditions for reaching
// it hold, or it is held and those for keeping it do.
func (j *judge) highestNested() int {
	best := 0
	for rank := range j.ladder.Tiers {
		switch rank++; {
		case j.attains(rank):
			best = rank
		case rank > j.course.rank || !j.retains(rank):
			return best
		}
	}
	return best
}

// attains reports whether the conditions for reaching a tier hold, on any track.
func (j *judge) attains(rank int) bool {
	before := j.walk.timeline.ask(asking{course: j.course, day: j.day, rank: rank})
	defer j.walk.timeline.ask(before)
	return j.met(j.ladder.AttainConditions(rank))
}

// keeps reports whether a tier may stay. Nested, so must every one below it.
func (j *judge) keeps(rank int) bool {
	for lower := 1; j.ladder.Nested && lower < rank; lower++ {
		if !j.retains(lower) {
			return false
		}
	}
	return j.retains(rank)
}

// retains reports whether the conditions for keeping a tier hold, or those for
// reaching it.
func (j *judge) retains(rank int) bool {
	before := j.walk.timeline.ask(asking{course: j.course, day: j.day, rank: rank, keeping: true})
	defer j.walk.timeline.ask(before)
	return j.met(j.ladder.RetainConditions(rank)) || j.met(j.ladder.AttainConditions(rank))
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
func (j *judge) falls(s *program.Schedule) bool {
	return s.Falls(j.day, j.walk.segment.anchor(j.course.Key))
}

// waiting reports whether the evaluation of the day is put off.
func (j *judge) waiting() bool { return j.walk.history.putsOff(j.walk.segment.release, j.day) }

// write notes what holds from the day on.
func (j *judge) write() {
	c := j.course
	state := j.state()
	h := Held{Tier: c.tier(), State: state, Decided: j.day, Because: c.missed(j.cause, state), Version: j.walk.segment.release.Version,
		Override: j.said(), GraceUntil: c.grace}
	if j.decided != 0 {
		h.Decided = j.decided
	}
	if c.safe >= j.day {
		h.SafeUntil = c.safe
	}
	c.put(j.day, h)
}

// missed is the cause where nothing changed but that the tier is no longer
// deserved.
func (c *course) missed(cause Cause, now State) Cause {
	if n := len(c.Spans); cause == StateChange && n > 0 && (now == InGrace || now == Protected) {
		if before := c.Spans[n-1].State; before == Active || before == Protected && now == InGrace {
			return Missed
		}
	}
	return cause
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
	case c.rank > 0 && c.safe >= j.day && !j.deserves(c.rank, j.highest()):
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
	if len(c.pending) > 0 {
		sooner(c.pending[0].on)
	}
	if c.safe != 0 {
		sooner(c.safe + 1)
	}
	if c.grace != 0 {
		sooner(c.grace + 1)
	}
	j.walk.nextIn(&j.ladder.Evaluate.Up, c.Key, sooner)
	j.walk.nextIn(&j.ladder.Evaluate.Down, c.Key, sooner)
	j.nextOverride(sooner)
	if j.watches() {
		sooner(j.nextWatched(next))
	}
	if j.walk.segment.release.Ready != nil {
		if through, ok := j.walk.history.completeThrough(j.walk.segment.release.Ready.Sources); ok {
			sooner(through + 1)
		}
	}
	return next
}

// nextWatched is the next day on which a condition may change, for whichever
// tier and whether to reach or to keep it: a waiver may count for one of them.
func (j *judge) nextWatched(until calendar.Day) calendar.Day {
	watch, scope, reader := j.ladder.Watch(), scopeOf(j.course.Key), j.walk.segment.reader
	next := reader.NextOf(watch, scope, j.day, until)
	if !j.walk.history.partly {
		return next
	}
	defer j.walk.timeline.ask(j.walk.timeline.asks)
	for rank := range j.ladder.Tiers {
		for _, keeping := range []bool{false, true} {
			j.walk.timeline.ask(asking{course: j.course, day: j.day, rank: rank + 1, keeping: keeping})
			next = min(next, reader.NextOf(watch, scope, j.day, next))
		}
	}
	return next
}

// watches reports whether the course must look at every change of its metrics,
// not only on scheduled days.
func (j *judge) watches() bool {
	e := &j.ladder.Evaluate
	return e.Up.OnChange || e.Down.OnChange || j.ladder.Suspend != nil || j.course.grace != 0 || j.held > 0 || j.course.safe >= j.day
}

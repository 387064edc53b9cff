package standing

import "laurel/internal/program"

// fall loses the tier, unless it is still safe or in grace.
func (j *judge) fall() {
	c := j.course
	to := j.landing()
	if to >= c.rank || j.day <= c.safe || c.grace != 0 && j.day <= c.grace {
		return
	}
	because := GraceOver
	if c.grace == 0 {
		if j.enterGrace() {
			return
		}
		because = j.byVersion(Fell, func(f *formerly) bool { return !f.keeps(c.rank) })
	}
	c.grace = 0
	j.change(to, because, j.ladder.Effect.Down)
}

// landing is where a fall ends: not under the floor, nor under what a person
// holds.
func (j *judge) landing() int {
	rank := j.course.rank
	to := max(rank-1, 0)
	switch j.ladder.FallRule() {
	case program.NoFall:
		return rank
	case program.Recalculate:
		to = j.highestBelow(rank)
	}
	if floor := j.ladder.Floor(); floor > 0 && j.course.best >= floor {
		to = max(to, floor)
	}
	return max(to, j.held)
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

// soften lets a fall that has not taken effect end higher, where more may be
// kept by now. Its day stays.
func (j *judge) soften(best int) {
	p := &j.course.pending[0]
	for rank := j.course.rank - 1; rank > p.rank; rank-- {
		if j.deserves(rank, best) {
			p.rank = rank
		}
	}
}

// takeBack drops rises that have not taken effect and are no longer deserved.
func (j *judge) takeBack(best int) {
	c := j.course
	for c.last() > c.rank && !j.deserves(c.last(), best) {
		c.pending = c.pending[:len(c.pending)-1]
	}
}

// recover keeps the tier: grace is over, a fall is off, and the validity starts
// anew where a scheduled evaluation confirmed it or the old one has run out.
func (j *judge) recover(scheduled bool) {
	c := j.course
	if c.grace != 0 {
		c.grace = 0
		j.cause = Recovered
	}
	if c.falling() {
		c.pending = nil
	}
	if scheduled || j.day > c.safe {
		j.confirm()
	}
}

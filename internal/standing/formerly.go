package standing

import (
	"slices"

	"laurel/internal/program"
)

// formerly is how the version before would judge a course today: what a tier
// changes by at the first evaluations of a new version is because of the version
// only where the one before would have decided otherwise.
type formerly struct {
	judge *judge // under the version before
	now   []int  // the ranks of its tiers, from no tier on, as the version in force maps them
}

// byVersion is the cause of a change of tier: the one given, or the new version.
// So says would, which is asked what the version before would have decided.
func (j *judge) byVersion(because Cause, would func(*formerly) bool) Cause {
	f := j.formerly()
	if f == nil || would(f) {
		return because
	}
	return NewVersion
}

// formerly is nil when the version in force has judged the tier before.
func (j *judge) formerly() *formerly {
	before := j.course.before
	if before == nil {
		return nil
	}
	ladder, ok := before.Ladder(j.course.Ladder)
	if !ok {
		return nil
	}
	f := &formerly{now: j.walk.carried(before, ladder)}
	c := &course{Course: j.course.Course, ladder: ladder}
	for rank, now := range f.now {
		if now == j.course.rank {
			c.rank = rank
		}
	}
	s := j.walk.segmentUnder(before)
	f.judge = &judge{walk: j.walk, course: c, ladder: ladder, frame: s.reader.Frame(scopeOf(c.Key), j.day), day: j.day}
	return f
}

// segmentUnder is what an earlier version reads today: what it read yesterday,
// where nothing but the version changed since.
func (w *walk) segmentUnder(before *program.Release) *segment {
	segments := w.timeline.segments
	if n := len(segments); n > 1 && segments[n-2].release.Program == before.Program && !slices.Contains(w.history.edges(), w.segment.span.From) {
		return segments[n-2]
	}
	for _, s := range w.segment.former {
		if s.release.Program == before.Program {
			return s
		}
	}
	s := w.segmentOf(before)
	w.segment.former = append(w.segment.former, s)
	return s
}

// reaches reports whether the version before would give a tier as well.
func (f *formerly) reaches(rank int) bool { return f.now[f.judge.highest()] >= rank }

// keeps reports whether the version before would let a tier stay.
func (f *formerly) keeps(rank int) bool {
	held := f.judge.course.rank
	return f.reaches(rank) || f.now[held] >= rank && f.judge.keeps(held)
}

// carried is what the ranks of an earlier version's ladder are today, as the
// versions since then map the tiers.
func (w *walk) carried(from *program.Release, ladder *program.Ladder) []int {
	now := make([]int, len(ladder.Tiers)+1)
	for rank := range now {
		tier, before := tierAfter(nil, ladder, rank), ladder
		for _, s := range w.timeline.segments {
			if next, ok := s.release.Ladder(ladder.Name); ok && next != before && s.release.Effective > from.Effective {
				tier, before = tierAfter(s.release.Transition, before, before.Rank(tier)), next
			}
		}
		now[rank] = before.Rank(tier)
	}
	return now
}

// settle forgets the version before once a version has judged the tier that is
// held: it may stay, or it is changing.
func (j *judge) settle(best int) {
	c := j.course
	if c.before != nil && (c.rank == 0 || len(c.pending) > 0 || j.deserves(c.rank, best)) {
		c.before = nil
	}
}

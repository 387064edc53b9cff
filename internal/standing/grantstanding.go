package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
)

// GrantStanding is a grant at a day, with what must still be done.
type GrantStanding struct {
	*Grant
	State GrantState
	Ends  calendar.Day // LastDay when nothing ends it
	By    EndCause
	Then  calendar.Day    // when it ends earlier if nothing more happens; 0 when it does not
	Why   EndCause        // of Then
	Needs []metric.Reason // everything that must be done first, met or not
}

// GrantsOn lists every grant that was made by a day, with its state then. While
// a partner is part of another its grants are that one's.
func (t *Timeline) GrantsOn(day calendar.Day) []GrantStanding {
	var out []GrantStanding
	segment := t.segmentOn(day)
	for _, g := range t.grantsBy(day) {
		out = append(out, t.grantOn(segment, g, day))
	}
	return out
}

// grantsBy lists the grants that were made by a day, as they were then.
func (t *Timeline) grantsBy(day calendar.Day) []*Grant {
	var out []*Grant
	segment := t.segmentOn(day)
	for _, g := range t.Grants {
		if then := g.on(day); then != nil && segment != nil && segment.merged == "" {
			out = append(out, then)
		}
	}
	return out
}

// InForce lists the grants that hold on a day, as they were then.
func (t *Timeline) InForce(day calendar.Day) []*Grant {
	return slices.DeleteFunc(t.grantsBy(day), func(g *Grant) bool { return !g.InForce(day) })
}

func (t *Timeline) grantOn(s *segment, g *Grant, day calendar.Day) GrantStanding {
	out := GrantStanding{Grant: g, State: g.State(day)}
	out.Ends, out.By = g.EndsOn(day)
	if next := t.refresh(s, g, day); next < out.Ends && !g.hasClock() {
		out.Ends, out.By = next, Refreshed
	}
	if then := g.whole; then != nil && then.Ended > day && then.Ended < out.Ends {
		out.Then, out.Why = then.Ended, then.EndedBy
	}
	frame := s.reader.Frame(scopeOf(g.Key), day)
	for _, need := range g.benefit.Needs {
		reason := frame.Explain(need)
		out.Needs = append(out.Needs, reason)
		if !reason.Truth.Met() && out.State == Available {
			out.State = Locked
		}
	}
	if e := (eligibility{walk: t.walkOn(s, day), benefit: g.benefit, key: g.Key}); out.State == Available && e.suspended() {
		out.State = Resting
	}
	return out
}

// refresh is the next day on which a benefit will be granted anew if it stays
// unlocked; LastDay when it is not unlocked now, or never refreshed, and of what a
// person gave.
func (t *Timeline) refresh(s *segment, g *Grant, day calendar.Day) calendar.Day {
	b, ok := s.release.Benefit(g.Benefit)
	if !ok || b.Refresh == nil || g.ByHand {
		return calendar.LastDay
	}
	w := t.walkOn(s, day)
	if e := (eligibility{walk: w, benefit: b, key: g.Key}); e.rests() || !e.unlocked() || !e.partnerMet() || !e.offersMet(e.offers()) {
		return calendar.LastDay
	}
	return b.Refresh.Next(day, s.anchor(g.Key))
}

// Outstanding is what the grants in force on a day are still worth, by
// currency: amounts less use.
func (t *Timeline) Outstanding(day calendar.Day) map[string]number.Number {
	sums := map[string]number.Number{}
	for _, g := range t.InForce(day) {
		if !g.Amount.IsZero() {
			sums[g.Amount.Currency] = sums[g.Amount.Currency].Add(g.Remaining().Value)
		}
	}
	return sums
}

package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/program"
)

// Standing is where a partner stands in one ladder at the close of a day.
type Standing struct {
	Partner     Partner
	Program     string
	Version     string
	Ladder      string
	Key         metric.Key // the offer or the region; zero for the partner
	Tier        string     // empty for none
	State       State
	Since       calendar.Day // the tier has been held since
	Evaluated   calendar.Day // the evaluation that decided it
	At          calendar.Day
	Known       calendar.Day
	SafeUntil   calendar.Day      // 0 when the tier can be lost at any evaluation
	GraceUntil  calendar.Day      // 0 when not in grace
	Override    metric.Said       // why a person set, holds or froze the tier; empty when nobody did
	Provisional []string          // why the figures may still change; empty when they are final
	PartOf      []Merger          // of a partner that was merged: into whom; then what that one is part of, and so on
	Metrics     []metric.Measured // the program's metrics at the day, in its order
	Unsettled   [][]Unsettled     // for each of them why and until when its value may still change; empty when it is final
}

// Merger says that a partner is part of another.
type Merger struct {
	Into  Partner
	Since calendar.Day
}

// PartOf lists the partners that this one is part of on a day: the one it was
// merged into first. Empty while it stands for itself.
func (t *Timeline) PartOf(day calendar.Day) []Merger {
	var out []Merger
	for _, b := range t.history.members.partOf(t.Partner.ID, day) {
		out = append(out, Merger{Into: t.history.partner(b.partner), Since: b.span.From})
	}
	return out
}

// partner is a partner with its name, where that is known.
func (h *history) partner(id string) Partner {
	for _, p := range h.in.Others {
		if p.ID == id {
			return p
		}
	}
	return Partner{ID: id, Name: id}
}

// Standings lists the standing in every ladder and key at a day.
func (t *Timeline) Standings(day calendar.Day) []Standing {
	var out []Standing
	segment := t.segmentOn(day)
	if segment == nil {
		return nil
	}
	for _, c := range t.Courses {
		held := c.On(day)
		if held == nil {
			continue
		}
		out = append(out, t.standing(segment, c, held, day))
	}
	return out
}

func (t *Timeline) standing(s *segment, c *Course, held *Held, day calendar.Day) Standing {
	out := Standing{Partner: t.Partner, Program: t.Program, Version: s.release.Version, Ladder: c.Ladder, Key: c.Key,
		Tier: held.Tier, State: held.State, Since: c.since(day), Evaluated: t.evaluated(s, c, day), At: day, Known: t.Known,
		SafeUntil: held.SafeUntil, GraceUntil: held.GraceUntil, Override: held.Override, PartOf: t.PartOf(day)}
	out.Metrics = t.Metrics(c.Key, day)
	for i := range out.Metrics {
		out.Unsettled = append(out.Unsettled, t.unsettled(s.release, &out.Metrics[i]))
	}
	out.Provisional = t.Provisional(comparedIn(s.release, c.Ladder, out.Metrics), day)
	return out
}

// Metrics lists the program's metrics at a day, in its order: of the whole
// partner, or of one offer or region of it. Nil when no release is in force.
func (t *Timeline) Metrics(key metric.Key, day calendar.Day) []metric.Measured {
	s := t.segmentOn(day)
	if s == nil {
		return nil
	}
	out := make([]metric.Measured, len(s.release.Set.Definitions))
	for i := range out {
		out[i] = s.reader.MeasureOn(i, scopeOf(key), day)
	}
	return out
}

// since is the first day of the unbroken stretch in which the tier of a day is
// held.
func (c *Course) since(day calendar.Day) calendar.Day {
	from := day
	for i := len(c.Spans) - 1; i >= 0; i-- {
		span := &c.Spans[i]
		if span.Span.From > day {
			continue
		}
		if held := c.On(day); span.Tier != held.Tier {
			break
		}
		from = span.Span.From
	}
	return from
}

// evaluated is the last day, not after the one asked about, on which the
// ladder was judged. A ladder judged at every change is judged every day.
func (t *Timeline) evaluated(s *segment, c *Course, day calendar.Day) calendar.Day {
	for d := day; d > day-maxLookBack; d-- {
		if d < s.span.From {
			s = t.segmentOn(d)
		}
		if s == nil || !c.takesPart(d) {
			break
		}
		if ladder, ok := s.release.Ladder(c.Ladder); ok && t.judgedOn(s, c, ladder, d) {
			return d
		}
	}
	return t.decided(c, day)
}

// takesPart reports whether the course stands anywhere on a day.
func (c *Course) takesPart(day calendar.Day) bool {
	held := c.On(day)
	return held != nil && held.State != Ended
}

// decided is when the tier of a day was decided; what began an appeal was no
// evaluation.
func (t *Timeline) decided(c *Course, day calendar.Day) calendar.Day {
	for _, held := range slices.Backward(c.Spans) {
		if held.Span.From <= day && held.State != Frozen {
			return held.Decided
		}
	}
	return 0
}

// maxLookBack bounds the search for the last evaluation: schedules are yearly
// at the rarest, or their dates are far apart and the tier says when it was
// decided.
const maxLookBack = 800

func (t *Timeline) judgedOn(s *segment, c *Course, ladder *program.Ladder, day calendar.Day) bool {
	if _, frozen := t.history.frozen(t.Program, c.Ladder, c.Key.ID, day); frozen {
		return false
	}
	anchor := func(a *metric.Anchor, d calendar.Day) (calendar.Day, bool) {
		return s.reader.Frame(scopeOf(c.Key), d).Resolve(a)
	}
	if ready := s.release.Ready; ready != nil && ready.Until == program.Wait {
		if through, ok := t.history.completeThrough(ready.Sources); !ok || through < day {
			return false
		}
	}
	return ladder.Evaluate.Up.Falls(day, anchor) || ladder.Evaluate.Down.Falls(day, anchor)
}

// comparedIn are the metrics on which the tiers of a ladder depend.
func comparedIn(r *program.Release, name string, all []metric.Measured) []metric.Measured {
	ladder, ok := r.Ladder(name)
	if !ok {
		return nil
	}
	var list []metric.Measured
	for _, name := range ladder.Compared() {
		if index, ok := r.Set.Index(name); ok {
			list = append(list, all[index])
		}
	}
	return list
}

// Provisional lists why metrics of a day, as measured, may still change.
func (t *Timeline) Provisional(measured []metric.Measured, day calendar.Day) []string {
	var why []string
	if s := t.segmentOn(day); s != nil && s.release.Ready != nil {
		if through, ok := t.history.completeThrough(s.release.Ready.Sources); !ok || through < day {
			why = append(why, ProvisionalSource)
		}
	}
	w := waits{}
	w.add(t, measured)
	if w.rate != 0 {
		why = append(why, ProvisionalRate)
	}
	if w.closing != 0 {
		why = append(why, ProvisionalPeriod)
	}
	return why
}

// Unsettled is why a metric's value may still change, and for which day it
// waits: that a source tells everything up to it, that it has a rate of its own,
// or that the figures close on it.
type Unsettled struct {
	Why   string       `json:"why"`   // source: not everything was told; rate: a rate of exchange is not final; period: the figures are not closed
	Until calendar.Day `json:"until"` // the day that is waited for
}

// unsettled lists why a metric may still change.
func (t *Timeline) unsettled(r *program.Release, m *metric.Measured) []Unsettled {
	w := waits{}
	w.add(t, []metric.Measured{*m})
	if r.Ready != nil {
		if through, ok := t.history.completeThrough(r.Ready.Sources); ok && through >= w.through {
			w.through = 0
		}
	} else {
		w.through = 0
	}
	var out []Unsettled
	for _, each := range []Unsettled{{ProvisionalSource, w.through}, {ProvisionalRate, w.rate}, {ProvisionalPeriod, w.closing}} {
		if each.Until != 0 {
			out = append(out, each)
		}
	}
	return out
}

// waits is for which days metrics wait, the last of several; 0 for none.
type waits struct {
	through calendar.Day // the last day that is measured
	rate    calendar.Day // the last day whose rate is not final
	closing calendar.Day // when figures close that are open
}

// add takes in metrics with what they are made from.
func (w *waits) add(t *Timeline, measured []metric.Measured) {
	for i := range measured {
		m := &measured[i]
		w.add(t, m.Evidence.Parts)
		w.rate = max(w.rate, m.Evidence.Provisional)
		if closes := m.ClosesOn(); closes > t.Known {
			w.closing = max(w.closing, closes)
		}
		if len(m.Evidence.Parts) == 0 {
			w.through = max(w.through, m.LastDay())
		}
	}
}

// Why figures may still change.
const (
	ProvisionalSource = "source" // a source has not told everything up to the day
	ProvisionalRate   = "rate"   // an amount was converted at a rate that is not final
	ProvisionalPeriod = "period" // a metric's figures close only later
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
// unlocked; LastDay when it is not unlocked now, or never refreshed.
func (t *Timeline) refresh(s *segment, g *Grant, day calendar.Day) calendar.Day {
	b, ok := s.release.Benefit(g.Benefit)
	if !ok || b.Refresh == nil {
		return calendar.LastDay
	}
	w := t.walkOn(s, day)
	if e := (eligibility{walk: w, benefit: b, key: g.Key}); e.rests() || !e.unlocked() || !e.partnerMet() || !e.offersMet(e.offers()) {
		return calendar.LastDay
	}
	return b.Refresh.Next(day, w.anchor(g.Key))
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

package standing

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// Explanation is a standing with every reason: for each tier whether it passes
// and why, what is missing to the next ones, what will change without new
// facts, and what is granted.
type Explanation struct {
	Standing
	Tiers    []TierReasons  // from the lowest to the highest
	Gaps     []Gap          // for each tier above the one held
	Next     *Change        // the next change of tier without new facts
	AtRisk   bool           // as the program defines it
	Revised  calendar.Day   // the next evaluation, where the day's figures say another tier than the one held; 0 where they do not
	Suspends *metric.Reason // the condition that suspends the tier; nil when it is not suspended
	Back     calendar.Day   // when it is no longer suspended without new facts; 0 when that is not known
	Grants   []GrantStanding
	Withheld []Withheld              // benefits of the tier that are not granted, and why
	Complete map[string]calendar.Day // to which day each source has told everything
}

// TierReasons is why a tier passes or not.
type TierReasons struct {
	Tier   string
	Attain []TrackReason // one of them is enough
	Retain []TrackReason
	Passes bool   // its conditions for reaching it hold
	Keeps  bool   // those for keeping it, or for reaching it, hold
	Below  string // the lowest tier that is missing under it, where it counts only above the others; empty when none is
}

// standOn lets the tier fail where one below it that it must stand on is missing.
func (r *TierReasons) standOn(missing string) {
	if missing != "" {
		r.Passes, r.Keeps, r.Below = false, false, missing
	}
}

// TrackReason is one way to a tier, with what was found.
type TrackReason struct {
	Track   string         // empty for the ladder's own conditions
	Applies *metric.Reason // why the track applies; nil when it always does
	Reason  metric.Reason
}

// Met reports whether the way is open.
func (r *TrackReason) Met() bool {
	return (r.Applies == nil || r.Applies.Truth.Met()) && r.Reason.Truth.Met()
}

// Explain is the explanation of every ladder and key at a day.
func (t *Timeline) Explain(day calendar.Day) []Explanation {
	segment := t.segmentOn(day)
	var out []Explanation
	for _, s := range t.Standings(day) {
		ladder, ok := segment.release.Ladder(s.Ladder)
		if !ok {
			continue
		}
		out = append(out, t.explain(segment, ladder, s))
	}
	return out
}

func (t *Timeline) explain(s *segment, ladder *program.Ladder, at Standing) Explanation {
	frame := s.reader.Frame(scopeOf(at.Key), at.At)
	e := Explanation{Standing: at, Complete: t.completeness(), Next: t.NextChange(at.Ladder, at.Key, at.At)}
	if at.State == Ended {
		return e
	}
	e.Tiers, e.Gaps = t.climb(ladder, frame, at)
	e.Revised = t.revised(s, ladder, &e)
	e.AtRisk = t.atRisk(s, ladder, frame, e.Next)
	e.Grants = t.grantsOf(ladder, at)
	if at.State == Suspended {
		reason := frame.Explain(ladder.Suspend)
		e.Suspends, e.Back = &reason, t.back(at)
	}
	e.Withheld = t.withheld(s, ladder, at)
	return e
}

// climb is the reasons of every tier, upwards, and what is missing to each above
// the one held. Nested, a tier asks for those below it as well.
func (t *Timeline) climb(ladder *program.Ladder, frame *metric.Frame, at Standing) (tiers []TierReasons, gaps []Gap) {
	held := ladder.Rank(at.Tier)
	below := Gap{Ways: []Way{nil}}
	for rank := range ladder.Tiers {
		reasons := t.tierReasons(ladder, rank+1, frame, at)
		gap, carries := gapOf(&reasons), reasons.Passes || rank < held && reasons.Keeps
		if ladder.Nested {
			gap.Ways = cross(below.Ways, gap.Ways)
			reasons.standOn(below.Tier)
		}
		if !carries {
			below = Gap{Tier: cmp.Or(below.Tier, reasons.Tier), Ways: gap.Ways}
		}
		tiers = append(tiers, reasons)
		if rank >= held {
			gaps = append(gaps, gap)
		}
	}
	return tiers, gaps
}

// back is when the timeline leaves a suspension.
func (t *Timeline) back(at Standing) calendar.Day {
	for _, held := range t.Course(at.Ladder, at.Key).Spans {
		if held.Span.From > at.At && held.State != Suspended {
			return held.Span.From
		}
	}
	return 0
}

func (t *Timeline) tierReasons(ladder *program.Ladder, rank int, frame *metric.Frame, at Standing) TierReasons {
	out := TierReasons{Tier: ladder.TierAt(rank).ID}
	asks := asking{course: t.courses[courseKey{at.Ladder, at.Key}], day: at.At, rank: rank}
	before := t.ask(asks)
	defer t.ask(before)
	out.Attain = trackReasons(ladder.AttainConditions(rank), frame)
	asks.keeping = true
	t.ask(asks)
	out.Retain = trackReasons(ladder.RetainConditions(rank), frame)
	out.Passes = anyMet(out.Attain)
	out.Keeps = out.Passes || anyMet(out.Retain)
	return out
}

func trackReasons(options []program.Option, frame *metric.Frame) []TrackReason {
	var out []TrackReason
	for _, o := range options {
		r := TrackReason{Reason: frame.Explain(o.Condition)}
		if o.Track != nil {
			r.Track = o.Track.Name
		}
		if o.When != nil {
			applies := frame.Explain(o.When)
			r.Applies = &applies
		}
		out = append(out, r)
	}
	return out
}

func anyMet(list []TrackReason) bool {
	for i := range list {
		if list[i].Met() {
			return true
		}
	}
	return false
}

// revised is the next evaluation that will see what the last one did not: the
// tier held may not be kept any more, or a higher one is reached. It is 0 where
// the ladder is evaluated at every change, or is not evaluated at all today.
func (t *Timeline) revised(s *segment, ladder *program.Ladder, e *Explanation) calendar.Day {
	held := ladder.Rank(e.Tier)
	lost := held > 0 && !e.Tiers[held-1].Keeps && e.State != InGrace
	gained := slices.ContainsFunc(e.Tiers[held:], func(r TierReasons) bool { return r.Passes })
	schedule := &ladder.Evaluate.Up
	if lost && !gained {
		schedule = &ladder.Evaluate.Down
	}
	if !lost && !gained || e.Evaluated >= e.At || schedule.OnChange || e.State == Frozen || e.State == Waiting || e.State == Ended {
		return 0
	}
	next := schedule.Next(e.At, s.anchor(e.Key))
	if next >= calendar.LastDay || !gained && next <= e.SafeUntil {
		return 0
	}
	return next
}

// grantsOf lists the grants that belong to a ladder's explanation.
func (t *Timeline) grantsOf(ladder *program.Ladder, at Standing) []GrantStanding {
	segment := t.segmentOn(at.At)
	return slices.DeleteFunc(t.GrantsOn(at.At), func(g GrantStanding) bool { return !segment.explains(g.Grant, ladder.Name, at.Key) })
}

// explains reports whether a grant belongs to a ladder's explanation: the ladder
// unlocked it, or no ladder did and this is the program's first.
func (s *segment) explains(g *Grant, ladder string, key metric.Key) bool {
	owner := s.release.LadderOf(g.benefit)
	if owner == nil {
		owner = &s.release.Ladders[0].Value
	}
	return owner.Name == ladder && (key.IsZero() || g.Key == key || g.Key.IsZero())
}

// Withheld is a benefit that the tier reaches but that is not granted.
type Withheld struct {
	Benefit string
	Offers  []metric.Key // the offers that this is about, of a benefit per offer; empty for all of them
	Why     WithheldCause
	Reason  *metric.Reason   // the milestone that is not reached, when that is why
	LeftOut []metric.LeftOut // offers that are of the kind that it is for, and left out by a class of the program
	Alone   []metric.Key     // offers that it would be for, were their twin there
}

// WithheldCause is why a benefit is not granted.
type WithheldCause string

// The causes, in the order they are asked.
const (
	NoTier      WithheldCause = "tier"      // a higher tier unlocks it
	OnAppeal    WithheldCause = "frozen"    // an appeal is open, and nothing is evaluated
	OnHold      WithheldCause = "suspended" // the tier is suspended, and its benefits rest
	NoMilestone WithheldCause = "milestone" // its milestone is not reached
	NotForYou   WithheldCause = "partner"   // the partner is not what it must be, for example its country
	NoOffer     WithheldCause = "offer"     // no offer is there that it is for
	Exclusive   WithheldCause = "exclusive" // a better one of its group is granted
	TooLate     WithheldCause = "clock"     // its last day is over
	LimitOrCap  WithheldCause = "limit"     // it was granted as often, or as much, as it may be
)

func (t *Timeline) withheld(s *segment, ladder *program.Ladder, at Standing) []Withheld {
	var out []Withheld
	for i := range s.release.Benefits {
		b := &s.release.Benefits[i].Value
		owner := s.release.LadderOf(b)
		if owner == nil || owner.Name == ladder.Name {
			out = append(out, t.withheldFrom(s, b, at)...)
		}
	}
	return out
}

// withheldFrom is why a benefit is not granted: to the partner, or to each of
// its offers, those of which the same is true together.
func (t *Timeline) withheldFrom(s *segment, b *program.Benefit, at Standing) []Withheld {
	var out []Withheld
	keys := claimants(s, b, at)
	for _, key := range keys {
		if !t.granted(b.Name, key, at.At) {
			out = joined(out, t.why(s, b, key, at))
		}
	}
	if len(out) == 1 && len(out[0].Offers) == len(keys) {
		out[0].Offers = nil
	}
	return out
}

// joined adds what is true of an offer to others of which the same is true.
func joined(all []Withheld, w Withheld) []Withheld {
	i := slices.IndexFunc(all, func(o Withheld) bool { return o.Why == w.Why && o.Reason == nil })
	if i < 0 {
		return append(all, w)
	}
	same := &all[i]
	same.Offers = append(same.Offers, w.Offers...)
	same.LeftOut = append(same.LeftOut, w.LeftOut...)
	same.Alone = append(same.Alone, w.Alone...)
	return all
}

// claimants is for whom a benefit is explained beside a standing: the partner,
// or each offer of a benefit per offer.
func claimants(s *segment, b *program.Benefit, at Standing) []metric.Key {
	switch {
	case b.Per == program.PerOffer && at.Key.Level == fact.Offer:
		return []metric.Key{at.Key}
	case b.Per == program.PerOffer && at.Key.IsZero():
		if keys := s.reader.Keys(fact.Offer, "", metric.Filter{}, at.At); len(keys) > 0 {
			return keys
		}
	}
	return []metric.Key{{}}
}

func (t *Timeline) granted(benefit string, offer metric.Key, day calendar.Day) bool {
	return slices.ContainsFunc(t.InForce(day), func(g *Grant) bool { return g.Benefit == benefit && (offer.IsZero() || g.Key == offer) })
}

func (t *Timeline) why(s *segment, b *program.Benefit, key metric.Key, at Standing) Withheld {
	e := eligibility{walk: t.walkOn(s, at.At), benefit: b, key: key}
	out := Withheld{Benefit: b.Name}
	if !key.IsZero() {
		out.Offers = []metric.Key{key}
	}
	switch {
	case !e.tierMet():
		out.Why = NoTier
	case e.frozen():
		out.Why = OnAppeal
	case e.suspended():
		out.Why = OnHold
	case !e.milestoneMet():
		reason := e.frame().Explain(b.Unlock.When)
		out.Why, out.Reason = NoMilestone, &reason
	case !e.partnerMet():
		out.Why = NotForYou
	case !e.offersMet(e.offers()) || b.Per == program.PerOffer && key.IsZero():
		out.Why = NoOffer
		out.LeftOut, out.Alone = e.unfit(e.offers())
	case b.Clocks.OverOn(at.At):
		out.Why = TooLate
	case b.Exclusive != "":
		out.Why = Exclusive
	default:
		out.Why = LimitOrCap
	}
	return out
}

// walkOn is a walk that stands on a day, to ask what is unlocked then.
func (t *Timeline) walkOn(s *segment, day calendar.Day) *walk {
	return &walk{timeline: t, history: t.history, segment: s, day: day, courses: t.courses, list: t.list}
}

// completeness is to which day each source that the program waits for, or that
// ever said so, has told everything.
func (t *Timeline) completeness() map[string]calendar.Day {
	out := map[string]calendar.Day{}
	for _, c := range t.history.complete {
		out[c.source] = max(out[c.source], c.through)
	}
	return out
}

package standing

import (
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// eligibility is whether a benefit is unlocked for the partner or an offer on
// the walk's day. The same questions, recorded, explain it.
type eligibility struct {
	walk    *walk
	benefit *program.Benefit
	key     metric.Key
}

func (e *eligibility) frame() *metric.Frame {
	return e.walk.segment.reader.Frame(scopeOf(e.key), e.walk.day)
}

// unlocked reports whether the tier and the milestone are reached that the
// benefit asks for.
func (e *eligibility) unlocked() bool { return e.tierMet() && e.milestoneMet() }

func (e *eligibility) tierMet() bool {
	u := &e.benefit.Unlock
	return u.Ladder == "" || e.walk.env().Held(u.Ladder, u.TierName, scopeOf(e.key), e.walk.day)
}

// rests reports whether nothing is granted, refreshed, changed or lost: the tier
// is held and suspended, or an appeal stops everything.
func (e *eligibility) rests() bool { return e.frozen() || e.suspended() && e.tierMet() }

// frozen reports whether an appeal is open about the ladder, or about the whole
// partner.
func (e *eligibility) frozen() bool {
	_, frozen := e.walk.history.frozen(e.walk.segment.release.ID, e.benefit.Unlock.Ladder, e.key.ID, e.walk.day)
	return frozen
}

// suspended reports whether the benefits of the ladder rest: that of the same
// key, or the partner's. What a tier of any key unlocks for the whole partner
// rests when every key that holds the tier is suspended.
func (e *eligibility) suspended() bool {
	for _, key := range []metric.Key{e.key, {}} {
		if c := e.walk.courseOn(e.benefit.Unlock.Ladder, key, e.walk.day); c != nil {
			return c.On(e.walk.day).State == Suspended
		}
	}
	return e.key.IsZero() && e.everyKeySuspended()
}

func (e *eligibility) everyKeySuspended() bool {
	ladder, ok := e.walk.segment.release.Ladder(e.benefit.Unlock.Ladder)
	if !ok {
		return false
	}
	rests := false
	for _, c := range e.walk.list {
		held := c.On(e.walk.day)
		if c.Ladder != ladder.Name || held == nil || ladder.Rank(held.Tier) < ladder.Rank(e.benefit.Unlock.TierName) {
			continue
		}
		if held.State != Suspended {
			return false
		}
		rests = true
	}
	return rests
}

// tier is the tier that unlocks the benefit now, empty when none does. Of a
// ladder with several keys it is the highest.
func (e *eligibility) tier() string {
	ladder := e.walk.segment.release.LadderOf(e.benefit)
	if ladder == nil {
		return ""
	}
	best := 0
	for _, c := range e.walk.coursesFor(ladder.Name, e.key) {
		if held := c.On(e.walk.day); held != nil && held.State != Ended {
			best = max(best, ladder.Rank(held.Tier))
		}
	}
	if t := ladder.TierAt(best); t != nil {
		return t.ID
	}
	return ""
}

// offers lists the partner's offers.
func (e *eligibility) offers() []metric.Key {
	return e.walk.segment.reader.Keys(fact.Offer, "", metric.Filter{}, e.walk.day)
}

func (e *eligibility) milestoneMet() bool {
	return e.benefit.Unlock.When == nil || e.frame().Check(e.benefit.Unlock.When).Met()
}

func (e *eligibility) partnerMet() bool {
	if e.benefit.Partner.IsZero() {
		return true
	}
	key := metric.Key{Level: fact.Partner, ID: e.walk.history.in.Partner.ID}
	return e.benefit.Partner.Match(e.frame().Profile(key))
}

// offersMet reports whether one of the partner's offers is what the benefit is
// for; for a benefit per offer, whether this is one.
func (e *eligibility) offersMet(offers []metric.Key) bool {
	if e.benefit.Offers == nil {
		return true
	}
	for _, key := range offers {
		if (e.key.IsZero() || e.key == key) && e.offerMet(key) {
			return true
		}
	}
	return false
}

func (e *eligibility) offerMet(key metric.Key) bool {
	rule := e.benefit.Offers
	get := e.frame().Profile(key)
	if !rule.Where.Match(get) || rule.Without.Find(get) >= 0 {
		return false
	}
	return rule.Twin == nil || !rule.Twin.For.Match(get) || e.hasTwin(key, get)
}

// unfit lists the offers that the benefit would be for, but for a class that
// leaves them out, or for a twin that is not there.
func (e *eligibility) unfit(offers []metric.Key) (leftOut []metric.LeftOut, alone []metric.Key) {
	rule := e.benefit.Offers
	for _, key := range offers {
		get := e.frame().Profile(key)
		if rule == nil || !e.key.IsZero() && e.key != key || !rule.Where.Match(get) {
			continue
		}
		if i := rule.Without.Find(get); i >= 0 {
			leftOut = append(leftOut, metric.LeftOut{Subject: key.ID, Exclusion: &rule.Without[i]})
		} else if !e.offerMet(key) {
			alone = append(alone, key)
		}
	}
	return leftOut, alone
}

func (e *eligibility) hasTwin(key metric.Key, get metric.Lookup) bool {
	twin := e.benefit.Offers.Twin
	same := metric.NameOf(twin.Same)
	mine := get(&same)
	for _, other := range e.walk.segment.reader.Keys(fact.Offer, "", twin.Where, e.walk.day) {
		if other != key && !mine.IsNothing() && e.frame().Profile(other)(&same).Equal(mine) {
			return true
		}
	}
	return false
}

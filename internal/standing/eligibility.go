package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/number"
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

// limited reports whether the benefit was granted as often as it may be.
func (b *grantBook) limited(w *walk, c *claim) bool {
	limit := c.benefit.Limit
	if limit == nil {
		return false
	}
	n := 0
	for _, g := range b.list {
		same := g.Benefit == c.benefit.Name && (limit.Per != program.PerOffer || g.Key == c.key)
		if same && g.EndedBy != Replaced && g.EndedBy != Corrected && within(g.Granted, limit.In, w.day) {
			n++
		}
	}
	return n >= limit.Grants
}

// within reports whether a day lies in the time up to another.
func within(granted calendar.Day, in *calendar.Length, day calendar.Day) bool {
	return in == nil || granted >= in.Before(day+1)
}

// capped lowers an amount to what the caps leave, and names the one that leaves
// the least; false when nothing is left.
func (b *grantBook) capped(w *walk, c *claim, t terms) (terms, string, bool) {
	cut := ""
	for i := range w.segment.release.Caps {
		rule := &w.segment.release.Caps[i].Value
		if t.amount.IsZero() || !contains(rule.Benefits, c.benefit.Name) {
			continue
		}
		left := rule.Amount.Value.Sub(b.spent(w, rule))
		if left.Cmp(t.amount.Value) < 0 {
			t.amount.Value, cut = left, w.segment.release.Caps[i].Name
		}
		if t.amount.Value.Sign() <= 0 {
			return t, cut, false
		}
	}
	return t, cut, true
}

// spent is what was granted under a cap in its time.
func (b *grantBook) spent(w *walk, rule *program.Cap) number.Number {
	sum := number.Zero
	for _, g := range b.list {
		if contains(rule.Benefits, g.Benefit) && g.EndedBy != Replaced && g.EndedBy != Corrected && within(g.Granted, rule.In, w.day) {
			sum = sum.Add(g.Amount.Value)
		}
	}
	return sum
}

func contains(list []string, word string) bool {
	for _, each := range list {
		if each == word {
			return true
		}
	}
	return false
}

// next is the next day on which a grant may change.
func (b *grantBook) next(w *walk, claims []*claim) calendar.Day {
	next := w.segment.span.Until
	sooner := func(day calendar.Day) {
		if day > w.day {
			next = min(next, day)
		}
	}
	if b.taken < len(b.deeds) {
		sooner(b.deeds[b.taken].Day)
	}
	for _, c := range claims {
		b.nextOf(w, c, sooner)
	}
	b.history.nextFreeze(sooner)
	b.history.nextReview(sooner)
	sooner(b.fitUntil)
	return next
}

func (b *grantBook) nextOf(w *walk, c *claim, sooner func(calendar.Day)) {
	if c.benefit.Unlock.When != nil {
		sooner(w.segment.reader.Next(c.benefit.Unlock.When, scopeOf(c.key), w.day))
	}
	if c.benefit.Refresh != nil && len(c.grants) > 0 {
		w.nextIn(c.benefit.Refresh, c.key, sooner)
	}
	for _, g := range c.grants {
		if g.EndedBy == Corrected {
			sooner(g.Ended)
		}
		if ends, _ := g.EndsOn(w.day); c.benefit.Exclusive != "" {
			sooner(ends)
		}
	}
	if c.eligible {
		b.nextRoom(w, c, sooner)
	}
}

// nextRoom tells when a limit or a cap may let the benefit be granted again, or
// more of it.
func (b *grantBook) nextRoom(w *walk, c *claim, sooner func(calendar.Day)) {
	spans := []*calendar.Length{}
	if c.benefit.Limit != nil {
		spans = append(spans, c.benefit.Limit.In)
	}
	for i := range w.segment.release.Caps {
		if rule := &w.segment.release.Caps[i].Value; contains(rule.Benefits, c.benefit.Name) {
			spans = append(spans, rule.In)
		}
	}
	for _, in := range spans {
		for _, g := range b.list {
			if in != nil && within(g.Granted, in, w.day) {
				sooner(max(in.After(g.Granted), w.day+1))
			}
		}
	}
}

func (w *walk) env() *env { return &env{walk: w, segment: w.segment} }

var _ metric.Env = (*env)(nil)

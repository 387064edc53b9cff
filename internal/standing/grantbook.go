package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// grantBook is all claims and grants of a partner while time goes on.
type grantBook struct {
	history *history
	list    []*Grant
	claims  map[claimKey]*claim
	order   []*claim
	deeds   []*fact.Entry // what became of benefits, in order
	taken   int           // how many deeds were looked at
	later   []*fact.Entry // those of others, who may become part of the partner
	todays  []*fact.Entry // those about what is granted on the day itself
	due     calendar.Day

	welcomed []welcomed   // whose grants were taken over
	current  []*claim     // the claims of the release in force
	fitUntil calendar.Day // from this day on there may be other claims, and others may fit
}

type claimKey struct {
	benefit string
	key     metric.Key
}

func newGrantBook(h *history) *grantBook {
	b := &grantBook{history: h, claims: make(map[claimKey]*claim, h.benefits())}
	for i := range h.entries {
		if e := &h.entries[i]; fact.TellsOfBenefit(e.Kind) {
			b.deeds = append(b.deeds, e)
		}
	}
	return b
}

// benefits is how many benefits the largest release has.
func (h *history) benefits() int {
	most := 0
	for _, r := range h.releases {
		most = max(most, len(r.Benefits))
	}
	return most
}

// step brings every claim to the close of the walk's day; true when something
// was granted, or something became of a grant.
func (b *grantBook) step(w *walk, tierChanged bool) (changed bool) {
	if b.due > w.day && !tierChanged && !w.daily {
		return false
	}
	defer b.keep(w.day)
	if w.segment.merged != "" {
		b.due = w.segment.span.Until
		return false
	}
	if w.day >= b.fitUntil || w.daily {
		b.present(w)
	}
	before, claims := len(b.list), b.current
	b.judge(w, claims)
	took := b.takeIn(w)
	took = b.review(w) || took
	for _, c := range claims {
		if live := c.live(w.day); !c.unlocked && !c.rests && live != nil && live.InForce(w.day) {
			b.lose(w, c, live)
		}
	}
	b.pick(w, claims) // what was lost makes room for others of its group
	b.settleAll(w, claims)
	if b.takeTodays(w) {
		b.settleAll(w, claims) // what was issued may be less than is known to be due
	}
	b.due = b.next(w, claims)
	return took || len(b.list) > before
}

func (b *grantBook) keep(day calendar.Day) {
	for _, g := range b.list {
		g.keep(day)
	}
}

// present finds the claims of the release in force, one for each benefit or for
// each benefit and offer, and whether partner and offers are of the kind that
// the benefit is for. Both stay so until a profile changes or an offer appears.
func (b *grantBook) present(w *walk) {
	b.current, b.fitUntil = b.current[:0], w.segment.span.Until
	offers, looks := w.segment.reader.Keys(fact.Offer, "", metric.Filter{}, w.day), false
	for i := range w.segment.release.Benefits {
		benefit := &w.segment.release.Benefits[i].Value
		for _, key := range whose(benefit, offers) {
			c, e := b.claim(benefit, key), eligibility{walk: w, benefit: benefit, key: key}
			c.fits = e.partnerMet() && e.offersMet(offers)
			b.current = append(b.current, c)
		}
		looks = looks || benefit.LooksAtProfiles()
	}
	if looks {
		b.fitUntil = min(b.fitUntil, w.segment.book.NextProfileChange(w.day), w.segment.reader.NextKey(fact.Offer, "", w.day))
	}
}

// whose lists for whom a benefit can be claimed.
func whose(benefit *program.Benefit, offers []metric.Key) []metric.Key {
	if benefit.Per != program.PerOffer {
		return wholePartner
	}
	return offers
}

func (b *grantBook) claim(benefit *program.Benefit, key metric.Key) *claim {
	id := claimKey{benefit.Name, key}
	c := b.claims[id]
	if c == nil {
		c = &claim{key: key}
		b.claims[id] = c
		b.order = append(b.order, c)
	}
	c.benefit = benefit
	return c
}

// judge finds out which claims are unlocked today. Of an exclusive group only
// the best one is to be granted, and none while a better one is in force.
func (b *grantBook) judge(w *walk, claims []*claim) {
	for _, c := range claims {
		e := eligibility{walk: w, benefit: c.benefit, key: c.key}
		c.tier, c.rests = e.tier(), e.rests()
		if !c.rests {
			c.unlock(c.fits && e.unlocked(), w.day)
		}
	}
	b.pick(w, claims)
}

func (b *grantBook) settleAll(w *walk, claims []*claim) {
	for _, c := range claims {
		b.settle(w, c)
	}
}

// settle compares what is to be granted with what was granted.
func (b *grantBook) settle(w *walk, c *claim) {
	if !c.eligible {
		return
	}
	refresh := b.refreshes(w, c)
	if refresh {
		c.renewed = w.day
		b.endOld(c, w.day)
	}
	if live := c.live(w.day); live != nil {
		b.adjust(w, c, live)
		return
	}
	b.begin(w, c, refresh)
}

// begin grants the benefit where nothing stands for the running period. What a
// limit or a cap does not let be granted at a refresh is skipped; what they hold
// up at any other time is granted as soon as they allow it.
func (b *grantBook) begin(w *walk, c *claim, refresh bool) {
	if c.skipped && !refresh && c.benefit.Refresh != nil {
		return
	}
	made := b.grant(w, c, c.terms(c.tier, w.segment.release.LadderOf(c.benefit)))
	c.skipped = refresh && made == nil
}

func (b *grantBook) endOld(c *claim, day calendar.Day) {
	for _, g := range c.grants {
		if g.InForce(day) && !g.ByHand && !g.hasClock() && g.Granted < day {
			g.end(day, Refreshed)
		}
	}
}

// refreshes reports whether the benefit is granted anew today. The day of the
// first grant is no refresh.
func (b *grantBook) refreshes(w *walk, c *claim) bool {
	if c.benefit.Refresh == nil || len(c.grants) == 0 || c.grants[0].Granted >= w.day || c.renewed == w.day {
		return false
	}
	return c.benefit.Refresh.Falls(w.day, w.segment.anchor(c.key))
}

// grant grants the benefit today, within its limit and the caps, and while a
// clock that runs to a date has not run out.
func (b *grantBook) grant(w *walk, c *claim, t terms) *Grant {
	if c.benefit.Clocks.OverOn(w.day) || b.limited(w, c) {
		return nil
	}
	full := t.amount
	t, cut, ok := b.capped(w, c, t)
	if !ok {
		return nil
	}
	g := &Grant{ID: grantID(w.segment.release.ID, b.history.in.Partner.ID, c, w.day, t), Benefit: c.benefit.Name,
		Version: w.segment.release.Version, Key: c.key, Tier: c.tier, Granted: w.day, Amount: t.amount, Quantity: t.quantity, benefit: c.benefit}
	if cut != "" {
		g.Full, g.Cap = full, cut
	}
	b.add(c, g)
	b.outdo(c, w.day)
	c.level, c.levelAt, c.rebase = b.worth(w, c), c.tier, false
	return g
}

func (b *grantBook) add(c *claim, g *Grant) {
	c.grants = append(c.grants, g)
	b.list = append(b.list, g)
}

// changeVersion applies the transition of a new release to what was granted.
func (b *grantBook) changeVersion(now, before *program.Release, day calendar.Day) {
	for _, c := range b.order {
		benefit, still := now.Benefit(c.benefit.Name)
		rule := program.KeepGranted
		if now.Transition != nil && now.Transition.Grants != "" {
			rule = now.Transition.Grants
		}
		if still && benefit.OnRuleChange != "" {
			rule = benefit.OnRuleChange
		}
		b.carry(c, now, rule, day)
	}
}

func (b *grantBook) carry(c *claim, now *program.Release, rule program.RuleChangeRule, day calendar.Day) {
	if rule == program.RevokeOld {
		for _, g := range c.grants {
			if g.InForce(day) {
				g.end(day, RuleChanged)
			}
		}
		return
	}
	c.rebase = true
	if now.Transition == nil {
		return
	}
	if mapped, ok := now.Transition.TierAfter(c.benefit.Unlock.Ladder, c.levelAt); ok {
		c.levelAt = mapped
	}
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

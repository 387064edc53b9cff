package standing

import (
	"cmp"
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// takeIn reads the facts about benefits up to the walk's day: what was issued,
// activated, completed, used and taken back. It reports whether there was any.
func (b *grantBook) takeIn(w *walk) (took bool) {
	for b.taken < len(b.deeds) && b.deeds[b.taken].Day <= w.day {
		b.later = append(b.later, b.deeds[b.taken])
		b.taken++
	}
	var still []*fact.Entry
	for _, e := range b.later {
		switch {
		case !w.history.members.counts(e, w.history.in.Partner.ID, w.day, w.segment.release.History):
			still = append(still, e)
		case b.told(e):
		case b.concerns(w, e):
			if e.Day == w.day && b.early(w, e) || !b.take(w, e) && e.Day == w.day {
				b.todays = append(b.todays, e)
			}
			took = true
		}
	}
	b.later = still
	return took
}

// early reports whether a fact names a grant that is not there yet: it may be
// granted later on the same day, and no other is meant.
func (b *grantBook) early(w *walk, e *fact.Entry) bool {
	id := e.Attribute("grant").String()
	if e.Kind == fact.Grant || id == "" {
		return false
	}
	c := b.claimOf(w, e)
	return c != nil && !slices.ContainsFunc(c.grants, func(g *Grant) bool { return g.ID == id })
}

// takeTodays reads the facts that are about what was granted today: it is issued,
// activated or used on the day on which it was granted.
func (b *grantBook) takeTodays(w *walk) (took bool) {
	slices.SortStableFunc(b.todays, grantsFirst)
	for _, e := range b.todays {
		if c := b.claimOf(w, e); c != nil && e.Kind == fact.Grant {
			b.issueTodays(w, c, e)
		} else {
			b.take(w, e)
		}
	}
	took, b.todays = len(b.todays) > 0, nil
	return took
}

// grantsFirst orders the facts of a day: what was issued comes before what became
// of it, and what is worth less before what took its place.
func grantsFirst(x, y *fact.Entry) int {
	switch issued, also := x.Kind == fact.Grant, y.Kind == fact.Grant; {
	case issued && also:
		return cmp.Or(x.Amount.Value.Cmp(y.Amount.Value), x.Quantity.Cmp(y.Quantity))
	case issued:
		return -1
	case also:
		return 1
	default:
		return 0
	}
}

// issueTodays takes in a grant that was issued on the day on which it was worked
// out; the facts may have become others since.
func (b *grantBook) issueTodays(w *walk, c *claim, e *fact.Entry) {
	id := e.Attribute("grant").String()
	for _, g := range c.grants {
		if byHand(e) || g.Granted != w.day || !g.Issued.IsZero() {
			continue
		}
		b.adopt(g, e)
		if g.Issued = e.ID; id != "" && id != g.ID { // with other terms
			g.ID, g.Tier = id, e.Attribute("tier").String()
			b.reckon(w, c, g, e)
		}
		return
	}
	b.issue(w, c, e, id)
}

// concerns reports whether a fact is about a benefit of this program.
func (b *grantBook) concerns(w *walk, e *fact.Entry) bool {
	named := e.Attribute("program").String()
	return named == "" || named == w.segment.release.ID
}

// take does what a fact says to the grant that it is about; false when there is
// no such grant yet.
func (b *grantBook) take(w *walk, e *fact.Entry) bool {
	c := b.claimOf(w, e)
	if c == nil {
		return false
	}
	id := e.Attribute("grant").String()
	if e.Kind == fact.Grant {
		if e.Day == w.day && !byHand(e) && !b.brought(e) {
			return false
		}
		b.issue(w, c, e, id)
		return true
	}
	g := c.match(id, w.day, lacking[e.Kind])
	if g == nil {
		return false
	}
	switch e.Kind {
	case fact.Activation:
		g.Activated = e.Day
	case fact.Completion:
		if !g.partOnly(e) {
			g.Completed = e.Day
		}
	case fact.Use:
		b.use(w, g, e)
	case fact.Cancellation:
		g.Activated = 0
	case fact.Revocation:
		g.end(e.Day, Revoked)
	}
	return true
}

// partOnly reports whether a fact is about one of several uses of the grant: it
// names its case, and something is left for others.
func (g *Grant) partOnly(e *fact.Entry) bool {
	return !e.Attribute("case").IsNothing() && g.Left().Sign() > 0
}

// lacking is which grants a fact can be about that names none: those that do not
// have what it says yet.
var lacking = map[string]func(*Grant) bool{
	fact.Activation:   func(g *Grant) bool { return g.Activated == 0 },
	fact.Completion:   func(g *Grant) bool { return g.Completed == 0 },
	fact.Use:          func(*Grant) bool { return true },
	fact.Cancellation: func(g *Grant) bool { return g.Activated != 0 },
	fact.Revocation:   func(*Grant) bool { return true },
}

func byHand(e *fact.Entry) bool {
	given, _ := e.Attribute("by_hand").Bool()
	return given
}

// brought reports whether a partner that was merged into this one brings an
// issued grant along.
func (b *grantBook) brought(e *fact.Entry) bool {
	return e.Subject.Partner != "" && e.Subject.Partner != b.history.in.Partner.ID
}

// claimOf finds the claim that a fact is about, also of a benefit that the
// release in force no longer has.
func (b *grantBook) claimOf(w *walk, e *fact.Entry) *claim {
	name := e.Attribute("benefit").String()
	var key metric.Key
	if benefit, ok := w.segment.release.Benefit(name); ok {
		if benefit.Per == program.PerOffer {
			key = metric.KeyOf(fact.Offer, e)
		}
		return b.claim(benefit, key)
	}
	if c := b.claims[claimKey{name, metric.Key{}}]; c != nil {
		return c
	}
	return b.claims[claimKey{name, metric.KeyOf(fact.Offer, e)}]
}

// issue takes in a recorded grant: it is the one that was worked out, or one
// whose cause a correction removed, or one that a person gave, or one that a
// merged partner brings along. What a person gave is never the one that was worked
// out: it stands beside that.
func (b *grantBook) issue(w *walk, c *claim, e *fact.Entry, id string) {
	own := !byHand(e) && !b.brought(e)
	if live := c.unissued(id, w.day); own && live != nil {
		if live.Issued = e.ID; id != live.ID {
			live.alias = id
		}
		b.adopt(live, e)
		return
	}
	g := b.asIssued(w, c, e, id)
	if live := c.live(w.day); live != nil && !g.ByHand && g.from == "" && c.replacedBy(g, live) {
		live.end(w.day, Replaced)
	}
	b.add(c, g)
	b.reckon(w, c, g, e)
}

// asIssued is a grant as a fact records it; what it does not say is as the claim
// stands now.
func (b *grantBook) asIssued(w *walk, c *claim, e *fact.Entry, id string) *Grant {
	now := c.terms(c.tier, w.segment.release.LadderOf(c.benefit))
	g := &Grant{ID: cmp.Or(id, e.ID.String()), Benefit: c.benefit.Name, Version: w.segment.release.Version, Key: c.key,
		Tier: e.Attribute("tier").String(), Issued: e.ID, ByHand: byHand(e), Given: givenBy(e), Amount: now.amount, Quantity: now.quantity, benefit: c.benefit}
	if b.brought(e) {
		g.from = e.Subject.Partner
	}
	b.adopt(g, e)
	return g
}

// reckon compares what was issued with what would be granted now: it is not
// granted again, what is more than that has lost its cause, and what is less, of
// a lower tier than is known today, is raised as the benefit says. What a person
// gave counts for neither.
func (b *grantBook) reckon(w *walk, c *claim, g *Grant, e *fact.Entry) {
	if g.ByHand {
		return
	}
	c.level, c.levelAt = b.worth(w, c), c.tier
	more := g.size().Cmp(c.level) > 0
	if more {
		c.level, c.levelAt = g.size(), g.Tier
	}
	if g.from != "" {
		return
	}
	if more || !c.eligible && !c.rests {
		b.causeGone(w, c, g, e)
		return
	}
	ladder := w.segment.release.LadderOf(c.benefit)
	if then := c.terms(g.Tier, ladder).size(); ladder != nil && ladder.Rank(g.Tier) > 0 && then.Cmp(c.level) < 0 {
		c.level, c.levelAt = then, g.Tier
	}
}

// replacedBy reports whether a grant that was issued without a cause known today
// took the place of another: unless it is taken back itself.
func (c *claim) replacedBy(g, live *Grant) bool {
	replaces := c.benefit.OnUpgrade == program.Replace || c.benefit.OnUpgrade == ""
	return replaces && g.size().Cmp(live.size()) > 0 && c.benefit.OnCorrection != program.RevokeIssued
}

// adopt gives a grant the terms that were recorded, and the day: what was issued
// counts from when it was issued.
func (b *grantBook) adopt(g *Grant, e *fact.Entry) {
	g.Granted = e.Day
	if !e.Amount.IsZero() {
		g.Amount = money.Amount{Value: e.Amount.Value, Currency: e.Amount.Currency}
	}
	if e.Counted {
		g.Quantity = e.Quantity
	}
	if v := e.Attribute("version"); !v.IsNothing() {
		g.Version = v.String()
	}
}

// causeGone applies what the benefit says about a correction that removed the
// cause of an issued grant, or of part of it. It takes effect when that became
// known; until then, and without it, the grant stays.
func (b *grantBook) causeGone(w *walk, c *claim, g *Grant, e *fact.Entry) {
	g.orphan = true
	switch c.benefit.OnCorrection {
	case program.RevokeIssued:
		if !b.history.in.asking {
			g.end(max(g.Granted+1, b.removed(w, e)), Corrected)
		}
	case program.ReviewIssued:
		g.Review = true
	}
}

// removed is the day on which it became known that an issued grant had no
// cause. What was learned about anything else later does not move it.
func (b *grantBook) removed(w *walk, e *fact.Entry) calendar.Day {
	in := b.history.in
	in.Facts, in.asking = slices.Clone(in.Facts), true
	for i := range in.Facts { // as if it had been issued when it was granted
		if f := &in.Facts[i]; f.ID == e.ID {
			f.Recorded = f.Happened
		}
	}
	days := b.history.learnedSince(e.Day)
	i := sort.Search(len(days)-1, func(i int) bool {
		in.Known = days[i]
		return hadNoCause(in, e.ID, w.day)
	})
	return days[i]
}

// hadNoCause reports whether an issued grant had no cause as known.
func hadNoCause(in Input, issued fact.ID, granted calendar.Day) bool {
	line, err := evaluateThrough(in, granted, false)
	return err == nil && slices.ContainsFunc(line.Grants, func(g *Grant) bool { return g.Issued == issued && g.orphan })
}

// learnedSince lists the days from one on, at which something was learned that
// is known, ascending; the last one known is always among them.
func (h *history) learnedSince(from calendar.Day) []calendar.Day {
	days := []calendar.Day{from}
	for i := range h.in.Facts {
		if day := h.in.Facts[i].Recorded.Day(h.zone); day > from && day <= h.in.Known {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

func (b *grantBook) use(w *walk, g *Grant, e *fact.Entry) {
	used, ok := b.measure(w, g, e)
	if ok {
		g.Used, g.Uses = g.Used.Add(used), append(slices.Clone(g.Uses), Use{e.Day, used})
	} else {
		g.Unmatched = append(slices.Clone(g.Unmatched), e.ID)
	}
	if g.Activated == 0 && used.Sign() >= 0 { // who gives something back uses nothing
		g.Activated = e.Day
	}
}

// measure is how much of a grant a fact used: money in the grant's currency, as
// the program converts on the day of use, or a number of what is counted. False
// when it is of another unit or has no rate of exchange.
func (b *grantBook) measure(w *walk, g *Grant, e *fact.Entry) (number.Number, bool) {
	switch {
	case e.Amount.IsZero() && !e.Counted:
		return number.Zero, true
	case e.Amount.IsZero() != g.Amount.IsZero():
		return number.Zero, false
	case e.Amount.IsZero():
		return e.Quantity, true
	default:
		made, err := w.segment.release.Convert(e.Amount, g.Amount.Currency, e.Day, b.history.rates)
		return made.Amount.Value, err == nil
	}
}

// done reports whether a benefit was granted, activated or completed by a day.
func (b *grantBook) done(benefit, deed string, key metric.Key, day calendar.Day) bool {
	for _, g := range b.list {
		if g.Benefit != benefit || key.Level == fact.Offer && !g.Key.IsZero() && g.Key != key {
			continue
		}
		if g.did(deed, day) {
			return true
		}
	}
	return b.recorded(benefit, deed, key, day)
}

// did reports whether the grant was made before a day, or activated or completed
// by it.
func (g *Grant) did(deed string, day calendar.Day) bool {
	switch deed {
	case fact.Grant:
		return g.Granted < day
	case fact.Activation:
		return g.Activated != 0 && g.Activated <= day
	default:
		return g.Completed != 0 && g.Completed <= day
	}
}

// recorded looks for the facts themselves, for benefits that another program or
// an older version granted. What was done for one offer was not done for
// another. A grant is seen from the day after, whether it was issued or not. Who
// uses a benefit has activated it, until that is cancelled.
func (b *grantBook) recorded(benefit, deed string, key metric.Key, day calendar.Day) bool {
	found := false
	for _, e := range b.deeds {
		if e.Day > day || e.Kind == fact.Grant && e.Day == day || e.Attribute("benefit").String() != benefit {
			continue
		}
		if of := metric.KeyOf(fact.Offer, e); key.Level == fact.Offer && !of.IsZero() && of != key {
			continue
		}
		if !b.history.members.counts(e, b.history.in.Partner.ID, day, program.CountedToo) {
			continue
		}
		switch {
		case e.Kind == deed, deed == fact.Activation && e.Kind == fact.Use:
			found = true
		case deed == fact.Activation && e.Kind == fact.Cancellation:
			found = false
		}
	}
	return found
}

package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// review lets what persons decided about grants under review take effect: each
// stays, or ends on the day of the decision.
func (b *grantBook) review(w *walk) (decided bool) {
	for i := range b.history.override {
		o := &b.history.override[i]
		if o.act != KeepGrant && o.act != RevokeGrant || o.span.From > w.day || !o.concerns(w.segment.release.ID, "") {
			continue
		}
		for _, g := range b.list {
			if g.Review && o.means(g) {
				g.settle(o, w.day)
				decided = true
			}
		}
	}
	return decided
}

// settle ends the review of a grant.
func (g *Grant) settle(o *override, day calendar.Day) {
	g.Review, g.Decided = false, o.said()
	if o.act == RevokeGrant {
		g.end(day, Revoked)
	}
}

// means reports whether an override is about a grant.
func (o *override) means(g *Grant) bool {
	key, offer := o.entry.Attribute("key").String(), metric.KeyOf(fact.Offer, o.entry)
	return o.benefit == g.Benefit && (o.grant == "" || o.grant == g.ID) && (key == "" || key == g.Key.ID) && (offer.IsZero() || offer == g.Key)
}

// nextReview tells the days on which grants under review are decided.
func (h *history) nextReview(sooner func(calendar.Day)) {
	for i := range h.override {
		if o := &h.override[i]; o.act == KeepGrant || o.act == RevokeGrant {
			sooner(o.span.From)
		}
	}
}

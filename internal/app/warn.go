package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/money"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// warnedBefore are the days before the end of a grant on which the admins are told
// that nobody has begun to use it.
var warnedBefore = []calendar.Day{30, 7}

// warn tells a partner what it will lose if it does nothing: grants that nobody
// used, credit that is left, and a tier that is at risk as the program defines it.
// Each is told once.
func (o outlook) warn(ctx context.Context, tx *store.Tx) error {
	for _, g := range o.timeline.GrantsOn(o.setting.at) {
		if !g.InForce(o.setting.at) || g.Ends == calendar.LastDay {
			continue
		}
		if err := o.warnUnused(ctx, tx, &g); err != nil {
			return err
		}
		if err := o.warnCredit(ctx, tx, &g); err != nil {
			return err
		}
	}
	if err := o.remind(ctx, tx); err != nil {
		return err
	}
	return o.warnTiers(ctx, tx)
}

// idleFor is for how long nobody has begun to use a benefit before the admins are
// reminded of it.
const idleFor calendar.Day = 30

// remind lists the benefits that nobody has begun to use for long, each time when
// one more is. It only recommends: who opted out of the program, or of such
// letters, gets none.
func (o outlook) remind(ctx context.Context, tx *store.Tx) error {
	idle, err := o.unused(ctx, tx, o.setting.at-idleFor)
	if err != nil || len(idle) == 0 {
		return err
	}
	latest := calendar.Day(0)
	for _, g := range idle {
		latest = max(latest, g.Granted)
	}
	content := letter.BenefitsWaiting{Partner: o.partner.Name, Benefits: o.benefits(ctx, tx, idle)}
	return o.app.tellAdmins(ctx, tx, o.partner.ID, "idle "+o.partner.ID+" "+o.release.ID+" "+latest.String(), content)
}

// unused are the grants, given by a day, that nobody has begun to use; the soonest to
// end first. None when the partner opted out of the program.
func (o outlook) unused(ctx context.Context, tx *store.Tx, by calendar.Day) ([]*standing.GrantStanding, error) {
	var found []*standing.GrantStanding
	for _, g := range o.timeline.GrantsOn(o.setting.at) {
		if g.State == standing.Available && g.Activated == 0 && o.isNews(g.Granted) && g.Granted <= by && o.release.DeliveryOf(g.Benefit) != nil {
			found = append(found, &g)
		}
	}
	slices.SortStableFunc(found, func(a, b *standing.GrantStanding) int { return cmp.Compare(a.Ends, b.Ends) })
	if out, err := optedOut(ctx, &tx.Reader, fulfillment.Case{Partner: o.partner.ID, Program: o.release.ID}); err != nil || out != "" {
		return nil, err
	}
	return found, nil
}

func (o outlook) benefits(ctx context.Context, tx *store.Tx, grants []*standing.GrantStanding) []letter.Benefit {
	out := make([]letter.Benefit, len(grants))
	for i, g := range grants {
		out[i] = o.benefit(ctx, tx, g.Grant)
	}
	return out
}

// warnUnused tells that a grant which nobody has begun to use ends soon.
func (o outlook) warnUnused(ctx context.Context, tx *store.Tx, g *standing.GrantStanding) error {
	days := nearest(g.Ends-o.setting.at, warnedBefore)
	if days == 0 || g.Activated != 0 || o.release.DeliveryOf(g.Benefit) == nil {
		return nil
	}
	content := letter.GrantExpiring{Partner: o.partner.Name, Benefit: o.label(g.Benefit), Offer: o.app.offerTitle(ctx, &tx.Reader, g.Key.ID)}
	if !g.Amount.IsZero() {
		content.Left = g.Remaining()
	}
	switch end := calendar.On(g.Ends); g.By {
	case standing.ActivateBy:
		content.ActivateBy = end
	case standing.CompleteBy:
		content.CompleteBy = end
	default:
		content.UseBy = end
	}
	return o.app.tellAdmins(ctx, tx, o.partner.ID, "expiring "+g.ID+" "+strconv.Itoa(int(days))+" "+g.Ends.String(), content)
}

// nearest is the shortest of some times that is not over yet; 0 when all are
// shorter than what is left.
func nearest(left calendar.Day, times []calendar.Day) (found calendar.Day) {
	for _, each := range times {
		if left <= each && (found == 0 || each < found) {
			found = each
		}
	}
	return found
}

// warnCredit tells whoever claimed a credit that what is left of it ends soon, as
// long before as the program says.
func (o outlook) warnCredit(ctx context.Context, tx *store.Tx, g *standing.GrantStanding) error {
	d := o.release.DeliveryOf(g.Benefit)
	if g.Amount.IsZero() || d == nil || d.Credit == nil {
		return nil
	}
	var times []calendar.Day
	for _, length := range d.Credit.WarnBefore {
		times = append(times, g.Ends-length.Before(g.Ends))
	}
	days := nearest(g.Ends-o.setting.at, times)
	if days == 0 {
		return nil
	}
	lines, err := tx.LinesOf(ctx, g.ID)
	if err != nil {
		return err
	}
	cases := credited(g, lines, o.setting.at).Cases
	for _, id := range slices.Sorted(maps.Keys(cases)) {
		left := cases[id][fulfillment.Active]
		if left.Sign() <= 0 {
			continue
		}
		c, err := tx.Case(ctx, id)
		if err != nil {
			return err
		}
		n := narrator{app: o.app, r: &tx.Reader, c: &c, rules: fulfillment.Rules{Program: o.release.Program, Delivery: d}}
		content := letter.SponsorshipExpiring{Case: n.of(ctx), Left: money.Amount{Value: left, Currency: g.Amount.Currency}, Until: calendar.On(g.Ends), Overage: overage(d)}
		if err := o.app.tellClaimant(ctx, tx, c, "ending "+id+" "+strconv.Itoa(int(days)), content); err != nil {
			return err
		}
	}
	return nil
}

// ahead is how far a forecast must reach to know whether a tier is at risk; 0 when
// no ladder says when it is.
func (o outlook) ahead() (days calendar.Day) {
	for _, row := range o.release.Ladders {
		if rule := row.Value.AtRisk; rule != nil {
			days = max(days, rule.Within.After(o.setting.at)-o.setting.at)
		}
	}
	return days
}

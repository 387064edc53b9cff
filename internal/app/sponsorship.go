package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// Sponsorship is a grant of credit of a partner as it is today, with what the
// ledger says of it.
type Sponsorship struct {
	fulfillment.Credited
	Program string
	State   standing.GrantState
	Free    number.Number     // what nobody claimed
	Lost    number.Number     // what nobody used until it ended
	Soon    bool              // it ends soon, as far as its program warns of it
	Lines   []store.Line      // its postings, in order
	Uses    []standing.Use    // what was used of it, by the day of the use
	Named   *program.Benefit  // the benefit
	Given   *program.Delivery // how it is claimed; nil when it is not
}

// Claimable reports whether something of it can be claimed.
func (s *Sponsorship) Claimable() bool {
	return (s.State == standing.Available || s.State == standing.InUse) && s.Free.Sign() > 0
}

// Sponsorships are all grants of credit of a partner in the order in which what is
// used is taken from them.
func (a *App) Sponsorships(ctx context.Context, who people.Who, partner string) ([]Sponsorship, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	timelines, err := a.Timelines(ctx, PartnerView{Partner: partner})
	if err != nil {
		return nil, err
	}
	lines, err := a.linesByGrant(ctx, partner)
	if err != nil {
		return nil, err
	}
	var out []Sponsorship
	for _, t := range timelines {
		for _, g := range t.GrantsOn(t.At) {
			if !g.Amount.IsZero() {
				out = append(out, sponsorship(t, &g, lines[g.ID]))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Sponsorship) int { return fulfillment.SoonestFirst(a.Credited, b.Credited) })
	return out, nil
}

func sponsorship(t *standing.Timeline, g *standing.GrantStanding, lines []store.Line) Sponsorship {
	s := Sponsorship{Credited: credited(g, lines, t.At), Program: t.Program, State: g.State, Lines: lines, Uses: g.Uses}
	for _, p := range t.Programs(t.At) {
		if b, ok := p.Benefit(g.Benefit); ok && s.Named == nil {
			s.Named, s.Given = b, p.DeliveryOf(g.Benefit)
		}
	}
	if s.Given != nil && s.Given.Credit != nil {
		s.Order = s.Given.Credit.Order
	}
	s.Free, s.Lost = unclaimed(s.Amount.Value, s.Balance), s.Balance[fulfillment.Lapsed]
	if s.Over && !s.Revoked { // what the ledger was not told of is gone, too
		s.Lost = s.Lost.Add(s.Free)
	}
	if s.Over {
		s.Free = number.Zero
	}
	s.Soon = !s.Over && s.Ends != calendar.LastDay && s.warnedFrom() <= t.At
	return s
}

// warnedFrom is the day from which the program warns that a credit ends.
func (s *Sponsorship) warnedFrom() calendar.Day {
	from := s.Ends - warnedBefore[0]
	if s.Given != nil && s.Given.Credit != nil {
		for _, length := range s.Given.Credit.WarnBefore {
			from = min(from, length.Before(s.Ends))
		}
	}
	return from
}

// unclaimed is what of a credit nobody claimed: what the ledger has available, and
// what it does not know of yet.
func unclaimed(worth number.Number, b fulfillment.Balance) number.Number {
	return b[fulfillment.Available].Add(worth.Add(b[fulfillment.Promised]))
}

// linesByGrant is the whole ledger of a partner.
func (a *App) linesByGrant(ctx context.Context, partner string) (map[string][]store.Line, error) {
	out := map[string][]store.Line{}
	err := eachPage(func(last *store.Line) ([]store.Line, error) {
		after := ""
		if last != nil {
			after = last.ID
		}
		return a.store.Lines(ctx, partner, after, pageSize)
	}, func(l store.Line) error {
		out[l.Grant] = append(out[l.Grant], l)
		return nil
	})
	return out, err
}

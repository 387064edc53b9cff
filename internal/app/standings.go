package app

import (
	"context"
	"slices"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// StandingsInput asks for the standings of all partners.
type StandingsInput struct {
	View
	Tier string // only partners that hold it; empty for all
}

// Standings tells the standing of every partner in every ladder, in an order
// that is the same in every database with the same memberships. A partner of whom
// nothing was known yet has none. At no time are the facts of all partners
// loaded: the metrics say how many facts counted, and not which.
func (a *App) Standings(ctx context.Context, in StandingsInput, tell func(standing.Standing) error) error {
	settings, err := a.settings(ctx, in.View)
	if err != nil {
		return err
	}
	if err := checkTier(programsOf(settings), in.Tier); err != nil {
		return err
	}
	return a.eachPartner(ctx, func(p store.Partner, b store.Bundle) (evaluation, error) {
		found, err := standingsOf(settings, p, b)
		if err != nil {
			return nil, err
		}
		return func() error { return tellAll(found, in.Tier, tell) }, nil
	})
}

// StandingsOf lists the standings of one partner; none when nothing was known
// about it yet.
func (a *App) StandingsOf(ctx context.Context, in PartnerView) ([]answer.Standing, error) {
	w, err := a.where(ctx, in.View)
	if err != nil {
		return nil, err
	}
	p, err := a.Partner(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	found, err := w.of(ctx, p)
	if err != nil {
		return nil, alone(p, err)
	}
	return found, nil
}

// StandingsPage is the standings of the partners of one page.
type StandingsPage struct {
	Standings []answer.Standing
	LeftOut   []problem.Mistake // partners that cannot be evaluated
	Last      string            // where the next page begins; empty when this one is the last
}

// StandingsSeen lists the standings of the partners of a page that somebody
// sees. With a tier most of a page may be left out.
func (a *App) StandingsSeen(ctx context.Context, who people.Who, in StandingsInput, page Page) (out StandingsPage, err error) {
	w, err := a.where(ctx, in.View)
	if err != nil {
		return out, err
	}
	if err := checkTier(w.histories, in.Tier); err != nil {
		return out, err
	}
	partners, last, err := a.PartnersSeen(ctx, who, people.SeePartner, page)
	if err != nil {
		return out, err
	}
	var left leftOut
	for _, p := range partners {
		found, err := w.of(ctx, p.Partner)
		if err != nil {
			if err := left.add(p.Partner, err); err != nil {
				return out, err
			}
			continue
		}
		out.Standings = append(out.Standings, holding(found, in.Tier)...)
	}
	out.LeftOut, out.Last = left.mistakes(), last
	return out, nil
}

// holding are the standings with a tier; all of them when it is empty.
func holding(list []answer.Standing, tier string) []answer.Standing {
	return slices.DeleteFunc(list, func(s answer.Standing) bool { return tier != "" && (s.Tier == nil || *s.Tier != tier) })
}

func standingsOf(settings []setting, p store.Partner, b store.Bundle) ([]standing.Standing, error) {
	var found []standing.Standing
	for _, s := range settings {
		if !s.knows(p, b) {
			continue
		}
		t, err := s.timeline(p, b, 0)
		if err != nil {
			return nil, err
		}
		found = append(found, countsOnly(t.Standings(s.at))...)
	}
	return found, nil
}

// countsOnly lets go of the facts that a partner's metrics were made of.
func countsOnly(list []standing.Standing) []standing.Standing {
	for i := range list {
		for j := range list[i].Metrics {
			e := &list[i].Metrics[j].Evidence
			*e = metric.Evidence{Span: e.Span, Bounded: e.Bounded, Count: e.Count, Provisional: e.Provisional}
		}
	}
	return list
}

func programsOf(settings []setting) []program.History {
	var out []program.History
	for _, s := range settings {
		out = append(out, s.history)
	}
	return out
}

// checkTier refuses a tier that no version in question has.
func checkTier(histories []program.History, tier string) error {
	if tier == "" {
		return nil
	}
	var known []string
	eachTier(histories, func(_, id string) { known = append(known, id) })
	if slices.Contains(known, tier) {
		return nil
	}
	slices.Sort(known)
	return problem.New(problem.NotFound, "There is no tier %q.", tier).WithHint("%s", thereAre(slices.Compact(known)))
}

func tellAll(found []standing.Standing, tier string, tell func(standing.Standing) error) error {
	for i := range found {
		if tier != "" && found[i].Tier != tier {
			continue
		}
		if err := tell(found[i]); err != nil {
			return err
		}
	}
	return nil
}

// timeline evaluates one partner.
func (s setting) timeline(p store.Partner, b store.Bundle, ahead calendar.Day) (*standing.Timeline, error) {
	in := s.input(p, b)
	in.Ahead = ahead
	return standing.Evaluate(in)
}

func (s setting) input(p store.Partner, b store.Bundle) standing.Input {
	return standing.Input{Partner: standing.Partner(p), Others: others(p, b), Facts: b.Facts,
		History: s.history, Rates: s.rates, Known: s.known, At: s.at}
}

// others are the partners that were ever linked to one.
func others(p store.Partner, b store.Bundle) []standing.Partner {
	var out []standing.Partner
	for _, other := range b.Partners {
		if other.ID != p.ID {
			out = append(out, standing.Partner(other))
		}
	}
	return out
}

// knows reports whether anything about a partner was known by then.
func (s setting) knows(p store.Partner, b store.Bundle) bool {
	zone := s.history[len(s.history)-1].Zone
	for i := range b.Facts {
		f := &b.Facts[i]
		about := f.Subject.Partner == p.ID || f.Kind == fact.Merge && f.Attributes.Get("merged").String() == p.ID
		if about && f.KnownOn(s.known, zone) {
			return true
		}
	}
	return false
}

// CompleteThrough is the last day of which each source has told everything, as
// known on a day; today when none is given. Sources that never said so are
// missing.
func (a *App) CompleteThrough(ctx context.Context, known *calendar.Day) (map[string]calendar.Day, error) {
	return a.store.CompleteThrough(ctx, orElse(known, calendar.At(a.now()).Day(nil)))
}

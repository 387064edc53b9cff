package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"laurel/internal/fulfillment"
	"laurel/internal/locale"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// place is where a partner stands today in one program, as far as a benefit can
// be used.
type place struct {
	partner  standing.Partner
	setting  setting
	timeline *standing.Timeline
	release  *program.Release
}

// placeOf evaluates one partner in one program, as of today. What is to be still
// so when it is acted on is asked within the change.
func (a *App) placeOf(ctx context.Context, partner, programID string) (place, error) {
	p, b, err := a.loadKnown(ctx, partner)
	if err != nil {
		return place{}, err
	}
	settings, err := a.settings(ctx, View{Program: programID})
	if err != nil {
		return place{}, err
	}
	s := settings[0]
	release := s.history.InForce(s.at)
	if release == nil {
		return place{}, problem.New(problem.Conflict, "The program %s is not in force yet.", programID).WithHint("It takes effect on %s.", s.history[0].Effective)
	}
	t, err := s.timeline(p, b, 0)
	if err != nil {
		return place{}, alone(p, err)
	}
	return place{partner: standing.Partner(p), setting: s, timeline: t, release: release}, nil
}

// benefit finds a benefit of the program.
func (p place) benefit(name string) (*program.Benefit, error) {
	b, ok := p.release.Benefit(name)
	if !ok {
		return nil, problem.New(problem.NotFound, "The program %s has no benefit %q.", p.release.ID, problem.Excerpt(name)).WithHint("See the benefits of the partner.")
	}
	return b, nil
}

// wanted names a grant: by its id, or as the best one of a benefit.
type wanted struct{ benefit, offer, grant string }

// grant finds the grant that is wanted: the one named, else of several that can be
// used the one that ends first, else the newest. Nil when there is none.
func (p place) grant(w wanted) *standing.GrantStanding {
	var best *standing.GrantStanding
	for _, g := range p.timeline.GrantsOn(p.setting.at) {
		switch {
		case w.grant != "" && g.ID != w.grant, g.Benefit != w.benefit, w.offer != "" && g.Key.ID != w.offer && !g.Key.IsZero():
			continue
		case best == nil, isUsable(&g) && !isUsable(best), isUsable(&g) == isUsable(best) && before(&g, best):
			best = &g
		}
	}
	return best
}

// before orders grants of which each could be used: what ends first is used first.
func before(g, best *standing.GrantStanding) bool {
	if !isUsable(g) {
		return g.Granted > best.Granted
	}
	return cmp.Or(cmp.Compare(g.Ends, best.Ends), cmp.Compare(g.Granted, best.Granted)) < 0
}

// isUsable reports whether something can be begun with a grant.
func isUsable(g *standing.GrantStanding) bool {
	return g.State == standing.Available || g.State == standing.InUse && g.Size().Sign() > 0
}

// teller says the reasons of the standing in the language of problems.
func (p place) teller() *sentence.Teller {
	return sentence.For(sentence.Reader{Locale: locale.Match("en"), Audience: sentence.ForPartner}, p.partner, p.timeline.Programs(p.setting.at)...)
}

// whyNot is why a benefit is not granted, in the words of the explanation.
func (p place) whyNot(w wanted) string {
	for _, x := range p.timeline.Explain(p.setting.at) {
		for i := range x.Withheld {
			if each := &x.Withheld[i]; each.Benefit == w.benefit {
				return p.teller().Withheld(each).Text
			}
		}
	}
	return ""
}

// unmet is what must be done before a grant can be used, in sentences.
func (p place) unmet(g *standing.GrantStanding) []string {
	var out []string
	var collect func([]sentence.Line)
	collect = func(lines []sentence.Line) {
		for _, l := range lines {
			if l.Outcome == sentence.Unmet {
				out = append(out, l.Text)
			} else {
				collect(l.Lines)
			}
		}
	}
	collect(p.teller().Grant("", g).Lines)
	return out
}

// usable is the grant that a case uses, as fulfillment sees it; nil when there is
// none.
func (p place) usable(c fulfillment.Case) *fulfillment.Usable {
	g := p.grant(wanted{c.Benefit, c.Offer, c.Grant})
	if g == nil {
		return nil
	}
	again := c.Kind == fulfillment.Request && g.Size().Sign() == 0 && (g.State == standing.InUse || g.State == standing.Done)
	return &fulfillment.Usable{ID: g.ID, Offer: g.Key.ID, State: string(g.State), Usable: isUsable(g) || again, Needs: p.unmet(g), Amount: g.Amount, Left: g.Left(),
		Counted: g.Quantity.Sign() != 0, Free: g.Left()}
}

// situation is everything that beginning a case depends on, as it is now.
func (a *App) situation(ctx context.Context, r *store.Reader, p place, c fulfillment.Case) (fulfillment.Situation, error) {
	b, err := p.benefit(c.Benefit)
	if err != nil {
		return fulfillment.Situation{}, err
	}
	w := wanted{c.Benefit, c.Offer, c.Grant}
	s := fulfillment.Situation{Name: p.partner.Name, Category: b.Category, Label: b.Label.In("en"), Today: p.setting.at, Grant: p.usable(c)}
	if s.Label == "" {
		s.Label = b.Name
	}
	if s.Grant == nil {
		s.Why = p.whyNot(w)
	}
	for _, fill := range []func() error{
		func() (err error) { s.Contact, err = reachable(ctx, r, c.Partner); return err },
		func() (err error) { s.Terms, err = enrolled(ctx, r, c.Partner, p.release.Program); return err },
		func() (err error) { s.OptedOut, err = optedOut(ctx, r, c); return err },
		func() (err error) {
			s.Open, err = r.Cases(ctx, store.CaseFilter{Partner: c.Partner, Benefit: c.Benefit, Open: true}, "", 1000)
			return err
		},
		func() (err error) { s.Budgets, err = drawn(ctx, r, p, c.Benefit); return err },
		func() error { return free(ctx, r, &s, c) },
	} {
		if err := fill(); err != nil {
			return s, err
		}
	}
	return s, nil
}

// reachable says whether a marketing contact gets instructions.
func reachable(ctx context.Context, r *store.Reader, partner string) (fulfillment.Reachable, error) {
	contacts, err := r.Contacts(ctx, partner, false)
	switch {
	case err != nil || len(contacts) == 0:
		return fulfillment.NoContactAtAll, err
	case slices.ContainsFunc(contacts, func(c store.Contact) bool { return !c.Verified.IsZero() }):
		return fulfillment.HasContact, nil
	default:
		return fulfillment.UnverifiedOnly, nil
	}
}

// enrolled reports whether the terms of a program are accepted for a partner, as
// they are now.
func enrolled(ctx context.Context, r *store.Reader, partner string, p *program.Program) (bool, error) {
	if p.Terms == nil {
		return true, nil
	}
	accepted, err := r.Acceptances(ctx, partner)
	return slices.ContainsFunc(accepted, func(a store.Acceptance) bool {
		return a.Program == p.ID && a.Benefit == "" && a.Terms == p.Terms.Version
	}), err
}

// optedOut is what of a case its partner opted out of.
func optedOut(ctx context.Context, r *store.Reader, c fulfillment.Case) (string, error) {
	outs, err := r.OptOuts(ctx, c.Partner)
	for _, o := range outs {
		switch {
		case o.Program != c.Program:
		case o.Offer == "":
			return "the program " + o.Program, err
		case o.Offer == c.Offer:
			return "the program for the offer " + o.Offer, err
		}
	}
	return "", err
}

// drawn are the budgets on which a benefit draws today.
func drawn(ctx context.Context, r *store.Reader, p place, benefit string) ([]fulfillment.Drawn, error) {
	var out []fulfillment.Drawn
	for _, row := range p.release.BudgetsOf(benefit, p.setting.at) {
		taken, err := r.TakenOf(ctx, p.release.ID, row.Name)
		if err != nil {
			return nil, err
		}
		out = append(out, fulfillment.Drawn{Label: cmp.Or(row.Value.Label.In("en"), row.Name), Total: row.Value.Amount.Amount, Taken: taken})
	}
	return out, nil
}

// free is what of a credit nobody claimed yet.
func free(ctx context.Context, r *store.Reader, s *fulfillment.Situation, c fulfillment.Case) error {
	if s.Grant == nil || s.Grant.Amount.IsZero() {
		return nil
	}
	balance, err := r.Balance(ctx, s.Grant.ID)
	if err != nil {
		return err
	}
	s.Grant.Free = unclaimed(s.Grant.Amount.Value, balance)
	return nil
}

// keyOf takes publisher/offer apart.
func keyOf(offer string) (publisher, id string) {
	if before, after, ok := strings.Cut(offer, "/"); ok {
		return before, after
	}
	return "", offer
}

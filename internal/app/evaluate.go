package app

import (
	"context"
	"encoding/json"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/label"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// evaluate works out where a partner stands today and does what follows: grants
// that are unlocked are recorded, contacts that are owed are begun, and who must
// know is told. What came before a program's go-live is only computed.
func (a *App) evaluate(ctx context.Context, j store.Job) (task, error) {
	news, err := a.outlooks(ctx, j.Subject)
	if err != nil {
		return nil, err
	}
	complete, err := a.CompleteThrough(ctx, nil)
	if err != nil {
		return nil, err
	}
	var rows []store.Standing
	var open []store.GrantReview
	for _, o := range news {
		for _, r := range reviews(o.timeline, o.setting.at) {
			open = append(open, store.GrantReview{Grant: r.grant.ID, Program: r.program, Benefit: r.grant.Benefit, Holder: r.grant.Key.ID, Granted: r.grant.Granted})
		}
		for _, s := range countsOnly(o.timeline.Standings(o.setting.at)) {
			rows = append(rows, a.standingRow(s, complete))
		}
	}
	return func(ctx context.Context, tx *store.Tx) (never calendar.Moment, _ error) {
		before, err := tx.Standings(ctx, j.Subject)
		if err != nil {
			return never, err
		}
		if err := tx.SetStandings(ctx, j.Subject, rows); err != nil {
			return never, err
		}
		if err := tx.SetGrantReviews(ctx, j.Subject, open); err != nil {
			return never, err
		}
		for _, o := range news {
			o.job = j
			if err := o.follow(ctx, tx, before); err != nil {
				return never, err
			}
		}
		return never, nil
	}, nil
}

// outlooks is where a partner stands today in every program that is in force and
// that knows it.
func (a *App) outlooks(ctx context.Context, partner string) ([]outlook, error) {
	p, b, err := a.loadKnown(ctx, partner)
	if err != nil {
		return nil, err
	}
	settings, err := a.settings(ctx, View{})
	if err != nil {
		return nil, err
	}
	var list []outlook
	for _, s := range settings {
		release := s.history.InForce(s.at)
		if release == nil || !s.knows(p, b) {
			continue
		}
		o := outlook{app: a, partner: p, setting: s, release: release}
		if o.timeline, err = s.timeline(p, b, o.ahead()); err != nil {
			return nil, alone(p, err)
		}
		list = append(list, o)
	}
	return list, nil
}

func (a *App) standingRow(s standing.Standing, complete map[string]calendar.Day) store.Standing {
	content, err := json.Marshal(answer.NewStanding(s, complete))
	if err != nil {
		panic(err) // never: it is made of texts and numbers
	}
	return store.Standing{Partner: s.Partner.ID, Program: s.Program, Ladder: s.Ladder, Holder: s.Key.ID, Name: s.Partner.Name, Tier: s.Tier, Day: s.At, Made: a.moment(), Content: content}
}

// outlook is where a partner stands in one program, of which follows what is owed.
type outlook struct {
	app      *App
	job      store.Job
	partner  store.Partner
	setting  setting
	release  *program.Release
	timeline *standing.Timeline
}

// follow does what follows from a standing, when the program is live.
func (o outlook) follow(ctx context.Context, tx *store.Tx, before []store.Standing) error {
	if !o.release.Live(o.setting.at) {
		return nil
	}
	issued, err := o.issue(ctx, tx)
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() (err error) { issued, err = o.tellTiers(ctx, tx, before, issued); return err },
		func() error { return o.tellUnlocked(ctx, tx, issued) },
		func() error { return o.oweContacts(ctx, tx) },
		func() error { return o.endCases(ctx, tx) },
		func() error { return o.tellTerms(ctx, tx) },
		func() error { return o.warn(ctx, tx) },
		func() error { return o.settleCredits(ctx, tx) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// issue records the grants that are unlocked and not recorded yet.
func (o outlook) issue(ctx context.Context, tx *store.Tx) ([]*standing.Grant, error) {
	var issued []*standing.Grant
	for _, g := range o.timeline.InForce(o.setting.at) {
		if g.Issued.IsZero() {
			issued = append(issued, g)
		}
	}
	for _, f := range o.app.due(o.partner, o.timeline, o.setting.at) {
		// That it is recorded now changes nothing in what was worked out.
		if err := tx.Quietly(ctx, o.job, func() error { return o.app.addFacts(ctx, tx, f) }); err != nil {
			return nil, err
		}
		if err := o.app.audit(ctx, tx, store.AuditLine{What: "issue grant", Subject: o.partner.ID, Detail: f.ID.String()}); err != nil {
			return nil, err
		}
	}
	return issued, nil
}

// isNews reports whether what happened on a day is to be told: it is not older
// than the go-live.
func (o outlook) isNews(day calendar.Day) bool { return day >= *o.release.GoLive }

// tellUnlocked writes to the admins what was unlocked; credits have a letter each
// that says how they are used.
func (o outlook) tellUnlocked(ctx context.Context, tx *store.Tx, issued []*standing.Grant) error {
	var list []letter.Benefit
	for _, g := range issued {
		if !o.isNews(g.Granted) {
			continue
		}
		if d := o.release.DeliveryOf(g.Benefit); !g.Amount.IsZero() && (d == nil || d.Kind == program.BySponsorship) {
			if err := o.app.tellAdmins(ctx, tx, o.partner.ID, "unlocked "+g.ID, o.sponsorship(g)); err != nil {
				return err
			}
			continue
		}
		list = append(list, o.benefit(ctx, tx, g))
	}
	if len(list) == 0 {
		return nil
	}
	content := letter.BenefitsUnlocked{Partner: o.partner.Name, Program: programLabel(o.release.Program), Benefits: list}
	return o.app.tellAdmins(ctx, tx, o.partner.ID, "unlocked "+o.release.ID+" "+issued[0].ID, content)
}

func (o outlook) sponsorship(g *standing.Grant) letter.Content {
	content := letter.SponsorshipUnlocked{Partner: o.partner.Name, Benefit: o.label(g.Benefit), Worth: g.Amount}
	content.ClaimBy, _ = endOf(g, o.setting.at)
	if d := o.release.DeliveryOf(g.Benefit); d != nil && d.Credit != nil {
		content.Excludes, content.Covers = d.Credit.Excludes, d.Note
		content.Overage = overage(d)
	}
	return content
}

// benefit is a grant as letters list it.
func (o outlook) benefit(ctx context.Context, tx *store.Tx, g *standing.Grant) letter.Benefit {
	out := letter.Benefit{Label: o.label(g.Benefit), Offer: o.app.offerTitle(ctx, &tx.Reader, g.Key.ID), Worth: g.Amount}
	if b, ok := o.release.Benefit(g.Benefit); ok {
		out.Here = !b.IsActivated()
	}
	if end, by := endOf(g, o.setting.at); by == standing.ActivateBy {
		out.ActivateBy = end
	} else {
		out.UseBy = end
	}
	return out
}

// label is what the program calls a benefit.
func (o outlook) label(benefit string) label.Text { return benefitLabel(o.release.Program, benefit) }

// endOf is the last day of a grant, and what ends it; none when nothing does.
func endOf(g *standing.Grant, day calendar.Day) (calendar.Moment, standing.EndCause) {
	ends, by := g.EndsOn(day)
	if ends == calendar.LastDay {
		return calendar.Moment{}, by
	}
	return calendar.On(ends), by
}

// oweContacts begins the first contact that is owed for every offer that went live
// since the go-live.
func (o outlook) oweContacts(ctx context.Context, tx *store.Tx) error {
	outreach := o.release.Outreach()
	if outreach.Contact == nil && outreach.Silence.IsZero() {
		return nil
	}
	for _, offer := range o.timeline.LiveOffers(o.setting.at, outreach.Where) {
		if !o.isNews(offer.Since) {
			continue
		}
		if err := o.oweContact(ctx, tx, offer); err != nil {
			return err
		}
	}
	return nil
}

// oweContact begins the first contact that is owed for one offer, or minds the one
// that was begun. Nothing is owed to who opted out.
func (o outlook) oweContact(ctx context.Context, tx *store.Tx, offer standing.LiveOffer) error {
	id := fact.Opaque(fulfillment.Outreach.Prefix(), o.release.ID, offer.Key.ID, offer.Since.String())
	c := fulfillment.Case{ID: id, Kind: fulfillment.Outreach, Program: o.release.ID, Partner: o.partner.ID, Offer: offer.Key.ID}
	if out, err := optedOut(ctx, &tx.Reader, c); err != nil || out != "" {
		return err
	}
	if held, err := tx.Case(ctx, id); err == nil {
		return o.mindSilence(ctx, tx, held, offer)
	}
	rules := fulfillment.Rules{Program: o.release.Program}
	c, effects := fulfillment.Owe(c, rules, o.app.moment())
	if err := o.app.begin(ctx, tx, people.Who{}, rules, c, effects, "owe"); err != nil {
		return err
	}
	return o.tellLive(ctx, tx, c.ID, offer)
}

// tellLive writes to those who answer for an offer that it is live, and who gets
// in touch by when.
func (o outlook) tellLive(ctx context.Context, tx *store.Tx, id string, offer standing.LiveOffer) error {
	c, err := tx.Case(ctx, id)
	if err != nil {
		return err
	}
	n := narrator{app: o.app, r: &tx.Reader, c: &c, rules: fulfillment.Rules{Program: o.release.Program}}
	content := letter.OfferLive{Partner: o.partner.Name, Offer: letter.Offer{ID: offer.Key.ID, Name: o.app.offerTitle(ctx, &tx.Reader, offer.Key.ID)},
		Manager: n.manager(ctx), FirstContact: n.due(fulfillment.ToContact)}
	to, err := o.app.offerPeople(ctx, tx, offer.Key.ID, o.partner.ID)
	if err != nil {
		return err
	}
	return o.app.sendAll(ctx, tx, message{event: "live " + id, partner: o.partner.ID, id: id, content: content}, to)
}

// offerPeople are the owner of an offer and its contacts; the partner's admins
// when nobody answers for it.
func (a *App) offerPeople(ctx context.Context, tx *store.Tx, key, partner string) ([]store.Person, error) {
	publisher, id := keyOf(key)
	o, _, err := tx.Offer(ctx, publisher, id)
	if err != nil {
		return nil, err
	}
	var out []store.Person
	for _, person := range append([]string{o.Owner}, o.Contacts...) {
		if p, err := tx.Person(ctx, person); err == nil && p.State != store.Left && p.State != store.Erased {
			out = append(out, p)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	admins, err := tx.Holders(ctx, partner, people.PartnerAdmin)
	return persons(admins), err
}

// settleCredits lets the ledger say what the standing does of every grant of
// credit that it knows: what ended is gone, and what is worth more is there.
func (o outlook) settleCredits(ctx context.Context, tx *store.Tx) error {
	for _, g := range o.timeline.GrantsOn(o.setting.at) {
		if g.Amount.IsZero() {
			continue
		}
		lines, err := tx.LinesOf(ctx, g.ID)
		if err != nil {
			return err
		}
		if len(lines) == 0 && !g.InForce(o.setting.at) {
			continue
		}
		c := credited(&g, lines, o.setting.at)
		holder := &fulfillment.Case{Partner: o.partner.ID, Program: o.release.ID, Benefit: g.Benefit}
		if err := o.app.postLines(ctx, tx, holder, fulfillment.Settle(c)...); err != nil {
			return err
		}
	}
	return nil
}

// credited is a grant of credit with what the ledger says of it.
func credited(g *standing.GrantStanding, lines []store.Line, day calendar.Day) fulfillment.Credited {
	c := fulfillment.Credited{Grant: g.ID, Benefit: g.Benefit, Amount: g.Amount, Ends: g.Ends, Granted: g.Granted, Over: !g.InForce(day),
		Revoked: g.EndedBy == standing.Revoked, Balance: fulfillment.Balance{}, Cases: map[string]fulfillment.Balance{}}
	for _, l := range lines {
		c.Balance.Add(l.Posting)
		if l.Case == "" {
			continue
		}
		if c.Cases[l.Case] == nil {
			c.Cases[l.Case] = fulfillment.Balance{}
		}
		c.Cases[l.Case].Add(l.Posting)
	}
	return c
}

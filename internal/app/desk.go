package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// OpenInput begins the use of a benefit: an activation, a request or a claim, as
// its delivery says.
type OpenInput struct {
	Program string
	Partner string
	Benefit string
	Offer   string // publisher/offer, where the benefit is for offers
	Grant   string // of several: the one to be used; the one that ends first when empty
	Submit  bool   // hand it in at once; otherwise it is a draft
	Tags    []string
	Related []string
	fulfillment.Input
}

// OpenCase begins the use of a benefit.
func (a *App) OpenCase(ctx context.Context, who people.Who, in OpenInput) (fulfillment.Case, error) {
	if err := a.May(ctx, who, people.SeePartner, in.Partner); err != nil {
		return fulfillment.Case{}, err
	}
	var c fulfillment.Case
	err := a.store.Write(ctx, func(tx *store.Tx) (err error) {
		c, err = a.openCase(ctx, tx, who, in)
		return err
	})
	return c, a.refused(ctx, err)
}

// openCase reads where the partner stands while nothing changes, so that nothing
// is given twice.
func (a *App) openCase(ctx context.Context, tx *store.Tx, who people.Who, in OpenInput) (fulfillment.Case, error) {
	p, err := a.placeOf(ctx, in.Partner, in.Program)
	if err != nil {
		return fulfillment.Case{}, err
	}
	rules, kind, err := p.rules(in.Benefit)
	if err != nil {
		return fulfillment.Case{}, err
	}
	if err := a.May(ctx, who, kind.Act(), in.Partner); err != nil {
		return fulfillment.Case{}, err
	}
	c := fulfillment.Case{ID: a.newID(kind.Prefix()), Kind: kind, Program: in.Program, Partner: p.partner.ID, Offer: in.Offer, Benefit: in.Benefit, Grant: in.Grant}
	c = fulfillment.New(c, who, rules, a.moment())
	p.bind(&c)
	in.Move = fulfillment.Edit
	if in.Submit {
		in.Move = fulfillment.Submit
	}
	in.Input.Revision, in.Input.Tags, in.Input.Related = c.Revision, in.Tags, in.Related
	return a.move(ctx, tx, who, move{from: c, in: in.Input, rules: rules, place: &p})
}

// bind says from which grant a case is used, when there is one.
func (p place) bind(c *fulfillment.Case) {
	if g := p.usable(*c); g != nil {
		c.Bind(*g)
	}
}

// rules are what a case about a benefit is kept by, and its kind.
func (p place) rules(benefit string) (fulfillment.Rules, fulfillment.Kind, error) {
	b, err := p.benefit(benefit)
	if err != nil {
		return fulfillment.Rules{}, "", err
	}
	d := p.release.DeliveryOf(benefit)
	if d == nil {
		return fulfillment.Rules{}, "", problem.New(problem.Conflict, "There is nothing to be activated for %s: it is there as soon as it is unlocked.", cmp.Or(b.Label.In("en"), b.Name))
	}
	return fulfillment.Rules{Program: p.release.Program, Delivery: d}, kindOf(d), nil
}

// kindOf is what a delivery makes of the use of a benefit; empty for none.
func kindOf(d *program.Delivery) fulfillment.Kind {
	if d == nil {
		return ""
	}
	return fulfillment.Kind(cmp.Or(d.Kind, program.ByActivation))
}

// MoveCase makes a move with a case.
func (a *App) MoveCase(ctx context.Context, who people.Who, id string, in fulfillment.Input) (fulfillment.Case, error) {
	c, about, err := a.seenCase(ctx, &a.store.Reader, who, id)
	if err != nil {
		return c, err
	}
	rules, err := a.rulesOf(ctx, c)
	if err != nil {
		return c, err
	}
	var out fulfillment.Case
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		m := move{in: in, rules: rules, about: about}
		if m.from, err = tx.Case(ctx, id); err != nil {
			return err
		}
		if in.Move == fulfillment.Submit {
			p, err := a.placeOf(ctx, c.Partner, c.Program)
			if err != nil {
				return err
			}
			m.place = &p
			p.bind(&m.from)
		}
		out, err = a.move(ctx, tx, who, m)
		return err
	})
	return out, a.refused(ctx, err)
}

// seenCase is a case that the caller may see.
func (a *App) seenCase(ctx context.Context, r *store.Reader, who people.Who, id string) (fulfillment.Case, people.About, error) {
	c, err := r.Case(ctx, id)
	if err != nil {
		return c, people.About{}, err
	}
	what, err := about(ctx, r, c.Partner)
	if err != nil {
		return c, what, err
	}
	if who.May(people.SeeCase, c.About(what)) != nil {
		return c, what, store.NoCase(id)
	}
	return c, what, nil
}

// rulesOf are the rules by which a case is kept: those under which it was handed in.
// What was never handed in was promised under none, and goes by the rules in force.
func (a *App) rulesOf(ctx context.Context, c fulfillment.Case) (fulfillment.Rules, error) {
	histories, err := a.histories(ctx, c.Program)
	if err != nil {
		return fulfillment.Rules{}, err
	}
	h := histories[0]
	release, err := h.Find(c.Version)
	if now := h.InForce(a.today(h)); c.State == fulfillment.Draft && c.HandedIn.IsZero() && now != nil && kindOf(now.DeliveryOf(c.Benefit)) == c.Kind {
		release, err = now, nil
	}
	if err != nil {
		return fulfillment.Rules{}, err
	}
	return fulfillment.Rules{Program: release.Program, Delivery: release.DeliveryOf(c.Benefit)}, nil
}

// move is a move that is being made.
type move struct {
	from  fulfillment.Case
	in    fulfillment.Input
	rules fulfillment.Rules
	place *place // where the partner stands, of what is handed in
	about people.About
}

// move makes a move in a transaction: the case, the line in its history, what
// follows, and the line in the audit log.
func (a *App) move(ctx context.Context, tx *store.Tx, who people.Who, m move) (fulfillment.Case, error) {
	if m.about.Partner == "" {
		var err error
		if m.about, err = about(ctx, &tx.Reader, m.from.Partner); err != nil {
			return m.from, err
		}
	}
	to, effects, err := fulfillment.Apply(m.from, m.in, m.rules, who, m.about, a.moment())
	if m.in.Move == fulfillment.Submit {
		err = a.checkStart(ctx, tx, who, m, to, err)
	}
	if err != nil {
		return m.from, withNames(ctx, &tx.Reader, who, m.from.About(m.about), err)
	}
	if err := a.checkNamed(ctx, tx, who, m); err != nil {
		return m.from, err
	}
	if m.in.Move == fulfillment.Submit {
		if err := a.issueFor(ctx, tx, m, to); err != nil {
			return m.from, err
		}
	}
	if err := a.attach(ctx, tx, m.rules, &to); err != nil {
		return m.from, err
	}
	return to, a.settle(ctx, tx, who, m, &to, effects)
}

// checkStart asks whether anything speaks against handing a case in, beside what is
// wrong with how it was filled in: all of it is told at once.
func (a *App) checkStart(ctx context.Context, tx *store.Tx, who people.Who, m move, to fulfillment.Case, wrong error) error {
	if wrong != nil && problem.KindOf(wrong) != problem.Invalid {
		return wrong
	}
	if wrong != nil {
		to = m.from
	}
	s, err := a.situation(ctx, &tx.Reader, *m.place, to)
	if err != nil {
		return err
	}
	err = problem.Both(wrong, fulfillment.CheckStart(to, m.rules, s))
	if err != nil && !s.Reaches(m.rules) {
		return noContact{err, a.contactMissing(ctx, tx, who, m, to, s)}
	}
	return err
}

// issueFor records the grant that is used, unless it is recorded already: what is
// used was promised.
func (a *App) issueFor(ctx context.Context, tx *store.Tx, m move, to fulfillment.Case) error {
	g := m.place.grant(wanted{to.Benefit, to.Offer, to.Grant})
	if g == nil || !g.Issued.IsZero() {
		return nil
	}
	f := m.place.timeline.IssueFact(g.Grant)
	f.Recorded, f.Subject.Partner = a.moment(), cmp.Or(f.Subject.Partner, to.Partner)
	return a.addFacts(ctx, tx, f)
}

// addFacts stores facts of Laurel's own. One that is there already stays.
func (a *App) addFacts(ctx context.Context, tx *store.Tx, facts ...fact.Fact) error {
	items := make([]store.Item, len(facts))
	for i, f := range facts {
		if err := f.Check(); err != nil {
			return err
		}
		items[i] = store.Item{Fact: f}
	}
	_, err := tx.AddFacts(ctx, items, a.now())
	return err
}

// attach lets the files that a form names belong to the case; one that is not
// there, or not what the field takes, is a mistake.
func (a *App) attach(ctx context.Context, tx *store.Tx, r fulfillment.Rules, c *fulfillment.Case) error {
	if r.Delivery == nil || r.Delivery.Form == nil || c.Form == nil {
		return nil
	}
	var m problem.Mistakes
	for _, named := range r.Delivery.Form.Attachments(c.Form) {
		at := problem.Place{File: "form" + named.Field}
		held, err := tx.Attachment(ctx, c.Partner, named.ID)
		switch {
		case problem.KindOf(err) == problem.NotFound:
			m.Add(at, "There is no attachment %q.", problem.Excerpt(named.ID))
			continue
		case err != nil:
			return err
		case !slices.Contains(named.Rule.Types, held.Type):
			m.Add(at, "The file %s is %s, which the field does not take.", held.Name, held.Type)
		case held.Size > int64(named.Rule.AtMost):
			m.Add(at, "The file %s has %d bytes, and the field takes %d.", held.Name, held.Size, int64(named.Rule.AtMost))
		}
		if err := tx.AttachTo(ctx, held.ID, c.ID); err != nil {
			return err
		}
	}
	return m.Err("The form cannot be handed in as it is.")
}

// settle stores what a move did.
func (a *App) settle(ctx context.Context, tx *store.Tx, who people.Who, m move, to *fulfillment.Case, effects []fulfillment.Effect) error {
	// What assigns comes first: the letters name who has the case.
	slices.SortStableFunc(effects, func(x, y fulfillment.Effect) int {
		return cmp.Compare(min(len(x.Assign), 1), min(len(y.Assign), 1)) * -1
	})
	for _, e := range effects {
		if err := a.effect(ctx, tx, who, m, to, e); err != nil {
			return err
		}
	}
	if err := tx.SaveCase(ctx, *to); err != nil {
		return err
	}
	if err := tx.AddMove(ctx, made(who, m, *to, a.moment())); err != nil {
		return err
	}
	if err := a.setAlarm(ctx, tx, m.rules, *to); err != nil {
		return err
	}
	return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: string(m.in.Move) + " " + string(to.Kind), Subject: to.Partner, Detail: to.ID})
}

// made is the line in the history of the case.
func made(who people.Who, m move, to fulfillment.Case, now calendar.Moment) store.Made {
	input, err := json.Marshal(m.in)
	if err != nil {
		panic(err) // never: it was read from JSON
	}
	return store.Made{Case: to.ID, Revision: to.Revision, At: now, Who: who.Name(), Operator: who.Operator(), Move: m.in.Move, From: m.from.State, To: to.State,
		Reason: m.in.Reason, Private: m.in.Move == fulfillment.Note, Input: input}
}

// setAlarm schedules the next alarm of a case, or none.
func (a *App) setAlarm(ctx context.Context, tx *store.Tx, r fulfillment.Rules, c fulfillment.Case) error {
	alarm, ok := r.NextAlarm(&c)
	if !ok {
		return tx.Reschedule(ctx, ringJob, c.ID, calendar.Moment{})
	}
	return tx.Reschedule(ctx, ringJob, c.ID, calendar.MomentOf(alarm.At.Micros()+1, false))
}

// CaseView is a case as the caller may see it.
type CaseView struct {
	fulfillment.Case
	Moves       []store.Made
	Attachments []store.Attachment
	Next        []fulfillment.Move // what the caller can do with it now
	Reachable   []Named            // with whom the caller may have spoken: the marketing contacts of the partner
}

// Case shows a case. What the operator wrote for itself a partner does not read.
func (a *App) Case(ctx context.Context, who people.Who, id string) (CaseView, error) {
	c, what, err := a.seenCase(ctx, &a.store.Reader, who, id)
	if err != nil {
		return CaseView{}, err
	}
	rules, err := a.rulesOf(ctx, c)
	if err != nil {
		return CaseView{}, err
	}
	out := CaseView{Case: c, Next: c.Next(rules, who, what)}
	if out.Moves, err = a.store.Moves(ctx, id); err != nil {
		return out, err
	}
	if !asOperator(who).Can(people.SeeCase, c.About(what)) {
		out.Moves = slices.DeleteFunc(out.Moves, func(m store.Made) bool { return m.Private })
	}
	if out.Attachments, err = a.store.Attachments(ctx, id); err != nil {
		return out, err
	}
	if slices.Contains(out.Next, fulfillment.Reach) {
		out.Reachable, err = contactsNamed(ctx, &a.store.Reader, c.Partner)
	}
	return out, err
}

// Cases lists cases that the caller may see, the newest first. A partner sees its
// own; a vendor what was assigned to it.
func (a *App) Cases(ctx context.Context, who people.Who, f store.CaseFilter, before string, limit int) ([]fulfillment.Case, error) {
	if err := cmp.Or(a.checkFilter(ctx, f), ownOnly(who, &f.Partner)); err != nil {
		return nil, err
	}
	f.SeenBy = &who
	return a.store.Cases(ctx, f, before, limit)
}

// listed are words with commas.
func listed[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

// ownOnly narrows a list to the caller's own partner; who belongs to several names
// one.
func ownOnly(who people.Who, partner *string) error {
	own := who.Partners()
	switch {
	case who.Operator():
		return nil
	case *partner == "" && len(own) == 1:
		*partner = own[0]
		return nil
	case *partner == "" && len(own) > 1:
		return problem.New(problem.Invalid, "You belong to several partners: %s.", strings.Join(own, ", ")).WithHint("Say which one you mean.")
	default:
		return who.May(people.SeePartner, people.About{Partner: *partner})
	}
}

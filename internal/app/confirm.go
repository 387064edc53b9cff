package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/store"
)

// askToConfirm keeps a decision by hand that waits, asks those who may confirm it,
// and sees to it that they are reminded: after the time in which the program
// escalates what is late.
func (a *App) askToConfirm(ctx context.Context, tx *store.Tx, p place, in *store.Proposal) error {
	in.Due = p.release.Working().Due(in.Made, patienceOf(p.release.Program))
	if err := tx.Enqueue(ctx, remindJob, in.ID, calendar.MomentOf(in.Due.Micros()+1, false)); err != nil {
		return err
	}
	if err := tx.SaveProposal(ctx, *in); err != nil {
		return err
	}
	return a.tellConfirmers(ctx, tx, p.release.Program, *in, in.To...)
}

// patienceOf is how long a decision by hand may wait: as long as the program waits
// before it escalates for the first time; as long as a decision, when it does not.
func patienceOf(p *program.Program) calendar.Allowance {
	for _, e := range p.Escalations(nil) {
		if !e.After.IsZero() {
			return e.After
		}
	}
	return calendar.Allowance{N: 7, Unit: calendar.Days}
}

// tellConfirmers writes to those who hold the roles for the partner, except whoever
// made the decision.
func (a *App) tellConfirmers(ctx context.Context, tx *store.Tx, p *program.Program, in store.Proposal, roles ...people.Role) error {
	late := !in.Due.IsZero() && in.Due.Before(a.moment())
	content := letter.ConfirmationNeeded{ID: in.ID, Partner: a.mustName(ctx, &tx.Reader, in.Partner), Benefit: benefitLabel(p, in.Benefit), Offer: a.offerTitle(ctx, &tx.Reader, in.Offer),
		Amount: in.Amount, Revoked: in.Act == people.RevokeCase, By: a.nameOf(ctx, &tx.Reader, in.By), Reason: in.Because, ConfirmBy: in.Due, Late: late}
	return a.toConfirmers(ctx, tx, in, late, content, roles...)
}

// toConfirmers sends a letter to those who hold the roles for the partner, or for
// the operator where a decision is about none; once more when it is late.
func (a *App) toConfirmers(ctx context.Context, tx *store.Tx, in store.Proposal, late bool, content letter.Content, roles ...people.Role) error {
	to, err := a.holdersOf(ctx, tx, &fulfillment.Case{Partner: in.Partner}, roles...)
	if err != nil {
		return err
	}
	event := "confirm " + in.ID
	if late {
		event = "still confirm " + in.ID
	}
	for _, each := range slices.DeleteFunc(to, func(m message) bool { return m.to.ID == in.By }) {
		each.event, each.partner, each.content = event, in.Partner, content
		if err := a.send(ctx, tx, each); err != nil {
			return err
		}
	}
	return nil
}

// remind writes once more about a decision by hand that still waits: to those who
// may confirm it, and to those to whom the program escalates.
func (a *App) remind(ctx context.Context, j store.Job) (task, error) {
	p, err := a.store.Proposal(ctx, j.Subject)
	if err != nil {
		return nil, err
	}
	if p.Act == people.PublishProgram {
		return a.remindPublishers(p)
	}
	rules, err := a.rulesIn(ctx, p.Program)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx *store.Tx) (never calendar.Moment, _ error) {
		if p, err = tx.Proposal(ctx, j.Subject); err != nil || p.State != store.Proposed {
			return never, err
		}
		roles := slices.Clone(p.To)
		for _, e := range rules.Program.Escalations(nil) {
			roles = append(roles, e.To...)
		}
		return never, a.tellConfirmers(ctx, tx, rules.Program, p, roles...)
	}, nil
}

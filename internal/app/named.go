package app

import (
	"context"

	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// checkNamed refuses a move that names a person whom it cannot be about: a promise
// is neither given to somebody who could do nothing with it, nor kept by a contact
// with nobody of the partner.
func (a *App) checkNamed(ctx context.Context, tx *store.Tx, m move) error {
	switch {
	case m.in.Move == fulfillment.Assign && m.in.Assignee != "":
		return a.checkAssignee(ctx, tx, m)
	case m.in.Move == fulfillment.Reach:
		return a.checkReached(ctx, tx, m)
	default:
		return nil
	}
}

// checkAssignee asks for somebody of the operator who sees the case and can do
// something with it.
func (a *App) checkAssignee(ctx context.Context, tx *store.Tx, m move) error {
	works, err := a.works(ctx, &tx.Reader, m.in.Assignee, m.about)
	if err != nil || works {
		return err
	}
	return named("assignee", "%q is nobody who works on cases of this partner.", m.in.Assignee,
		"Name somebody of the operator by their id: one who sees the partner, with a role that works on cases or decides about them.")
}

// checkReached asks for a person of the partner.
func (a *App) checkReached(ctx context.Context, tx *store.Tx, m move) error {
	_, err := a.personOf(ctx, tx, m.from.Partner, m.in.Contact.To)
	if problem.KindOf(err) != problem.NotFound {
		return err
	}
	return named("contact/to", "%q is nobody of the partner.", m.in.Contact.To, "Name somebody of its persons by their id, or invite the person first.")
}

func named(field, format, id, hint string) error {
	var m problem.Mistakes
	m.AddWithHint(problem.Place{File: field}, hint, format, problem.Excerpt(id))
	return m.Err("The move cannot be made.")
}

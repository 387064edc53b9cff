package app

import (
	"context"
	"slices"

	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Named is somebody by name, for those who need to know no more of them.
type Named struct{ ID, Name string }

// checkNamed refuses a move that names a person whom it cannot be about: a promise
// is neither given to somebody who could do nothing with it, nor kept by a contact
// with nobody of the partner.
func (a *App) checkNamed(ctx context.Context, tx *store.Tx, who people.Who, m move) error {
	switch {
	case m.in.Move == fulfillment.Assign && m.in.Assignee != "":
		return a.checkAssignee(ctx, tx, m)
	case m.in.Move == fulfillment.Reach:
		return a.checkReached(ctx, tx, who, m)
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

// checkReached asks for a person of the partner: for one of its marketing contacts
// where whoever spoke with them sees nobody else.
func (a *App) checkReached(ctx context.Context, tx *store.Tx, who people.Who, m move) error {
	to := m.in.Contact.To
	if !who.Can(people.SeePersons, m.about) {
		contacts, err := contactsNamed(ctx, &tx.Reader, m.from.Partner)
		if err != nil || slices.ContainsFunc(contacts, func(c Named) bool { return c.ID == to }) {
			return err
		}
		return named("contact/to", "%q is no marketing contact of the partner.", to, "Name one of them by their id, as the case lists them.")
	}
	_, err := a.personOf(ctx, tx, m.from.Partner, to)
	if problem.KindOf(err) != problem.NotFound {
		return err
	}
	return named("contact/to", "%q is nobody of the partner.", to, "Name somebody of its persons by their id, or invite the person first.")
}

// contactsNamed are the marketing contacts of a partner by name: of its persons those with
// whom whoever works for it is meant to speak.
func contactsNamed(ctx context.Context, r *store.Reader, partner string) ([]Named, error) {
	list, err := r.Contacts(ctx, partner, false)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.Person
	}
	names, err := r.PersonNames(ctx, ids)
	var out []Named
	for _, id := range ids {
		if names[id] != "" {
			out = append(out, Named{id, names[id]})
		}
	}
	return out, err
}

func named(field, format, id, hint string) error {
	var m problem.Mistakes
	m.AddWithHint(problem.Place{File: field}, hint, format, problem.Excerpt(id))
	return m.Err("The move cannot be made.")
}

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// PersonRecord is everything that is kept about a person.
type PersonRecord struct {
	Person      PersonView          `json:"person"`
	Identities  []store.Identity    `json:"identities"`
	Sessions    []store.Secret      `json:"sessions"`
	Contacts    []store.Contact     `json:"contacts"`
	Letters     []store.Letter      `json:"letters"`
	Offers      []store.Offer       `json:"offers"`
	Acceptances []store.Acceptance  `json:"acceptances"`
	Moves       []store.Made        `json:"moves"`
	Filters     []store.SavedFilter `json:"saved_filters"`
	Audit       []store.AuditLine   `json:"audit"`
}

// ExportPerson is everything that is kept about a person: for themselves, and for
// who may erase it.
func (a *App) ExportPerson(ctx context.Context, who people.Who, id string) ([]byte, error) {
	if who.ID != id || who.Key != "" {
		if err := a.May(ctx, who, people.ErasePerson, ""); err != nil {
			return nil, err
		}
	}
	var out PersonRecord
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		if out.Person.Person, err = r.Person(ctx, id); err != nil {
			return err
		}
		out.Person.Password = ""
		for _, fill := range []func() error{
			func() error { out.Person.Seats, err = r.Seats(ctx, id); return err },
			func() error { out.Identities, err = r.Identities(ctx, id); return err },
			func() error { out.Sessions, err = r.Secrets(ctx, store.Session, id); return err },
			func() error { out.Contacts, err = r.ContactHistory(ctx, id); return err },
			func() error {
				out.Letters, err = r.Letters(ctx, store.LetterFilter{Person: id}, "", 100_000)
				return err
			},
			func() error { out.Offers, err = r.OffersOwnedBy(ctx, id); return err },
			func() error { out.Acceptances, err = r.AcceptancesBy(ctx, id); return err },
			func() error { out.Moves, err = r.MovesBy(ctx, id); return err },
			func() error { out.Filters, err = r.SavedFilters(ctx, id); return err },
			func() error { out.Audit, err = r.AuditOf(ctx, id); return err },
		} {
			if err := fill(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(out, "", "  ")
}

// ErasePerson erases what is kept about a person: name, addresses, letters, how
// they sign in. The opaque id stays where something was done, so that standings,
// cases and the audit log can still be verified.
func (a *App) ErasePerson(ctx context.Context, who people.Who, id string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.ErasePerson, ""); err != nil {
			return err
		}
		p, err := tx.Person(ctx, id)
		if err != nil || p.State == store.Erased {
			return err
		}
		seats, err := tx.Seats(ctx, id)
		if err != nil {
			return err
		}
		left := map[string]bool{}
		for _, s := range seats {
			if _, err := tx.TakeSeat(ctx, id, s.Partner, s.Role); err != nil {
				return err
			}
			if s.Partner != "" && !left[s.Partner] {
				left[s.Partner] = true
				if err := a.departed(ctx, tx, who, id, s.Partner); err != nil {
					return err
				}
			}
		}
		admin := slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Role == people.SystemAdmin })
		if there, err := tx.AnyPerson(ctx, people.SystemAdmin); err != nil || admin && !there {
			return cmp.Or(err, error(problem.New(problem.Conflict, "This is the last system admin.").WithHint("Give somebody else the role first.")))
		}
		for _, kind := range []store.SecretKind{store.Session, store.Key, store.Link} {
			if _, err := tx.EndSecrets(ctx, kind, id, "", a.moment()); err != nil {
				return err
			}
		}
		erased := store.Person{ID: id, Name: "(erased)", State: store.Erased, Created: p.Created, Revision: p.Revision, LockedUntil: calendar.Moment{}}
		if err := tx.SavePerson(ctx, erased); err != nil {
			return err
		}
		if err := tx.ForgetPerson(ctx, id); err != nil {
			return err
		}
		if err := tx.ForgetWords(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "erase person", Subject: id})
	})
}

package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Unresolved is a fact that replaces, retracts or marks one that is not here.
type Unresolved struct {
	ID    fact.ID
	Names fact.ID
	Waits bool // it would have an effect if that came; false once it was taken back itself
}

// Unresolved lists the facts about facts that have not come yet, in order of
// source and key, after the ID given.
func (r *Reader) Unresolved(ctx context.Context, after fact.ID, limit int) ([]Unresolved, error) {
	list, err := all(ctx, r, func(rows *sql.Rows, u *Unresolved) error {
		return rows.Scan(&u.ID.Source, &u.ID.Key, &u.Names.Source, &u.Names.Key)
	}, `SELECT source, key, named_source, named_key FROM unresolved
		WHERE (source, key) > ($1, $2) ORDER BY source, key LIMIT $3`, after.Source, after.Key, limit)
	if err != nil || len(list) == 0 {
		return list, err
	}
	return list, r.noteWaiting(ctx, list)
}

func (r *Reader) noteWaiting(ctx context.Context, list []Unresolved) error {
	fam, ids := newFamily(), make([]fact.ID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if err := r.gather(ctx, fam, ids); err != nil {
		return err
	}
	for i := range list {
		_, here := fam.facts[list[i].Names]
		list[i].Waits = !here && (fam.facts[ids[i]].Retracts || !isTakenBack(fam.of(ids[i:i+1])))
	}
	return nil
}

// isTakenBack reports whether no version of a thing counts, be it a fact or a
// mark.
func isTakenBack(thing []fact.Fact) bool {
	for i := range thing {
		thing[i].Marks = fact.ID{}
	}
	return len(counting(thing, calendar.On(calendar.LastDay))) == 0
}

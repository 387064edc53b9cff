package store

import (
	"context"
	"database/sql"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// strikeOutReplaced brings the registers up to date with facts that replace
// others, whatever their kinds: what a sale replaces, or takes back with it, may go
// back to a membership, and the other way round.
func (tx *Tx) strikeOutReplaced(ctx context.Context, stored []*row) error {
	var ids []fact.ID
	for _, r := range stored {
		if r.fact.Replaces != "" {
			ids = append(ids, r.fact.ID)
		}
	}
	return tx.strikeOut(ctx, ids)
}

// registerOf is the register that has a line for each fact of a kind; nil for
// none.
func registerOf(kind string) *register {
	for i := range registers {
		if registers[i].kind == kind {
			return &registers[i]
		}
	}
	return nil
}

// strikeOut marks the lines of whatever some facts belong to: of each thing the
// version that counts has a line that holds, and the others are gone.
// fact.AsKnown decides which that is, because a retraction may name any version.
func (tx *Tx) strikeOut(ctx context.Context, ids []fact.ID) error {
	if len(ids) == 0 {
		return nil
	}
	fam := newFamily()
	if err := tx.gather(ctx, fam, ids); err != nil {
		return err
	}
	done := map[fact.ID]bool{}
	for _, id := range ids {
		if done[id] {
			continue
		}
		thing := fam.of([]fact.ID{id})
		for i := range thing {
			done[thing[i].ID] = true
		}
		if err := tx.strikeOutOf(ctx, thing); err != nil {
			return err
		}
	}
	return nil
}

// strikeOutOf is strikeOut for one thing. Most are sales and nothing else, which
// have no register.
func (tx *Tx) strikeOutOf(ctx context.Context, thing []fact.Fact) error {
	if !slices.ContainsFunc(thing, func(f fact.Fact) bool { return registerOf(f.Kind) != nil }) {
		return nil
	}
	holds := map[fact.ID]bool{}
	for _, e := range counting(thing, calendar.On(calendar.LastDay)) {
		holds[e.ID] = true
	}
	for i := range thing {
		id, reg := thing[i].ID, registerOf(thing[i].Kind)
		if reg == nil {
			continue
		}
		if _, err := tx.exec(ctx, `UPDATE `+reg.bulk.table+` SET gone = $1 WHERE source = $2 AND key = $3`, !holds[id], id.Source, id.Key); err != nil {
			return err
		}
	}
	return nil
}

// strikeOutAll marks the lines of all things of more than one version.
func (tx *Tx) strikeOutAll(ctx context.Context) error {
	for _, reg := range registers {
		ids, err := all(ctx, &tx.Reader, func(rows *sql.Rows, id *fact.ID) error { return rows.Scan(&id.Source, &id.Key) },
			`SELECT t.source, t.key FROM `+reg.bulk.table+` t JOIN facts f ON f.source = t.source AND f.key = t.key
			WHERE f.replaces <> '' OR EXISTS (SELECT 1 FROM facts r WHERE r.source = t.source AND r.replaces = t.key AND r.replaces <> '')
			ORDER BY t.source, t.key`)
		if err != nil {
			return err
		}
		if err := tx.strikeOut(ctx, ids); err != nil {
			return err
		}
	}
	return nil
}

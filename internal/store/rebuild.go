package store

import (
	"context"
	"database/sql"

	"laurel/internal/fact"
)

// Rebuild makes the tables that are projections of the facts anew: holders,
// names, external ids, memberships, merges and currencies. It changes nothing when they are
// right.
func (s *Store) Rebuild(ctx context.Context) error {
	return s.Write(ctx, func(tx *Tx) error {
		s.seen.forget()
		if err := tx.clearProjections(ctx); err != nil {
			return err
		}
		for after := int64(-1); ; {
			rows, last, err := tx.rowsAfter(ctx, after)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				return tx.strikeOutAll(ctx)
			}
			if err := tx.projectAgain(ctx, rows); err != nil {
				return err
			}
			after = last
		}
	})
}

func (tx *Tx) clearProjections(ctx context.Context) error {
	for _, table := range []string{holdersTable.table, currenciesTable.table} {
		if _, err := tx.exec(ctx, `DELETE FROM `+table); err != nil {
			return err
		}
	}
	for _, reg := range registers {
		if _, err := tx.exec(ctx, `DELETE FROM `+reg.bulk.table); err != nil {
			return err
		}
	}
	return nil
}

// rowsAfter reads some facts in order of their places.
func (tx *Tx) rowsAfter(ctx context.Context, after int64) (rows []*row, last int64, err error) {
	var d decoder
	err = tx.each(ctx, func(line *sql.Rows) error {
		r := &row{fact: &fact.Fact{}}
		if err := line.Scan(&last, &r.fact.ID.Source, &r.fact.ID.Key, &r.holder, &r.content); err != nil {
			return err
		}
		rows = append(rows, r)
		return d.decode(r.fact, r.content)
	}, `SELECT id, source, key, holder, content FROM facts WHERE id > $1 ORDER BY id LIMIT $2`, after, batchSize)
	return rows, last, err
}

func (tx *Tx) projectAgain(ctx context.Context, rows []*row) error {
	if err := tx.findNamed(ctx, rows); err != nil {
		return err
	}
	if err := tx.seeHolders(ctx, rows); err != nil {
		return err
	}
	if err := tx.seeCurrencies(ctx, rows); err != nil {
		return err
	}
	return tx.registerLines(ctx, rows)
}

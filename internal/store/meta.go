package store

import (
	"context"
	"database/sql"
	"strconv"
)

// SetMeta keeps a value about the database itself under a name.
func (tx *Tx) SetMeta(ctx context.Context, name, value string) error {
	_, err := tx.exec(ctx, `INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// Meta is the value under a name; empty when there is none.
func (r *Reader) Meta(ctx context.Context, name string) (value string, err error) {
	_, err = r.one(ctx, []any{&value}, `SELECT value FROM meta WHERE name = $1`, name)
	return value, err
}

// rulesChanged counts how often rates were added.
const rulesChanged = "rates added"

// changedRules notes that rates were added.
func (tx *Tx) changedRules(ctx context.Context) error {
	before, err := tx.Meta(ctx, rulesChanged)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(before) // none yet
	return tx.SetMeta(ctx, rulesChanged, strconv.Itoa(n+1))
}

// RulesStamp is another text whenever a program was published or a rate added.
func (r *Reader) RulesStamp(ctx context.Context) (string, error) {
	stamp, err := r.Meta(ctx, rulesChanged)
	if err != nil {
		return "", err
	}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var program, version string
		err := rows.Scan(&program, &version)
		stamp += "\n" + program + " " + version
		return err
	}, `SELECT program, version FROM programs ORDER BY program, version`)
	return stamp, err
}

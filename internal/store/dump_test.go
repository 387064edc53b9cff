package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Dump is every line of a table as text, for tests.
func Dump(ctx context.Context, r *Reader, table string) ([]string, error) {
	var lines []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range into {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		lines = append(lines, fmt.Sprint(values...))
		return nil
	}, `SELECT * FROM `+table)
	slices.Sort(lines)
	return lines, err
}

// Exec changes the database behind the store's back, for tests.
func Exec(ctx context.Context, tx *Tx, statement string) error {
	_, err := tx.exec(ctx, statement)
	return err
}

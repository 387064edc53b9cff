package store

import (
	"context"
	"database/sql"
)

// SavedFilter is what somebody looks for again and again at the desk.
type SavedFilter struct {
	Name  string `json:"name"`  // the caller's own
	Query string `json:"query"` // the queue and what its cases must be, as an address has it
}

// SavedFilters lists those of a person by name.
func (r *Reader) SavedFilters(ctx context.Context, person string) ([]SavedFilter, error) {
	return all(ctx, r, func(rows *sql.Rows, f *SavedFilter) error { return rows.Scan(&f.Name, &f.Query) },
		`SELECT name, query FROM saved_filters WHERE person = $1 ORDER BY name`, person)
}

// SaveFilter keeps a filter for a person, in the place of one of the same name.
func (tx *Tx) SaveFilter(ctx context.Context, person string, f SavedFilter) error {
	_, err := tx.exec(ctx, `INSERT INTO saved_filters (person, name, query) VALUES ($1, $2, $3) ON CONFLICT (person, name) DO UPDATE SET query = excluded.query`,
		person, f.Name, f.Query)
	return err
}

// RemoveFilter removes a filter of a person, if it is there.
func (tx *Tx) RemoveFilter(ctx context.Context, person, name string) error {
	_, err := tx.exec(ctx, `DELETE FROM saved_filters WHERE person = $1 AND name = $2`, person, name)
	return err
}

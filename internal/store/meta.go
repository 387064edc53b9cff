package store

import "context"

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

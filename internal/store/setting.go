package store

import (
	"context"
	"encoding/json"

	"laurel/internal/problem"
)

// Setting reads what the operator decided under a name, and how often that was
// changed: never, when it is as it comes.
func (r *Reader) Setting(ctx context.Context, name string, into any) (revision int64, err error) {
	var content string
	found, err := r.one(ctx, []any{&content, &revision}, `SELECT content, revision FROM settings WHERE name = $1`, name)
	if err != nil || !found {
		return 0, err
	}
	return revision, json.Unmarshal([]byte(content), into)
}

// SaveSetting keeps what the operator decided, unless it was changed since whoever
// decides read it.
func (tx *Tx) SaveSetting(ctx context.Context, name string, revision int64, content any) error {
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, `INSERT INTO settings (name, content, revision) VALUES ($1, $2, $3 + 1)
		ON CONFLICT (name) DO UPDATE SET content = excluded.content, revision = excluded.revision WHERE settings.revision = $3`, name, string(text), revision)
	if err == nil && n == 0 {
		err = problem.New(problem.Stale, "Somebody else has changed these settings meanwhile.")
	}
	return err
}

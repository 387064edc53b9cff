package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// ConflictState says what became of a conflict.
type ConflictState string

// The states of a conflict.
const (
	Undecided ConflictState = "open"
	Accepted  ConflictState = "accepted"  // stored as a correction
	Dismissed ConflictState = "dismissed" // looked at, and what was held stays
)

// Dispute is one fact that came with a known key and other content. Nothing of
// it counts until a person accepts it.
type Dispute struct {
	Came     fact.Fact
	Digest   string // of what came; names the dispute together with the fact's ID
	Held     string // the digest of what was held when it came
	Received calendar.Moment
	State    ConflictState
}

var conflictsTable = bulk{
	table: "conflicts",
	columns: []column{{"source", textColumn}, {"key", textColumn}, {"digest", textColumn}, {"held", textColumn},
		{"content", textColumn}, {"import", intColumn}, {"received", intColumn}, {"state", textColumn}},
	unique: []string{"source", "key", "digest"},
}

// addConflicts keeps what cannot count for review. The same content under the
// same key is one conflict, however often it comes.
func (tx *Tx) addConflicts(ctx context.Context, in intake, chains map[fact.ID]*chain, rows []*row) error {
	var d decoder
	lines := make([][]any, len(rows))
	for i, r := range rows {
		id, c := r.fact.ID, chains[r.fact.ID]
		var held fact.Fact
		if err := d.decode(&held, c.links[c.head].content); err != nil {
			return err
		}
		lines[i] = []any{id.Source, id.Key, r.fact.Digest(), held.Digest(), r.content, orNull(in.importID), in.received.Micros(), string(Undecided)}
	}
	_, err := tx.insert(ctx, conflictsTable, lines)
	return err
}

// Disputes lists conflicts that are still open, in order of source, key and
// digest, after the one with an ID and a digest (the zero ID for the first page).
func (r *Reader) Disputes(ctx context.Context, after fact.ID, digest string, limit int) ([]Dispute, error) {
	var d decoder
	return all(ctx, r, func(rows *sql.Rows, c *Dispute) error {
		var content string
		var received int64
		if err := rows.Scan(&c.Came.ID.Source, &c.Came.ID.Key, &c.Digest, &c.Held, &content, &received); err != nil {
			return err
		}
		c.State, c.Received = Undecided, calendar.MomentOf(received, false)
		return d.decode(&c.Came, content)
	}, `SELECT source, key, digest, held, content, received FROM conflicts
		WHERE state = 'open' AND (source, key, digest) > ($1, $2, $3) ORDER BY source, key, digest LIMIT $4`, after.Source, after.Key, digest, limit)
}

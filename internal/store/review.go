package store

import (
	"context"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// Held is the content that counts for a fact's ID: the fact itself, or its
// newest correction. An ID that is not there is NotFound.
func (r *Reader) Held(ctx context.Context, id fact.ID) (held fact.Fact, err error) {
	var content string
	found, err := r.one(ctx, []any{&held.ID.Source, &held.ID.Key, &content}, `SELECT source, key, content FROM facts
		WHERE source = $1 AND key = COALESCE((SELECT head FROM corrections WHERE source = $1 AND key = $2), $2)`, id.Source, id.Key)
	if err != nil {
		return held, err
	}
	if !found {
		return held, problem.New(problem.NotFound, "There is no fact %s.", id).
			WithHint("Write it as source/id.").AtConsole("Write it as source/id, as `laurel explain PARTNER --facts METRIC` lists them.")
	}
	var d decoder
	return held, d.decode(&held, content)
}

// Decide ends a dispute: what came was accepted or dismissed. Nothing else
// changes; an accepted content is stored with AddFacts.
func (tx *Tx) Decide(ctx context.Context, d Dispute, state ConflictState) error {
	_, err := tx.exec(ctx, `UPDATE conflicts SET state = $1 WHERE source = $2 AND key = $3 AND digest = $4`,
		string(state), d.Came.ID.Source, d.Came.ID.Key, d.Digest)
	return err
}

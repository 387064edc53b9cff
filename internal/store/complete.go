package store

import (
	"context"
	"database/sql"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// CompleteFacts are the facts in which sources say to which day they have told
// everything, in order of their IDs.
func (r *Reader) CompleteFacts(ctx context.Context) ([]fact.Fact, error) {
	var d decoder
	return all(ctx, r, func(rows *sql.Rows, f *fact.Fact) error {
		var content string
		if err := rows.Scan(&f.ID.Source, &f.ID.Key, &content); err != nil {
			return err
		}
		return d.decode(f, content)
	}, `SELECT source, key, content FROM facts WHERE kind = 'complete' AND holder = '' ORDER BY source, key`)
}

// CompleteThrough is the last day of which each source has told everything, as
// known at the close of a day. A source that never said so is missing.
func (r *Reader) CompleteThrough(ctx context.Context, known calendar.Day) (map[string]calendar.Day, error) {
	facts, err := r.CompleteFacts(ctx)
	if err != nil {
		return nil, err
	}
	through := map[string]calendar.Day{}
	for _, e := range fact.AsKnown(facts, known, time.UTC) {
		day, err := calendar.ParseDay(e.Attribute("through").String())
		if err != nil {
			continue
		}
		source := e.Attribute("source").String()
		if last, ok := through[source]; !ok || day > last {
			through[source] = day
		}
	}
	return through, nil
}

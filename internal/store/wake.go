package store

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// EvaluateJob is the kind of the jobs that work out where a partner stands.
const EvaluateJob = "evaluate"

// wake asks for the standings anew that facts which were just stored may change:
// those of everybody whom their holders were ever linked with. How far a source
// is complete concerns everybody.
func (tx *Tx) wake(ctx context.Context, stored []*row, at calendar.Moment) error {
	var holders []string
	seen := map[string]bool{}
	for _, r := range stored {
		if r.fact.Kind == fact.Complete {
			return tx.EvaluateAll(ctx, at)
		}
		if !seen[r.holder] {
			seen[r.holder] = true
			holders = append(holders, r.holder)
		}
	}
	return inChunks(holders, func(args []any) error {
		_, err := tx.exec(ctx, wakeLinked, args...)
		return err
	}, EvaluateJob, at.Micros())
}

// EvaluateAll asks for the standing of every partner anew.
func (tx *Tx) EvaluateAll(ctx context.Context, at calendar.Moment) error {
	_, err := tx.exec(ctx, newJobs+`SELECT $1, h.id, CAST($2 AS BIGINT), 0, 0, 0, 0 FROM holders h WHERE h.partner`+askedAgain, EvaluateJob, at.Micros())
	return err
}

var wakeLinked = newJobs + `SELECT DISTINCT $1, p.id, CAST($2 AS BIGINT), 0, 0, 0, 0 FROM holders h JOIN holders p ON p.bundle = h.bundle
	WHERE p.partner AND h.id IN (` + listOf(3) + `)` + askedAgain

// newJobs and askedAgain begin and end a statement that enqueues jobs, as Enqueue
// does with one.
const (
	newJobs    = `INSERT INTO jobs (kind, subject, run_at, lease, claim, wish, failures) `
	askedAgain = ` ON CONFLICT (kind, subject) DO UPDATE SET wish = jobs.wish + 1,
		run_at = CASE WHEN jobs.run_at < excluded.run_at AND jobs.lease = 0 THEN jobs.run_at ELSE excluded.run_at END`
)

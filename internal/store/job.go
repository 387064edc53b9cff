package store

import (
	"context"
	"database/sql"
	"time"

	"laurel/internal/calendar"
)

// Job is work to be done in the background to a subject. Any number of processes
// may claim jobs: each is held by one for the length of its lease, and one that
// lost its lease cannot finish.
type Job struct {
	Kind     string
	Subject  string
	At       calendar.Moment // from when on it may be done
	Failures int             // in a row
	claim    int64
	wish     int64
}

// Enqueue asks for work, at once or at a moment. What was asked for earlier
// already is done at the earlier moment; what is being done now is done again.
func (tx *Tx) Enqueue(ctx context.Context, kind, subject string, at calendar.Moment) error {
	_, err := tx.exec(ctx, newJobs+`VALUES ($1, $2, $3, 0, 0, 0, 0)`+askedAgain, kind, subject, at.Micros())
	return err
}

// Reschedule asks for work at a moment, and not at the one that was asked for
// before; a moment that never comes asks for none.
func (tx *Tx) Reschedule(ctx context.Context, kind, subject string, at calendar.Moment) error {
	if at.IsZero() {
		_, err := tx.exec(ctx, `DELETE FROM jobs WHERE kind = $1 AND subject = $2`, kind, subject)
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO jobs (kind, subject, run_at, lease, claim, wish, failures) VALUES ($1, $2, $3, 0, 0, 0, 0)
		ON CONFLICT (kind, subject) DO UPDATE SET wish = jobs.wish + 1, run_at = excluded.run_at`, kind, subject, at.Micros())
	return err
}

// Claim takes up to so many jobs of some kinds whose time has come, the longest
// waiting first, for the length of a lease.
func (s *Store) Claim(ctx context.Context, kind string, now time.Time, lease time.Duration, limit int) (jobs []Job, err error) {
	if due, err := s.anyDue(ctx, kind, now); err != nil || !due {
		return nil, err
	}
	err = s.Write(ctx, func(tx *Tx) error {
		jobs, err = all(ctx, &tx.Reader, scanJob, `SELECT kind, subject, run_at, failures, claim + 1, wish FROM jobs
			WHERE kind = $1 AND run_at <= $2 AND lease <= $2 ORDER BY run_at, subject LIMIT $3`, kind, now.UnixMicro(), limit)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if _, err := tx.exec(ctx, `UPDATE jobs SET lease = $3, claim = claim + 1 WHERE kind = $1 AND subject = $2`, j.Kind, j.Subject, now.Add(lease).UnixMicro()); err != nil {
				return err
			}
		}
		return nil
	})
	return jobs, err
}

// anyDue spares a transaction when there is nothing to do.
func (r *Reader) anyDue(ctx context.Context, kind string, now time.Time) (bool, error) {
	var one int
	return r.one(ctx, []any{&one}, `SELECT 1 FROM jobs WHERE kind = $1 AND run_at <= $2 AND lease <= $2 LIMIT 1`, kind, now.UnixMicro())
}

func scanJob(rows *sql.Rows, j *Job) error {
	var at int64
	err := rows.Scan(&j.Kind, &j.Subject, &at, &j.Failures, &j.claim, &j.wish)
	j.At = calendar.MomentOf(at, false)
	return err
}

// Holds reports whether the lease of a job was not lost to somebody else. What is
// done in the transaction is then done once.
func (tx *Tx) Holds(ctx context.Context, j Job) (bool, error) {
	var one int
	return tx.one(ctx, []any{&one}, `SELECT 1 FROM jobs WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim)
}

// Quietly does what asks for the very job that is being done, without its being
// done again for that. What was asked for by anybody else stays.
func (tx *Tx) Quietly(ctx context.Context, j Job, do func() error) error {
	var wish int64
	held, err := tx.one(ctx, []any{&wish}, `SELECT wish FROM jobs WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim)
	if err != nil {
		return err
	}
	if err := do(); err != nil || !held {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE jobs SET wish = $4 WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim, wish)
	return err
}

// Finish ends a job, or schedules it again for a moment that is not zero. When it
// was asked for again meanwhile it stays, to be done again.
func (tx *Tx) Finish(ctx context.Context, j Job, next calendar.Moment) error {
	if next.IsZero() {
		n, err := tx.exec(ctx, `DELETE FROM jobs WHERE kind = $1 AND subject = $2 AND claim = $3 AND wish = $4`, j.Kind, j.Subject, j.claim, j.wish)
		if err != nil || n > 0 {
			return err
		}
	} else {
		n, err := tx.exec(ctx, `UPDATE jobs SET run_at = $5, lease = 0, failures = 0 WHERE kind = $1 AND subject = $2 AND claim = $3 AND wish = $4`,
			j.Kind, j.Subject, j.claim, j.wish, next.Micros())
		if err != nil || n > 0 {
			return err
		}
	}
	_, err := tx.exec(ctx, `UPDATE jobs SET lease = 0, failures = 0 WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim)
	return err
}

// Waits reports whether a job is still to be done, or being done.
func (r *Reader) Waits(ctx context.Context, kind, subject string) (bool, error) {
	var one int
	return r.one(ctx, []any{&one}, `SELECT 1 FROM jobs WHERE kind = $1 AND subject = $2`, kind, subject)
}

// Postpone gives a job back that failed, to be tried again at a moment.
func (s *Store) Postpone(ctx context.Context, j Job, at calendar.Moment) error {
	return s.Write(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, `UPDATE jobs SET run_at = $4, lease = 0, failures = failures + 1 WHERE kind = $1 AND subject = $2 AND claim = $3`,
			j.Kind, j.Subject, j.claim, at.Micros())
		return err
	})
}

// GiveBack lets others claim at once jobs that were not begun.
func (s *Store) GiveBack(ctx context.Context, jobs []Job) error {
	return s.Write(ctx, func(tx *Tx) error {
		for _, j := range jobs {
			if _, err := tx.exec(ctx, `UPDATE jobs SET lease = 0 WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim); err != nil {
				return err
			}
		}
		return nil
	})
}

// Backlog is how much work of a kind waits.
type Backlog struct {
	Kind   string
	Due    int             // its time has come
	Ahead  int             // its time will come
	Failed int             // it failed when it was tried last
	Oldest calendar.Moment // since when the longest waiting is due; zero for none
}

// Backlogs lists how much work waits, by kind.
func (r *Reader) Backlogs(ctx context.Context, now calendar.Moment) ([]Backlog, error) {
	return all(ctx, r, func(rows *sql.Rows, b *Backlog) error {
		var oldest sql.NullInt64
		err := rows.Scan(&b.Kind, &b.Due, &b.Ahead, &b.Failed, &oldest)
		b.Oldest = momentOrNone(oldest.Int64)
		return err
	}, `SELECT kind, CAST(SUM(CASE WHEN run_at <= $1 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN run_at > $1 THEN 1 ELSE 0 END) AS BIGINT),
		CAST(SUM(CASE WHEN failures > 0 THEN 1 ELSE 0 END) AS BIGINT), MIN(CASE WHEN run_at <= $1 THEN run_at END) FROM jobs GROUP BY kind ORDER BY kind`, now.Micros())
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Planning is a plan that is worked out in the background.
type Planning struct {
	ID        string            `json:"id"`
	By        string            `json:"by"` // the person who asked
	File      string            `json:"file"`
	Text      string            `json:"text"`
	Effective *calendar.Day     `json:"effective,omitempty"` // instead of the day in the file
	At        *calendar.Day     `json:"at,omitempty"`        // the day to compare
	Made      calendar.Moment   `json:"made"`
	Ended     calendar.Moment   `json:"ended,omitzero"` // when it was worked out; zero before
	Plan      *answer.Plan      `json:"plan,omitempty"`
	LeftOut   []problem.Mistake `json:"left_out,omitempty"` // partners that cannot be evaluated
	Failure   string            `json:"failure,omitempty"`  // why there is no plan
	Told      int               `json:"-"`                  // how far it is, in percent
}

// Planning finds a plan that is worked out in the background.
func (r *Reader) Planning(ctx context.Context, id string) (Planning, error) {
	p, err := first(all(ctx, r, func(rows *sql.Rows, p *Planning) error {
		var content string
		if err := rows.Scan(&content, &p.Told); err != nil {
			return err
		}
		return json.Unmarshal([]byte(content), p)
	}, `SELECT content, told FROM plans WHERE id = $1`, id))
	if err == nil && p == nil {
		err = problem.New(problem.NotFound, "There is no plan %q any more.", problem.Excerpt(id)).WithHint("Ask for it again: plans are forgotten after a while.")
	}
	return orZero(p), err
}

// SavePlanning keeps a plan, and what became of it.
func (tx *Tx) SavePlanning(ctx context.Context, p Planning) error {
	content, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO plans (id, content, told) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET content = excluded.content, told = excluded.told`, p.ID, string(content), p.Told)
	return err
}

// ForgetPlanning removes a plan.
func (tx *Tx) ForgetPlanning(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM plans WHERE id = $1`, id)
	return err
}

// Told notes how far a plan is, and keeps its job for another lease; false when the
// job is somebody else's by now.
func (s *Store) Told(ctx context.Context, j Job, told int, now time.Time, lease time.Duration) (held bool, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		n, err := tx.exec(ctx, `UPDATE jobs SET lease = $4 WHERE kind = $1 AND subject = $2 AND claim = $3`, j.Kind, j.Subject, j.claim, now.Add(lease).UnixMicro())
		if held = n > 0; err != nil || !held {
			return err
		}
		_, err = tx.exec(ctx, `UPDATE plans SET told = $2 WHERE id = $1`, j.Subject, told)
		return err
	})
	return held, err
}

package store

import (
	"context"

	"laurel/internal/calendar"
)

// Answered is a call that was answered.
type Answered struct {
	Caller, Key string // who called, and the word by which the caller knows the call
	Request     string // SHA-256, in hex, of everything that was asked
	Answer      string // the whole answer, in a form of the door's own
	At          calendar.Moment
}

// Answered is what a call was answered; found is false when it did not come yet.
func (r *Reader) Answered(ctx context.Context, caller, key string) (a Answered, found bool, err error) {
	var at int64
	found, err = r.one(ctx, []any{&a.Caller, &a.Key, &a.Request, &a.Answer, &at},
		`SELECT caller, key, request, answer, at FROM idempotency WHERE caller = $1 AND key = $2`, caller, key)
	a.At = calendar.MomentOf(at, false)
	return a, found, err
}

// KeepAnswer remembers an answer, in the transaction that did what was asked.
func (tx *Tx) KeepAnswer(ctx context.Context, a Answered) error {
	_, err := tx.exec(ctx, `INSERT INTO idempotency (caller, key, request, answer, at) VALUES ($1, $2, $3, $4, $5)`,
		a.Caller, a.Key, a.Request, a.Answer, a.At.Micros())
	return err
}

// ForgetAnswers forgets the answers that were given before a moment, and tells
// how many.
func (tx *Tx) ForgetAnswers(ctx context.Context, before calendar.Moment) (int64, error) {
	return tx.exec(ctx, `DELETE FROM idempotency WHERE at < $1`, before.Micros())
}

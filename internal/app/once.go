package app

import (
	"context"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Call is a call that its caller may send again without knowing whether it came.
type Call struct {
	Caller, Key string // who calls, and the word by which the caller knows the call
	Request     string // SHA-256, in hex, of everything that is asked
}

// answersKept is how long an answer is remembered.
const answersKept = 24 * time.Hour

// Once does what a call asks for, and keeps the answer in the same transaction:
// the acts that do calls with its context are part of it. The same call again
// gets the same answer; another one under the same key is a Conflict. When do
// fails nothing is kept, and nothing that it did.
func (a *App) Once(ctx context.Context, c Call, do func(context.Context) (string, error)) (answer string, err error) {
	var after []func(*store.Tx) error
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		after = nil
		held, found, err := tx.Answered(ctx, c.Caller, c.Key)
		switch {
		case err != nil:
			return err
		case found && held.Request != c.Request:
			return problem.New(problem.Conflict, "The Idempotency-Key was used for another request.").
				WithHint("Give every request a key of its own, and send a request again just as it was.")
		case found:
			answer = held.Answer
			return nil
		}
		if answer, err = do(context.WithValue(tx.Join(ctx), afterKey{}, &after)); err != nil {
			return err
		}
		return tx.KeepAnswer(ctx, store.Answered{Caller: c.Caller, Key: c.Key, Request: c.Request, Answer: answer, At: calendar.At(a.now())})
	})
	for _, each := range after {
		if failed := a.store.Write(ctx, each); failed != nil {
			return answer, failed
		}
	}
	return answer, err
}

type afterKey struct{}

// regardless makes a change that stays although the act is refused: at once, or
// when the transaction of the call is over that the act is part of.
func (a *App) regardless(ctx context.Context, change func(*store.Tx) error) error {
	if after, ok := ctx.Value(afterKey{}).(*[]func(*store.Tx) error); ok {
		*after = append(*after, change)
		return nil
	}
	return a.store.Write(ctx, change)
}

// ForgetAnswers is a chore: it forgets answers that nobody asks for any more.
func (a *App) ForgetAnswers(ctx context.Context) (forgotten int, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		n, err := tx.ForgetAnswers(ctx, calendar.At(a.now().Add(-answersKept)))
		forgotten = int(n)
		return err
	})
	return forgotten, err
}

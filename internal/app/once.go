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
	err = a.store.Write(ctx, func(tx *store.Tx) error {
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
		if answer, err = do(tx.Join(ctx)); err != nil {
			return err
		}
		return tx.KeepAnswer(ctx, store.Answered{Caller: c.Caller, Key: c.Key, Request: c.Request, Answer: answer, At: calendar.At(a.now())})
	})
	return answer, err
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

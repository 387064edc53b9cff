package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

// Chosen is a case with the revision in which somebody saw it.
type Chosen struct {
	ID       string
	Revision int64
}

// Outcome is what became of one of several cases.
type Outcome struct {
	Case fulfillment.Case // as it is now; only its id where the caller does not see it
	Err  error            // why the move was refused; nil when it was made
}

// MoveCases makes one move with several cases, and tells of each what became of it.
// Each is an act of its own: what is refused of one changes nothing for the others.
// Under a word the same again does nothing twice.
func (a *App) MoveCases(ctx context.Context, who people.Who, word string, chosen []Chosen, in fulfillment.Input) []Outcome {
	out := make([]Outcome, len(chosen))
	for i, c := range chosen {
		in.Revision = c.Revision
		out[i] = a.moveOnce(ctx, who, word, c.ID, in)
	}
	return out
}

func (a *App) moveOnce(ctx context.Context, who people.Who, word, id string, in fulfillment.Input) Outcome {
	seen, _, err := a.seenCase(ctx, &a.store.Reader, who, id)
	if err != nil {
		return Outcome{fulfillment.Case{ID: id}, err}
	}
	sum := sumOf(id, in)
	_, err = a.Once(ctx, Call{Caller: who.Name(), Key: "case " + word + " " + sum, Request: sum}, func(ctx context.Context) (string, error) {
		moved, err := a.MoveCase(ctx, who, id, in)
		if err == nil {
			seen = moved
		}
		return "", err
	})
	return Outcome{seen, err}
}

// sumOf stands for a move with a case.
func sumOf(id string, in fulfillment.Input) string {
	text, err := json.Marshal(in)
	if err != nil {
		panic(err) // never: it was read from JSON
	}
	sum := sha256.Sum256(append([]byte(id+" "), text...))
	return hex.EncodeToString(sum[:])
}

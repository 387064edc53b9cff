package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/store"
)

// Posted is what a mail server said to a letter.
type Posted struct {
	Outcome store.LetterState // Sent, Refused, Unknown; Waiting when it is to be tried again
	Answer  string            // in the server's words
}

// Post delivers letters.
type Post interface {
	// Deliver hands a letter to a mail server. An error means that nobody was asked.
	Deliver(ctx context.Context, l store.Letter) (Posted, error)
	// Next is when a letter that was tried so often is tried again; zero for never.
	Next(letter string, attempt int, now calendar.Moment) calendar.Moment
}

// deliver hands one letter to the mail server. That it is being tried is written
// before, and what came of it after: so a process that dies in between leaves a
// trace, and the letter is not sent twice unseen.
func (a *App) deliver(ctx context.Context, post Post, j store.Job) error {
	l, err := a.store.Letter(ctx, j.Subject)
	if err != nil {
		return err
	}
	if l.State != store.Waiting || post == nil {
		return a.once(ctx, j, func(tx *store.Tx) (calendar.Moment, error) {
			if l.State != store.Waiting {
				return calendar.Moment{}, nil
			}
			return calendar.Moment{}, tx.SetLetter(ctx, l.ID, store.Kept)
		})
	}
	attempt, lost, err := a.beginDelivery(ctx, j, l)
	if err != nil || attempt == 0 {
		return err
	}
	posted := Posted{Outcome: store.Unknown, Answer: "The process that tried it ended before the answer came."}
	if !lost {
		if posted, err = post.Deliver(ctx, l); err != nil {
			posted = Posted{Outcome: store.Waiting, Answer: "The mail server cannot be reached."}
		}
	}
	return a.endDelivery(ctx, post, j, l, attempt, posted)
}

// trying is the outcome of an attempt whose end is not known yet.
const trying = "trying"

// beginDelivery notes an attempt. It is lost when the attempt before was begun and
// never ended. No attempt means that somebody else is at it.
func (a *App) beginDelivery(ctx context.Context, j store.Job, l store.Letter) (attempt int, lost bool, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		held, err := tx.Holds(ctx, j)
		if err != nil || !held {
			return err
		}
		tries, err := tx.Deliveries(ctx, l.ID)
		if err != nil {
			return err
		}
		if n := len(tries); n > 0 && tries[n-1].Outcome == trying {
			attempt, lost = n, true
			return nil
		}
		attempt = len(tries) + 1
		return tx.AddDelivery(ctx, store.Delivery{Letter: l.ID, Attempt: attempt, At: a.moment(), Outcome: trying})
	})
	return attempt, lost, err
}

// endDelivery notes what came of an attempt. An address that refused for ever is a
// bounce.
func (a *App) endDelivery(ctx context.Context, post Post, j store.Job, l store.Letter, attempt int, p Posted) error {
	return a.once(ctx, j, func(tx *store.Tx) (calendar.Moment, error) {
		var next calendar.Moment
		if p.Outcome == store.Waiting {
			if next = post.Next(l.ID, attempt, a.moment()); next.IsZero() {
				p.Outcome = store.GivenUp
			}
		}
		if err := tx.AddDelivery(ctx, store.Delivery{Letter: l.ID, Attempt: attempt, At: a.moment(), Outcome: string(p.Outcome), Answer: p.Answer}); err != nil {
			return next, err
		}
		if err := tx.SetLetter(ctx, l.ID, p.Outcome); err != nil || p.Outcome != store.Refused {
			return next, err
		}
		return next, a.bounced(ctx, tx, people.Who{}, l.Address, p.Answer)
	})
}

// Letters lists letters that the caller may read, the newest first: their own, and
// those of the partner for who may see them.
func (a *App) Letters(ctx context.Context, who people.Who, f store.LetterFilter, before string, limit int) ([]store.Letter, error) {
	if f.Person != who.ID || f.Person == "" {
		if err := ownOnly(who, &f.Partner); err != nil {
			return nil, err
		}
		if err := a.May(ctx, who, people.SeeLetters, f.Partner); err != nil {
			return nil, err
		}
	}
	return a.store.Letters(ctx, f, before, limit)
}

// LetterView is a letter with what became of it.
type LetterView struct {
	store.Letter
	Deliveries []store.Delivery
}

// Letter shows a letter to whoever it was for, and to who may read the partner's.
func (a *App) Letter(ctx context.Context, who people.Who, id string) (LetterView, error) {
	l, err := a.store.Letter(ctx, id)
	if err != nil {
		return LetterView{}, err
	}
	if l.Person != who.ID && a.May(ctx, who, people.SeeLetters, l.Partner) != nil {
		return LetterView{}, store.NoLetter(id)
	}
	out := LetterView{Letter: l}
	out.Deliveries, err = a.store.Deliveries(ctx, id)
	return out, err
}

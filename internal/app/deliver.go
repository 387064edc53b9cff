package app

import (
	"context"
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/post"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Post delivers letters; package post does it by SMTP.
type Post interface {
	// Deliver hands a letter to a mail server, once. An error means that nobody was
	// asked, because the letter cannot be written as a message.
	Deliver(ctx context.Context, o post.Outgoing) (post.Receipt, error)
}

// deliver hands one letter to the mail server. That it is being tried is written
// before, and what came of it after: so a process that dies in between leaves a
// trace, and the letter is not sent twice unseen.
func (a *App) deliver(ctx context.Context, by Post, j store.Job) error {
	l, err := a.store.Letter(ctx, j.Subject)
	if err != nil {
		return err
	}
	if l.State != store.Waiting || by == nil {
		return a.once(ctx, j, func(ctx context.Context, tx *store.Tx) (calendar.Moment, error) {
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
	receipt := post.Receipt{Outcome: post.Unknown, Answer: "The process that tried it ended before the answer came."}
	if !lost {
		receipt = a.hand(ctx, by, l)
	}
	return insist(ctx, func(ctx context.Context) error { return a.endDelivery(ctx, j, l, attempt, receipt) })
}

// insisting is how long somebody tries to write down what cannot be found out
// again, and how often; shorter than any lease of it.
const (
	insisting   = time.Minute
	eachAttempt = 500 * time.Millisecond
)

// insist writes something down, also when the process is to stop; again and again
// while the database is away and the process goes on.
func insist(ctx context.Context, write func(context.Context) error) error {
	for end := time.Now().Add(insisting); ; {
		err := write(context.WithoutCancel(ctx))
		if problem.KindOf(err) != problem.Unavailable || ctx.Err() != nil || time.Now().After(end) {
			return err
		}
		select {
		case <-time.After(eachAttempt):
		case <-ctx.Done():
		}
	}
}

// hand hands a letter in, and says what became of it.
func (a *App) hand(ctx context.Context, by Post, l store.Letter) post.Receipt {
	reader, _ := a.store.Person(ctx, l.Person) // without a name when the person was erased
	receipt, err := by.Deliver(ctx, post.Outgoing{ID: l.ID, To: l.Address, ToName: reader.Name, Written: l.Created, Letter: l.Letter})
	if err != nil {
		return post.Receipt{Outcome: post.Refused, Answer: "It cannot be written as a message."}
	}
	return receipt
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

// endDelivery notes what came of an attempt. Only an address that does not exist
// is a bounce: a server may refuse a letter for other reasons.
func (a *App) endDelivery(ctx context.Context, j store.Job, l store.Letter, attempt int, r post.Receipt) error {
	return a.once(ctx, j, func(ctx context.Context, tx *store.Tx) (calendar.Moment, error) {
		state, next := a.afterwards(l.ID, attempt, r.Outcome)
		if err := tx.AddDelivery(ctx, store.Delivery{Letter: l.ID, Attempt: attempt, At: a.moment(), Outcome: string(r.Outcome), Answer: r.Answer}); err != nil {
			return next, err
		}
		if err := tx.SetLetter(ctx, l.ID, state); err != nil || r.Outcome != post.BadAddress {
			return next, err
		}
		return next, a.bounced(ctx, tx, people.Who{}, l.Address, r.Answer)
	})
}

// afterwards is what becomes of a letter after an attempt, and when it is tried
// again; never when no time comes with it.
func (a *App) afterwards(letter string, attempt int, o post.Outcome) (store.LetterState, calendar.Moment) {
	switch o {
	case post.Accepted:
		return store.Sent, calendar.Moment{}
	case post.BadAddress, post.Refused:
		return store.Refused, calendar.Moment{}
	case post.Unknown:
		return store.Unknown, calendar.Moment{}
	}
	if next, more := post.Next(attempt, a.moment(), letter); more {
		return store.Waiting, next
	}
	return store.GivenUp, calendar.Moment{}
}

// Letters lists letters that the caller may read, the newest first: their own, and
// those of the partner for who may see them. What the Rewards team got about a
// partner is not the partner's.
func (a *App) Letters(ctx context.Context, who people.Who, f store.LetterFilter, before string, limit int) ([]store.Letter, error) {
	if f.Person != who.ID || f.Person == "" {
		if err := ownOnly(who, &f.Partner); err != nil {
			return nil, err
		}
		if err := a.May(ctx, who, people.SeeLetters, f.Partner); err != nil {
			return nil, err
		}
		if a.May(ctx, asOperator(who), people.SeeLetters, f.Partner) != nil {
			f.Without = letter.ForOperator()
		}
	}
	list, err := a.store.Letters(ctx, f, before, limit)
	for i := range list {
		list[i] = withoutSecrets(list[i], who)
	}
	return list, err
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
	hidden := slices.Contains(letter.ForOperator(), l.Kind) && a.May(ctx, asOperator(who), people.SeeLetters, l.Partner) != nil
	if l.Person != who.ID && (hidden || a.May(ctx, who, people.SeeLetters, l.Partner) != nil) {
		return LetterView{}, store.NoLetter(id)
	}
	out := LetterView{Letter: withoutSecrets(l, who)}
	out.Deliveries, err = a.store.Deliveries(ctx, id)
	return out, err
}

// holdsSecret reports whether a letter has a link in it that opens something for
// whoever has it: only its reader, and who has the database in hand, read that.
func holdsSecret(l store.Letter) bool {
	switch l.Kind {
	case "invitation", "verify-email", "password-reset":
		return true
	default:
		return false
	}
}

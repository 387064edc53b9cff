package app

import (
	"cmp"
	"context"

	"laurel/internal/letter"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// The kinds of background work.
const (
	deliverJob  = "deliver"         // a letter, by its id
	remindJob   = "remind"          // those who may confirm a proposal, by its id
	ringJob     = "ring"            // the clocks of a case, by its id
	planJob     = "plan"            // a plan that takes long, by its id
	evaluateJob = store.EvaluateJob // the standing of a partner, by its id
)

// Configure says who runs the programs, as letters name them.
func (a *App) Configure(operator letter.Operator) {
	operator.BaseURL = cmp.Or(operator.BaseURL, "http://127.0.0.1:8080")
	a.operator = operator
}

// message is a letter to be written to one person.
type message struct {
	event    string // what it tells; with the person it is told once
	partner  string
	id       string // the case; empty for none
	to       store.Person
	address  string // another address than the person's own
	language string // another language than the person's own
	content  letter.Content
}

// send writes a letter into the outbox, in the transaction of what it tells. The
// same is told to a person once. Who has no address, or opted out, gets none.
func (a *App) send(ctx context.Context, tx *store.Tx, m message) error {
	address := cmp.Or(m.address, m.to.Email)
	if address == "" || m.to.State == store.Left || m.to.State == store.Erased {
		return nil
	}
	about, err := letter.AboutOf(m.content)
	if err != nil || about.Promotional && !m.to.Promotional {
		return err
	}
	stop := signin.NewSecret("ll_")
	zone, err := a.ZoneOf(ctx, m.to)
	if err != nil {
		return err
	}
	reader := letter.Reader{Name: m.to.Name, Language: cmp.Or(m.language, m.to.Language), Zone: zone, OptOut: "/letters/stop/" + stop}
	operator, err := a.branded(ctx, &tx.Reader)
	if err != nil {
		return err
	}
	written, err := letter.Compose(m.content, reader, operator)
	if err != nil {
		return err
	}
	l := store.Letter{Letter: written, ID: a.newID("ltr_"), Event: m.event + " to " + m.to.ID + " " + address, Partner: m.partner, Case: m.id, Person: m.to.ID,
		Address: address, State: store.Waiting, Created: a.moment()}
	if m.to.Digest && !about.Urgent {
		l.State = store.InDigest
	}
	isNew, err := tx.AddLetter(ctx, l)
	if err != nil || !isNew {
		return err
	}
	if about.Promotional {
		if err := a.addStop(ctx, tx, m.to.ID, stop); err != nil {
			return err
		}
	}
	if l.State != store.Waiting {
		return nil
	}
	return tx.Enqueue(ctx, deliverJob, l.ID, a.moment())
}

// sendAll writes the same letter to several persons.
func (a *App) sendAll(ctx context.Context, tx *store.Tx, m message, to []store.Person) error {
	for _, p := range to {
		m.to = p
		if err := a.send(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}

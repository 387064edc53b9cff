package app

import (
	"context"
	"slices"
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// decision is what a person decides about a partner, to be kept as a fact of
// source laurel.
type decision struct {
	act    string // for the audit line
	who    string // an opaque id; empty when nobody is named
	prefix string // of the fact's key
	fact   fact.Fact
	held   []fact.Fact // the facts of the partner as they are
}

// decisions are the facts of one kind that Laurel itself recorded and that were
// not taken back.
func decisions(facts []fact.Fact, kind string) []fact.Entry {
	return slices.DeleteFunc(told(facts, kind), func(e fact.Entry) bool { return e.ID.Source != fact.Laurel })
}

// told are the facts of one kind that were not taken back, whoever told them.
func told(facts []fact.Fact, kind string) []fact.Entry {
	var out []fact.Entry
	seen := map[fact.ID]bool{}
	for _, e := range fact.AsKnown(facts, calendar.LastDay, nil) {
		if e.Kind == kind && !seen[e.ID] {
			seen[e.ID] = true
			out = append(out, e)
		}
	}
	return out
}

// decide records a decision. One that says the same as another in force is that
// one; one that was taken back can be made again.
func (a *App) decide(ctx context.Context, d decision) (fact.Fact, error) {
	digest := d.fact.Digest()
	for _, e := range decisions(d.held, d.fact.Kind) {
		if e.Digest() == digest {
			return *e.Fact, nil
		}
	}
	made := map[fact.ID]bool{}
	for i := range d.held {
		if f := &d.held[i]; f.ID.Source == fact.Laurel && f.Digest() == digest {
			made[f.ID] = true
		}
	}
	d.fact.ID = fact.ID{Source: fact.Laurel, Key: fact.Opaque(d.prefix, digest, strconv.Itoa(len(made)))}
	d.fact.Recorded = calendar.At(a.now())
	return d.fact, a.record(ctx, d.act, d.who, d.fact)
}

// takeBack records that a decision does not hold any more, from its beginning.
// It stays in the history of what was known.
func (a *App) takeBack(ctx context.Context, act, who string, held fact.Fact) (fact.Fact, error) {
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fact.Opaque("undo_", held.ID.Key)}, Kind: held.Kind,
		Subject: held.Subject, Recorded: calendar.At(a.now()), Replaces: held.ID.Key, Retracts: true}
	return f, a.record(ctx, act, who, f)
}

// record stores facts of Laurel's own about one partner, with a line in the
// audit trail for each. A fact that is there already with other content is
// refused, and then nothing is stored.
func (a *App) record(ctx context.Context, act, who string, facts ...fact.Fact) error {
	items := make([]store.Item, len(facts))
	for i, f := range facts {
		if err := f.Check(); err != nil {
			return err
		}
		items[i] = store.Item{Fact: f}
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		outcomes, err := tx.AddFacts(ctx, items, a.now())
		if err != nil {
			return err
		}
		for i, f := range facts {
			if outcomes[i] == fact.Conflict {
				return problem.New(problem.Conflict, "%s is there already with other content.", f.ID).
					WithHint("Somebody may have decided at the same moment: run the command again.")
			}
			if err := a.audit(ctx, tx, store.AuditLine{Who: who, What: act, Subject: f.Subject.Partner, Detail: f.ID.String()}); err != nil {
				return err
			}
		}
		return nil
	})
}

// audit writes who did what, in the transaction that does it.
func (a *App) audit(ctx context.Context, tx *store.Tx, l store.AuditLine) error {
	if err := fact.CheckID("author", l.Who); err != nil {
		return err
	}
	l.At = calendar.At(a.now())
	return tx.Audit(ctx, l)
}

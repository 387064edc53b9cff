package app

import (
	"context"
	"runtime"

	"laurel/internal/store"
)

// shares is into how many parts all partners are cut: enough that the
// processors stay busy, few enough that each is worth its beginning.
const shares = 64

// evaluation is what one partner came to, to be told in its turn.
type evaluation func() error

// eachPartner evaluates every partner, several at a time, and tells the
// outcomes one after another in an order that is the same in every database.
// Only the facts of the partners being evaluated are in memory.
func (a *App) eachPartner(ctx context.Context, evaluate func(store.Partner, store.Bundle) (evaluation, error)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parts := store.Parts(shares)
	done := make([]chan share, len(parts))
	for i := range done {
		done[i] = make(chan share, 1)
	}
	go a.evaluateParts(ctx, parts, evaluate, done)
	for _, part := range done {
		if err := (<-part).tell(); err != nil {
			return err
		}
	}
	return nil
}

// share is what the partners of one part came to.
type share struct {
	evaluations []evaluation
	err         error
}

func (s share) tell() error {
	for _, tell := range s.evaluations {
		if err := tell(); err != nil {
			return err
		}
	}
	return s.err
}

// evaluateParts works through the parts in order, as many at a time as there
// are processors.
func (a *App) evaluateParts(ctx context.Context, parts []store.Part, evaluate func(store.Partner, store.Bundle) (evaluation, error), done []chan share) {
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, part := range parts {
		free <- struct{}{}
		go func() {
			done[i] <- a.evaluatePart(ctx, part, evaluate)
			<-free
		}()
	}
}

func (a *App) evaluatePart(ctx context.Context, part store.Part, evaluate func(store.Partner, store.Bundle) (evaluation, error)) (s share) {
	s.err = a.store.EachBundle(ctx, part, func(b store.Bundle) error {
		for _, p := range b.Partners {
			tell, err := evaluate(p, b)
			if err != nil {
				return err
			}
			s.evaluations = append(s.evaluations, tell)
		}
		return nil
	})
	return s
}

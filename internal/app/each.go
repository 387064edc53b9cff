package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"laurel/internal/problem"
	"laurel/internal/store"
)

// shares is into how many parts all partners are cut: enough that the
// processors stay busy, few enough that each is worth its beginning.
const shares = 64

// evaluation is what one partner came to, to be told in its turn.
type evaluation func() error

// eachPartner evaluates every partner, several at a time, and tells the
// outcomes one after another in an order that is the same in every database.
// Only the facts of the partners being evaluated are in memory. A partner that
// cannot be evaluated stops nobody else: the error names all of them in the end.
func (a *App) eachPartner(ctx context.Context, evaluate func(store.Partner, store.Bundle) (evaluation, error)) error {
	return a.eachPartnerTelling(ctx, nil, evaluate)
}

// eachPartnerTelling is eachPartner; told hears how far it is, in percent, unless it
// is nil.
func (a *App) eachPartnerTelling(ctx context.Context, told func(percent int) error, evaluate func(store.Partner, store.Bundle) (evaluation, error)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parts := store.Parts(shares)
	done := make([]chan share, len(parts))
	for i := range done {
		done[i] = make(chan share, 1)
	}
	var left leftOut
	ahead := make(chan struct{}, runtime.GOMAXPROCS(0)+mostAhead)
	go a.evaluateParts(ctx, parts, evaluate, done, ahead)
	for i, part := range done {
		var s share
		select {
		case s = <-part:
		case <-ctx.Done(): // no part is begun any more
			return ctx.Err()
		}
		if err := s.tell(); err != nil {
			return err
		}
		left = append(left, s.left...)
		<-ahead
		if told == nil {
			continue
		}
		if err := told(100 * (i + 1) / len(done)); err != nil {
			return err
		}
	}
	return left.err()
}

// mostAhead is how many parts may be finished before their turn: one with a very
// large partner holds up the others, and what they came to is kept.
const mostAhead = 4

// leftOut is the partners that cannot be evaluated, with the reasons.
type leftOut []*problem.Problem

// add takes in what only concerns one partner: a rate that is missing. Anything
// else concerns all.
func (l *leftOut) add(p store.Partner, err error) error {
	why, missing := missingRate(err)
	if !missing {
		return err
	}
	*l = append(*l, problem.New(why.Kind, "%s: %s", p.Name, why.Message).WithHint("%s", why.Hint).AtConsole("%s", why.Console))
	return nil
}

// mistakes lists them, each with its hint.
func (l leftOut) mistakes() []problem.Mistake {
	var out []problem.Mistake
	for _, each := range l {
		out = append(out, problem.Mistake{Message: each.Message, Hint: each.Hint})
	}
	return out
}

// missingRate is the problem of a rate that is missing; false of any other.
func missingRate(err error) (*problem.Problem, bool) {
	why := problem.Of(err)
	return why, why != nil && why.Kind == problem.NotFound
}

// alone is the error of the only partner that was asked for. Facts that cannot
// be evaluated are input that is not good; the partner itself was found.
func alone(p store.Partner, err error) error {
	why, missing := missingRate(err)
	if !missing {
		return err
	}
	out := problem.New(problem.Invalid, "%s cannot be evaluated:", p.Name).WithHint("%s", why.Hint).AtConsole("%s", why.Console)
	out.Mistakes = []problem.Mistake{{Message: why.Message}}
	return out
}

// leftOutError marks the error after everybody else was told, with how many
// partners were not.
type leftOutError int

// Error says how many.
func (n leftOutError) Error() string { return fmt.Sprintf("%d partners are left out", int(n)) }

// OnlyLeftOut reports whether an error only names partners that cannot be
// evaluated: everybody else was told.
func OnlyLeftOut(err error) bool { return CountLeftOut(err) > 0 }

// CountLeftOut is how many partners an error leaves out while everybody else was
// told; 0 when it says something else.
func CountLeftOut(err error) int {
	var n leftOutError
	errors.As(err, &n)
	return int(n)
}

func (l leftOut) err() error {
	if len(l) == 0 {
		return nil
	}
	p := problem.New(problem.Invalid, "Partners that cannot be evaluated and are left out, %d in all:", len(l)).WithHint("%s", l[0].Hint).AtConsole("%s", l[0].Console).Because(leftOutError(len(l)))
	for _, each := range l[:min(len(l), mostLeftOut)] {
		p.Mistakes = append(p.Mistakes, problem.Mistake{Message: each.Message})
	}
	return p
}

// mostLeftOut is how many of them are named.
const mostLeftOut = 20

// share is what the partners of one part came to.
type share struct {
	evaluations []evaluation
	left        leftOut
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
// are processors. It takes a place in ahead for each, which is free again when
// the part was told.
func (a *App) evaluateParts(ctx context.Context, parts []store.Part, evaluate func(store.Partner, store.Bundle) (evaluation, error), done []chan share, ahead chan<- struct{}) {
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, part := range parts {
		select {
		case ahead <- struct{}{}:
		case <-ctx.Done():
			return
		}
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
				if err := s.left.add(p, err); err != nil {
					return err
				}
				continue
			}
			s.evaluations = append(s.evaluations, tell)
		}
		return nil
	})
	return s
}

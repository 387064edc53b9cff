package app

import (
	"context"
	"errors"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// planKept is how long a plan that was worked out in the background is there.
const planKept = 7 * 24 * time.Hour

// StartPlan works out a plan for somebody who waits for it so long; when that is not
// enough, it goes on in the background. A plan with an id that is known is not worked
// out again while it is kept.
func (a *App) StartPlan(ctx context.Context, who people.Who, in PlanInput, patience time.Duration) (store.Planning, error) {
	if err := a.May(ctx, who, people.PlanProgram, ""); err != nil {
		return store.Planning{}, err
	}
	if in.ID != "" {
		if held, err := a.store.Planning(ctx, in.ID); problem.KindOf(err) != problem.NotFound {
			return held, err
		}
	}
	out := store.Planning{ID: in.ID, By: who.ID, File: in.File, Text: string(in.Text), Effective: in.Effective, At: in.At, Made: a.moment()}
	short, stop := context.WithTimeout(ctx, patience)
	defer stop()
	err := a.workOut(short, &out, nil)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return a.planLater(ctx, out)
	}
	return out, err
}

// planLater lets a plan be worked out in the background.
func (a *App) planLater(ctx context.Context, p store.Planning) (store.Planning, error) {
	if p.ID == "" {
		p.ID = a.newID("plan_")
	}
	return p, a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SavePlanning(ctx, p); err != nil {
			return err
		}
		return tx.Enqueue(ctx, planJob, p.ID, a.moment())
	})
}

// workOut works a plan out; told hears how far it is, in percent.
func (a *App) workOut(ctx context.Context, p *store.Planning, told func(percent int) error) error {
	plan, err := a.plan(ctx, PlanInput{File: p.File, Text: []byte(p.Text), Effective: p.Effective, At: p.At}, told)
	if err != nil && !OnlyLeftOut(err) {
		return err
	}
	p.Plan, p.Ended, p.Told = plan, a.moment(), 100
	if left := problem.Of(err); left != nil {
		p.LeftOut = left.Mistakes
	}
	return nil
}

// Planning shows how far a plan is that is worked out in the background, or what
// came of it.
func (a *App) Planning(ctx context.Context, who people.Who, id string) (store.Planning, error) {
	if err := a.May(ctx, who, people.PlanProgram, ""); err != nil {
		return store.Planning{}, err
	}
	return a.store.Planning(ctx, id)
}

// workOutPlan works out a plan that somebody asked for; later it is forgotten.
func (a *App) workOutPlan(ctx context.Context, jobs []store.Job) []error {
	j := jobs[0]
	p, err := a.store.Planning(ctx, j.Subject)
	if err == nil && p.Ended.IsZero() {
		err = a.workOut(ctx, &p, a.teller(ctx, j))
		if kind := problem.KindOf(err); kind == problem.Invalid || kind == problem.NotFound || kind == problem.Conflict {
			p.Failure, p.Ended, err = problem.Of(err).Message, a.moment(), nil
		}
	}
	switch {
	case problem.KindOf(err) == problem.NotFound || errors.Is(err, errLost):
		return []error{nil}
	case err != nil:
		return []error{err}
	}
	return []error{a.once(ctx, j, func(ctx context.Context, tx *store.Tx) (next calendar.Moment, _ error) {
		until := calendar.MomentOf(p.Ended.Micros()+planKept.Microseconds(), false)
		if until.Compare(a.moment()) <= 0 {
			return next, tx.ForgetPlanning(ctx, p.ID)
		}
		return until, tx.SavePlanning(ctx, p)
	})}
}

// errLost is that another process works out the plan by now.
var errLost = errors.New("the plan is somebody else's")

// teller notes how far a plan is, at most once a second.
func (a *App) teller(ctx context.Context, j store.Job) func(int) error {
	last := a.now()
	return func(percent int) error {
		if a.now().Sub(last) < time.Second {
			return nil
		}
		last = a.now()
		held, err := a.store.Told(ctx, j, percent, last, long.lease)
		if err == nil && !held {
			err = errLost
		}
		return err
	}
}

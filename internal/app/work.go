package app

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/post"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// claim is how background work is claimed: so many jobs at once, for so long. Who
// dies while at it holds up nobody for longer than the lease.
type claim struct {
	jobs  int
	lease time.Duration
}

// Work in the database is claimed by the dozen. Letters are claimed one by one,
// for longer than a mail server can keep one waiting: a letter whose lease ran out
// while it was being handed in would be taken for lost.
var (
	quick = claim{50, time.Minute}
	short = claim{20, time.Minute}
	slow  = claim{1, 3 * post.LongestTimeout}
	long  = claim{1, 3 * time.Minute} // and longer while it tells how far it is
)

// How long a job that failed rests.
const (
	firstPause  = 5 * time.Second
	longestWait = time.Hour
)

// Chore is background work of one kind. A pass does what is due and tells how much
// it was; any number of processes may make passes at the same time.
type Chore struct {
	Name   string
	Pass   func(ctx context.Context) (int, error)
	Yields bool // it can wait a little for those who ask
}

// Chores lists the background work in the order in which it is done.
func (a *App) Chores(by Post) []Chore {
	one := func(ctx context.Context, jobs []store.Job) []error { return []error{a.deliver(ctx, by, jobs[0])} }
	return []Chore{
		{Name: "evaluate", Pass: a.working(evaluateJob, quick, a.together(a.evaluate))},
		{Name: "ring", Pass: a.working(ringJob, short, a.together(a.ring)), Yields: true},
		{Name: "remind", Pass: a.working(remindJob, short, a.together(a.remind)), Yields: true},
		{Name: "deliver", Pass: a.working(deliverJob, slow, one)},
		{Name: "plan", Pass: a.working(planJob, long, a.workOutPlan)},
		{Name: "look around", Pass: a.LookAround},
	}
}

// working is a pass of work of one kind.
func (a *App) working(kind string, c claim, do func(context.Context, []store.Job) []error) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) { return a.work(ctx, kind, c, do) }
}

// work does what is due of one kind. do says of each job why it was not done; such
// a job is tried again later. The first failure is returned, to be logged.
func (a *App) work(ctx context.Context, kind string, c claim, do func(context.Context, []store.Job) []error) (done int, failed error) {
	jobs, err := a.store.Claim(ctx, kind, a.now(), c.lease, c.jobs)
	if err != nil || len(jobs) == 0 {
		return 0, err
	}
	for i, err := range do(ctx, jobs) {
		j := jobs[i]
		switch {
		case err == nil:
			done++
			continue
		case ctx.Err() != nil:
			return done, a.giveBack(ctx, jobs[i:])
		case failed == nil:
			failed = problem.Wrap(err, "%s %s", j.Kind, j.Subject)
		}
		later := calendar.At(a.now().Add(waitAfter(j.Failures)))
		if err := insist(ctx, func(ctx context.Context) error { return a.store.Postpone(ctx, j, later) }); err != nil {
			return done, err
		}
	}
	return done, failed
}

// task is what is to be done for a job, after everything was read that can be
// read beforehand. It tells when the job is due again; the zero moment ends it.
type task func(context.Context, *store.Tx) (next calendar.Moment, err error)

// together plans every job, and then does all of them in one transaction: making a
// change durable takes longer than most changes. When one fails in it, each has a
// transaction of its own, and only that one is not done.
func (a *App) together(plan func(context.Context, store.Job) (task, error)) func(context.Context, []store.Job) []error {
	return func(ctx context.Context, jobs []store.Job) []error {
		tasks, errs := planAll(ctx, jobs, plan)
		err := a.store.Write(ctx, func(tx *store.Tx) error {
			for i, j := range jobs {
				if errs[i] != nil {
					continue
				}
				if err := carryOut(ctx, tx, j, tasks[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			return errs
		}
		for i, j := range jobs {
			if errs[i] == nil {
				errs[i] = a.once(ctx, j, tasks[i])
			}
		}
		return errs
	}
}

// planAll plans every job. Plans only read, so that as many are made at once as
// there are processors.
func planAll(ctx context.Context, jobs []store.Job, plan func(context.Context, store.Job) (task, error)) ([]task, []error) {
	tasks, errs := make([]task, len(jobs)), make([]error, len(jobs))
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, j := range jobs {
		all.Go(func() error {
			defer func() {
				if cause := recover(); cause != nil {
					errs[i] = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
				}
			}()
			tasks[i], errs[i] = plan(ctx, j)
			return nil // what one lacks does not keep the others
		})
	}
	_ = all.Wait() // never fails
	return tasks, errs
}

// giveBack lets others do at once what a process that stops has claimed.
func (a *App) giveBack(ctx context.Context, jobs []store.Job) error {
	whole, cancel := context.WithTimeout(context.WithoutCancel(ctx), firstPause)
	defer cancel()
	if err := a.store.GiveBack(whole, jobs); err != nil {
		return err
	}
	return ctx.Err()
}

// waitAfter is how long a job waits that failed so often before.
func waitAfter(failures int) time.Duration {
	return min(firstPause<<min(failures, 20), longestWait)
}

// once does the task of a job in a transaction of its own.
func (a *App) once(ctx context.Context, j store.Job, do task) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return carryOut(ctx, tx, j, do) })
}

// carryOut does the task of a job, if the job is still its holder's: so it is done
// once. The job is over unless the task asks for it again.
func carryOut(ctx context.Context, tx *store.Tx, j store.Job, do task) error {
	held, err := tx.Holds(ctx, j)
	if err != nil || !held {
		return err
	}
	next, err := do(ctx, tx)
	if err != nil {
		return err
	}
	return tx.Finish(ctx, j, next)
}

// ring lets every alarm of a case go off whose time has come.
func (a *App) ring(ctx context.Context, j store.Job) (task, error) {
	c, err := a.store.Case(ctx, j.Subject)
	if err != nil {
		return nil, err
	}
	rules, err := a.rulesOf(ctx, c)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx *store.Tx) (calendar.Moment, error) {
		c, err := tx.Case(ctx, j.Subject)
		if err != nil {
			return calendar.Moment{}, err
		}
		to, effects, rang := fulfillment.Ring(c, rules, a.moment())
		if rang {
			if err := a.settle(ctx, tx, people.Who{}, move{from: c, in: fulfillment.Input{Move: "ring"}, rules: rules}, &to, effects); err != nil {
				return calendar.Moment{}, err
			}
		}
		alarm, ok := rules.NextAlarm(&to)
		if !ok {
			return calendar.Moment{}, nil
		}
		return calendar.MomentOf(alarm.At.Micros()+1, false), nil
	}, nil
}

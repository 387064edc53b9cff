package app

import (
	"context"
	"time"

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
	slow  = claim{1, 3 * post.LongestTimeout}
)

// How long a job that failed rests.
const (
	firstPause  = 5 * time.Second
	longestWait = time.Hour
)

// Chore is background work of one kind. A pass does what is due and tells how much
// it was; any number of processes may make passes at the same time.
type Chore struct {
	Name string
	Pass func(ctx context.Context) (int, error)
}

// Chores lists the background work in the order in which it is done.
func (a *App) Chores(by Post) []Chore {
	return []Chore{
		{"evaluate", func(ctx context.Context) (int, error) { return a.work(ctx, evaluateJob, quick, a.evaluate) }},
		{"ring", func(ctx context.Context) (int, error) { return a.work(ctx, ringJob, quick, a.ring) }},
		{"deliver", func(ctx context.Context) (int, error) {
			return a.work(ctx, deliverJob, slow, func(ctx context.Context, j store.Job) error { return a.deliver(ctx, by, j) })
		}},
		{"look around", a.LookAround},
	}
}

// work does what is due of one kind. A job that fails is tried again later, and
// stops no other; the first failure is returned, to be logged.
func (a *App) work(ctx context.Context, kind string, c claim, do func(context.Context, store.Job) error) (done int, failed error) {
	jobs, err := a.store.Claim(ctx, kind, a.now(), c.lease, c.jobs)
	if err != nil {
		return 0, err
	}
	for _, j := range jobs {
		if ctx.Err() != nil {
			return done, ctx.Err() // the lease runs out, and somebody else does them
		}
		err := do(ctx, j)
		if err == nil {
			done++
			continue
		}
		if failed == nil {
			failed = problem.Wrap(err, "%s %s", j.Kind, j.Subject)
		}
		if err := a.store.Postpone(ctx, j, calendar.At(a.now().Add(waitAfter(j.Failures)))); err != nil {
			return done, err
		}
	}
	return done, failed
}

// waitAfter is how long a job waits that failed so often before.
func waitAfter(failures int) time.Duration {
	return min(firstPause<<min(failures, 20), longestWait)
}

// once does the work of a job in one transaction, if it is still its holder's: so
// it is done once. The job is over unless the work asks for it again.
func (a *App) once(ctx context.Context, j store.Job, do func(*store.Tx) (next calendar.Moment, err error)) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		held, err := tx.Holds(ctx, j)
		if err != nil || !held {
			return err
		}
		next, err := do(tx)
		if err != nil {
			return err
		}
		return tx.Finish(ctx, j, next)
	})
}

// ring lets every alarm of a case go off whose time has come.
func (a *App) ring(ctx context.Context, j store.Job) error {
	c, err := a.store.Case(ctx, j.Subject)
	if err != nil {
		return err
	}
	rules, err := a.rulesOf(ctx, c)
	if err != nil {
		return err
	}
	return a.once(ctx, j, func(tx *store.Tx) (calendar.Moment, error) {
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
	})
}

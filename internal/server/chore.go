package server

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// Chore is work that nobody asks for. Any number of processes may do the same
// chore: it is told what to do by the database, in which it claims it.
type Chore struct {
	Name  string        // for the log and the metrics
	Every time.Duration // how long to wait after a pass that found nothing
	// Yields is for work that can wait a little: while requests are answered, it
	// rests after each pass for as long as the pass took, but no longer than Every.
	Yields bool
	// Pass does what is due, or a part of it, and tells how much that was. It is
	// called again at once as long as there was something. When its context ends
	// it stops where nothing is half done.
	Pass func(context.Context) (done int, err error)
}

// run does a chore until the context ends. A pass that fails is tried again
// after the wait.
func (c Chore) run(ctx context.Context, s *server) {
	for ctx.Err() == nil {
		began, answered := s.Now(), s.answered.Load()
		done, err := c.safely(ctx)
		if ctx.Err() != nil {
			return
		}
		took := s.Now().Sub(began)
		s.meters.chore(c.Name, done, err, took)
		if err != nil {
			s.Log.Error("a chore failed", "chore", c.Name, "cause", err.Error())
		}
		switch {
		case done == 0 || err != nil:
			wait(ctx, c.Every)
		case c.Yields && s.answered.Load() != answered:
			wait(ctx, min(took, c.Every))
		}
	}
}

// safely lets a panic end one pass alone.
func (c Chore) safely(ctx context.Context) (done int, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return c.Pass(ctx)
}

func wait(ctx context.Context, length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

package store

import (
	"context"
	"math/rand/v2"
	"time"
)

// Tx is one change of the database: all of it happens, or none. It reads what
// it wrote itself.
type Tx struct {
	Reader
	tx    *oneConnection
	store *Store
	fresh seenParts
}

// maxTries is how often a change is tried that lost against another one.
const maxTries = 10

// Write runs a change. When fn returns an error nothing of it is kept. Changes
// run one at a time, also those of other processes, so that what fn reads is
// still true when it writes. After losing against another session fn may be
// called again: it must have no effect outside the transaction. With
// a context of Join the change is part of the transaction that is under way.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	if under, ok := ctx.Value(joinKey{}).(*Tx); ok && under.store == s {
		return fn(under)
	}
	for try := 1; ; try++ {
		err := s.writeOnce(ctx, fn)
		if err == nil || try == maxTries || !s.engine.mayRetry(err) {
			return err
		}
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
}

type joinKey struct{}

// Join is a context whose changes are part of this one: all of them happen, or
// none.
func (t *Tx) Join(ctx context.Context) context.Context {
	return context.WithValue(ctx, joinKey{}, t)
}

func (s *Store) writeOnce(ctx context.Context, fn func(*Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.engine.problem(err)
	}
	defer tx.Rollback()
	if err := s.engine.lockWrites(ctx, tx); err != nil {
		return s.engine.problem(err)
	}
	c := newOneConnection(tx, s.toWrite)
	t := &Tx{Reader: Reader{db: c, engine: s.engine}, tx: c, store: s, fresh: newSeenParts()}
	if err := fn(t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.engine.problem(err)
	}
	s.seen.add(t.fresh)
	c.over(ctx)
	return nil
}

// pause waits a little longer after every try, and not the same time in every
// process.
func pause(ctx context.Context, try int) error {
	timer := time.NewTimer(time.Duration(try)*time.Millisecond + rand.N(10*time.Millisecond))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Read runs several readings that see one state of the database, whatever is
// changed meanwhile.
func (s *Store) Read(ctx context.Context, fn func(*Reader) error) error {
	tx, err := s.read.BeginTx(ctx, s.engine.readOptions())
	if err != nil {
		return s.engine.problem(err)
	}
	c := newOneConnection(tx, s.toRead)
	defer c.over(ctx)
	defer tx.Rollback()
	return fn(&Reader{db: c, engine: s.engine})
}

// exec runs a statement and returns how many rows it changed.
func (t *Tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, t.engine.problem(err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, t.engine.problem(err)
	}
	return n, nil
}

// insert stores rows and tells which of them were new.
func (t *Tx) insert(ctx context.Context, b bulk, rows [][]any) ([]bool, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	return t.engine.insert(ctx, t, b, rows)
}

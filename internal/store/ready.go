package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// ready keeps statements that were compiled once. SQLite compiles the text of a
// statement whenever it is asked, which takes longer than most answers. The
// driver of PostgreSQL does the same of its own accord; there it is nil.
type ready struct {
	db    *sql.DB
	lock  sync.RWMutex
	known map[string]*sql.Stmt
}

// mostReady bounds how many statements are kept. There are fewer texts; those
// that are written for a question of the moment must not fill the memory.
const mostReady = 500

func newReady(db *sql.DB) *ready { return &ready{db: db, known: map[string]*sql.Stmt{}} }

// find is the statement with a text, nil when it is not ready.
func (r *ready) find(query string) *sql.Stmt {
	if r == nil {
		return nil
	}
	r.lock.RLock()
	defer r.lock.RUnlock()
	return r.known[query]
}

// make is the statement with a text, compiled now if it was not; nil when there
// are too many, or when it cannot be: whoever runs the text is told why.
func (r *ready) make(ctx context.Context, query string) *sql.Stmt {
	if st := r.find(query); st != nil || r == nil {
		return st
	}
	st, err := r.db.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	if other := r.known[query]; other != nil || len(r.known) >= mostReady {
		st.Close()
		return other
	}
	r.known[query] = st
	return st
}

// anyConnection is the database as a handle.
type anyConnection struct {
	db    *sql.DB
	ready *ready
}

func (c anyConnection) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := c.ready.make(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return c.db.QueryContext(ctx, query, args...)
}

func (c anyConnection) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if st := c.ready.make(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return c.db.QueryRowContext(ctx, query, args...)
}

// oneConnection is a transaction as a handle. A statement that is not ready is
// compiled for it alone, and made ready after its end: within, that would wait
// for a second connection.
type oneConnection struct {
	tx      *sql.Tx
	ready   *ready
	own     map[string]*sql.Stmt // by text; those that were made ready before, as they are on this connection
	missing []string
}

func newOneConnection(tx *sql.Tx, r *ready) *oneConnection {
	return &oneConnection{tx: tx, ready: r, own: map[string]*sql.Stmt{}}
}

func (c *oneConnection) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := c.find(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return c.tx.QueryContext(ctx, query, args...)
}

func (c *oneConnection) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if st := c.find(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return c.tx.QueryRowContext(ctx, query, args...)
}

func (c *oneConnection) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if st := c.find(ctx, query); st != nil {
		return st.ExecContext(ctx, args...)
	}
	return c.tx.ExecContext(ctx, query, args...)
}

// prepare is a statement that runs for many rows.
func (c *oneConnection) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := c.find(ctx, query); st != nil {
		return st, nil
	}
	st, err := c.tx.PrepareContext(ctx, query)
	if err == nil {
		c.own[query] = st
	}
	return st, err
}

func (c *oneConnection) find(ctx context.Context, query string) *sql.Stmt {
	if st := c.own[query]; st != nil || c.ready == nil {
		return st
	}
	known := c.ready.find(query)
	if known == nil {
		c.missing = append(c.missing, query)
		return nil
	}
	c.own[query] = c.tx.StmtContext(ctx, known)
	return c.own[query]
}

// shortWait is how long it may take to make statements ready for the next
// transaction. One that is waiting for the connection goes first.
const shortWait = 2 * time.Millisecond

// over makes ready what was missing, once the connection is free again.
func (c *oneConnection) over(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shortWait)
	defer cancel()
	for _, query := range c.missing {
		c.ready.make(ctx, query)
	}
}

// Package store remembers: facts, and the registers of imports, programs,
// rates and acts. One SQL text runs on SQLite and on PostgreSQL; what differs
// between the two is in sqlite.go and postgres.go, and nowhere else.
//
// Facts are the only truth. The tables of holders, names, memberships and
// merges are projections of them, kept in the same transaction, and Rebuild
// makes them anew. Every act is one transaction, and so is a snapshot; a plain
// file is stored in batches, each of them one, and the same file again adds what
// is missing. Only one change is made at a time on either engine; readers never
// wait for it. Errors are problems, with the kind Unavailable when the
// database cannot be reached or is locked.
package store

import (
	"context"
	"database/sql"
)

// Store is an open database. Any number of goroutines may use it, and any
// number of processes may have the same database open.
type Store struct {
	Reader
	engine  engine
	write   *sql.DB // where changes are made
	read    *sql.DB
	toWrite *ready // the statements of changes
	toRead  *ready
	seen    *seen
}

// Exists reports whether Open would find a database rather than create one.
func Exists(dsn string) bool {
	e, err := engineOf(dsn)
	return err != nil || e.exists()
}

// Open opens a database, creates it when it is not there, and brings its
// tables up to date. The DSN is the path of an SQLite file, or
// postgres://user:password@host/database.
func Open(ctx context.Context, dsn string) (*Store, error) {
	e, err := engineOf(dsn)
	if err != nil {
		return nil, err
	}
	write, read, err := e.open(ctx)
	if err != nil {
		return nil, err
	}
	s := newStore(e, write, read)
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newStore(e engine, write, read *sql.DB) *Store {
	s := &Store{engine: e, write: write, read: read, toWrite: e.ready(write), toRead: e.ready(read), seen: newSeen()}
	s.Reader = Reader{db: anyConnection{read, s.toRead}, engine: e}
	return s
}

// Writable is nil while the database can be read and takes changes.
func (s *Store) Writable(ctx context.Context) error {
	if _, err := s.Meta(ctx, "ready"); err != nil {
		return err
	}
	return s.engine.writable(ctx, s.read)
}

// Engine is what the engine of the database is called.
func (s *Store) Engine() string { return s.engine.called() }

// Close releases the database. Transactions under way are rolled back.
func (s *Store) Close() error {
	readErr := s.read.Close()
	if err := s.write.Close(); err != nil {
		return s.engine.problem(err)
	}
	if readErr != nil {
		return s.engine.problem(readErr)
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"

	"laurel/internal/problem"
)

type sqliteEngine struct{ path string }

func init() {
	sqlite.MustRegisterCollationUtf8("C", strings.Compare)
}

// sqliteSettings: every commit is on the disk when it returns; a reader never
// waits for a writer; a writer waits ten seconds for another process.
const sqliteSettings = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
	"&_pragma=wal_autocheckpoint(16000)&_pragma=temp_store(FILE)"

const sqliteReaders = 4

func (sqliteEngine) called() string { return "SQLite" }

func (e sqliteEngine) open(ctx context.Context) (write, read *sql.DB, err error) {
	if err := patiently(ctx, func() error { return e.refuseOthers(ctx) }); err != nil {
		return nil, nil, err
	}
	file := e.address() + sqliteSettings
	if write, err = sql.Open("sqlite", file+"&_txlock=immediate&_pragma=cache_size(-65536)"); err != nil {
		return nil, nil, e.problem(err)
	}
	write.SetMaxOpenConns(1)
	if err := patiently(ctx, func() error { return e.problem(write.PingContext(ctx)) }); err != nil {
		write.Close()
		return nil, nil, err
	}
	if read, err = sql.Open("sqlite", file+"&_query_only=1&_pragma=cache_size(-16384)"); err != nil {
		write.Close()
		return nil, nil, e.problem(err)
	}
	read.SetMaxOpenConns(sqliteReaders)
	read.SetMaxIdleConns(sqliteReaders) // a new connection would have to compile every statement again
	return write, read, nil
}

// patience is how long a process waits for another one, where SQLite itself does
// not: while a fresh file gets its journal, and while its tables are made.
const patience = 10 * time.Second

// patiently does something again as long as another process is in the way.
func patiently(ctx context.Context, work func() error) error {
	for end := time.Now().Add(patience); ; {
		err := work()
		if sqliteFailure(err) != busy || ctx.Err() != nil || time.Now().After(end) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (e sqliteEngine) exists() bool {
	_, err := os.Stat(e.path)
	return !errors.Is(err, fs.ErrNotExist)
}

// refuseOthers leaves the file of another program exactly as it is. It asks in one
// statement: another process may be making our tables.
func (e sqliteEngine) refuseOthers(ctx context.Context) error {
	if !e.exists() {
		return nil
	}
	db, err := sql.Open("sqlite", e.address()+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return e.problem(err)
	}
	defer db.Close()
	var others bool
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\')
		AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'migrations')`).Scan(&others)
	if err == nil && others {
		err = problem.New(problem.Conflict, "This database belongs to another program: it holds tables, and none of Laurel's.").
			WithHint("Give the path of a file that Laurel made, or of one that does not exist yet.")
	}
	return e.problem(err)
}

func (e sqliteEngine) address() string { return "file:" + (&url.URL{Path: e.path}).EscapedPath() }

// writable has nothing to ask: the file took a change when it was opened.
func (sqliteEngine) writable(context.Context, *sql.DB) error { return nil }

// tables declares the collation that SQLite has built in, which is the same
// order without a call for each comparison, and the type that makes an id the
// place of the row.
func (sqliteEngine) tables(migration string) string {
	migration = strings.NewReplacer(` COLLATE "C"`, "", " BYTEA ", " BLOB ").Replace(migration)
	return strings.ReplaceAll(migration, "BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
}

func (sqliteEngine) ready(db *sql.DB) *ready { return newReady(db) }

// lockWrites has nothing to do: the transaction began with BEGIN IMMEDIATE.
func (sqliteEngine) lockWrites(context.Context, *sql.Tx) error { return nil }

func (sqliteEngine) readOptions() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

// insert runs one prepared statement for every row: on SQLite nothing is
// faster. The rows are not interrupted one by one, which would cost a
// goroutine each.
func (e sqliteEngine) insert(ctx context.Context, tx *Tx, b bulk, rows [][]any) ([]bool, error) {
	marks := make([]string, len(b.columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	st, err := tx.tx.prepare(ctx, b.head()+"VALUES ("+strings.Join(marks, ", ")+")"+b.tail())
	if err != nil {
		return nil, e.problem(err)
	}
	whole := context.WithoutCancel(ctx)
	isNew := make([]bool, len(rows))
	for i, row := range rows {
		result, err := st.ExecContext(whole, row...)
		if err != nil {
			return nil, e.problem(err)
		}
		n, _ := result.RowsAffected() // this driver always knows
		isNew[i] = n > 0
	}
	return isNew, ctx.Err()
}

func (e sqliteEngine) problem(err error) error {
	if ours(err) {
		return err
	}
	return problemOf(sqliteFailure(err), e.path, err)
}

func sqliteFailure(err error) failure {
	var coded *sqlite.Error
	if !errors.As(err, &coded) {
		return unknown
	}
	switch coded.Code() & 0xff {
	case sqlitecode.SQLITE_BUSY, sqlitecode.SQLITE_LOCKED:
		return busy
	case sqlitecode.SQLITE_CANTOPEN:
		return unreachable
	case sqlitecode.SQLITE_PERM, sqlitecode.SQLITE_READONLY, sqlitecode.SQLITE_AUTH:
		return forbidden
	case sqlitecode.SQLITE_NOTADB:
		return notADatabase
	case sqlitecode.SQLITE_CORRUPT:
		return damaged
	case sqlitecode.SQLITE_FULL, sqlitecode.SQLITE_IOERR:
		return full
	default:
		return unknown
	}
}

// isNoTable takes every error of the statement's text for that: the code says
// no more, and the one statement that asks has no other mistake.
func (sqliteEngine) isNoTable(err error) bool {
	var coded *sqlite.Error
	return errors.As(err, &coded) && coded.Code() == sqlitecode.SQLITE_ERROR
}

// isNoColumn is the same code, asked when the table is known to be there.
func (e sqliteEngine) isNoColumn(err error) bool { return e.isNoTable(err) }

// mayRetry is never: a change holds the lock from its beginning, and has waited
// for it already.
func (sqliteEngine) mayRetry(error) bool { return false }

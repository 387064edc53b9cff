package store

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strings"

	"laurel/internal/problem"
)

// engine is everything that differs between SQLite and PostgreSQL. The rest of
// the package never asks which of the two it works on.
type engine interface {
	// called is what the engine is called.
	called() string
	// exists reports whether there may be a database already.
	exists() bool
	// open connects for changes and for reading. A file of another program is refused.
	open(ctx context.Context) (write, read *sql.DB, err error)
	// writable is nil while the server of the database takes changes.
	writable(ctx context.Context, db *sql.DB) error
	// tables is the text of a migration as the engine wants it.
	tables(migration string) string
	// lockWrites waits until no other change is being made, for the length of the transaction.
	lockWrites(ctx context.Context, tx *sql.Tx) error
	// ready keeps compiled statements, where the driver does not.
	ready(db *sql.DB) *ready
	// readOptions begin a transaction that sees one state.
	readOptions() *sql.TxOptions
	// insert stores many rows and tells which of them were new.
	insert(ctx context.Context, tx *Tx, b bulk, rows [][]any) ([]bool, error)
	// backup copies the database into a file that is not there yet, while it is in use.
	backup(ctx context.Context, db *sql.DB, file string) error
	// restore makes a database that is not there yet, or holds nothing, of a backup.
	restore(ctx context.Context, file string) error
	// problem turns an error of the driver into a problem; others stay as they are.
	problem(err error) error
	// isNoTable reports whether a statement failed because a table is not there.
	isNoTable(err error) bool
	// isNoColumn reports whether a statement failed because its table is another one.
	isNoColumn(err error) bool
	// mayRetry reports whether a change failed only because of another one.
	mayRetry(err error) bool
}

func engineOf(dsn string) (engine, error) {
	switch {
	case dsn == "" || strings.HasPrefix(dsn, ":memory:") || strings.ContainsRune(dsn, 0):
		return nil, problem.New(problem.Invalid, "%q is not a database.", dsn).
			WithHint("Give the path of a file, such as laurel.db, or postgres://user@host/database.")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return newPostgres(dsn)
	case addressInWords.MatchString(dsn):
		return nil, problem.New(problem.Invalid, "The address of the PostgreSQL database cannot be read.").
			WithHint("Write it as postgres://user:password@host:5432/database.")
	default:
		return sqliteEngine{path: dsn}, nil
	}
}

// addressInWords is what PostgreSQL's own tools take as well. As the path of a
// file it would make one with a password in its name.
var addressInWords = regexp.MustCompile(`^\s*(host|hostaddr|port|dbname|user|password|service)\s*=`)

// bulk is a statement that stores many rows.
type bulk struct {
	table   string
	columns []column
	unique  []string // the columns that tell the rows apart, in the order in which they are stored
	onTaken string   // what happens to a row whose unique columns are taken; DO NOTHING when empty
}

// column is one column of a bulk and its type.
type column struct {
	name string
	kind columnKind
}

type columnKind int

const (
	textColumn columnKind = iota
	intColumn             // an int64, or nil
	boolColumn
)

// head is the statement up to its rows.
func (b bulk) head() string {
	names := make([]string, len(b.columns))
	for i, c := range b.columns {
		names[i] = c.name
	}
	return "INSERT INTO " + b.table + " (" + strings.Join(names, ", ") + ") "
}

func (b bulk) tail() string {
	if b.onTaken == "" {
		return " ON CONFLICT DO NOTHING"
	}
	return " ON CONFLICT (" + strings.Join(b.unique, ", ") + ") " + b.onTaken
}

// failure is what a driver's code says went wrong.
type failure int

const (
	unknown failure = iota
	busy            // another session holds what is needed
	lost            // another change came first; trying again is right
	unreachable
	forbidden
	notADatabase
	damaged
	full
)

// problemOf puts a failure into words for whoever runs the program.
func problemOf(f failure, name string, err error) error {
	switch f {
	case busy, lost:
		return problem.New(problem.Unavailable, "The database %s is busy with another change.", name).
			WithHint("Try again when the other import or command has ended.").Because(err)
	case unreachable:
		return problem.New(problem.Unavailable, "The database %s cannot be reached.", name).
			WithHint("Check the name, that its folder or server is there, and that you may use it.").Because(err)
	case forbidden:
		return problem.New(problem.Unavailable, "The database %s does not let you do that: permission is denied.", name).
			WithHint("Ask who owns it for the right to read and write, or run the command as somebody who has it.").Because(err)
	case notADatabase:
		return problem.New(problem.Conflict, "%s is not a database of Laurel.", name).
			WithHint("Give the path of a file that Laurel made, or of one that does not exist yet.").Because(err)
	case damaged:
		return problem.New(problem.Unavailable, "The database %s is damaged and cannot be read.", name).
			WithHint("Put back the newest copy, and import again what came after it: nothing counts twice.").Because(err)
	case full:
		return problem.New(problem.Unavailable, "The database %s cannot be written: the disk is full or fails.", name).
			WithHint("Make room on its disk, or look at the log of the machine, and run the command again.").Because(err)
	default:
		return problem.New(problem.Internal, "The database %s did not do what was asked.", name).
			WithHint("Run the command again; if it happens again, it is a mistake in Laurel: report it with the command and its version.").Because(err)
	}
}

// ours reports whether an error needs no translation: it is nil, a problem
// already, or the end of the caller's patience.
func ours(err error) bool {
	return err == nil || problem.Of(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

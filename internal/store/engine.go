package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"

	"laurel/internal/problem"
)

// engine is everything that differs between SQLite and PostgreSQL. The rest of
// the package never asks which of the two it works on.
type engine interface {
	// exists reports whether there may be a database already.
	exists() bool
	// open connects for changes and for reading.
	open(ctx context.Context) (write, read *sql.DB, err error)
	// dialect is the migration library's name of the engine.
	dialect() goose.Dialect
	// tables is the text of a migration as the engine wants it.
	tables(migration string) string
	// lockMigrations keeps other processes from migrating until unlock is called.
	lockMigrations(ctx context.Context, db *sql.DB) (unlock func() error, err error)
	// lockWrites waits until no other change is being made, for the length of the transaction.
	lockWrites(ctx context.Context, tx *sql.Tx) error
	// readOptions begin a transaction that sees one state.
	readOptions() *sql.TxOptions
	// insert stores many rows and tells which of them were new.
	insert(ctx context.Context, tx *Tx, b bulk, rows [][]any) ([]bool, error)
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
	case notADatabase:
		return problem.New(problem.Conflict, "%s is not a database of Laurel.", name).
			WithHint("Give the path of a file that Laurel made, or of one that does not exist yet.").Because(err)
	case damaged:
		return problem.New(problem.Unavailable, "The database %s is damaged and cannot be read.", name).
			WithHint("Put back the newest copy, and import again what came after it: nothing counts twice.").Because(err)
	case full:
		return problem.New(problem.Unavailable, "The database %s cannot be written: the disk is full or fails.", name).Because(err)
	default:
		return problem.New(problem.Internal, "The database %s did not do what was asked.", name).Because(err)
	}
}

// ours reports whether an error needs no translation: it is nil, a problem
// already, or the end of the caller's patience.
func ours(err error) bool {
	return err == nil || problem.Of(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// ---- SQLite

type sqliteEngine struct{ path string }

func init() {
	sqlite.MustRegisterCollationUtf8("C", strings.Compare)
}

// sqliteSettings: every commit is on the disk when it returns; a reader never
// waits for a writer; a writer waits ten seconds for another process.
const sqliteSettings = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
	"&_pragma=wal_autocheckpoint(16000)&_pragma=temp_store(FILE)"

const sqliteReaders = 4

func (e sqliteEngine) open(ctx context.Context) (write, read *sql.DB, err error) {
	file := "file:" + (&url.URL{Path: e.path}).EscapedPath() + sqliteSettings
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

func (sqliteEngine) dialect() goose.Dialect { return goose.DialectSQLite3 }

// tables declares the collation that SQLite has built in, which is the same
// order without a call for each comparison, and the type that makes an id the
// place of the row.
func (sqliteEngine) tables(migration string) string {
	migration = strings.ReplaceAll(migration, ` COLLATE "C"`, "")
	return strings.ReplaceAll(migration, "BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
}

// lockMigrations has nothing to do: each migration is a transaction that
// excludes all others, and the loser of a race finds it done.
func (sqliteEngine) lockMigrations(context.Context, *sql.DB) (func() error, error) {
	return func() error { return nil }, nil
}

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
	st, err := tx.prepared(ctx, b.head()+"VALUES ("+strings.Join(marks, ", ")+")"+b.tail())
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
	case sqlitecode.SQLITE_CANTOPEN, sqlitecode.SQLITE_PERM, sqlitecode.SQLITE_READONLY, sqlitecode.SQLITE_AUTH:
		return unreachable
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

// ---- PostgreSQL

type postgresEngine struct {
	config pgx.ConnConfig
	name   string // without the password
}

func newPostgres(dsn string) (engine, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, problem.New(problem.Invalid, "The address of the PostgreSQL database cannot be read.").
			WithHint("Write it as postgres://user:password@host:5432/database.")
	}
	config.RuntimeParams["lock_timeout"] = "10s"
	config.RuntimeParams["client_encoding"] = "UTF8"
	config.RuntimeParams["application_name"] = "laurel"
	return postgresEngine{config: *config, name: fmt.Sprintf("%s on %s", config.Database, config.Host)}, nil
}

const postgresConnections = 8

func (e postgresEngine) open(ctx context.Context) (write, read *sql.DB, err error) {
	db := stdlib.OpenDB(e.config)
	db.SetMaxOpenConns(postgresConnections)
	db.SetMaxIdleConns(postgresConnections)
	var encoding string
	if err := db.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		db.Close()
		return nil, nil, e.problem(err)
	}
	if encoding != "UTF8" {
		db.Close()
		return nil, nil, problem.New(problem.Invalid, "The database %s is encoded as %s; Laurel needs UTF8.", e.name, encoding).
			WithHint("Create it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.")
	}
	return db, db, nil
}

// exists leaves the answer to the server, when it is opened.
func (postgresEngine) exists() bool { return true }

func (postgresEngine) dialect() goose.Dialect { return goose.DialectPostgres }

func (postgresEngine) tables(migration string) string { return migration }

// The numbers of the locks, together with the schema. Any program that shares
// the database may use others.
const (
	migrationLock = 1162958
	writeLock     = 1162959
)

func (e postgresEngine) lockMigrations(ctx context.Context, db *sql.DB) (func() error, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, e.problem(err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1, hashtext(current_schema()))", migrationLock); err != nil {
		conn.Close()
		return nil, e.problem(err)
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1, hashtext(current_schema()))", migrationLock)
		return errors.Join(err, conn.Close())
	}, nil
}

func (e postgresEngine) lockWrites(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", writeLock)
	return err
}

func (postgresEngine) readOptions() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// insert sends every column as one array. The rows are stored in the order of
// their unique columns, so that two sessions never wait for each other in a
// circle, and the first of equal ones wins.
func (e postgresEngine) insert(ctx context.Context, tx *Tx, b bulk, rows [][]any) ([]bool, error) {
	isNew := make([]bool, len(rows))
	keys, err := tx.db.QueryContext(ctx, b.arrayInsert(), b.arrays(rows)...)
	if err != nil {
		return nil, e.problem(err)
	}
	defer keys.Close()
	stored := map[string]int{}
	into, key := b.keyScanner()
	for keys.Next() {
		if err := keys.Scan(into...); err != nil {
			return nil, e.problem(err)
		}
		stored[key()]++
	}
	for i, row := range rows {
		if k := b.keyOf(row); stored[k] > 0 {
			isNew[i] = true
			delete(stored, k)
		}
	}
	return isNew, e.problem(keys.Err())
}

var arrayTypes = map[columnKind]string{textColumn: "text[]", intColumn: "bigint[]", boolColumn: "boolean[]"}

func (b bulk) arrayInsert() string {
	arrays, names := make([]string, len(b.columns)+1), make([]string, len(b.columns)+1)
	for i, c := range b.columns {
		arrays[i], names[i] = fmt.Sprintf("$%d::%s", i+1, arrayTypes[c.kind]), c.name
	}
	last := len(b.columns)
	arrays[last], names[last] = fmt.Sprintf("$%d::bigint[]", last+1), "row_number_"
	unique := strings.Join(b.unique, ", ")
	return b.head() + "SELECT " + strings.Join(names[:last], ", ") +
		" FROM unnest(" + strings.Join(arrays, ", ") + ") AS given(" + strings.Join(names, ", ") + ")" +
		" ORDER BY " + unique + ", row_number_" + b.tail() + " RETURNING " + unique
}

// arrays turns rows into columns, and numbers the rows.
func (b bulk) arrays(rows [][]any) []any {
	args := make([]any, 0, len(b.columns)+1)
	for i, c := range b.columns {
		switch c.kind {
		case textColumn:
			args = append(args, columnOf[string](rows, i))
		case boolColumn:
			args = append(args, columnOf[bool](rows, i))
		default:
			args = append(args, nullableColumn(rows, i))
		}
	}
	numbers := make([]int64, len(rows))
	for i := range numbers {
		numbers[i] = int64(i)
	}
	return append(args, numbers)
}

func columnOf[T any](rows [][]any, i int) []T {
	out := make([]T, len(rows))
	for r, row := range rows {
		out[r] = row[i].(T)
	}
	return out
}

func nullableColumn(rows [][]any, i int) []*int64 {
	out, values := make([]*int64, len(rows)), make([]int64, len(rows))
	for r, row := range rows {
		if n, ok := row[i].(int64); ok {
			values[r], out[r] = n, &values[r]
		}
	}
	return out
}

// keyOf is the unique columns of a row as one text.
func (b bulk) keyOf(row []any) string {
	var key strings.Builder
	for _, name := range b.unique {
		for i, c := range b.columns {
			if c.name == name {
				fmt.Fprintf(&key, "%v\x00", row[i])
			}
		}
	}
	return key.String()
}

// keyScanner scans the unique columns that a statement returns.
func (b bulk) keyScanner() (into []any, key func() string) {
	values := make([]any, len(b.unique))
	for i := range values {
		into = append(into, &values[i])
	}
	return into, func() string {
		var text strings.Builder
		for _, v := range values {
			fmt.Fprintf(&text, "%v\x00", v)
		}
		return text.String()
	}
}

func (e postgresEngine) problem(err error) error {
	if ours(err) {
		return err
	}
	return problemOf(postgresFailure(err), e.name, err)
}

func postgresFailure(err error) failure {
	var coded *pgconn.PgError
	if !errors.As(err, &coded) {
		var connecting *pgconn.ConnectError
		if errors.As(err, &connecting) || errors.Is(err, driver.ErrBadConn) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) {
			return unreachable
		}
		return unknown
	}
	switch class := coded.Code[:2]; {
	case coded.Code == "40001" || coded.Code == "40P01":
		return lost
	case coded.Code == "55P03":
		return busy
	case class == "08" || class == "28" || class == "57" || coded.Code == "3D000" || coded.Code == "42501":
		return unreachable
	case class == "53":
		return full
	default:
		return unknown
	}
}

func (postgresEngine) isNoTable(err error) bool { return hasCode(err, "42P01") }

func (postgresEngine) isNoColumn(err error) bool { return hasCode(err, "42703") }

func hasCode(err error, code string) bool {
	var coded *pgconn.PgError
	return errors.As(err, &coded) && coded.Code == code
}

func (postgresEngine) mayRetry(err error) bool { return postgresFailure(err) == lost }

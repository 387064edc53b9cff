package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"laurel/internal/problem"
)

type postgresEngine struct {
	config  pgx.ConnConfig
	name    string // without the password
	address string
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
	// The server thinks that reading the facts of many partners is far dearer than
	// it is, and would compile each such query for longer than it takes.
	config.RuntimeParams["jit"] = "off"
	return postgresEngine{config: *config, name: fmt.Sprintf("%s on %s", config.Database, config.Host), address: dsn}, nil
}

// Who waits for a turn to write holds a connection. So that whoever has the turn
// can read beside its transaction, readers have connections of their own.
const (
	postgresWriters = 4
	postgresReaders = 8
)

func (postgresEngine) called() string { return "PostgreSQL" }

func (e postgresEngine) open(ctx context.Context) (write, read *sql.DB, err error) {
	write, read = e.pool(postgresWriters), e.pool(postgresReaders)
	defer func() {
		if err != nil {
			write.Close()
			read.Close()
		}
	}()
	var encoding string
	if err := read.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return write, read, e.problem(err)
	}
	if encoding != "UTF8" {
		return write, read, problem.New(problem.Invalid, "The database %s is encoded as %s; Laurel needs UTF8.", e.name, encoding).
			WithHint("Create it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.")
	}
	return write, read, nil
}

func (e postgresEngine) pool(connections int) *sql.DB {
	db := stdlib.OpenDB(e.config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// exists leaves the answer to the server, when it is opened.
func (postgresEngine) exists() bool { return true }

// writable refuses a server that only follows another one, or was told to take no
// changes.
func (e postgresEngine) writable(ctx context.Context, db *sql.DB) error {
	var readOnly string
	err := db.QueryRowContext(ctx, "SHOW transaction_read_only").Scan(&readOnly)
	if err == nil && readOnly != "off" {
		err = problem.New(problem.Unavailable, "The database %s takes no changes.", e.name).
			WithHint("Give the address of the primary server, or the addresses of all with target_session_attrs=read-write.")
	}
	return e.problem(err)
}

func (postgresEngine) tables(migration string) string { return migration }

// The number of the lock, together with the schema. Any program that shares the
// database may use others.
const writeLock = 1162959

func (e postgresEngine) lockWrites(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", writeLock)
	return err
}

func (postgresEngine) ready(*sql.DB) *ready { return nil }

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
		if isBroken(err) {
			return unreachable
		}
		return unknown
	}
	switch class := coded.Code[:2]; {
	case coded.Code == "40001" || coded.Code == "40P01":
		return lost
	case coded.Code == "55P03":
		return busy
	case class == "08" || class == "57" || coded.Code == "3D000":
		return unreachable
	case class == "28" || coded.Code == "42501" || coded.Code == "25006":
		return forbidden
	case class == "53":
		return full
	default:
		return unknown
	}
}

// isBroken reports whether a connection could not be made, or broke in the middle
// of what it was doing.
func isBroken(err error) bool {
	var connecting *pgconn.ConnectError
	var network *net.OpError
	if errors.As(err, &connecting) || errors.As(err, &network) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) {
		return true
	}
	return slices.ContainsFunc([]error{driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, net.ErrClosed, io.EOF, io.ErrUnexpectedEOF}, func(end error) bool { return errors.Is(err, end) })
}

func (postgresEngine) isNoTable(err error) bool { return hasCode(err, "42P01") }

func (postgresEngine) isNoColumn(err error) bool { return hasCode(err, "42703") }

func hasCode(err error, code string) bool {
	var coded *pgconn.PgError
	return errors.As(err, &coded) && coded.Code == code
}

func (postgresEngine) mayRetry(err error) bool { return postgresFailure(err) == lost }

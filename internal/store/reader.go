package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
)

// Reader answers questions. A Store is one, whose answers are each as of now;
// within Store.Read all answers are as of one moment; a Tx also sees its own
// changes.
type Reader struct {
	db     handle
	engine engine
}

// handle is what statements run on: a database or a transaction.
type handle interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each calls fn for every row of an answer.
func (r *Reader) each(ctx context.Context, fn func(*sql.Rows) error, query string, args ...any) error {
	rows, err := r.db.QueryContext(ctx, query, args...)
	if err != nil {
		return r.engine.problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return r.engine.problem(err)
		}
	}
	return r.engine.problem(rows.Err())
}

// one scans the only row of an answer; found is false when there is none.
func (r *Reader) one(ctx context.Context, into []any, query string, args ...any) (found bool, err error) {
	err = r.db.QueryRowContext(ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, r.engine.problem(err)
}

// all collects what scan makes of every row.
func all[T any](ctx context.Context, r *Reader, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	var list []T
	err := r.each(ctx, func(rows *sql.Rows) error {
		var item T
		if err := scan(rows, &item); err != nil {
			return err
		}
		list = append(list, item)
		return nil
	}, query, args...)
	return list, err
}

// chunk is how many values one list in a statement has.
const chunk = 250

// inChunks calls fn with the values, chunk by chunk, as the arguments of a
// statement after first; the last chunk repeats its last value so that one
// text serves all.
func inChunks(values []string, fn func(args []any) error, first ...any) error {
	for start := 0; start < len(values); start += chunk {
		args := append(make([]any, 0, len(first)+chunk), first...)
		for i := range chunk {
			args = append(args, values[min(start+i, len(values)-1)])
		}
		if err := fn(args); err != nil {
			return err
		}
	}
	return nil
}

// listOf is the parameters of a chunk, the first being $first.
func listOf(first int) string {
	var b strings.Builder
	for i := range chunk {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	return b.String()
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"laurel/internal/problem"
)

// migrationFiles are numbered from 1 and never changed once released: what a
// later version needs otherwise is a new file.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the tables.
type migration struct {
	version  int64
	name     string
	text     string
	checksum string // SHA-256 of the text, in hex
}

// migrations lists every step of this program, in order.
func migrations() ([]migration, error) {
	paths, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	list := make([]migration, len(paths)) // Glob sorts by name
	for i, path := range paths {
		text, err := migrationFiles.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := strings.TrimPrefix(path, "migrations/")
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil || version != int64(i)+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		sum := sha256.Sum256(text)
		list[i] = migration{version: version, name: name, text: string(text), checksum: hex.EncodeToString(sum[:])}
	}
	return list, nil
}

// migrate brings the tables up to date. Any number of processes may do so at
// the same time.
func (s *Store) migrate(ctx context.Context) error {
	list, err := migrations()
	if err != nil {
		return problem.New(problem.Internal, "The migrations of this program are not in order.").Because(err)
	}
	return s.migrateTo(ctx, list)
}

// migrateTo takes every missing step in one change: the tables are as they were,
// or up to date. Changes exclude each other, so whoever comes second finds them
// up to date.
func (s *Store) migrateTo(ctx context.Context, list []migration) error {
	current, err := s.isCurrent(ctx, list)
	if err != nil || current {
		return err
	}
	return patiently(ctx, func() error {
		return s.Write(ctx, func(t *Tx) error { return t.takeSteps(ctx, list) })
	})
}

func (t *Tx) takeSteps(ctx context.Context, list []migration) error {
	if _, err := t.tx.ExecContext(ctx, t.engine.tables(createMigrations)); err != nil {
		return t.engine.problem(err)
	}
	done, err := t.applied(ctx)
	if err != nil {
		return err
	}
	for _, m := range list[min(len(done), len(list)):] {
		if err := t.step(ctx, m); err != nil {
			return t.engine.problem(fmt.Errorf("migration %s: %w", m.name, err))
		}
	}
	return nil
}

const createMigrations = `
CREATE TABLE IF NOT EXISTS migrations (
    version BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    -- SHA-256 of the migration's text, in hex
    checksum TEXT NOT NULL,
    -- in microseconds since 1970
    applied BIGINT NOT NULL
)`

func (t *Tx) step(ctx context.Context, m migration) error {
	if _, err := t.tx.ExecContext(ctx, t.engine.tables(m.text)); err != nil {
		return err
	}
	_, err := t.tx.ExecContext(ctx, `INSERT INTO migrations (version, name, checksum, applied) VALUES ($1, $2, $3, $4)`,
		m.version, m.name, m.checksum, time.Now().UnixMicro())
	return err
}

// isCurrent reports whether every migration was applied as it is in this
// program. A database that knows other ones is refused.
func (s *Store) isCurrent(ctx context.Context, list []migration) (bool, error) {
	r := &Reader{db: s.write, engine: s.engine}
	fresh, err := r.isFresh(ctx)
	if err != nil || fresh {
		return false, err
	}
	applied, err := r.applied(ctx)
	if err != nil {
		return false, err
	}
	for i, m := range applied {
		if i >= len(list) {
			return false, problem.New(problem.Conflict, "This database was made by a newer Laurel: it has the change %s, which this one does not know.", m.name).
				WithHint("Install the newest Laurel, or open the copy that was made before the upgrade.")
		}
		if m.checksum != list[i].checksum {
			return false, problem.New(problem.Conflict, "This database was made with another text of the change %s than this Laurel has.", m.name).
				WithHint("Use the Laurel that made it, or an official release; a private build may have changed the file.")
		}
	}
	return len(applied) == len(list), nil
}

// applied lists what the database says was done to it, in order.
func (r *Reader) applied(ctx context.Context) ([]migration, error) {
	list, err := all(ctx, r, func(rows *sql.Rows, m *migration) error {
		return rows.Scan(&m.version, &m.name, &m.checksum)
	}, `SELECT version, name, checksum FROM migrations ORDER BY version`)
	if r.engine.isNoColumn(err) {
		return nil, problem.New(problem.Conflict, "This database belongs to another program: its table migrations is not Laurel's.").
			WithHint("Give Laurel a database, or on PostgreSQL a schema, of its own.").Because(err)
	}
	return list, err
}

// isFresh reports whether the database has no table of ours yet. Asking for the
// table and failing is the one question that both engines understand.
func (r *Reader) isFresh(ctx context.Context) (bool, error) {
	var n int
	err := r.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM migrations`).Scan(&n)
	if err == nil || r.engine.isNoTable(err) {
		return err != nil, nil
	}
	return false, r.engine.problem(err)
}

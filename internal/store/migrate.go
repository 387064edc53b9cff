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

	"github.com/pressly/goose/v3"

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

func (s *Store) migrateTo(ctx context.Context, list []migration) error {
	current, err := s.isCurrent(ctx, list)
	if err != nil || current {
		return err
	}
	unlock, err := s.engine.lockMigrations(ctx, s.write)
	if err != nil {
		return err
	}
	defer unlock()
	return patiently(ctx, func() error { return s.apply(ctx, list) })
}

// apply runs what is missing. Losing against another process that does the same
// is no failure when the tables are up to date afterwards.
func (s *Store) apply(ctx context.Context, list []migration) error {
	provider, err := goose.NewProvider(s.engine.dialect(), s.write, nil,
		goose.WithGoMigrations(s.steps(list)...), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return s.engine.problem(err)
	}
	_, runErr := provider.Up(ctx)
	current, err := s.isCurrent(ctx, list)
	switch {
	case err != nil:
		return err
	case !current && runErr != nil:
		return s.engine.problem(runErr)
	default:
		return nil
	}
}

// steps are the migrations as the library runs them, each in one transaction
// with the line in our own table.
func (s *Store) steps(list []migration) []*goose.Migration {
	steps := make([]*goose.Migration, len(list))
	for i, m := range list {
		steps[i] = goose.NewGoMigration(m.version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			return s.step(ctx, tx, m)
		}}, nil)
	}
	return steps
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

func (s *Store) step(ctx context.Context, tx *sql.Tx, m migration) error {
	for _, statement := range []string{createMigrations, m.text} {
		if _, err := tx.ExecContext(ctx, s.engine.tables(statement)); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO migrations (version, name, checksum, applied) VALUES ($1, $2, $3, $4)`,
		m.version, m.name, m.checksum, time.Now().UnixMicro())
	return err
}

// isCurrent reports whether every migration was applied as it is in this
// program. A database that knows other ones is refused.
func (s *Store) isCurrent(ctx context.Context, list []migration) (bool, error) {
	applied, err := s.applied(ctx)
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

// applied lists what the database says was done to it, in order; nothing for a
// fresh one.
func (s *Store) applied(ctx context.Context) ([]migration, error) {
	fresh, err := s.isFresh(ctx)
	if err != nil || fresh {
		return nil, err
	}
	r := &Reader{db: s.write, engine: s.engine}
	list, err := all(ctx, r, func(rows *sql.Rows, m *migration) error {
		return rows.Scan(&m.version, &m.name, &m.checksum)
	}, `SELECT version, name, checksum FROM migrations ORDER BY version`)
	if s.engine.isNoColumn(err) {
		return nil, problem.New(problem.Conflict, "This database belongs to another program: its table migrations is not Laurel's.").
			WithHint("Give Laurel a database, or on PostgreSQL a schema, of its own.").Because(err)
	}
	return list, err
}

// isFresh reports whether the database has no table of ours yet. Asking for the
// table and failing is the one question that both engines understand.
func (s *Store) isFresh(ctx context.Context) (bool, error) {
	var n int
	err := s.write.QueryRowContext(ctx, `SELECT COUNT(*) FROM migrations`).Scan(&n)
	if err == nil || s.engine.isNoTable(err) {
		return err != nil, nil
	}
	return false, s.engine.problem(err)
}

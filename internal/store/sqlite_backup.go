package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"

	"laurel/internal/problem"
)

// backup lets SQLite write what one reader sees into the file, which is empty.
func (e sqliteEngine) backup(ctx context.Context, db *sql.DB, file string) error {
	_, err := db.ExecContext(ctx, `VACUUM INTO $1`, file)
	return e.problem(err)
}

// restore copies the file to where the database shall be, once the copy was found
// to be whole. What belongs to a database that is not there any more would spoil
// the new one.
func (e sqliteEngine) restore(ctx context.Context, file string) error {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if _, err := os.Lstat(e.path + end); err == nil {
			return occupied(e.path + end)
		}
	}
	from, err := openBackup(file, sqliteBackup)
	if err != nil {
		return err
	}
	defer from.Close()
	part, err := os.CreateTemp(filepath.Dir(e.path), filepath.Base(e.path)+".part-*")
	if err != nil {
		return unwritable(e.path, err)
	}
	defer os.Remove(part.Name())
	_, err = io.Copy(part, from)
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return unwritable(e.path, err)
	}
	if err := examineCopy(ctx, sqliteEngine{path: part.Name()}, file); err != nil {
		return err
	}
	return keep(part.Name(), e.path)
}

// examineCopy refuses a copy that is damaged, or not of a database of ours.
func examineCopy(ctx context.Context, copied sqliteEngine, file string) (err error) {
	defer func() {
		for _, end := range []string{"-wal", "-shm"} {
			os.Remove(copied.path + end) // there only when closing went wrong
		}
		if problem.Of(err) != nil && problem.KindOf(err) != problem.Conflict {
			err = damagedBackup(file, err)
		}
	}()
	write, read, err := copied.open(ctx)
	if err != nil {
		return err
	}
	s := newStore(copied, write, read)
	defer s.Close()
	var said string
	if _, err := s.one(ctx, []any{&said}, `PRAGMA quick_check(1)`); err != nil {
		return err
	} else if said != "ok" {
		return damagedBackup(file, errors.New(said))
	}
	list, err := migrations()
	if err != nil {
		return err
	}
	fresh, err := (&Reader{db: write, engine: copied}).isFresh(ctx)
	if err == nil && fresh {
		return notOurs(file)
	}
	if err == nil {
		_, err = s.isCurrent(ctx, list)
	}
	return err
}

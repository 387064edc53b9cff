package store

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
)

// backup lets SQLite write what one reader sees into the file, which is empty.
func (e sqliteEngine) backup(ctx context.Context, db *sql.DB, file string) error {
	_, err := db.ExecContext(ctx, `VACUUM INTO $1`, file)
	return e.problem(err)
}

// restore copies the file to where the database shall be. What belongs to a
// database that is not there any more would spoil the new one.
func (e sqliteEngine) restore(_ context.Context, file string) error {
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
	return keep(part.Name(), e.path)
}

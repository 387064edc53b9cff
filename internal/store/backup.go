package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"laurel/internal/problem"
)

// Backup copies the database into a file, as it is at one moment, while it is in
// use. The file must not be there yet, and is there only when it is whole; nobody
// but its owner may read it.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return problem.New(problem.Conflict, "There is a file %q already.", file).WithHint("Give the backup another name.")
	}
	part, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".part-*") // for its owner alone
	if err != nil {
		return unwritable(file, err)
	}
	defer os.Remove(part.Name())
	part.Close()
	if err := s.engine.backup(ctx, s.write, part.Name()); err != nil {
		return err
	}
	return keep(part.Name(), file)
}

// Restore makes a database of a backup. One that is there already is not touched.
func Restore(ctx context.Context, dsn, file string) error {
	e, err := engineOf(dsn)
	if err != nil {
		return err
	}
	return e.restore(ctx, file)
}

// keep puts a file that was written whole on the disk, under its name.
func keep(part, name string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return unwritable(name, err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return unwritable(name, err)
	}
	if err := os.Link(part, name); err != nil { // which does not replace a file, as renaming would
		return unwritable(name, err)
	}
	folder, err := os.Open(filepath.Dir(name))
	if err != nil {
		return unwritable(name, err)
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil {
		return unwritable(name, err)
	}
	return nil
}

func unwritable(name string, err error) error {
	return problem.New(problem.Unavailable, "The file %q cannot be written: %s.", name, cause(err)).WithHint("Check its folder, and that there is room.").Because(err)
}

// cause is what the system says, without paths.
func cause(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err.Error()
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err.Error()
	}
	return err.Error()
}

// The beginnings of backups.
const (
	sqliteBackup   = "SQLite format 3\x00"
	postgresBackup = "PGDMP"
)

// openBackup opens a backup of an engine, by how it begins.
func openBackup(file, beginning string) (*os.File, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, problem.New(problem.NotFound, "There is no file %q.", file).WithHint("Check the path.")
	}
	if err != nil {
		return nil, problem.New(problem.Unavailable, "The file %q cannot be read: %s.", file, cause(err)).WithHint("Check that you may read it.").Because(err)
	}
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head) // a shorter file is none
	head = head[:n]
	_, seeking := f.Seek(0, io.SeekStart)
	if bytes.HasPrefix(head, []byte(beginning)) && seeking == nil {
		return f, nil
	}
	f.Close()
	for other, engine := range map[string]string{sqliteBackup: "SQLite", postgresBackup: "PostgreSQL"} {
		if bytes.HasPrefix(head, []byte(other)) {
			return nil, problem.New(problem.Conflict, "%q is a backup of a database in %s.", file, engine).WithHint("A backup is restored to the engine that it was made on.").AtConsole("A backup is restored to the engine that it was made on: name such a database with --db.")
		}
	}
	return nil, problem.New(problem.Conflict, "%q is no backup.", file).WithHint("Give a file that is one.").AtConsole("Give a file that `laurel backup` made.")
}

func notOurs(file string) error {
	return problem.New(problem.Conflict, "%q is a copy of another program's database.", file).WithHint("Give a file that is one.").AtConsole("Give a file that `laurel backup` made.")
}

func damagedBackup(file string, err error) error {
	return problem.New(problem.Conflict, "The backup %q is damaged, and nothing was restored.", file).WithHint("Take another copy of it, or an older backup.").Because(err)
}

// occupied refuses to write over what is there.
func occupied(name string) error {
	return problem.New(problem.Conflict, "The database %s is there already.", name).
		WithHint("Restore to one that is not there yet or holds nothing.").AtConsole("Restore to one that is not there yet or holds nothing. Name it with --db, and put it in the place of the other one when you have looked at it.")
}

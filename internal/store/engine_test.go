package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
	"laurel/internal/store/storetest"
)

func TestDatabasesThatCannotBeOpened(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(text, []byte("This file has been a letter to my aunt for many years, and is no database."), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, dsn, want string
		kind            problem.Kind
	}{
		{"nothing", "", "\"\" is not a database.\nGive the path of a file, such as laurel.db, or postgres://user@host/database.", problem.Invalid},
		{"a database in memory", ":memory:", "\":memory:\" is not a database.\nGive the path of a file, such as laurel.db, or postgres://user@host/database.", problem.Invalid},
		{"a folder that is not there", folder + "/none/laurel.db", "The database " + folder + "/none/laurel.db cannot be reached.\n" +
			"Check the name, that its folder or server is there, and that you may use it.", problem.Unavailable},
		{"a file of another kind", text, text + " is not a database of Laurel.\n" +
			"Give the path of a file that Laurel made, or of one that does not exist yet.", problem.Conflict},
		{"an address that is none", "postgres://host:port/x", "The address of the PostgreSQL database cannot be read.\n" +
			"Write it as postgres://user:password@host:5432/database.", problem.Invalid},
		{"an address in words", "host=db.example password=secret", "The address of the PostgreSQL database cannot be read.\n" +
			"Write it as postgres://user:password@host:5432/database.", problem.Invalid},
		{"a server that is not there", "postgres://laurel:secret@127.0.0.1:1/orders", "The database orders on 127.0.0.1 cannot be reached.\n" +
			"Check the name, that its folder or server is there, and that you may use it.", problem.Unavailable},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(t.Context(), test.dsn)
			if err == nil || err.Error() != test.want || problem.KindOf(err) != test.kind {
				t.Errorf("got %v (%s), want %s", err, problem.KindOf(err), test.want)
			}
		})
	}
}

func TestADamagedDatabaseIsToldApart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "laurel.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	pages, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := page; i < len(pages); i++ {
		pages[i] = 0xff
	}
	if err := os.WriteFile(path, pages, 0o644); err != nil {
		t.Fatal(err)
	}
	want := "The database " + path + " is damaged and cannot be read.\nPut back the newest copy, and import again what came after it: nothing counts twice."
	if _, err := Open(t.Context(), path); err == nil || err.Error() != want || problem.KindOf(err) != problem.Unavailable {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestADatabaseOfOthersIsToldApart(t *testing.T) {
	forbid := map[string]func(t *testing.T, dsn string) error{
		"sqlite": func(t *testing.T, dsn string) error {
			db, err := sql.Open("sqlite", "file:"+dsn+"?_pragma=query_only(1)")
			if err == nil {
				defer db.Close()
				_, err = db.Exec("CREATE TABLE mine (n INTEGER)")
			}
			return sqliteEngine{path: dsn}.problem(err)
		},
		"postgresql": func(t *testing.T, dsn string) error {
			address, err := url.Parse(dsn)
			if err == nil {
				address.User = url.User("somebody_else")
				_, err = Open(t.Context(), address.String())
			}
			return err
		},
	}
	for _, e := range storetest.Engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			err := forbid[e.Name](t, e.Fresh(t))
			if problem.KindOf(err) != problem.Unavailable || !strings.Contains(err.Error(), "permission is denied") {
				t.Errorf("got %v, want permission denied", err)
			}
		})
	}
}

func TestAPathMayHaveAnyLetters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "50% of ?all& #ledgers é.db")
	openStore(t, path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// impatient is a session of its own that does not wait for locks.
func impatient(t *testing.T, e storetest.Engine, dsn string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if e.Name == "sqlite" {
		driver, dsn = "sqlite", "file:"+dsn+"?_pragma=busy_timeout(1)&_txlock=immediate"
	} else {
		dsn += "&lock_timeout=1"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestALockedDatabaseIsUnavailable(t *testing.T) {
	for _, e := range storetest.Engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			dsn := e.Fresh(t)
			s, other := openStore(t, dsn), impatient(t, e, dsn)
			err := s.Write(t.Context(), func(*Tx) error {
				tx, err := other.BeginTx(t.Context(), nil)
				if err == nil {
					defer tx.Rollback()
					err = s.engine.lockWrites(t.Context(), tx)
				}
				return s.engine.problem(err)
			})
			if problem.KindOf(err) != problem.Unavailable {
				t.Errorf("got %v, want a problem of kind unavailable", err)
			}
			var p *problem.Problem
			if errors.As(err, &p); p == nil || p.Hint != "Try again when the other import or command has ended." {
				t.Errorf("got %v, want a hint", err)
			}
		})
	}
}

func TestAChangeThatFailsLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, boom := openStore(t, dsn), errors.New("boom")
		err := s.Write(t.Context(), func(tx *Tx) error {
			if err := tx.SetMeta(t.Context(), "name", "value"); err != nil {
				return err
			}
			return boom
		})
		value, readErr := s.Meta(t.Context(), "name")
		if err != boom || value != "" || readErr != nil {
			t.Errorf("got %v, value %q, %v; want boom and no value", err, value, readErr)
		}
	})
}

func TestAChangeStopsWithItsContext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStore(t, dsn)
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Write(ctx, func(tx *Tx) error {
			if err := tx.SetMeta(ctx, "name", "value"); err != nil {
				return err
			}
			cancel()
			return tx.SetMeta(ctx, "name", "other")
		})
		value, readErr := s.Meta(t.Context(), "name")
		if !errors.Is(err, context.Canceled) || value != "" || readErr != nil {
			t.Errorf("got %v, value %q, %v; want that it was canceled, and no value", err, value, readErr)
		}
	})
}

func TestReadersSeeOneState(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStore(t, dsn)
		set := func(value string) {
			t.Helper()
			if err := s.Write(t.Context(), func(tx *Tx) error { return tx.SetMeta(t.Context(), "name", value) }); err != nil {
				t.Fatal(err)
			}
		}
		set("before")
		var got []string
		err := s.Read(t.Context(), func(r *Reader) error {
			for range 2 {
				value, err := r.Meta(t.Context(), "name")
				if err != nil {
					return err
				}
				got = append(got, value)
				set("after")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, []string{"before", "before"}); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

// TestTextIsOrderedByItsBytes on both engines, whatever the language of the
// server.
func TestTextIsOrderedByItsBytes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStore(t, dsn)
		want := []string{"A", "Zed", "_", "a", "ann", "b", "É", "é", "世"}
		for _, name := range []string{"é", "b", "ann", "世", "Zed", "a", "_", "A", "É"} {
			if err := s.Write(t.Context(), func(tx *Tx) error { return tx.SetMeta(t.Context(), name, "") }); err != nil {
				t.Fatal(err)
			}
		}
		for _, order := range []string{"name", `name COLLATE "C"`} {
			got, err := all(t.Context(), &s.Reader, func(rows *sql.Rows, name *string) error { return rows.Scan(name) }, `SELECT name FROM meta ORDER BY `+order)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("ORDER BY %s: got (-), want (+):\n%s", order, diff)
			}
		}
	})
}

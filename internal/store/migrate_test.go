package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/golden"
	"laurel/internal/problem"
	"laurel/internal/store/storetest"
)

func openStore(t testing.TB, dsn string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestManyProcessesMayOpenAFreshDatabaseAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		var wait sync.WaitGroup
		for range 6 {
			wait.Go(func() {
				s, err := Open(t.Context(), dsn)
				if err != nil {
					t.Error(err)
					return
				}
				s.Close()
			})
		}
		wait.Wait()
	})
}

func TestADatabaseThatDoesNotFitIsRefused(t *testing.T) {
	tests := []struct {
		name, change, want string
	}{
		{
			name:   "made by a newer Laurel",
			change: `INSERT INTO migrations (version, name, checksum, applied) VALUES (99, '0099_later.sql', '', 0)`,
			want: "This database was made by a newer Laurel: it has the change 0099_later.sql, which this one does not know.\n" +
				"Install the newest Laurel, or open the copy that was made before the upgrade.",
		},
		{
			name:   "made with another text of a migration",
			change: `UPDATE migrations SET checksum = 'other' WHERE version = 2`,
			want: "This database was made with another text of the change 0002_holders.sql than this Laurel has.\n" +
				"Use the Laurel that made it, or an official release; a private build may have changed the file.",
		},
		{
			name:   "made by another program, which numbers its changes too",
			change: `ALTER TABLE migrations DROP COLUMN checksum`,
			want: "This database belongs to another program: its table migrations is not Laurel's.\n" +
				"Give Laurel a database, or on PostgreSQL a schema, of its own.",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, dsn string) {
				if _, err := openStore(t, dsn).write.Exec(test.change); err != nil {
					t.Fatal(err)
				}
				_, err := Open(t.Context(), dsn)
				if err == nil || err.Error() != test.want || problem.KindOf(err) != problem.Conflict {
					t.Errorf("got %v, want %s", err, test.want)
				}
			})
		})
	}
}

func TestTheFileOfAnotherProgramStaysAsItIs(t *testing.T) {
	path := t.TempDir() + "/foreign.db"
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE bookmarks (url TEXT)`); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path)
	want := "This database belongs to another program: it holds tables, and none of Laurel's.\n" +
		"Give the path of a file that Laurel made, or of one that does not exist yet."
	if err == nil || err.Error() != want || problem.KindOf(err) != problem.Conflict {
		t.Errorf("got %v, want %s", err, want)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file changed: %v", err)
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) != 1 {
		t.Errorf("beside the file there are %v, %v", left, err)
	}
}

// TestADatabaseThatTakesNoChangesIsNotReady: a server that follows another one
// says of every transaction that it only reads.
func TestADatabaseThatTakesNoChangesIsNotReady(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		openStore(t, dsn)
		if err := openStore(t, dsn).Writable(t.Context()); err != nil {
			t.Errorf("got %v", err)
		}
		if !strings.HasPrefix(dsn, "postgres") {
			return
		}
		e, err := newPostgres(dsn)
		if err != nil {
			t.Fatal(err)
		}
		follower := e.(postgresEngine)
		follower.config.RuntimeParams["default_transaction_read_only"] = "on"
		write, read, err := follower.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s := newStore(follower, write, read)
		defer s.Close()
		if err := s.Writable(t.Context()); problem.KindOf(err) != problem.Unavailable || !strings.Contains(fmt.Sprint(err), "takes no changes") {
			t.Errorf("got %v, want that it takes no changes", err)
		}
	})
}

func TestAnOlderDatabaseIsBroughtUpToDate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		list, err := migrations()
		if err != nil {
			t.Fatal(err)
		}
		e, err := engineOf(dsn)
		if err != nil {
			t.Fatal(err)
		}
		write, read, err := e.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		older := newStore(e, write, read)
		if err := older.migrateTo(t.Context(), list[:1]); err != nil {
			t.Fatal(err)
		}
		if _, err := write.Exec(`INSERT INTO facts (id, source, key, kind, holder, replaces, content) VALUES (1, 'a', 'b', 'c', '', '', 'c')`); err != nil {
			t.Fatal(err)
		}
		older.Close()
		s := openStore(t, dsn)
		var facts, applied int
		if err := s.write.QueryRow(`SELECT (SELECT COUNT(*) FROM facts), (SELECT COUNT(*) FROM migrations)`).Scan(&facts, &applied); err != nil {
			t.Fatal(err)
		}
		if facts != 1 || applied != len(list) {
			t.Errorf("got %d facts and %d migrations, want 1 and %d", facts, applied, len(list))
		}
	})
}

// TestSchema compares the tables as SQLite has them with schema.txt, which
// shows a reader the schema as it is. Run it with -update after a migration.
func TestSchema(t *testing.T) {
	s := openStore(t, t.TempDir()+"/laurel.db")
	var b strings.Builder
	err := s.each(t.Context(), func(rows *sql.Rows) error {
		var statement string
		err := rows.Scan(&statement)
		fmt.Fprintf(&b, "%s;\n\n", statement)
		return err
	}, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'sqlite%'
		ORDER BY tbl_name, type DESC, name`)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "schema.txt", strings.TrimSpace(b.String())+"\n")
}

// TestBothEnginesRefuseTheSame stores values that no table may have: the
// constraints are the same on both engines, also where SQLite by itself would
// take anything.
func TestBothEnginesRefuseTheSame(t *testing.T) {
	const insert = `INSERT INTO facts (id, source, key, kind, holder, happened, replaces, content) VALUES `
	tests := []struct {
		name, statement string
		taken           bool
	}{
		{"a good fact", insert + `(1, 's', 'k', 'sale', 'h', 0, '', 'c')`, true},
		{"the same source and key again", insert + `(2, 's', 'k', 'sale', 'h', 0, '', 'c')`, false},
		{"the same key of another source", insert + `(3, 't', 'k', 'sale', 'h', 0, '', 'c')`, true},
		{"a key that differs in case only", insert + `(4, 's', 'K', 'sale', 'h', 0, '', 'c')`, true},
		{"the same place again", insert + `(1, 's', 'l', 'sale', 'h', 0, '', 'c')`, false},
		{"an empty source", insert + `(5, '', 'k', 'sale', 'h', 0, '', 'c')`, false},
		{"a moment that is a word", insert + `(6, 's', 'm', 'sale', 'h', 'noon', '', 'c')`, false},
		{"no content", insert + `(8, 's', 'o', 'sale', 'h', 0, '', NULL)`, false},
		{"an unknown state of a conflict", `INSERT INTO conflicts (source, key, digest, held, content, received, state) VALUES ('s', 'k', 'd', 'h', 'c', 0, 'lost')`, false},
		{"a truth that is neither", `INSERT INTO rate_tables (source, base, fixed) VALUES ('ecb', 'EUR', 'maybe')`, false},
		{"a currency of four letters", `INSERT INTO rate_tables (source, base, fixed) VALUES ('ecb', 'EURO', TRUE)`, false},
		{"a rate of a table that is not there", `INSERT INTO rates (source, currency, day, units) VALUES ('none', 'USD', 0, '1')`, false},
		{"a bundle after its place", `INSERT INTO holders (id, partner, publisher, place, bundle) VALUES ('h', TRUE, FALSE, 1, 2)`, false},
	}
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStore(t, dsn)
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				_, err := s.write.Exec(test.statement)
				if (err == nil) != test.taken {
					t.Errorf("got %v, want it taken: %v", err, test.taken)
				}
			})
		}
	})
}

// TestBothEnginesHaveTheSameTables compares the columns that each engine says
// it has.
func TestBothEnginesHaveTheSameTables(t *testing.T) {
	engines := storetest.Engines(t)
	if len(engines) < 2 {
		t.Skip("one engine cannot differ from itself")
	}
	queries := map[string]string{
		"sqlite": `SELECT m.name || '.' || c.name || CASE WHEN c."notnull" OR c.pk > 0 THEN ' NOT NULL' ELSE '' END FROM sqlite_master m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`,
		"postgresql": `SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END
			FROM information_schema.columns WHERE table_schema = current_schema()`,
	}
	var columns [][]string
	for _, e := range engines {
		list, err := all(t.Context(), &openStore(t, e.Fresh(t)).Reader, func(rows *sql.Rows, c *string) error { return rows.Scan(c) }, queries[e.Name])
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(list)
		columns = append(columns, list)
	}
	if diff := cmp.Diff(columns[0], columns[1]); diff != "" {
		t.Errorf("%s (-), %s (+):\n%s", engines[0].Name, engines[1].Name, diff)
	}
}

// Package storetest gives tests a fresh, empty database on each engine. The
// PostgreSQL half needs a server, whose address is in LAUREL_TEST_POSTGRES;
// `make test` starts one.
package storetest

import (
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
)

// Engine is one of the engines that the store runs on.
type Engine struct {
	Name  string
	Fresh func(testing.TB) string // the DSN of an empty database, which goes with the test
}

// Engines lists the engines that can be tested here. Without a server for
// PostgreSQL the test fails when the environment variable CI is set, and else
// goes on without it and says so.
func Engines(t testing.TB) []Engine {
	t.Helper()
	engines := []Engine{{Name: "sqlite", Fresh: freshSQLite}}
	if os.Getenv("LAUREL_TEST_POSTGRES") != "" {
		return append(engines, Engine{Name: "postgresql", Fresh: freshPostgres})
	}
	const missing = "LAUREL_TEST_POSTGRES names no server: run the tests with make test, or go test under scripts/postgres-for-tests"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Log("PostgreSQL is left out: " + missing)
	return engines
}

// Each runs a test on every engine at the same time, each with a database of
// its own.
func Each(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	for _, e := range Engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			test(t, e.Fresh(t))
		})
	}
}

func freshSQLite(t testing.TB) string { return filepath.Join(t.TempDir(), "laurel.db") }

// freshPostgres makes a schema, and a DSN in which it stands for the whole
// database.
func freshPostgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("LAUREL_TEST_POSTGRES")
	schema := "test_" + strings.ToLower(rand.Text())
	runPostgres(t, server, `CREATE SCHEMA `+schema)
	t.Cleanup(func() { runPostgres(t, server, `DROP SCHEMA `+schema+` CASCADE`) })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("LAUREL_TEST_POSTGRES is no address: %v", err)
	}
	query := address.Query()
	query.Set("search_path", schema)
	address.RawQuery = query.Encode()
	return address.String()
}

func runPostgres(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

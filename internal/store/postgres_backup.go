package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"laurel/internal/problem"
)

// backup lets PostgreSQL's own tool write the file.
func (e postgresEngine) backup(ctx context.Context, _ *sql.DB, file string) error {
	return e.tool(ctx, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+file)
}

// restore lets PostgreSQL's own tool fill the database, in one transaction: it is
// filled as a whole or not at all.
func (e postgresEngine) restore(ctx context.Context, file string) error {
	if err := e.holdsNothing(ctx); err != nil {
		return err
	}
	f, err := openBackup(file, postgresBackup)
	if err != nil {
		return err
	}
	f.Close()
	if err := e.isOurs(ctx, file); err != nil {
		return err
	}
	return e.tool(ctx, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", file)
}

// isOurs refuses a backup in which our tables are not listed.
func (e postgresEngine) isOurs(ctx context.Context, file string) error {
	contents, err := exec.CommandContext(ctx, "pg_restore", "--list", file).Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil // which is said when it is to be restored
	}
	if err != nil {
		return damagedBackup(file, err)
	}
	for _, table := range []string{"migrations", "facts", "audit"} {
		if !regexp.MustCompile(` TABLE DATA \S+ ` + table + ` `).Match(contents) {
			return notOurs(file)
		}
	}
	return nil
}

// holdsNothing refuses a database in which somebody made a table.
func (e postgresEngine) holdsNothing(ctx context.Context) error {
	db, _, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`).Scan(&tables)
	if err == nil && tables > 0 {
		err = occupied(e.name)
	}
	return e.problem(err)
}

// tool runs a tool on the database. The password is not among its words, where
// every user of the machine would see it.
func (e postgresEngine) tool(ctx context.Context, name string, words ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return problem.New(problem.Unavailable, "%s is not installed here.", name).
			WithHint("It comes with the client of PostgreSQL (postgresql-client), in the version of the server or a newer one.")
	}
	address, err := addressForTools(e.address)
	if err != nil {
		return err
	}
	tool := exec.CommandContext(ctx, path, append(words[:len(words):len(words)], "--no-password", "--dbname="+address)...)
	tool.Env = append(os.Environ(), "PGPASSWORD="+e.config.Password)
	var said bytes.Buffer
	tool.Stderr = &said
	if err := tool.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return problem.New(problem.Unavailable, "%s failed: %s", name, strings.TrimSpace(said.String())).
			WithHint("Check that the database can be reached, and that the tool is not older than the server.").Because(err)
	}
	return nil
}

// addressForTools is an address without its password. It may name several servers,
// which is more than the address of one page may do.
func addressForTools(address string) (string, error) {
	address, words, _ := strings.Cut(address, "?")
	settings, err := url.ParseQuery(words)
	if err != nil {
		return "", problem.New(problem.Invalid, "The address of the PostgreSQL database cannot be read.")
	}
	if settings.Has("search_path") {
		return "", problem.New(problem.Invalid, "The address of the database names a schema (search_path), and a backup is of a whole database.").
			WithHint("Leave it out, or use the tools of PostgreSQL.").AtConsole("Leave it out, or use pg_dump --schema and pg_restore --schema.")
	}
	settings.Del("password")
	if words = settings.Encode(); words != "" {
		words = "?" + strings.ReplaceAll(words, "+", "%20") // which is how the tools read a space
	}
	return password.ReplaceAllString(address, "$1@") + words, nil
}

// password is what stands between the name of the user and the servers.
var password = regexp.MustCompile(`^([a-z]+://[^:/@]*):[^/]*@`)

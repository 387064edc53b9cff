package cli_test

import (
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/store/storetest"
)

// TestBackups follows what docs/operating.md says about backup and restoring, on
// every engine: what was in the database is in the restored one.
func TestBackups(t *testing.T) {
	_, section, _ := strings.Cut(readPage(t, "../../docs/operating.md"), "\n## Backup and restore\n")
	section, _, _ = strings.Cut(section, "**Try it.**")
	sqlite, postgres, found := strings.Cut(section, "**PostgreSQL.**")
	if !found {
		t.Fatal("the page does not tell the engines apart")
	}
	for _, engine := range storetest.Engines(t) {
		t.Run(engine.Name, func(t *testing.T) {
			b := backup{t: t, dir: t.TempDir(), from: "laurel.db", to: "laurel.db", commands: commandsIn(sqlite)}
			if engine.Name == "postgresql" {
				b.from, b.to, b.commands = freshDatabase(t), freshDatabase(t), commandsIn(postgres)
			}
			b.run()
		})
	}
}

// backup is a database that is copied and restored.
type backup struct {
	t        *testing.T
	dir      string
	from, to string // the same for a file that is put back
	commands []string
}

const backedUp = `id,kind,happened,partner,attributes.name
p1,partner,2024-01-01,contoso,Contoso
`

func (b backup) run() {
	for _, c := range b.commands {
		if tool := strings.Fields(c)[0]; !hasTool(tool) {
			b.t.Skipf("%s is not installed: the commands of docs/operating.md are not tried", tool)
		}
	}
	if err := os.Mkdir(filepath.Join(b.dir, "backup"), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.dir, "facts.csv"), []byte(backedUp), 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.shell(b.from, "laurel import --format laurel-csv --published 2024-01-02 facts.csv")
	before := b.shell(b.from, "laurel partner list --json; laurel audit verify")
	for i, c := range b.commands {
		if i == 1 && b.from == b.to { // what is restored must come from the copy
			b.shell(b.from, "rm laurel.db")
		}
		b.shell(b.from, c)
	}
	if after := b.shell(b.to, "laurel partner list --json; laurel audit verify"); after != before || !strings.Contains(after, "Contoso") {
		b.t.Errorf("before:\n%s\nrestored:\n%s", before, after)
	}
}

func hasTool(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

func (b backup) shell(database, command string) string {
	c := exec.Command("sh", "-c", command)
	c.Dir, c.Env = b.dir, append(os.Environ(), "LAUREL_DB="+database, "RESTORED="+b.to)
	out, err := c.CombinedOutput()
	if err != nil {
		b.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// commandsIn are the commands of a page, which stand four blanks in.
func commandsIn(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if command, found := strings.CutPrefix(line, "    "); found {
			list = append(list, strings.TrimSpace(command))
		}
	}
	return list
}

// freshDatabase is a whole database of the server, as pg_dump wants it.
func freshDatabase(t *testing.T) string {
	server, name := os.Getenv("LAUREL_TEST_POSTGRES"), "backup_"+strings.ToLower(rand.Text())
	statement := func(text string) {
		db, err := sql.Open("pgx", server)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	statement("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE template0")
	t.Cleanup(func() { statement("DROP DATABASE " + name + " WITH (FORCE)") })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

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
	section, _, found := strings.Cut(section, "**Try it.**")
	if !found {
		t.Fatal("the page has no end of its commands")
	}
	for _, engine := range storetest.Engines(t) {
		t.Run(engine.Name, func(t *testing.T) {
			b := backup{t: t, dir: t.TempDir(), from: "laurel.db", to: "restored.db", commands: commandsIn(section)}
			if engine.Name == "postgresql" {
				if !hasTool("pg_dump") || !hasTool("pg_restore") {
					t.Skip("pg_dump and pg_restore are not installed: backups of PostgreSQL are not tried")
				}
				b.from, b.to = freshDatabase(t), freshDatabase(t)
			}
			b.run()
		})
	}
}

// backup is a database that is copied and restored.
type backup struct {
	t        *testing.T
	dir      string
	from, to string
	commands []string
}

// What is in the database that is backed up.
const (
	backedUpFacts = `id,kind,happened,partner,attributes.name
p1,partner,2024-01-01,contoso,Contoso
`
	backedUpProgram = `program: rewards
version: 1
effective: 2024-01-01
currency: USD
metrics: {visits: {count: facts, of: visit}}
ladders: {main: {tiers: [{id: starter, attain: visits >= 0}]}}
`
	fillBackedUp = `laurel program apply program.yaml && laurel import --format laurel-csv --published 2024-01-02 facts.csv &&
laurel ticket file contoso general --text Hello && laurel person invite Mei mei@contoso.example --partner contoso --role member && laurel work`
	askBackedUp = `for c in "partner list" "standings" "case list" "letters" "person list --partner contoso" "program list" "audit verify"; do laurel $c --json; done`
)

func (b backup) run() {
	if err := os.Mkdir(filepath.Join(b.dir, "backup"), 0o755); err != nil {
		b.t.Fatal(err)
	}
	for name, text := range map[string]string{"facts.csv": backedUpFacts, "program.yaml": backedUpProgram} {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	b.shell(b.from, fillBackedUp)
	before := b.shell(b.from, askBackedUp)
	for _, c := range b.commands {
		b.shell(b.from, c)
	}
	if after := b.shell(b.to, askBackedUp); after != before || !strings.Contains(after, "Contoso") || !strings.Contains(after, "Hello") {
		b.t.Errorf("before:\n%s\nrestored:\n%s", before, after)
	}
	b.refused(b.commands[0], "already")
	b.refused(b.commands[1], "is there already")
	b.refusesOthers()
	if info, err := os.Stat(filepath.Join(b.dir, "backup/laurel-2026-06-30")); err != nil || info.Mode().Perm() != 0o600 {
		b.t.Errorf("got %v, %v; want a backup that only its owner reads", info.Mode(), err)
	}
}

// refusesOthers restores what is no whole backup of ours, which leaves nothing.
func (b backup) refusesOthers() {
	b.t.Helper()
	whole, err := os.ReadFile(filepath.Join(b.dir, "backup/laurel-2026-06-30"))
	if err != nil {
		b.t.Fatal(err)
	}
	files := map[string]string{"cut": string(whole[:len(whole)/2]), "text": "no backup", "empty": ""}
	foreign, target := filepath.Join(b.dir, "foreign"), filepath.Join(b.dir, "other.db")
	if b.from == "laurel.db" {
		copied, err := sql.Open("sqlite", foreign)
		if err != nil {
			b.t.Fatal(err)
		}
		defer copied.Close()
		if _, err := copied.Exec("CREATE TABLE facts (id INTEGER)"); err != nil {
			b.t.Fatal(err)
		}
	} else {
		other := freshDatabase(b.t)
		b.shell(other, `psql -q "$LAUREL_DB" -c 'CREATE TABLE facts (id INTEGER)' && pg_dump --format=custom --file=foreign "$LAUREL_DB"`)
		target = freshDatabase(b.t)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	before, _ := filepath.Glob(filepath.Join(b.dir, "*"))
	for name, sentence := range map[string]string{"cut": "", "text": "is no backup", "empty": "is no backup", "foreign": "another program"} {
		b.refused("laurel restore --db '"+target+"' "+name, sentence)
	}
	if after, _ := filepath.Glob(filepath.Join(b.dir, "*")); len(after) != len(before) {
		b.t.Errorf("refused backups left %v, before there were %v", after, before)
	}
	b.shell(b.from, "laurel restore --db '"+target+"' backup/laurel-2026-06-30") // nothing of them is there
}

// refused wants a command to fail with a sentence.
func (b backup) refused(command, sentence string) {
	b.t.Helper()
	c := exec.Command("sh", "-c", command)
	c.Dir, c.Env = b.dir, append(os.Environ(), "LAUREL_DB="+b.from, "RESTORED="+b.to)
	out, err := c.CombinedOutput()
	if err == nil || !strings.Contains(string(out), sentence) {
		b.t.Errorf("%s: got %v and %s, want it refused because of %q", command, err, out, sentence)
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

package cli_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"laurel/internal/app"
	"laurel/internal/cli"
	"laurel/internal/golden"
	"laurel/internal/store/storetest"
)

// now is the moment at which every transcript takes place.
var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// TestMain lets transcripts call the real command: the test binary itself,
// under the name laurel.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"laurel": func() {
		world := cli.Process()
		world.Now = clockOf(world.Getenv)
		var answer bytes.Buffer
		world.Out = io.MultiWriter(world.Out, &answer)
		code := cli.Main(os.Args[1:], world)
		if slices.Contains(os.Args, "--json") {
			for _, err := range misprints(os.Args[1:], answer.Bytes()) {
				fmt.Fprintf(os.Stderr, "not as docs/json.md says: %s\n", err)
				code = 99
			}
		}
		os.Exit(code)
	}})
}

// TestTranscripts runs every transcript on every engine, with a fresh database
// each. In a transcript `exits N WORDS…` calls the command and wants the exit
// code N, `append FILE N TEXT` adds a text, in which \n, \r and \x00 are bytes,
// N times to a file, `zip ARCHIVE FILE` packs a file, and `sql STATEMENT` changes
// the database behind Laurel's back. `serve`, `ask` and `stop` are in
// serve_test.go; `keep NAME WORDS…` calls the command and keeps the first word that
// it prints.
func TestTranscripts(t *testing.T) {
	for _, engine := range storetest.Engines(t) {
		t.Run(engine.Name, func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir:           "testdata",
				UpdateScripts: golden.Updating(),
				Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "append": appendTo, "zip": zipFile, "sql": runSQL,
					"serve": serve, "ask": askServer, "stop": stopServer, "keep": keepOutput},
				Setup: func(env *testscript.Env) error {
					env.Setenv("LAUREL_DB", emptyDatabase(t, engine))
					env.Values[serverOf{}] = &serverOf{}
					root, err := filepath.Abs("../..")
					env.Setenv("ROOT", root)
					return err
				},
			})
		})
	}
}

// emptyDatabase is a database that was made and holds nothing.
func emptyDatabase(t *testing.T, engine storetest.Engine) string {
	name := engine.Fresh(t)
	a, err := app.Open(t.Context(), name, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("laurel", args[1:]...)
	code := 0
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

func appendTo(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[2], `"`, `\"`) + `"`)
	ts.Check(err)
	file, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	defer file.Close()
	_, err = file.WriteString(strings.Repeat(text, n))
	ts.Check(err)
}

func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	name, driver := ts.Getenv("LAUREL_DB"), "sqlite"
	if strings.HasPrefix(name, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, name)
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[0])
	ts.Check(err)
}

func zipFile(ts *testscript.TestScript, _ bool, args []string) {
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer file.Close()
	archive := zip.NewWriter(file)
	packed, err := archive.Create(args[1])
	ts.Check(err)
	_, err = packed.Write([]byte(ts.ReadFile(args[1])))
	ts.Check(err)
	ts.Check(archive.Close())
}

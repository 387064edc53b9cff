package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laurel/internal/cli"
)

// TestAnAnswerThatCannotBeWritten: a full disk behind standard output is no
// success, also where the command itself did what was asked.
func TestAnAnswerThatCannotBeWritten(t *testing.T) {
	closed, _ := os.Open(os.DevNull)
	closed.Close()
	folder := t.TempDir()
	file := filepath.Join(folder, "facts.csv")
	if err := os.WriteFile(file, []byte("id,kind,happened,publisher\ns1,sale,2026-01-05,contoso\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	code := cli.Main([]string{"import", "--db", filepath.Join(folder, "laurel.db"), "--format", "laurel-csv", "--published", "2026-01-06", file},
		cli.World{In: strings.NewReader(""), Out: closed, Err: &told, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }})
	const want = "laurel: The answer cannot be written: file already closed.\nWhat the command changed is done. Make room, or send the answer elsewhere, and run it again.\n"
	if code != 4 || told.String() != want {
		t.Errorf("got %d and %q, want 4 and %q", code, told.String(), want)
	}
}

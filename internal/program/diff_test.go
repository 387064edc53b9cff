package program_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/golden"
	"laurel/internal/program"
)

// TestDiff reads the archives testdata/diff/*.txtar: two fragments, before and
// after, and the changes from the one to the other.
func TestDiff(t *testing.T) {
	for _, path := range archives(t, "testdata/diff/*.txtar") {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before, after := read(t, string(archive.Files[0].Data)), read(t, string(archive.Files[1].Data))
		var changes strings.Builder
		for _, c := range program.Diff(before, after) {
			changes.WriteString(c.Path + "\n  " + c.Sentence + "\n")
		}
		archive.Files = append(archive.Files[:2], txtar.File{Name: "changes", Data: []byte(changes.String())})
		golden.Check(t, path, txtar.Format(archive))
	}
}

// TestDiffOfTheSame: a program does not differ from itself, however it is
// written.
func TestDiffOfTheSame(t *testing.T) {
	for name, text := range everyText(t) {
		p, err := program.Read("f", []byte(text))
		if err != nil {
			continue
		}
		q, err := program.Read("g", []byte("# moved\n\n"+strings.ReplaceAll(text, "_000", "000")))
		if err != nil {
			t.Fatal(err)
		}
		if changes := program.Diff(p, q); len(changes) > 0 {
			t.Errorf("%s differs from itself: %v", name, changes)
		}
	}
}

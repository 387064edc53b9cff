package metric_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/scenario"
)

// TestTables runs the stories in testdata/*.txtar. Each archive holds a program
// and stories that read it; docs/scenario-file.md tells how they are written.
func TestTables(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no archives (%v)", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		open := func(name string) ([]byte, error) {
			for _, f := range archive.Files {
				if f.Name == name {
					return f.Data, nil
				}
			}
			return nil, os.ErrNotExist
		}
		for _, f := range archive.Files {
			if story, ok := strings.CutSuffix(f.Name, ".scenario"); ok {
				t.Run(filepath.Base(path)+"/"+story, func(t *testing.T) {
					if report := scenario.Run(f.Name, f.Data, open); !report.Passed() {
						t.Error(report.Text(false))
					}
				})
			}
		}
	}
}

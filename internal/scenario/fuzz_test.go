package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/scenario"
)

// FuzzRun runs any text as a story: it never panics, and every mistake lies
// inside the file.
func FuzzRun(f *testing.F) {
	for _, pattern := range []string{"testdata/*.scenario", "testdata/mistakes/*.scenario"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			f.Add(read(f, file))
		}
	}
	programs := map[string][]byte{}
	names, _ := filepath.Glob("testdata/*.yaml")
	for _, name := range names {
		programs[filepath.Base(name)] = []byte(read(f, name))
	}
	f.Fuzz(func(t *testing.T, text string) {
		report := scenario.Run("story", []byte(text), func(name string) ([]byte, error) {
			if p, ok := programs[name]; ok {
				return p, nil
			}
			return nil, os.ErrNotExist
		})
		lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
		for _, m := range report.Mistakes {
			at := m.Place
			if at.File != "story" {
				continue
			}
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len([]rune(lines[at.Line-1]))+1 {
				t.Errorf("%s lies outside the file", m)
			}
			if m.Message == "" || strings.Contains(m.Message, "%!") {
				t.Errorf("%s says nothing", m)
			}
		}
		if report.Passed() && len(report.Checks) == 0 {
			t.Error("a story passed that expects nothing")
		}
	})
}

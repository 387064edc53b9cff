package laurel

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEveryDependencyHasAReason wants a line in docs/decisions/dependencies.md
// for every module that our code imports, with its reason and its licence, and
// none for any other.
func TestEveryDependencyHasAReason(t *testing.T) {
	const page = "docs/decisions/dependencies.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if module, found := strings.CutPrefix(line, "| `"); found {
			module, _, _ = strings.Cut(module, "`")
			listed[module] = false
			if cells := strings.Split(line, "|"); len(cells) != 6 || strings.TrimSpace(cells[2]) == "" || strings.TrimSpace(cells[4]) == "" {
				t.Errorf("the line of %s in %s needs a reason and a licence", module, page)
			}
		}
	}
	for imported, file := range foreignImports(t) {
		if !use(listed, imported) {
			t.Errorf("%s imports %s, which has no line in %s", file, imported, page)
		}
	}
	for module, used := range listed {
		if !used {
			t.Errorf("%s has a line for %s, which nothing imports", page, module)
		}
	}
}

// use marks the module that a package belongs to.
func use(listed map[string]bool, imported string) bool {
	for module := range listed {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			listed[module] = true
			return true
		}
	}
	return false
}

// foreignImports are the packages that are neither ours nor the standard
// library's, each with a file that imports it.
func foreignImports(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.Contains(name, "testdata") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if host, _, _ := strings.Cut(imported, "/"); strings.Contains(host, ".") {
				found[imported] = name
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

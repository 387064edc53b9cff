package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/letter"
)

// TestEveryLetterHasASender looks for the code that makes each letter: one that
// nothing makes is words without a reader.
func TestEveryLetterHasASender(t *testing.T) {
	made := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.CompositeLit); ok {
				if of, ok := literal.Type.(*ast.SelectorExpr); ok {
					made[of.Sel.Name] = true
				}
			}
			return true
		})
	}
	for _, about := range letter.All() {
		if !made[about.Content()] {
			t.Errorf("nothing makes a letter.%s, the letter %s", about.Content(), about.Kind)
		}
	}
}

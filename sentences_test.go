package laurel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"laurel/internal/letter"
	"laurel/internal/locale"
	"laurel/internal/people"
)

// refusing are the rooms whose refusals pages show. What only the console or a feed
// can cause is not said on pages.
var refusing = []string{"internal/people/*.go", "internal/fulfillment/*.go", "internal/app/*.go", "internal/brand/*.go", "internal/program/*.go", "internal/metric/*.go", "internal/yamlfile/*.go"}

// consoleOnly are the files of what no page can cause.
var consoleOnly = []string{"compare.go", "imports.go", "issue.go", "merge.go", "override.go", "programs.go", "rates.go", "sendfacts.go", "setup.go", "signinwith.go", "unmatched.go"}

// sayers are the calls that say a sentence, with the first of their arguments that
// is one.
var sayers = map[string]int{"New": 1, "WithHint": 0, "Add": 1, "AddWithHint": 1, "Err": 0, "Say": 0, "wrong": 1, "named": 1, "missing": 1, "compareRows": 2, "found": 1}

// TestRefusalsAreTranslated: what an act refuses on a page is said in every language
// of the pages, with the same things named.
func TestRefusalsAreTranslated(t *testing.T) {
	said := sentencesOf(t)
	for _, language := range locale.Languages()[1:] {
		known := locale.Refusals(language)
		for english, where := range said {
			if other, ok := known[english]; !ok {
				t.Errorf("%s: %s: nothing stands for %q", where, language, english)
			} else if got, want := verbs(other), verbs(english); !slices.Equal(got, want) {
				t.Errorf("%s: %s: %q names %v, and stands for %q, which names %v", where, language, other, got, english, want)
			}
		}
		for _, about := range letter.All() {
			if known[about.When] == "" {
				t.Errorf("%s: nothing stands for %q", language, about.When)
			}
		}
		for _, rule := range people.Rules() {
			if known[rule.Means] == "" {
				t.Errorf("%s: nothing stands for %q", language, rule.Means)
			}
		}
	}
}

// verbs are those of a format in the order of what they name.
func verbs(format string) []string {
	var out []string
	for i, m := range regexp.MustCompile(`%(\[(\d)\])?([a-z])`).FindAllStringSubmatch(format, -1) {
		at := i + 1
		if m[2] != "" {
			at, _ = strconv.Atoi(m[2])
		}
		out = append(out, strconv.Itoa(at)+m[3])
	}
	slices.Sort(out)
	return out
}

// sentencesOf are the sentences of problems in the rooms, with a file that says each.
func sentencesOf(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range refusing {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || slices.Contains(consoleOnly, filepath.Base(name)) {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, text := range saidBy(n) {
					out[text] = name
				}
				return true
			})
		}
	}
	return out
}

// saidBy are the sentences that a call says: literal texts of more than one word.
func saidBy(n ast.Node) (out []string) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	from, says := sayers[name]
	if !says || from > len(call.Args) {
		return nil
	}
	for _, arg := range call.Args[from:] {
		if l, ok := arg.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if text, err := strconv.Unquote(l.Value); err == nil && strings.Contains(text, " ") {
				out = append(out, text)
			}
		}
	}
	return out
}

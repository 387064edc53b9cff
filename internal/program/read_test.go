package program_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"laurel/internal/problem"
	"laurel/internal/program"
)

// checkRead reads a text and checks what must be true of any: a program or
// mistakes, each with a sentence and a place in the file, and a schema that
// accepts what was accepted.
func checkRead(t testing.TB, s *jsonschema.Schema, text []byte) {
	p, err := program.Read("f", text)
	if err == nil {
		if !bytes.Equal(p.Text, text) {
			t.Errorf("the text was changed: %q", text)
		}
		if err := s.Validate(valueOf(string(text))); err != nil {
			t.Errorf("Read accepts what the schema does not: %v\n%s", err, text)
		}
		return
	}
	found := problem.Of(err)
	if found == nil || found.Kind != problem.Invalid || len(found.Mistakes) == 0 {
		t.Fatalf("%q: got the error %v, want mistakes", text, err)
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(bytes.TrimPrefix(text, []byte("\ufeff")))), "\n")
	for _, m := range found.Mistakes {
		if wrong := placeIn(lines, m.Place); wrong != "" {
			t.Errorf("%s: %s\n%q", m, wrong, text)
		}
		if m.Message == "" || !strings.ContainsAny(m.Message[len(m.Message)-1:], ".!?:…") {
			t.Errorf("%s: the message is no sentence", m)
		}
	}
}

// placeIn says why a place lies outside a file; empty when it lies inside.
func placeIn(lines []string, at problem.Place) string {
	switch {
	case at.File != "f":
		return "the mistake names another file"
	case at.Line == 0 && at.Column == 0: // the whole file
		return ""
	case at.Line < 1 || at.Line > len(lines):
		return fmt.Sprintf("the file has %d lines", len(lines))
	case at.Column < 1 || at.Column > len([]rune(lines[at.Line-1]))+1:
		return fmt.Sprintf("the line has %d characters", len([]rune(lines[at.Line-1])))
	}
	return ""
}

func FuzzRead(f *testing.F) {
	for _, text := range everyText(f) {
		f.Add([]byte(text))
	}
	s := compiled(f)
	f.Fuzz(func(t *testing.T, text []byte) { checkRead(t, s, text) })
}

// TestDamagedPrograms cuts pieces out of programs and puts others in.
func TestDamagedPrograms(t *testing.T) {
	texts := everyText(t)
	names := slices.Sorted(maps.Keys(texts))
	s := compiled(t)
	pieces := []string{"", "null", "{}", "[]", "- ", ": ", "0", "-1", "yes", "2,000 USD", "&a ", "*a", "{", "]", "\"", "\n", "  ", "\t", "x", "9999999999", "0001-01-01", "9999-12-31"}
	rapid.Check(t, func(rt *rapid.T) {
		text := []byte(texts[rapid.SampledFrom(names).Draw(rt, "text")])
		for range rapid.IntRange(1, 4).Draw(rt, "cuts") {
			from := rapid.IntRange(0, len(text)).Draw(rt, "from")
			to := min(len(text), from+rapid.IntRange(0, 30).Draw(rt, "length"))
			text = slices.Concat(text[:from], []byte(rapid.SampledFrom(pieces).Draw(rt, "piece")), text[to:])
		}
		checkRead(t, s, text)
	})
}

// TestEveryMessageHasACase: whatever Read may say stands in an archive.
func TestEveryMessageHasACase(t *testing.T) {
	var told strings.Builder
	for _, path := range archives(t, "testdata/mistakes/*.txtar") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		told.Write(text)
	}
	for _, dir := range []string{".", "../metric"} {
		for _, message := range messagesIn(t, dir) {
			if !regexp.MustCompile(asPattern(message)).MatchString(told.String()) {
				t.Errorf("no archive shows %q (%s)", message, dir)
			}
		}
	}
}

// messagesIn lists the format of every mistake that a package can note.
func messagesIn(t *testing.T, dir string) []string {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	position := map[string]int{"wrong": 2, "AddWithHint": 2, "Add": 1, "fail": 1}
	var messages []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || strings.HasSuffix(path, "_test.go") {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok {
				if i, ok := position[f.Sel.Name]; ok && i < len(call.Args) {
					messages = append(messages, literal(call.Args[i])...)
				}
			}
			return true
		})
	}
	return messages
}

// literal is the text of a message, if it is written out, alone or in Sprintf.
func literal(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && text != "%s" {
			return []string{text}
		}
	case *ast.CallExpr:
		if len(e.Args) > 0 {
			return literal(e.Args[0])
		}
	}
	return nil
}

var verb = regexp.MustCompile(`%[a-z]`)

// asPattern turns a format into what its messages look like.
func asPattern(format string) string {
	parts := verb.Split(format, -1)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return `(?m): ` + strings.Join(parts, ".+")
}

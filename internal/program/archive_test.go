package program_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/golden"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/yamlfile"
)

// smallest is the program that a fragment becomes part of: see complete.
var smallest = []struct{ key, text string }{
	{"program", "program: example\n"},
	{"version", "version: 1\n"},
	{"effective", "effective: 2024-01-01\n"},
	{"currency", "currency: USD\n"},
	{"metrics", "metrics: {sales: {sum: amount, of: sale, window: {trailing: 12 months}}}\n"},
	{"ladders", "ladders: {growth: {tiers: [{id: silver, attain: sales >= 10_000 USD}, {id: gold, attain: sales >= 100_000 USD}]}}\n"},
}

// complete adds to a fragment, behind it, the keys of the smallest program that
// it does not have itself; the ladder only to a fragment without metrics, which
// could not measure what the ladder asks for.
func complete(fragment string) string {
	root := yamlfile.Parse("fragment", []byte(fragment), &problem.Mistakes{})
	whole := strings.TrimRight(fragment, "\n") + "\n"
	for _, part := range smallest {
		if root.Get(part.key) == nil && (part.key != "ladders" || root.Get("metrics") == nil) {
			whole += part.text
		}
	}
	return whole
}

// TestMistakes reads the archives testdata/mistakes/*.txtar: behind each file
// name.yaml, a fragment, stand the mistakes that must be found in it. A file
// name.whole is read as it is.
func TestMistakes(t *testing.T) {
	for _, path := range archives(t, "testdata/mistakes/*.txtar") {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			name, ending, _ := strings.Cut(f.Name, ".")
			if ending == "want" {
				continue
			}
			text := string(f.Data)
			if ending == "yaml" {
				text = complete(text)
			}
			got.Files = append(got.Files, f, txtar.File{Name: name + ".want", Data: []byte(mistakes(text))})
		}
		golden.Check(t, path, txtar.Format(got))
	}
}

// mistakes is what Read says about a file, one mistake on each line.
func mistakes(text string) string {
	_, err := program.Read("f", []byte(text))
	if err == nil {
		return "fine\n"
	}
	var lines strings.Builder
	for _, m := range problem.Of(err).Mistakes {
		lines.WriteString(m.String() + "\n")
	}
	return lines.String()
}

func archives(t *testing.T, pattern string) []string {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("nothing matches %s (%v)", pattern, err)
	}
	return paths
}

// TestPrograms reads the programs in testdata: one for each group of features,
// without a mistake.
func TestPrograms(t *testing.T) {
	for _, path := range archives(t, "testdata/programs/*.yaml") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p, err := program.Read(path, text)
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Set == nil || p.Zone == nil || string(p.Text) != string(text) {
			t.Errorf("%s was read without its metrics, its zone or its text", path)
		}
	}
}

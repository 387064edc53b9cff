package yamlfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// FuzzParse looks for texts that make Parse or Decode panic, never end, or place
// something outside of the file.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		checkReading(t, text)
	})
}

func checkReading(t *testing.T, text []byte) {
	var m problem.Mistakes
	inside := placesOf(text)
	n := yamlfile.Parse("f", text, &m)
	if n == nil && m.Empty() {
		t.Error("Parse found nothing and says nothing")
	}
	checkPlaces(t, inside, n)
	var p program
	yamlfile.Decode(n, &p, &m)
	for _, mistake := range m.List() {
		if at := mistake.Place; at.Line != 0 && !inside(at) {
			t.Errorf("%s lies outside of the file", mistake)
		}
	}
}

// placesOf reports whether a place lies in the text; the end of a line does.
func placesOf(text []byte) func(problem.Place) bool {
	normal := strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(string(text))
	lines := strings.Split(normal, "\n")
	return func(at problem.Place) bool {
		return at.File == "f" && at.Line >= 1 && at.Line <= len(lines) &&
			at.Column >= 1 && at.Column <= len([]rune(lines[at.Line-1]))+1
	}
}

func checkPlaces(t *testing.T, inside func(problem.Place) bool, n *yamlfile.Node) {
	if n == nil {
		return
	}
	if !inside(n.Place()) {
		t.Errorf("%v lies outside of the file", n.Place())
	}
	for offset := range n.Text() {
		if !inside(n.PlaceIn(offset)) {
			t.Errorf("byte %d of %q at %v lies outside of the file", offset, n.Text(), n.PlaceIn(offset))
		}
	}
	for _, e := range n.Entries() {
		if !inside(e.KeyPlace) {
			t.Errorf("key %q at %v lies outside of the file", e.Key, e.KeyPlace)
		}
		checkPlaces(t, inside, e.Value)
	}
	for _, item := range n.Items() {
		checkPlaces(t, inside, item)
	}
}

// TestDamagedFiles puts something before every character of a good file in turn.
// Nothing may panic, and every place must lie in the file.
func TestDamagedFiles(t *testing.T) {
	for i := range good {
		for _, change := range []string{"", "\n", "\t", ":", "- ", ",", "[", "}", `"`, "|", "&", "@", "---\n", "\xff"} {
			checkReading(t, []byte(good[:i]+change+good[i:]))
		}
		checkReading(t, []byte(good[:i]))
	}
}

const good = `id: 金
metrics: # of sales
  billed: {sum: "amount", last: 1_000}
ladders:
  main: &m
    tiers:
    - 'it''s'
    - "\t\u4e2d"
  other: *m
  more: {tiers: [a,
    b]}
about: |-
  one
    two

title: one
  two
`

func TestAGoodFileHasNoMistakes(t *testing.T) {
	var m problem.Mistakes
	var p program
	yamlfile.Decode(yamlfile.Parse("f", []byte(good), &m), &p, &m)
	if !m.Empty() {
		t.Error(m.List())
	}
}

package yamlfile_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/golden"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// TestParse reads the archives testdata/parse_*.txtar: behind each file
// name.yaml, or name.quoted in Go's quotes, stands what Parse must find.
func TestParse(t *testing.T) {
	runArchives(t, "testdata/parse_*.txtar", func(text []byte) string {
		var m problem.Mistakes
		return report(yamlfile.Parse("f", text, &m), &m)
	})
}

// runArchives compares what read makes of each file with the file behind it.
func runArchives(t *testing.T, pattern string, read func(text []byte) string) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		runArchive(t, archive, read)
		golden.Check(t, name, txtar.Format(archive))
	}
}

func runArchive(t *testing.T, archive *txtar.Archive, read func(text []byte) string) {
	var files []txtar.File
	for _, in := range archive.Files {
		name, ending, _ := strings.Cut(in.Name, ".")
		if ending == "want" {
			continue
		}
		files = append(files, in, txtar.File{Name: name + ".want", Data: []byte(read(content(t, in)))})
	}
	archive.Files = files
}

func content(t *testing.T, in txtar.File) []byte {
	if !strings.HasSuffix(in.Name, ".quoted") {
		return in.Data
	}
	text, err := strconv.Unquote(strings.TrimSpace(string(in.Data)))
	if err != nil {
		t.Fatalf("%s: %v", in.Name, err)
	}
	return []byte(text)
}

// report writes the mistakes and then the tree, one value a line, each with its
// place.
func report(n *yamlfile.Node, m *problem.Mistakes) string {
	var b strings.Builder
	for _, mistake := range m.List() {
		fmt.Fprintln(&b, mistake)
	}
	if n != nil {
		outline(&b, "", n)
	}
	return b.String()
}

func outline(b *strings.Builder, indent string, n *yamlfile.Node) {
	fmt.Fprintf(b, " %d:%d %s\n", n.Place().Line, n.Place().Column, describe(n))
	for _, e := range n.Entries() {
		fmt.Fprintf(b, "%s%d:%d %q:", indent+"  ", e.KeyPlace.Line, e.KeyPlace.Column, e.Key)
		outline(b, indent+"  ", e.Value)
	}
	for _, item := range n.Items() {
		fmt.Fprintf(b, "%s-", indent+"  ")
		outline(b, indent+"  ", item)
	}
}

func describe(n *yamlfile.Node) string {
	text := map[yamlfile.Kind]string{yamlfile.Null: "null", yamlfile.Map: "map", yamlfile.List: "list"}[n.Kind()]
	if n.Kind() == yamlfile.Scalar || n.Text() != "" {
		text += strings.TrimSpace(" " + strconv.Quote(n.Text()))
	}
	if n.Quoted() {
		text += " quoted"
	}
	if n.Damaged() {
		text += " damaged"
	}
	return text
}

package yamlfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func TestNilNode(t *testing.T) {
	var n *yamlfile.Node
	if n.Kind() != yamlfile.Null || n.Text() != "" || n.Quoted() || n.Damaged() || n.Place() != (problem.Place{}) ||
		n.PlaceIn(1) != (problem.Place{}) || n.Entries() != nil || n.Items() != nil || n.Get("a") != nil {
		t.Error("a nil node is not like Null")
	}
	var m problem.Mistakes
	word := "x"
	if yamlfile.Word(n, &word, &m, "a", "b"); word != "x" || !m.Empty() {
		t.Error("a nil node is not left alone")
	}
}

func TestGet(t *testing.T) {
	var m problem.Mistakes
	n := yamlfile.Parse("f", []byte("a: 1\nb: 2\n"), &m)
	if got := n.Get("b").Text(); got != "2" {
		t.Errorf("got %q, want 2", got)
	}
	if n.Get("c") != nil {
		t.Error("got a value for an absent key")
	}
}

func TestTableGet(t *testing.T) {
	table := yamlfile.Table[int]{{Name: "a", Value: 1}, {Name: "b", Value: 2}}
	if v, ok := table.Get("b"); !ok || *v != 2 {
		t.Errorf("got %v %v, want 2 true", v, ok)
	}
	if _, ok := table.Get("c"); ok {
		t.Error("got a value for an absent name")
	}
}

// TestPlaceIn looks for a mark in a value, as if the text from there on were
// wrong.
func TestPlaceIn(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		offset       int
		line, column int
	}{
		{"plain", "a: b >= c", 2, 1, 6},
		{"plain behind Chinese", "名: 中 >= c", 4, 1, 6},
		{"the end", "a: bcd", 3, 1, 7},
		{"beyond the end", "a: bcd", 30, 1, 7},
		{"before the beginning", "a: bcd", -3, 1, 4},
		{"in single quotes", "a: 'it''s x'", 5, 1, 11},
		{"in double quotes", `a: "\t\u4e2d\"x"`, 5, 1, 15},
		{"behind a pair of escapes", `a: "\ud83d\ude00x"`, 4, 1, 17},
		{"the closing quote", `a: "x"`, 1, 1, 6},
		{"the second line of a plain text", "a: one\n   two three", 8, 2, 8},
		{"a blank in a plain text of two lines", "a: one\n   two", 3, 1, 7},
		{"behind an empty line", "a: one\n\n  two", 4, 3, 3},
		{"a block text", "a: |  # x\n  one\n    two\n", 6, 3, 5},
		{"a folded text", "a: >-\n  one\n  two\n", 4, 3, 3},
		{"quotes on two lines", "a: \"one\n  two\"", 5, 1, 4},
		{"a cut number", "{a: 2,000 USD}", 6, 1, 11},
		{"an alias", "{x: &x bcd, a: *x}", 2, 1, 16},
		{"nothing", "a:", 0, 1, 3},
		{"a map", "a: {}", 1, 1, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m problem.Mistakes
			n := yamlfile.Parse("f", []byte(c.text), &m)
			value := n.Entries()[len(n.Entries())-1].Value
			want := problem.Place{File: "f", Line: c.line, Column: c.column}
			if diff := cmp.Diff(value.PlaceIn(c.offset), want); diff != "" {
				t.Errorf("-got +want\n%s", diff)
			}
		})
	}
}

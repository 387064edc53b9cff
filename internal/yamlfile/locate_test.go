package yamlfile

import (
	"testing"

	yamltoken "github.com/goccy/go-yaml/token"
	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
)

// TestLexerFails stands for lexers that panic or leave something out, which the
// library does for no known text.
func TestLexerFails(t *testing.T) {
	for _, c := range []struct {
		name string
		lex  func(string) yamltoken.Tokens
		want string
	}{
		{"a panic", func(string) yamltoken.Tokens { panic("index out of range") }, "index out of range"},
		{"nothing is found", func(string) yamltoken.Tokens { return nil }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m problem.Mistakes
			got := open("f", []byte("a: 1"), &m).tokenize(c.lex)
			if len(got) != 1 || got[0].style != fault {
				t.Fatalf("got %v, want one fault", got)
			}
			if diff := cmp.Diff(got[0].text, c.want); diff != "" {
				t.Errorf("-got +want\n%s", diff)
			}
		})
	}
}

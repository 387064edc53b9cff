package templates

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// traits are attributes that a block gives to whatever tag it stands in.
var traits = regexp.MustCompile(`\b(required|[a-z-]+="[^"]*")`)

// TestNoPageHasWordsOfItsOwn looks for text between the tags: every word is in the
// catalogs, so that each language has it. What stands on a key is the same in each.
func TestNoPageHasWordsOfItsOwn(t *testing.T) {
	names, err := filepath.Glob("*.html")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no pages", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tokens := html.NewTokenizer(strings.NewReader(action.ReplaceAllString(string(text), "")))
		onKey := false
		for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
			token := tokens.Token()
			words := traits.ReplaceAllString(token.Data, "")
			if kind == html.TextToken && !onKey && strings.ContainsFunc(words, unicode.IsLetter) {
				t.Errorf("%s says %q, which no catalog has", name, strings.TrimSpace(words))
			}
			onKey = kind == html.StartTagToken && token.Data == "kbd"
		}
	}
}

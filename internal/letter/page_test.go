package letter

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"laurel/internal/golden"
)

// page is written by this test below its line, from the index.
const (
	lettersPage = "../../docs/letters.md"
	lettersLine = "<!-- Below this line the page is written by `go test ./internal/letter -run TestLettersPage -update`. -->\n"
)

func TestLettersPage(t *testing.T) {
	text, err := os.ReadFile(lettersPage)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(text), lettersLine)
	if !found {
		t.Fatalf("%s lacks the line %q", lettersPage, lettersLine)
	}
	golden.Check(t, lettersPage, head+lettersLine+table())
}

// table is every letter with what the index says of it and how it begins.
func table() string {
	var out strings.Builder
	out.WriteString("\n| letter | sent when | to | subject of a sample |\n|---|---|---|---|\n")
	for _, about := range All() {
		name := fmt.Sprintf("`%s`", about.Kind)
		switch {
		case about.Promotional:
			name += " (promotional)"
		case about.Urgent:
			name += " (at once)"
		}
		l, err := Compose(about.Kind.Samples()[0], readers["en"], operator)
		if err != nil {
			return err.Error()
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", name, about.When, about.To, l.Subject)
	}
	return out.String()
}

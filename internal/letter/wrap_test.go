package letter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text string
		most       int
		want       []string
	}{
		{"an empty line stays one", "", 10, []string{""}},
		{"words go to the next line", "one two three", 8, []string{"one two", "three"}},
		{"a long word stays whole", "see https://example.com/long now", 8, []string{"see", "https://example.com/long", "now"}},
		{"Chinese breaks anywhere, two columns each", "一二三四五六", 8, []string{"一二三四", "五六"}},
		{"no line begins with a comma", "一二三四，五六", 8, []string{"一二三", "四，五六"}},
		{"no line ends with an opening quotation mark", "一二三“四五”", 8, []string{"一二三", "“四五”"}},
		{"a name within Chinese stays whole", "一二三Contoso四", 10, []string{"一二三", "Contoso四"}},
	} {
		if diff := cmp.Diff(test.want, wrap(test.text, test.most)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// Nothing is lost but blanks, and no line is too wide that could be broken.
func TestWrapLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab长，。“”（ )é")), 0, 60, -1).Draw(t, "text")
		lines := wrap(text, 12)
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, line := range lines {
			if columns(line) > 12 && len(unbreakable(strings.TrimSpace(line))) > 1 {
				t.Fatalf("%q is %d columns wide", line, columns(line))
			}
		}
	})
}

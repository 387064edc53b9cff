package yamlfile_test

import (
	"strings"
	"testing"

	"laurel/internal/yamlfile"
)

func TestSuggest(t *testing.T) {
	known := []string{"threshold", "metrics", "of", "id", "on-upgrade", "名称", strings.Repeat("long", 20), "a"}
	for _, c := range []struct{ name, word, want string }{
		{"a letter too few", "treshold", "threshold"},
		{"a letter too many", "thresholds", "threshold"},
		{"a wrong letter", "metrocs", "metrics"},
		{"two letters swapped", "fo", "of"},
		{"two slips", "mtrcs", "metrics"},
		{"case", "Metrics", "metrics"},
		{"an underscore for a hyphen", "on_upgrade", "on-upgrade"},
		{"one Chinese character of two", "名字", "名称"},
		{"a word that is not near", "colour", ""},
		{"a short word that is not near", "xy", ""},
		{"a word of one letter", "b", ""},
		{"no word", "", ""},
		{"only a hyphen", "-", ""},
		{"a long word", strings.Repeat("long", 20) + "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := yamlfile.Suggest(c.word, known); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

package scenario_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/scenario"
)

// page is the description of scenario files.
const page = "../../docs/scenario-file.md"

var fence = regexp.MustCompile("(?ms)^```([^\n]*)\n(.*?)^```$")

// TestPage runs the examples of the page as its last paragraph says.
func TestPage(t *testing.T) {
	files := map[string]string{}
	blocks := fence.FindAllStringSubmatch(read(t, page), -1)
	for _, b := range blocks {
		if name, ok := strings.CutPrefix(b[1], "yaml "); ok {
			files[name] = b[2]
		}
	}
	for i, b := range blocks {
		if b[1] != "scenario" {
			continue
		}
		report := scenario.Run("story.scenario", []byte(b[2]), func(name string) ([]byte, error) {
			if text, ok := files[name]; ok {
				return []byte(text), nil
			}
			return nil, os.ErrNotExist
		})
		if i+1 < len(blocks) && blocks[i+1][1] == "report" {
			if diff := cmp.Diff(report.Text(false), blocks[i+1][2]); diff != "" {
				t.Errorf("%s\ngot (-), want (+):\n%s", b[2], diff)
			}
		} else if !report.Passed() {
			t.Errorf("%s\n%s", b[2], report.Text(false))
		}
	}
}

// TestPageNamesEveryWord asks whether the page tells of every word that a line
// may begin with.
func TestPageNamesEveryWord(t *testing.T) {
	text := read(t, page)
	for _, word := range scenario.Words() {
		if !strings.Contains(text, "`"+word+" ") && !strings.Contains(text, "`"+word+"`") {
			t.Errorf("%s does not tell what `%s` means", page, word)
		}
	}
}

package scenario_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/scenario"
)

// TestOrderOfLines shuffles the lines below each partner, and the lines that
// stand alone: what a story finds does not depend on their order.
func TestOrderOfLines(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.scenario")
	rapid.Check(t, func(rt *rapid.T) {
		file := rapid.SampledFrom(files).Draw(rt, "story")
		text := read(t, file)
		got, want := found(run(t, file, shuffled(rt, text))), found(run(t, file, text))
		if diff := cmp.Diff(got, want); diff != "" {
			rt.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

// found is what was found for each line, whatever its place.
func found(r scenario.Report) []string {
	var lines []string
	for _, m := range r.Mistakes {
		lines = append(lines, m.Message)
	}
	for _, c := range r.Checks {
		lines = append(lines, c.Partner+" "+c.At.String()+" "+c.Known.String()+" "+c.Said+": "+c.Found+strings.Join(c.Reasons, ";"))
	}
	slices.Sort(lines)
	return lines
}

// shuffled is a story with its blocks in another order, and the facts in them
// too.
func shuffled(t *rapid.T, text string) string {
	var blocks [][]string
	for _, line := range strings.Split(text, "\n") {
		if indented := strings.HasPrefix(line, " "); !indented || len(blocks) == 0 {
			blocks = append(blocks, []string{line})
		} else {
			last := len(blocks) - 1
			blocks[last] = append(blocks[last], line)
		}
	}
	for _, b := range blocks {
		if strings.HasPrefix(b[0], "partner ") && len(b) > 2 {
			copy(b[1:], rapid.Permutation(b[1:]).Draw(t, "facts"))
		}
	}
	return strings.Join(slices.Concat(rapid.Permutation(blocks).Draw(t, "blocks")...), "\n")
}

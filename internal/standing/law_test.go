package standing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/program"
)

// inputDrawn is a random program, in one or two versions, with random facts.
func inputDrawn(t *rapid.T) Input {
	releases := []program.Release{{Program: programDrawn(t, "v1", begins), Applied: calendar.On(begins)}}
	if rapid.IntRange(0, 2).Draw(t, "versions") == 2 {
		second := calendar.Day(rapid.IntRange(int(begins)+30, int(ends)).Draw(t, "second version"))
		releases = append(releases, program.Release{Program: programDrawn(t, "v2", second), Applied: calendar.On(second - 20)})
	}
	in := Input{Partner: Partner{ID: "ptr"}, Facts: factsDrawn(t), History: program.NewHistory(releases...), Known: through + 400, At: through}
	for _, f := range in.Facts {
		t.Logf("%s", factText(f))
	}
	return in
}

func evaluated(t *rapid.T, in Input, daily bool) *Timeline {
	line, err := evaluate(in, daily)
	if err != nil {
		t.Fatalf("Evaluate: %s", err)
	}
	return line
}

// TestNoChangeIsSkipped: walking from change to change finds what stopping at
// every single day finds.
func TestNoChangeIsSkipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputDrawn(t)
		got, want := told(evaluated(t, in, false)), told(evaluated(t, in, true))
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
			t.Fatalf("stopping at every day, and not (-every +not):\n%s", diff)
		}
	})
}

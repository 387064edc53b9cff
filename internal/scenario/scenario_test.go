package scenario_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/golden"
	"laurel/internal/scenario"
)

// TestStories runs every story in testdata. The golden of a story tells what was
// found for each line; a story whose name begins with wrong has lines that do
// not hold.
func TestStories(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.scenario")
	if len(files) == 0 {
		t.Fatal("there is no story in testdata")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".scenario")
		t.Run(name, func(t *testing.T) {
			report := run(t, filepath.Base(file), read(t, file))
			if passed := report.Passed(); passed == strings.HasPrefix(name, "wrong") {
				t.Errorf("passed: %v\n%s", passed, report.Text(false))
			}
			golden.Check(t, "testdata/"+name+".golden", report.Text(true))
		})
	}
}

// TestReport shows a report as a person and as a program reads it.
func TestReport(t *testing.T) {
	report := run(t, "wrong.scenario", read(t, "testdata/wrong.scenario"))
	object, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/wrong.text", report.Text(false))
	golden.Check(t, "testdata/wrong.json", string(object)+"\n")
}

func TestSummary(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"one mistake", "at 2024-01-01\n", "s.scenario: not run, because of 1 mistake"},
		{"several mistakes", "at 1\nat 2\n", "s.scenario: not run, because of 2 mistakes"},
		{"lines that hold", "program rewards.yaml\npartner Contoso\nat 2024-01-01\n  no tier\n", "s.scenario: 1 line holds"},
		{"lines that do not", "program rewards.yaml\npartner Contoso\nat 2024-01-01\n  no tier\n  tier t1\n", "s.scenario: 1 of 2 lines does not hold"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			report := run(t, "s.scenario", tt.text)
			if diff := cmp.Diff(report.Summary(), tt.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

// run runs a story whose programs are in testdata.
func run(t testing.TB, file, text string) scenario.Report {
	t.Helper()
	return scenario.Run(file, []byte(text), func(name string) ([]byte, error) {
		if strings.ContainsAny(name, `/\`) {
			return nil, errors.New("there is no such file")
		}
		return os.ReadFile("testdata/" + name)
	})
}

func read(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMistakes reads every story in testdata/mistakes; the golden lists
// everything that is wrong with it.
func TestMistakes(t *testing.T) {
	files, _ := filepath.Glob("testdata/mistakes/*.scenario")
	if len(files) == 0 {
		t.Fatal("there is no story in testdata/mistakes")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".scenario")
		t.Run(name, func(t *testing.T) {
			report := run(t, name, read(t, file))
			if len(report.Mistakes) == 0 || len(report.Checks) > 0 {
				t.Errorf("the story has no mistakes, or was run: %s", report.Summary())
			}
			golden.Check(t, "testdata/mistakes/"+name+".golden", report.Text(true))
		})
	}
}

// TestBounds tells what is too much for one story.
func TestBounds(t *testing.T) {
	opening := "program rewards.yaml\npartner Contoso\n"
	closing := "at 2024-01-01\n  no tier\n"
	tests := []struct{ name, text, want string }{
		{"a file of more than 1 MB", opening + strings.Repeat("#", 1<<20), "s: The file is larger than 1 MB. Divide it into several stories."},
		{"more than 20,000 lines", opening + closing + strings.Repeat("\n", 20_000), "s:20001:1: The story has more than 20000 lines. Divide it into several stories."},
		{"a line of more than 1,000 characters", opening + closing + "#" + strings.Repeat("é", 1000), "s:5:1001: The line is longer than 1000 characters. Divide it."},
		{"more than 5,000 facts", opening + strings.Repeat("  sale 2024-01-01 1 USD times 3\n", 5001) + closing, "s:1669:3: The story has more than 5000 facts. Divide it into several stories."},
		{"more than 2,000 moments", opening + strings.Repeat(closing, 2001), "s:1:1: The story looks at 2001 moments; at most 2000 are worked out. Divide it into several stories."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, "s", tt.text).Mistakes
			if len(got) != 1 || got[0].String() != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

package programs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/label"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/scenario"
)

// TestProgramsRead reads every version of every shipped program.
func TestProgramsRead(t *testing.T) {
	for _, path := range files(t, ".yaml") {
		t.Run(path, func(t *testing.T) {
			p := read(t, path)
			if got, want := p.ID, filepath.Dir(path); got != want {
				t.Errorf("the program is called %q, its folder %q", got, want)
			}
			if got, want := p.Version+".yaml", filepath.Base(path); got != want {
				t.Errorf("the version would be in %s, not in %s", got, want)
			}
			if len(p.Sources) == 0 || len(p.Assumptions) == 0 {
				t.Error("the program does not say where its rules were published and what is assumed")
			}
		})
	}
}

// TestProgramsSpeakBothLanguages wants every name that a reader sees in English
// and in Simplified Chinese.
func TestProgramsSpeakBothLanguages(t *testing.T) {
	for _, path := range files(t, ".yaml") {
		for what, text := range labels(read(t, path)) {
			if !speaks(text, "en") || !speaks(text, "zh-CN") {
				t.Errorf("%s: %s is not named in both languages: %v", path, what, text)
			}
		}
	}
}

func labels(p *program.Program) map[string]label.Text {
	all := map[string]label.Text{"the program": p.Label}
	for i := range p.Metrics {
		all["metric "+p.Metrics[i].Name] = p.Metrics[i].Value.Label
	}
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		all["ladder "+l.Name] = l.Label
		for j := range l.Tiers {
			all["tier "+l.Name+"."+l.Tiers[j].ID] = l.Tiers[j].Label
		}
	}
	for i := range p.Benefits {
		all["benefit "+p.Benefits[i].Name] = p.Benefits[i].Value.Label
	}
	for i := range p.Deliveries {
		d := &p.Deliveries[i].Value
		all["delivery "+d.Name] = d.Label
		if !d.Instructions.IsZero() {
			all["instructions of "+d.Name] = d.Instructions
		}
		if d.Credit != nil {
			all["exclusions of "+d.Name] = d.Credit.Excludes
		}
		for j := range d.Approvals {
			all["stage "+d.Approvals[j].Stage+" of "+d.Name] = d.Approvals[j].Label
		}
	}
	return all
}

// speaks reports whether a text has a language. What is the same in every
// language, such as 25K, has all of them.
func speaks(text label.Text, lang string) bool { return text[lang] != "" || text[""] != "" }

// TestScenarios runs every story of every shipped program.
func TestScenarios(t *testing.T) {
	for _, path := range files(t, ".scenario") {
		t.Run(path, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			report := scenario.Run(path, text, func(name string) ([]byte, error) {
				return os.ReadFile(filepath.Join(filepath.Dir(path), name))
			})
			if !report.Passed() {
				t.Errorf("\n%s", report.Text(false))
			}
		})
	}
}

// TestFoldersAreExplained wants a page beside every program.
func TestFoldersAreExplained(t *testing.T) {
	for _, path := range files(t, ".yaml") {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "README.md")); err != nil {
			t.Error(err)
		}
	}
}

func files(t *testing.T, ending string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ending) {
			found = append(found, path)
		}
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("no file ends in %s (%v)", ending, err)
	}
	return found
}

func read(t *testing.T, path string) *program.Program {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Read(path, text)
	if found := problem.Of(err); found != nil {
		t.Fatalf("%s\n%v", found.Message, found.Mistakes)
	}
	return p
}

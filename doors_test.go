package laurel

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// typed is a hint that says what to type at the command line.
var typed = regexp.MustCompile(`Hint\("[^"]*(\x60laurel |--[a-z])`)

// TestHintsAreForEveryDoor: whoever calls the API or reads a page cannot type a
// flag. What is said at the command line alone stands in AtConsole.
func TestHintsAreForEveryDoor(t *testing.T) {
	files, err := filepath.Glob("internal/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is nothing to read (%v)", err)
	}
	for _, file := range files {
		if strings.HasPrefix(file, "internal/cli/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, hint := range typed.FindAllString(string(text), -1) {
			t.Errorf("%s: %s… says what to type: say it in AtConsole, and in the hint what holds for every door", file, hint)
		}
	}
}

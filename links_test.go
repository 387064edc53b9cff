package laurel

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// later are pages that are linked before they are there, with the reason.
var later = map[string]string{"bench/RESULTS.md": "is written by whoever measures"}

var (
	link    = regexp.MustCompile(`\[[^\]]*\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	fences  = regexp.MustCompile("(?ms)^```.*?^```$")
)

// TestLinks follows every link from page to page, to its heading.
func TestLinks(t *testing.T) {
	for name, text := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(fences.ReplaceAllString(text, ""), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			file, anchor, _ := strings.Cut(match[1], "#")
			target := path.Join(path.Dir(name), file)
			if file == "" {
				target = name
			}
			if !isThere(target) {
				t.Errorf("%s links to %s, which is not there", name, target)
			} else if anchor != "" && !hasAnchor(t, target, anchor) {
				t.Errorf("%s links to %s, which has no heading %q", name, target, anchor)
			}
		}
	}
}

// TestEveryPageIsLinked wants a way from README.md to every page.
func TestEveryPageIsLinked(t *testing.T) {
	all, reached := pages(t), map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		reached[name] = true
		for _, match := range link.FindAllStringSubmatch(all[name], -1) {
			file, _, _ := strings.Cut(match[1], "#")
			target := path.Join(path.Dir(name), file)
			if info, err := os.Stat(target); err == nil && info.IsDir() {
				target = path.Join(target, "README.md")
			}
			if all[target] != "" && !reached[target] {
				walk(target)
			}
		}
	}
	walk("README.md")
	for name := range all {
		if strings.HasPrefix(name, "docs/") && !reached[name] {
			t.Errorf("no page leads from README.md to %s", name)
		}
	}
}

// pages are the pages of the repository with their texts.
func pages(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := os.ReadFile(name)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func isThere(name string) bool {
	_, err := os.Stat(name)
	return err == nil || later[name] != ""
}

func hasAnchor(t *testing.T, page, anchor string) bool {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range heading.FindAllStringSubmatch(fences.ReplaceAllString(string(text), ""), -1) {
		if anchorOf(match[1]) == anchor {
			return true
		}
	}
	return false
}

// anchorOf is the name that a heading has in a link: lower case, hyphens for
// blanks, and nothing but letters, digits, hyphens and underscores.
func anchorOf(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			return unicode.ToLower(r)
		default:
			return -1
		}
	}, heading)
}

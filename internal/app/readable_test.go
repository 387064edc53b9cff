package app_test

import (
	"regexp"
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

var (
	raw     = regexp.MustCompile(`contoso-eu/|fabrikam-us/|\bper_|\bgrant_|<no value>|%!|\bunknown\b`)
	english = regexp.MustCompile(`^[ -~]*[a-z]+ [a-z]+ [a-z]+ [a-z]+[ -~]*$`)
)

// checkReadable reads every letter that a test sent: none shows a key of ours, and
// none that is in Chinese has a line of English, unless somebody typed it.
func checkReadable(t *testing.T, a *app.App) {
	t.Helper()
	list, err := a.Letters(t.Context(), people.Console(), store.LetterFilter{}, "", 10_000)
	if err != nil || len(list) == 0 {
		t.Fatal("no letter", err)
	}
	for _, l := range list {
		for line := range strings.Lines(l.Subject + "\n" + l.Preheader + "\n" + l.Text) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "http") || strings.HasPrefix(line, ">") {
				continue
			}
			if raw.MatchString(line) || l.Language == "zh-CN" && english.MatchString(line) {
				t.Errorf("the letter %s in %s says %q", l.Kind, l.Language, line)
			}
		}
	}
}

package laurel

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// instead are the words that Laurel does not use and the one word that it has
// for the idea; docs/glossary.md explains the words. Words that mean something
// else here as well are not searched for: customer, product and app, event,
// level, status, track, and vendor, which is the role of an outside firm.
var instead = map[string]string{
	"seller":      "partner, or publisher for one selling profile",
	"merchant":    "partner",
	"programme":   "program",
	"perk":        "benefit",
	"entitlement": "grant",
	"redemption":  "activation",
	"redeem":      "activate",
	"agent":       "Rewards team, or engagement manager for the one assigned",
}

// allowed are files that may use one of these words, with the reason.
var allowed = []struct{ path, word, reason string }{
	{"words_test.go", "", "the list of the words"},
	{"docs/glossary.md", "", "says which words are not used"},
	{"internal/importer/", "seller", "columns of the feeds of Microsoft and AWS"},
	{"internal/cli/testdata/import_formats.txtar", "seller", "columns of the feeds of AWS"},
	{"internal/cli/testdata/import_late.txtar", "seller", "columns of the feeds of AWS"},
	{"docs/import-formats.md", "seller", "columns of the feeds of AWS"},
	{"programs/microsoft-marketplace-rewards/", "seller", "the published names of benefits: Microsoft's own salespeople"},
	{"internal/post/message.go", "agent", "the name of a header of mail, which we do not send"},
	{"internal/web/", "agent", "the name of a header of HTTP"},
	{"programs/etsy-star-seller/", "seller", "the published name of the badge"},
}

// read are the endings of files that people read or write.
var read = []string{".go", ".md", ".yaml", ".yml", ".scenario", ".txtar", ".txt", ".json", ".sql", ".html", ".tmpl"}

func TestOneWordPerIdea(t *testing.T) {
	used := map[int]bool{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "bin") {
			return skip(err)
		}
		if entry.IsDir() || !isRead(name) {
			return nil
		}
		text, err := os.ReadFile(name)
		for _, complaint := range wordsOf(filepath.ToSlash(name), string(text), used) {
			t.Error(complaint)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range allowed {
		if !used[i] {
			t.Errorf("%s does not say %q any more; take it off the list", a.path, a.word)
		}
	}
}

func isRead(name string) bool {
	for _, ending := range read {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return filepath.Base(name) == "Makefile"
}

// wordsOf complains about rejected words, and notes which allowances were used.
func wordsOf(name, text string, used map[int]bool) []string {
	var complaints []string
	for i, line := range strings.Split(text, "\n") {
		for _, word := range split(roles.ReplaceAllString(line, " ")) {
			better, rejected := instead[word]
			if rejected && !isAllowed(name, word, used) {
				complaints = append(complaints, fmt.Sprintf("%s:%d says %q; our word is %s", name, i+1, word, better))
			}
		}
	}
	return complaints
}

func isAllowed(name, word string, used map[int]bool) bool {
	for i, a := range allowed {
		if strings.HasPrefix(name, a.path) && (a.word == "" || a.word == word) {
			used[i] = true
			return true
		}
	}
	return false
}

// roles are words that only the names of roles may hold.
var roles = regexp.MustCompile(`(?i)(admin|rewards)[ _-]?agents?`)

// split cuts a line into words, in lower case and without a plural's s:
// sellerAccounts and SELLER_ACCOUNTS are seller and account.
func split(line string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.TrimSuffix(strings.ToLower(string(word)), "s"))
		}
		word = nil
	}
	for _, c := range line {
		switch {
		case !unicode.IsLetter(c):
			flush()
			continue
		case unicode.IsUpper(c) && len(word) > 0 && unicode.IsLower(word[len(word)-1]):
			flush()
		}
		word = append(word, c)
	}
	flush()
	return words
}

func TestRejectedWordsAreFound(t *testing.T) {
	tests := []struct{ text, want string }{
		{"type SellerAccounts struct{}", `x.go:1 says "seller"; our word is partner, or publisher for one selling profile`},
		{"an AdminAgent and two rewards agents", ""},
		{"a user agent", `x.go:1 says "agent"; our word is Rewards team, or engagement manager for the one assigned`},
		{"// a list of perks", `x.go:1 says "perk"; our word is benefit`},
		{"MAX_ENTITLEMENTS = 5", `x.go:1 says "entitlement"; our word is grant`},
		{"the reseller of the program is a superseller", ""},
		{"perkins", ""},
	}
	for _, test := range tests {
		if got := strings.Join(wordsOf("x.go", test.text, map[int]bool{}), "; "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

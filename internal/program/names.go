package program

import (
	"regexp"
	"slices"
	"strings"

	"laurel/internal/problem"
)

// Names are lower-case words with underscores; a program's own may have hyphens
// as well, and a version is whatever fits a file name.
var (
	wordPattern    = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	programPattern = regexp.MustCompile(`^[a-z][a-z0-9]*([_-][a-z0-9]+)*$`)
	versionPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

// longestName bounds names, in bytes.
const longestName = 64

// reserved are words that mean something else inside a condition.
var reserved = []string{"holds", "yes", "no", "or", "lowest", "highest", "granted", "activated", "completed"}

// word checks the name of something.
func (c *checker) word(at problem.Place, what, name string) {
	switch {
	case len(name) > longestName:
		c.wrong(at, "Use at most 64 letters.", "The name of the %s %q is too long.", what, name)
	case !wordPattern.MatchString(name):
		c.wrong(at, "Write "+asWord(name, "_")+".", "%q cannot be the name of a %s: names are lower-case words with underscores.", name, what)
	case slices.Contains(reserved, name):
		c.wrong(at, "Choose another name.", "%q cannot be the name of a %s: it means something else in a condition.", name, what)
	}
}

// notWord is what a name may not have between its words.
var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// asWord is a name written as names are.
func asWord(name, joint string) string {
	word := strings.Trim(notWord.ReplaceAllString(strings.ToLower(name), joint), joint)
	switch {
	case word == "":
		return "a word such as gold"
	case word[0] < 'a':
		word = "n" + joint + word
	}
	return word[:min(len(word), longestName)]
}

// twice finds words that stand in a list more than once.
func twice(words []string) []int {
	var repeated []int
	seen := map[string]bool{}
	for i, w := range words {
		if seen[w] {
			repeated = append(repeated, i)
		}
		seen[w] = true
	}
	return repeated
}

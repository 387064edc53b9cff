package yamlfile

import (
	"strings"
	"unicode/utf8"
)

// longestWord bounds the words that are compared, in characters.
const longestWord = 64

// Suggest is the known word nearest to a wrong one, "" when none is near. Near
// means one slip of the fingers for each three letters: a letter wrong, missing,
// too many or swapped with its neighbour. Case, hyphens and underscores do not
// count; of equally near words the first wins.
func Suggest(word string, known []string) string {
	wrong := plainWord(word)
	if len(wrong) == 0 || len(wrong) > longestWord {
		return ""
	}
	best, nearest := "", (len(wrong)+2)/3+1
	for _, k := range known {
		if utf8.RuneCountInString(k) > longestWord {
			continue
		}
		right := plainWord(k)
		if apart := max(len(right)-len(wrong), len(wrong)-len(right)); apart >= nearest {
			continue // so many letters are missing or too many
		}
		if d := slips(wrong, right); d < nearest && d < len(right) {
			best, nearest = k, d
		}
	}
	return best
}

// didYouMean asks for the word that was probably meant, "" when there is none.
func didYouMean(word string) string {
	if word == "" {
		return ""
	}
	return "Did you mean " + quote(word) + "?"
}

var unseen = strings.NewReplacer("-", "", "_", "", " ", "")

func plainWord(word string) []rune { return []rune(unseen.Replace(strings.ToLower(word))) }

// slips is the number of slips that turn a into b, by the usual table of which
// three rows are kept.
func slips(a, b []rune) int {
	var older, old []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		older, old, row = old, row, make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			row[j+1] = min(old[j+1]+1, row[j]+1, old[j]+differ(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}

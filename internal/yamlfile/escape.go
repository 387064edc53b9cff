package yamlfile

import "strings"

// escapes are the characters that a backslash in double quotes may precede, and
// the number of hexadecimal digits that follow some of them.
const plainEscapes = "0abtnvfre \"/\\N_LP\n\t"

var hexEscapes = map[rune]int{'x': 2, 'u': 4, 'U': 8}

// escapeLength is the number of characters of the escape that begins with the
// backslash here, 0 when it is none. Something always follows: the file ends with
// a line feed.
func escapeLength(text []rune) int {
	if strings.ContainsRune(plainEscapes, text[1]) {
		return 2
	}
	digits, ok := hexEscapes[text[1]]
	if !ok || len(text) < 2+digits || strings.Trim(string(text[2:2+digits]), "0123456789abcdefABCDEF") != "" {
		return 0
	}
	return 2 + digits
}

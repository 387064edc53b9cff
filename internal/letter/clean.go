package letter

import (
	"strings"
	"unicode"
)

// The longest that a text may be which somebody typed: longer ones are cut, so
// that a letter stays one.
const (
	longestLine = 200
	longestText = 10_000
	mostLines   = 200
)

// oneLine makes a name or a subject of what somebody typed: without line breaks
// and control characters, which could begin a header, and without characters
// that turn the direction of what follows.
func oneLine(typed string) string {
	clean := strings.Map(harmless, strings.ToValidUTF8(typed, "�"))
	return cut(strings.Join(strings.Fields(clean), " "), longestLine)
}

// textLines are the lines of a longer text, each of them clean; at most one
// empty line stands between two others.
func textLines(typed string) []string {
	var lines []string
	typed = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(cut(strings.ToValidUTF8(typed, "�"), longestText))
	for line := range strings.SplitSeq(typed, "\n") {
		clean := strings.Join(strings.Fields(strings.Map(harmless, line)), " ")
		if clean != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, clean)
		}
	}
	if len(lines) > mostLines {
		lines = append(lines[:mostLines], "…")
	}
	if n := len(lines); n > 0 && lines[n-1] == "" {
		lines = lines[:n-1]
	}
	return lines
}

// harmless is what a character becomes in a letter: itself, a blank, or nothing.
func harmless(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
		return ' '
	case unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF', r == '\u00AD', r == '\u200B', unicode.Is(unicode.Noncharacter_Code_Point, r):
		return -1
	default:
		return r
	}
}

func cut(text string, longest int) string {
	if len(text) <= longest { // then it has no more characters than that either
		return text
	}
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return strings.TrimSpace(string(runes[:longest-1])) + "…"
}

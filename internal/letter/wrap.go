package letter

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// wrap breaks one line into lines of at most so many columns: at blanks, and
// between Chinese characters as far as their rules let it. A piece that is longer
// stays whole. An empty line stays one.
func wrap(text string, most int) []string {
	var lines []string
	line, used := "", 0
	for _, piece := range unbreakable(text) {
		bare := columns(strings.TrimRight(piece, " "))
		if used > 0 && used+bare > most {
			lines, line, used = append(lines, strings.TrimRight(line, " ")), "", 0
		}
		line, used = line+piece, used+columns(piece)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// unbreakable cuts a text into pieces between which a line may end; blanks stay
// with the piece before them.
func unbreakable(text string) []string {
	var pieces []string
	begin, before := 0, rune(0)
	for i, r := range text {
		if i > 0 && mayBreak(before, r) {
			pieces, begin = append(pieces, text[begin:i]), i
		}
		before = r
	}
	return append(pieces, text[begin:])
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ':
		return false
	case before == ' ':
		return true
	case strings.ContainsRune(neverFirst, after) || strings.ContainsRune(neverLast, before):
		return false
	default:
		return isWide(before) || isWide(after)
	}
}

// What must not begin a line, and what must not end one.
const (
	neverFirst = "，。、；：？！）」』》〉】〕”’%,.;:?!)]}…·"
	neverLast  = "（「『《〈【〔“‘([{"
)

func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case isWide(r):
			n += 2
		case !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

package scenario

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/internal/problem"
)

// line is one line of a story, cut into words.
type line struct {
	number   int
	indented bool
	words    []word
	end      int // the column behind the last word
}

// word is one word of a line. An attribute such as hosting=cloud is one word
// with a name.
type word struct {
	line, column int    // from 1; the column counts characters
	text         string // without quotes; of an attribute name=value
	name, value  string // of an attribute
	quoted       bool   // the text, or the attribute's value, stands in quotes
	open         bool   // the closing quote is missing
	comma        bool   // a comma follows
}

func (w word) isAttribute() bool { return w.name != "" }

// written is the word as it stands in the story.
func (w word) written() string {
	switch {
	case w.quoted && w.name != "":
		return w.name + `="` + w.value + `"`
	case w.quoted:
		return `"` + w.text + `"`
	default:
		return w.text
	}
}

// is reports whether the word is one of the language's own, not a quoted name.
func (w word) is(text string) bool { return w.text == text && !w.quoted }

// readLines cuts a story into the lines that say something; what cannot be text
// is noted.
func readLines(file string, text []byte, m *problem.Mistakes) []line {
	if len(text) > mostBytes {
		m.AddWithHint(problem.Place{File: file}, "Divide it into several stories.", "The file is larger than 1 MB.")
		return nil
	}
	whole := strings.TrimPrefix(string(text), "\ufeff")
	whole = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(whole)
	var lines []line
	for i, written := range strings.Split(whole, "\n") {
		if i == mostLines {
			m.AddWithHint(problem.Place{File: file, Line: i + 1, Column: 1}, "Divide it into several stories.", "The story has more than %d lines.", mostLines)
			break
		}
		if l := cutLine(file, i+1, written, m); len(l.words) > 0 {
			lines = append(lines, l)
		}
	}
	return lines
}

// cutLine cuts one line; nothing comes of a line that is not text.
func cutLine(file string, number int, written string, m *problem.Mistakes) line {
	l := line{number: number}
	at := func(column int) problem.Place { return problem.Place{File: file, Line: number, Column: column} }
	if column, why := illegible(written); why != "" {
		m.Add(at(column), "%s", why)
		return l
	}
	s := &scanner{runes: []rune(written), line: number}
	if len(s.runes) > mostColumns {
		m.AddWithHint(at(mostColumns+1), "Divide it.", "The line is longer than %d characters.", mostColumns)
		return l
	}
	for s.skipBlanks() {
		w := s.word()
		if w.open {
			m.AddWithHint(at(w.column), `Write "…" around it.`, "A quote is opened here and not closed on this line.")
			return line{number: number}
		}
		w.comma = s.next < len(s.runes) && s.commaEnds(s.next)
		l.words = append(l.words, w)
		l.end = s.next + 1
	}
	l.indented = len(l.words) > 0 && l.words[0].column > 1
	return l
}

// illegible finds the first character that no text has.
func illegible(written string) (column int, why string) {
	for i, r := range written {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(written[i:], "\ufffd"):
			return utf8.RuneCountInString(written[:i]) + 1, "This is not UTF-8 text. Save the file as UTF-8."
		case r < ' ' && r != '\t', r == 0x7f:
			return utf8.RuneCountInString(written[:i]) + 1, "An invisible control character stands here. Remove it."
		}
	}
	return 0, ""
}

// scanner cuts the characters of one line.
type scanner struct {
	runes []rune
	line  int
	next  int
}

// skipBlanks goes to the next word; false at the end of the line, which a
// comment is too.
func (s *scanner) skipBlanks() bool {
	for s.next < len(s.runes) && (unicode.IsSpace(s.runes[s.next]) || s.commaEnds(s.next)) {
		s.next++
	}
	return s.next < len(s.runes) && s.runes[s.next] != '#'
}

// commaEnds reports whether a comma is punctuation: one inside 60,000 is not.
func (s *scanner) commaEnds(i int) bool {
	return s.runes[i] == ',' && (i+1 == len(s.runes) || unicode.IsSpace(s.runes[i+1]))
}

func (s *scanner) word() word {
	w := word{line: s.line, column: s.next + 1}
	if s.runes[s.next] == '|' {
		s.next++
		w.text = "|"
		return w
	}
	if s.runes[s.next] == '"' {
		s.quoted(&w)
		return w
	}
	start := s.next
	for s.next < len(s.runes) && !s.ends() {
		s.next++
		if s.runes[s.next-1] == '=' && s.next < len(s.runes) && s.runes[s.next] == '"' && isName(string(s.runes[start:s.next-1])) {
			w.name = string(s.runes[start : s.next-1])
			s.quoted(&w)
			w.value, w.text = w.text, w.name+"="+w.text
			return w
		}
	}
	w.text = string(s.runes[start:s.next])
	if name, value, ok := strings.Cut(w.text, "="); ok && isName(name) && value != "" {
		w.name, w.value = name, value
	}
	return w
}

func (s *scanner) ends() bool {
	r := s.runes[s.next]
	return unicode.IsSpace(r) || r == '|' || s.commaEnds(s.next)
}

// quoted takes a text in quotes; it has no escapes.
func (s *scanner) quoted(w *word) {
	s.next++
	start := s.next
	for s.next < len(s.runes) && s.runes[s.next] != '"' {
		s.next++
	}
	w.text, w.quoted, w.open = string(s.runes[start:s.next]), true, s.next == len(s.runes)
	s.next = min(s.next+1, len(s.runes))
}

// isName reports whether a text can be the name of an attribute or a kind.
func isName(text string) bool {
	for i, r := range text {
		if (r < 'a' || r > 'z') && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return text != "" && len(text) <= 64
}

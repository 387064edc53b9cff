package yamlfile

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"laurel/internal/problem"
)

// source is the text of a file with every line ended by one line feed.
type source struct {
	name  string
	runes []rune
	lines []int // offset of the first character of each line

	legible []rune // runes, with what was found unreadable replaced
	patches []patch
}

// patch is a stretch of the file that was found unreadable, and what is read
// instead of its characters.
type patch struct {
	start, end int
	filler     rune
}

// conceal writes the filler over a stretch that cannot be read, so that the
// rest can; false when it stands there already.
func (s *source) conceal(p patch) (changed bool) {
	s.patches = append(s.patches, p)
	for i := p.start; i < p.end; i++ {
		if s.legible[i] != '\n' && s.legible[i] != p.filler {
			s.legible[i], changed = p.filler, true
		}
	}
	return changed
}

// concealed reports whether part of a stretch was found unreadable.
func (s *source) concealed(start, end int) bool {
	for _, p := range s.patches {
		if p.start < end && start < p.end {
			return true
		}
	}
	return false
}

// open checks that the bytes are text, noting what is not, and returns nil when
// nothing can be read.
func open(file string, text []byte, m *problem.Mistakes) *source {
	whole := problem.Place{File: file}
	switch {
	case len(text) > largestFile:
		m.AddWithHint(whole, "Divide it into several files.", "The file is larger than 1 MB.")
		return nil
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")), bytes.Count(text, []byte{0}) > len(text)/4:
		m.AddWithHint(whole, "Save it as UTF-8.", "The file is not UTF-8 text; it looks like UTF-16.")
		return nil
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	s := &source{name: file, runes: make([]rune, 0, len(text)+1)}
	s.load(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), m)
	if !s.bearable(m) {
		return nil
	}
	return s
}

// load takes the characters in, replacing those that cannot stand in a YAML file.
func (s *source) load(text string, m *problem.Mistakes) {
	s.lines = []int{0}
	reported := -1
	for i, r := range text {
		if bad := forbidden(r, text[i:]); bad != "" {
			r = utf8.RuneError
			if line := len(s.lines); line != reported {
				reported = line
				m.Add(s.place(len(s.runes)), "%s", bad)
			}
		}
		s.runes = append(s.runes, r)
		if r == '\n' {
			s.lines = append(s.lines, len(s.runes))
		}
	}
	if n := len(s.runes); n == 0 || s.runes[n-1] != '\n' {
		s.runes = append(s.runes, '\n')
	}
	s.legible = slices.Clone(s.runes)
}

// forbidden says why a character cannot stand in a YAML file, "" when it can.
func forbidden(r rune, rest string) string {
	switch {
	case r == utf8.RuneError && !strings.HasPrefix(rest, "\ufffd"):
		return "This is not UTF-8 text. Save the file as UTF-8."
	case r == 0:
		return "A NUL byte stands here. Remove it."
	case r < ' ' && r != '\t' && r != '\n', r == 0x7f, r >= 0x80 && r < 0xa0 && r != 0x85, r == 0xfeff:
		return "An invisible control character stands here. Remove it."
	}
	return ""
}

// place is the position of a character.
func (s *source) place(offset int) problem.Place {
	line := s.line(offset)
	return problem.Place{File: s.name, Line: line, Column: offset - s.lines[line-1] + 1}
}

// line is the number of the line that a character stands in, counted from 1.
func (s *source) line(offset int) int {
	return sort.SearchInts(s.lines, offset+1)
}

// written is what stands between two offsets.
func (s *source) written(start, end int) string { return string(s.runes[start:end]) }

// restOfLine is what stands from an offset to the end of its line, without the
// blanks at the end.
func (s *source) restOfLine(start int) string {
	return strings.TrimRight(s.restOfLineAt(start), " \t")
}

func (s *source) restOfLineAt(start int) string {
	end := start
	for end < len(s.runes) && s.runes[end] != '\n' {
		end++
	}
	return s.written(start, end)
}

// indent is the number of spaces that a line, counted from 1, begins with; -1
// for a line that is empty or a comment.
func (s *source) indent(line int) int {
	for i := s.lines[line-1]; i < len(s.runes); i++ {
		switch s.runes[i] {
		case ' ', '\t':
			continue
		case '\n', '#':
			return -1
		}
		return i - s.lines[line-1]
	}
	return -1
}

// blockEnd is the offset of the first line behind the one at offset that is not
// indented deeper than the column: where the entry that begins there ends.
func (s *source) blockEnd(offset, column int) int {
	for line := s.line(offset) + 1; line <= len(s.lines); line++ {
		if indent := s.indent(line); indent >= 0 && indent < column && !isCloser(s.runes[s.lines[line-1]+indent]) {
			return s.lines[line-1]
		}
	}
	return len(s.runes)
}

func isCloser(r rune) bool { return r == ']' || r == '}' }

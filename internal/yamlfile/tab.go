package yamlfile

import (
	"fmt"
	"strings"
)

// indentation is the blanks and tabs that a line begins with.
func (s *source) indentation(line int) string {
	text := s.restOfLineAt(s.lines[line-1])
	return text[:len(text)-len(strings.TrimLeft(text, " \t"))]
}

// tabbedLine reports whether tabs indent a line that holds something.
func (s *source) tabbedLine(line int) bool {
	return s.indent(line) >= 0 && strings.Contains(s.indentation(line), "\t")
}

// checkTabs notes lines that are indented with tabs, once for each run of lines.
func (r *reader) checkTabs(t token) {
	if !t.first || t.line > len(r.lines) || t.line <= r.tabbed || !r.tabbedLine(t.line) {
		return
	}
	last := t.line
	for last < len(r.lines) && r.tabbedLine(last+1) {
		last++
	}
	r.tabbed = last
	subject := "This line is"
	if last > t.line {
		subject = fmt.Sprintf("The lines %d to %d are", t.line, last)
	}
	r.note(r.lines[t.line-1], "Write spaces instead of each tab.", "%s indented with tabs, but YAML takes only spaces.", subject)
}

// untabLines has each tab at the beginning of a line read as one blank; false
// when there is none.
func (s *source) untabLines() (found bool) {
	for _, start := range s.lines {
		for i := start; i < len(s.legible) && (s.legible[i] == ' ' || s.legible[i] == '\t'); i++ {
			if s.legible[i] == '\t' {
				s.legible[i], found = ' ', true
			}
		}
	}
	return found
}

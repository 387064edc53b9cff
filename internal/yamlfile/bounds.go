package yamlfile

import (
	"strings"

	"laurel/internal/problem"
)

const (
	largestFile = 1 << 20 // bytes
	deepest     = 100     // levels of maps and lists
	longestKey  = 1024    // characters
	longestRun  = 100     // empty lines on end, tabs in a line, < on end

	mostMistakes = 1000
	mostNames    = 1000    // anchors among which a similar one is looked for
	mostAliased  = 100_000 // values that all aliases of a file stand for
)

// rounds is how often a file may be read again with an unreadable stretch left
// out: fewer times when it is large.
func (s *source) rounds() int {
	return min(40, 2+2*largestFile/(len(s.runes)+1))
}

// bearable refuses what nobody writes by hand and what would take the lexer
// time that grows with the square of its length.
func (s *source) bearable(m *problem.Mistakes) bool {
	empty := 0
	for i, start := range s.lines {
		line := s.restOfLineAt(start)
		if empty++; strings.TrimLeft(line, " \t") != "" {
			empty = 0
		}
		what := ""
		switch {
		case empty > longestRun:
			what = "empty lines follow one another"
		case strings.Count(line, "\t") > longestRun:
			what = "tabs stand in this line"
		case strings.Contains(line, strings.Repeat("<", longestRun+1)):
			what = "characters < follow one another"
		default:
			continue
		}
		m.AddWithHint(problem.Place{File: s.name, Line: i + 1, Column: 1}, "Remove some.", "More than %d %s.", longestRun, what)
		return false
	}
	return true
}

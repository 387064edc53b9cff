// Package scenario holds stories: facts in a compact form, then moments with
// what must be true. A story is how the engine, the shipped programs and a
// customer's own program are tested, and how a dispute is written down. Running
// one reads no file by itself, no clock and no network.
package scenario

import (
	"laurel/internal/problem"
)

// Run reads a story and tells for every line of it whether it holds. The file's
// name is used in places only; open reads the programs that the story names. A
// story with mistakes is not run: its report has the mistakes and no checks.
func Run(file string, text []byte, open Open) Report {
	var m problem.Mistakes
	report := Report{File: file}
	s := parse(file, text, &m)
	if p := prepare(s, open, &m); m.Empty() {
		report.Checks = p.play()
	}
	report.Mistakes = once(m.List())
	return report
}

// once leaves out a mistake that was noted before, such as one in the header of
// cases.
func once(list []problem.Mistake) []problem.Mistake {
	var out []problem.Mistake
	seen := map[string]bool{}
	for _, m := range list {
		if text := m.String(); !seen[text] {
			seen[text] = true
			out = append(out, m)
		}
	}
	return out
}

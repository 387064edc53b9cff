package web

import (
	"strings"

	"laurel/internal/problem"
	"laurel/internal/program"
)

// filePage is a version as its author wrote it.
type filePage struct {
	*release
	Name     string
	Lines    []fileLine
	Versions []release
}

// fileLine is a line of a program file, with what is wrong in it.
type fileLine struct {
	N        int
	Text     string
	Mistakes []problem.Mistake
}

func showProgramFile(c *call) (answer, error) {
	r, list, err := c.releaseAsked("version")
	if err != nil {
		return answer{}, err
	}
	return c.showing(filePage{release: r, Name: nameOf(r.Read, c.locale.Language), Lines: linesOf(r.Text, nil), Versions: list})
}

// releaseAsked is the version that an address asks for, among those of its program,
// for who may read what authors wrote.
func (c *call) releaseAsked(name string) (*release, []release, error) {
	if err := c.mayReadPrograms(true); err != nil {
		return nil, nil, err
	}
	list, err := c.releases(c.r.PathValue("program"))
	if err != nil {
		return nil, nil, err
	}
	r, err := c.chosen(list, c.r.URL.Query().Get(name))
	return r, list, err
}

// linesOf numbers the lines of a file, each with the mistakes in it.
func linesOf(text []byte, mistakes []problem.Mistake) []fileLine {
	var out []fileLine
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		one := fileLine{N: i + 1, Text: strings.TrimSuffix(line, "\r")}
		for _, m := range mistakes {
			if m.Place.Line == one.N {
				one.Mistakes = append(one.Mistakes, m)
			}
		}
		out = append(out, one)
	}
	return out
}

// changesPage is what differs between two versions.
type changesPage struct {
	From, To *release
	Name     string
	Changes  []program.Change
	Versions []release
}

func showProgramChanges(c *call) (answer, error) {
	to, list, err := c.releaseAsked("to")
	if err != nil {
		return answer{}, err
	}
	page := changesPage{To: to, Name: nameOf(to.Read, c.locale.Language), Versions: list}
	if page.From, err = c.chosen(list, or(c.r.URL.Query().Get("from"), before(list, to))); err != nil {
		return answer{}, err
	}
	page.Changes = program.Diff(page.From.Read, page.To.Read)
	return c.showing(page)
}

// Changed is a difference in words.
func (v *view) Changed(change program.Change) string { return change.In(v.call.locale.Sentence) }

// before is the version before another; the same where it is the first.
func before(list []release, r *release) string {
	for i := range list {
		if list[i].Version == r.Version && i+1 < len(list) {
			return list[i+1].Version
		}
	}
	return r.Version
}

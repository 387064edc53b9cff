package web

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// programRow is a program in the list.
type programRow struct {
	ID, Name string
	Now      *release // in force; nil before the first
	Next     *release // published and not in force yet; nil for none
	Versions int
}

// release is a version as a page shows it.
type release struct {
	store.ProgramVersion
	Read  *program.Program
	State string // in-force, to-come, over or replaced
}

// mayReadPrograms is nil for who may read the programs, and with files for who may
// read what their authors wrote.
func (c *call) mayReadPrograms(files bool) error {
	if err := c.App.May(c.ctx(), c.who, people.SeeProgram, ""); err != nil && (files || len(c.companies) == 0) {
		return err
	}
	return nil
}

func showPrograms(c *call) (answer, error) {
	if err := c.mayReadPrograms(false); err != nil {
		return answer{}, err
	}
	c.besideCompany()
	versions, err := c.App.Programs(c.ctx())
	if err != nil {
		return answer{}, err
	}
	var rows []programRow
	for _, id := range programsIn(versions) {
		list, err := c.releases(id)
		if err != nil {
			return answer{}, err
		}
		rows = append(rows, rowOf(list, c.locale.Language))
	}
	return c.showing(rows)
}

// programsIn are the ids of the programs, each once.
func programsIn(versions []store.ProgramVersion) []string {
	var out []string
	for _, v := range versions {
		out = append(out, v.Program)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func rowOf(list []release, language string) programRow {
	row := programRow{ID: list[0].Program, Versions: len(list)}
	for i := range list {
		switch list[i].State {
		case "in-force":
			row.Now = &list[i]
		case "to-come":
			row.Next = &list[i] // the list begins with the last one
		}
	}
	row.Name = nameOf(cmp.Or(row.Now, row.Next, &list[0]).Read, language)
	return row
}

func nameOf(p *program.Program, language string) string { return or(p.Label.In(language), p.ID) }

// releases are the versions of a program, the one that takes effect last first.
func (c *call) releases(id string) ([]release, error) {
	versions, err := c.App.Programs(c.ctx())
	if err != nil {
		return nil, err
	}
	versions = slices.DeleteFunc(slices.Clone(versions), func(v store.ProgramVersion) bool { return v.Program != id })
	if len(versions) == 0 {
		return nil, problem.New(problem.NotFound, "There is no program %q.", problem.Excerpt(id))
	}
	slices.SortStableFunc(versions, func(a, b store.ProgramVersion) int {
		return cmp.Or(cmp.Compare(b.Effective, a.Effective), b.Applied.Compare(a.Applied))
	})
	out, found, replaced := make([]release, len(versions)), false, calendar.Day(-1)
	for i, v := range versions {
		p, err := c.App.Version(c.ctx(), v.Program+"@"+v.Version)
		if err != nil {
			return nil, err
		}
		state := "over"
		switch today := c.moment().Day(p.Zone); {
		case v.Effective == replaced:
			state = "replaced"
		case v.Effective > today:
			state = "to-come"
		case !found:
			state, found = "in-force", true
		}
		out[i], replaced = release{v, p, state}, v.Effective
	}
	return out, nil
}

// chosen is the version that is asked for, else the one in force, else the next.
func (c *call) chosen(list []release, version string) (*release, error) {
	for i := range list {
		if list[i].Version == version {
			return &list[i], nil
		}
	}
	if version != "" {
		return nil, problem.New(problem.NotFound, "There is no version %q of the program.", problem.Excerpt(version))
	}
	row := rowOf(list, c.locale.Language)
	return cmp.Or(row.Now, row.Next, &list[0]), nil
}

// besideCompany lets the pages of somebody's only company stand beside one that is
// about none.
func (c *call) besideCompany() {
	if len(c.companies) == 1 && !c.who.Operator() {
		c.partner = c.companies[0]
	}
}

// ReadsFiles reports whether whoever looks may read what the authors of programs
// wrote, and plan with it.
func (v *view) ReadsFiles() bool {
	return v.call.who.Operator() && v.call.who.Can(people.SeeProgram, people.About{})
}

package scenario

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// Open reads a file that a story names, relative to the story.
type Open func(name string) ([]byte, error)

// stage is what a story is played on: the program's history and the rates.
type stage struct {
	story    *story
	open     Open
	mistakes *problem.Mistakes
	history  program.History
	rates    money.Rates
}

// set reads the programs of a story and puts its rates into tables.
func (s *stage) set() {
	var releases []program.Release
	for _, each := range s.story.releases {
		if p := s.read(each); p != nil {
			r := program.Release{Program: p, Applied: each.applied}
			if r.Applied.IsZero() {
				r.Applied = calendar.On(p.Effective)
			}
			releases = append(releases, r)
			s.compare(each, releases)
		}
	}
	s.history = program.NewHistory(releases...)
	s.setRates()
}

func (s *stage) read(r release) *program.Program {
	text, err := s.open(r.file)
	if err != nil {
		s.wrong(r.at, "The name is relative to the story's own place.", "The program %q cannot be read (%s).", r.file, err)
		return nil
	}
	p, err := program.Read(r.file, text)
	if err == nil {
		return p
	}
	found := problem.Of(err)
	if len(found.Mistakes) == 0 {
		s.wrong(r.at, found.Hint, "The program %q cannot be used: %s", r.file, found.Message)
	}
	for _, m := range found.Mistakes {
		s.mistakes.AddWithHint(m.Place, m.Hint, "%s", m.Message)
	}
	return nil
}

func (s *stage) wrong(at word, hint, format string, args ...any) {
	s.mistakes.AddWithHint(s.story.place(at), hint, format, args...)
}

// compare checks the newest release against those before it.
func (s *stage) compare(r release, releases []program.Release) {
	newest := releases[len(releases)-1]
	for _, other := range releases[:len(releases)-1] {
		switch {
		case other.ID != newest.ID:
			s.wrong(r.at, "Write one story for each program.", "A story is about one program; this is %q, and another line has %q.", newest.ID, other.ID)
		case other.Version == newest.Version:
			s.wrong(r.at, "Give each version of a program its own name.", "The version %q is there twice.", newest.Version)
		case other.Effective == newest.Effective && other.Applied == newest.Applied:
			s.wrong(r.at, "Add applied and a date: of two versions that take effect on one day, the one applied later is in force.",
				"The versions %q and %q take effect on the same day.", other.Version, newest.Version)
		}
	}
}

package app

import (
	"context"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// ApplyInput is a program file to publish.
type ApplyInput struct {
	File      string
	Text      []byte
	Effective *calendar.Day // instead of the day in the file
	By        string        // an opaque id of who publishes
	Proposal  string        // that another person confirmed; empty where nobody needed to
}

// read reads the file, in force from the day that is wanted.
func (in ApplyInput) read() (*program.Program, error) {
	p, err := program.Read(in.File, in.Text)
	if err == nil {
		p.Effective = orElse(in.Effective, p.Effective)
	}
	return p, err
}

// Applied is what became of a published file.
type Applied struct {
	Program   string       `json:"program"`            // the program
	Version   string       `json:"version"`            // the version
	Effective calendar.Day `json:"effective"`          // the day from which it is in force
	New       bool         `json:"new"`                // false when the same text was there already, or it waits for another person
	Proposal  string       `json:"proposal,omitempty"` // what another person must confirm first; missing where nobody needs to
}

// Apply publishes a version of a program from its effective day on. Nothing is
// published when the file has a mistake, or when the version is there with
// another text.
func (a *App) Apply(ctx context.Context, in ApplyInput) (done Applied, err error) {
	p, err := in.read()
	if err != nil {
		return done, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error { return a.apply(ctx, tx, p, in, &done) })
	return done, err
}

func (a *App) apply(ctx context.Context, tx *store.Tx, p *program.Program, in ApplyInput, done *Applied) (err error) {
	v := store.ProgramVersion{Program: p.ID, Version: p.Version, Effective: p.Effective, File: in.File, Text: in.Text, Applied: a.moment(), By: in.By}
	*done = Applied{Program: p.ID, Version: p.Version, Effective: p.Effective}
	if done.New, err = tx.ApplyProgram(ctx, v); err != nil || !done.New {
		return err
	}
	if err := tx.EvaluateAll(ctx, a.moment()); err != nil {
		return err
	}
	return a.audit(ctx, tx, store.AuditLine{Who: in.By, What: acted[people.PublishProgram], Subject: p.ID, Detail: strings.TrimSpace(p.Version + " " + in.Proposal)})
}

// Programs lists every version of every program.
func (a *App) Programs(ctx context.Context) ([]store.ProgramVersion, error) {
	return a.store.Programs(ctx)
}

// releases is the history of a program, empty when it has none.
func (a *App) releases(ctx context.Context, id string) (program.History, error) {
	versions, err := a.store.ProgramHistory(ctx, id)
	if err != nil {
		return nil, err
	}
	return historyOf(versions)
}

// historyOf reads the texts of one program's versions. They were checked when
// they were published.
func historyOf(versions []store.ProgramVersion) (program.History, error) {
	releases := make([]program.Release, len(versions))
	for i, v := range versions {
		p, err := program.Read(v.File, v.Text)
		if err != nil {
			return nil, problem.Wrap(err, "read version %s of the program %s", v.Version, v.Program)
		}
		p.Effective = v.Effective
		releases[i] = program.Release{Program: p, Applied: v.Applied}
	}
	return program.NewHistory(releases...), nil
}

func unknownProgram(id string, known []string) error {
	if len(known) == 0 {
		return problem.New(problem.NotFound, "This database has no program yet.").WithHint("Publish one.").AtConsole("Publish one with `laurel program apply FILE`.")
	}
	return problem.New(problem.NotFound, "There is no program %q.", id).WithHint("%s", thereAre(known))
}

// LadderName names a ladder among all programs.
type LadderName struct{ Program, Ladder string }

// TierOrder is the tiers of ladders, from the lowest to the highest, as the
// newest version of each program has them.
type TierOrder map[LadderName][]string

// TierOrder lists the tiers of one program's ladders, or of every program's.
func (a *App) TierOrder(ctx context.Context, id string) (TierOrder, error) {
	histories, err := a.histories(ctx, id)
	if err != nil {
		return nil, err
	}
	order := TierOrder{}
	for _, h := range histories {
		newest := h[len(h)-1]
		for _, row := range newest.Ladders {
			name := LadderName{Program: newest.ID, Ladder: row.Name}
			for i := range row.Value.Tiers {
				order[name] = append(order[name], row.Value.Tiers[i].ID)
			}
		}
	}
	return order, nil
}

// NamesVersion reports whether a word names a published version: PROGRAM@VERSION.
func NamesVersion(word string) bool { return strings.Contains(word, "@") }

// Version is a published version, named PROGRAM@VERSION.
func (a *App) Version(ctx context.Context, name string) (*program.Program, error) {
	id, version, _ := strings.Cut(name, "@")
	histories, err := a.histories(ctx, id)
	if err != nil {
		return nil, err
	}
	var known []string
	for _, r := range histories[0] {
		if r.Version == version {
			return r.Program, nil
		}
		known = append(known, r.Version)
	}
	return nil, problem.New(problem.NotFound, "There is no version %q of the program %s.", version, id).
		WithHint("%s", thereAre(known))
}

package app

import (
	"context"
	"slices"
	"strings"

	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Publishing is how many persons it takes to publish, and how often that was
// changed.
func (a *App) Publishing(ctx context.Context, who people.Who) (rule Publishing, revision int64, err error) {
	if err := a.May(ctx, who, people.SeeSettings, ""); err != nil {
		return rule, 0, err
	}
	revision, err = a.store.Setting(ctx, publishingSetting, &rule)
	return rule, revision, err
}

// SetPublishing decides how many persons it takes to publish.
func (a *App) SetPublishing(ctx context.Context, who people.Who, revision int64, rule Publishing) error {
	switch rule.Persons {
	case TwoIfThere, Two, One:
	default:
		return problem.New(problem.Invalid, "Nobody knows what %q means for who publishes.", problem.Excerpt(string(rule.Persons)))
	}
	return a.setSetting(ctx, who, people.ManageSettings, publishingSetting, revision, rule, string(rule.Persons))
}

// setSetting keeps what somebody decided who may.
func (a *App) setSetting(ctx context.Context, who people.Who, act people.Act, name string, revision int64, content any, detail string) error {
	if err := a.May(ctx, who, act, ""); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SaveSetting(ctx, name, revision, content); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "set " + name, Subject: name, Detail: detail})
	})
}

// publicSetting is the name under which the programs are kept that everybody may
// read.
const publicSetting = "public programs"

// PublicPrograms are those whose rules everybody may read without signing in, and
// how often that was changed; none as it comes.
func (a *App) PublicPrograms(ctx context.Context) (programs []string, revision int64, err error) {
	revision, err = a.store.Setting(ctx, publicSetting, &programs)
	return programs, revision, err
}

// SetPublicPrograms lets everybody read the rules of some programs, and of no other.
func (a *App) SetPublicPrograms(ctx context.Context, who people.Who, revision int64, programs []string) error {
	versions, err := a.store.Programs(ctx)
	if err != nil {
		return err
	}
	for _, id := range programs {
		if !slices.ContainsFunc(versions, func(v store.ProgramVersion) bool { return v.Program == id }) {
			return problem.New(problem.Invalid, "There is no program %q.", problem.Excerpt(id))
		}
	}
	return a.setSetting(ctx, who, people.PublishProgram, publicSetting, revision, append([]string{}, programs...), strings.Join(programs, " "))
}

// SendTestLetter writes a letter to whoever asks, to show whether letters arrive.
func (a *App) SendTestLetter(ctx context.Context, who people.Who) error {
	if err := a.May(ctx, who, people.ManageSettings, ""); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, who.ID)
		if err != nil {
			return err
		}
		if err := a.send(ctx, tx, message{event: a.newID("test_"), to: p, content: letter.TestLetter{On: a.moment()}}); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "send test letter", Subject: p.ID})
	})
}

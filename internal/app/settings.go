package app

import (
	"context"

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

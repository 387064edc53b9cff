package app

import (
	"context"

	"laurel/internal/people"
	"laurel/internal/store"
)

// VerifyAudit reads the record of who did what, and tells whether every line of
// it is as it was written.
func (a *App) VerifyAudit(ctx context.Context) (store.AuditCheck, error) {
	return a.store.CheckAudit(ctx)
}

// AuditLines lists the record of who did what, in the order in which it was
// done, after the line with a number.
func (a *App) AuditLines(ctx context.Context, after int64, limit int) ([]store.AuditLine, error) {
	return a.store.AuditLines(ctx, after, limit)
}

// AuditSeen lists the lines that a filter lets pass, from the newest to the oldest,
// before the line with a number.
func (a *App) AuditSeen(ctx context.Context, who people.Who, f store.AuditFilter, before int64, limit int) ([]store.AuditLine, error) {
	if err := a.May(ctx, who, people.SeeAudit, ""); err != nil {
		return nil, err
	}
	return a.store.FilteredAudit(ctx, f, before, limit)
}

// AuditActs lists every act that the record speaks of.
func (a *App) AuditActs(ctx context.Context, who people.Who) ([]string, error) {
	if err := a.May(ctx, who, people.SeeAudit, ""); err != nil {
		return nil, err
	}
	return a.store.AuditActs(ctx)
}

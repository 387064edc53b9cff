package app

import (
	"context"

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

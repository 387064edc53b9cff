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

package app

import (
	"context"
	"time"

	"laurel/internal/problem"
	"laurel/internal/store"
)

// Backup copies the database into a file, while it is in use.
func (a *App) Backup(ctx context.Context, file string) error { return a.store.Backup(ctx, file) }

// Restore makes a database of a backup, and finds out whether its audit trail is
// whole. A database that is there already is not touched.
func Restore(ctx context.Context, database, file string, now func() time.Time) (check store.AuditCheck, err error) {
	if err := store.Restore(ctx, database, file); err != nil {
		return check, err
	}
	a, err := Open(ctx, database, now)
	if err != nil {
		return check, problem.Wrap(err, "open what was restored")
	}
	defer func() {
		if closing := a.Close(); err == nil {
			err = closing
		}
	}()
	return a.VerifyAudit(ctx)
}

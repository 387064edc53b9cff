package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func auditList(d *door) *cobra.Command {
	var after int64
	c := &cobra.Command{
		Use:   "list",
		Short: "List who did what, in the order in which it was done",
		Long: "List who did what, in the order in which it was done. With --json it is an export: every line with its hash. Kept elsewhere\n" +
			"it shows what `laurel audit verify` alone cannot: whether lines at the end were cut off.",
		Example: "  laurel audit list\n  laurel audit list --after 1200 --json >>audit.jsonl",
		Args:    exactly(),
	}
	c.Flags().Int64Var(&after, "after", 0, "only lines after the one with this `number`")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		if err := a.May(ctx, who, people.SeeAudit, ""); err != nil {
			return err
		}
		return d.auditLines(func(last *store.AuditLine) ([]store.AuditLine, error) {
			if last != nil {
				after = last.Number
			}
			return a.AuditLines(ctx, after, pageSize)
		})
	})
}

func (d *door) auditLines(read func(last *store.AuditLine) ([]store.AuditLine, error)) error {
	t := table{heads: []string{"line", "done", "who", "act", "subject", "detail"}}
	err := eachPage(read, func(l *store.AuditLine) error {
		if d.json {
			return writeJSON(d.Out, answer.AuditLine{Number: l.Number, At: l.At, Who: l.Who, Act: l.What, Subject: l.Subject, Detail: l.Detail, Hash: l.Hash})
		}
		t.add(strconv.FormatInt(l.Number, 10), timeText(l.At), orNone(l.Who), l.What, orNone(l.Subject), orNone(l.Detail))
		return nil
	})
	if err != nil || d.json {
		return err
	}
	return d.tableOr(&t, "There is no line yet.")
}

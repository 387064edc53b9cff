package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/store"
)

func auditCommand(d *door) *cobra.Command {
	return group("audit", "Read the record of who did what, and find out whether it is whole", "  laurel audit verify\n  laurel audit list", auditVerify(d), auditList(d))
}

func auditVerify(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check that no line of the audit trail was changed, left out or put in",
		Long: "Check that no line of the audit trail was changed, left out or put in: each holds a hash of itself and of the line\n" +
			"before. Whether the last lines were cut off only shows when the last number and hash are kept elsewhere. When a line\n" +
			"does not hold, the exit code is 1.",
		Example: "  laurel audit verify --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			check, err := a.VerifyAudit(cmd.Context())
			if err != nil {
				return err
			}
			return d.verified(check)
		},
	}
	d.jsonFlag(c)
	return c
}

func (d *door) verified(check store.AuditCheck) error {
	if err := d.tellAudit(check); err != nil {
		return err
	}
	if check.Broken > 0 {
		return failed{}
	}
	return nil
}

func (d *door) tellAudit(check store.AuditCheck) error {
	if d.json {
		o := answer.Audit{Lines: check.Lines, Broken: check.Broken, Hash: check.Last.Hash}
		if check.Lines > 0 {
			o.At = &check.Last.At
		}
		return writeJSON(d.Out, o)
	}
	var text string
	switch {
	case check.Broken > 0:
		text = fmt.Sprintf("The audit trail does not hold: line %d was changed, left out or put in.%s Compare it with a copy of the database.",
			check.Broken, holding(check.Lines))
	case check.Lines == 0:
		text = "The audit trail holds: it has no line yet."
	default:
		text = fmt.Sprintf("The audit trail holds: %s, the last of %s.\nKeep its hash elsewhere, to see whether lines are cut off: %s",
			count(int(check.Lines), "line"), check.Last.At, check.Last.Hash)
	}
	_, err := fmt.Fprintln(d.Out, text)
	return err
}

func holding(lines int64) string {
	switch lines {
	case 0:
		return ""
	case 1:
		return " 1 line before it holds."
	default:
		return " " + count(int(lines), "line") + " before it hold."
	}
}

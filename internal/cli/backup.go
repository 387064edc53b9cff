package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/app"
)

func backupCommand(d *door) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database into a file, while it is in use",
		Long: "Copy the database into a file, as it is at one moment, while it is in use. Of SQLite the file is a database itself; of\n" +
			"PostgreSQL it is what pg_dump writes, which must be installed. It holds everything, personal data too: keep it where\n" +
			"nobody else reads it. docs/operating.md says more.",
		Example: "  laurel backup backup/laurel-2026-06-30",
		Args:    exactly("the file to be written"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := a.Backup(cmd.Context(), args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(d.Out, "The database is in %s.\n", args[0])
			return err
		},
	}
}

func restoreCommand(d *door) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a database of a backup",
		Long: "Make a database of a backup, and check its audit trail. The database that --db names must not be there yet, or hold\n" +
			"nothing. One that an older version of Laurel made is brought up to date.",
		Example: "  laurel restore --db restored.db backup/laurel-2026-06-30",
		Args:    exactly("the backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			check, err := app.Restore(cmd.Context(), d.settings.db.value, args[0], d.Now)
			if err != nil {
				return err
			}
			return d.verified(check)
		},
	}
}

package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func setupCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "setup",
		Short: "Print the link that makes whoever opens it the first system admin, once",
		Long: "Print the link that makes whoever opens it the first system admin, once. It works for seven days, and a new one ends the\n" +
			"one before. Where there is a system admin already none is made.",
		Example: "  laurel setup --base-url https://rewards.example",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.create(cmd.Context())
			if err != nil {
				return err
			}
			link, err := a.SetUpLink(cmd.Context())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(d.Out, link)
			return err
		},
	}
	d.settings.attach(c.Flags(), []*setting{&d.settings.baseURL})
	return c
}

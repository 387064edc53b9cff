package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func issueCommand(d *door) *cobra.Command {
	var view viewFlags
	c := &cobra.Command{
		Use:   "issue",
		Short: "Record the grants that are unlocked, so that they are facts",
		Long: "Record every grant that is unlocked and not recorded yet. A recorded grant keeps its terms, and a later\n" +
			"correction of facts ends it only as its benefit's rule says. Running it again issues nothing twice.",
		Example: "  laurel issue --program rewards",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := view.view()
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			done, err := a.Issue(cmd.Context(), v)
			if err != nil {
				return err
			}
			if d.json {
				return writeJSON(d.Out, done)
			}
			_, err = fmt.Fprintf(d.Out, "%s issued to %s.\n", count(done.Grants, "grant"), count(done.Partners, "partner"))
			return err
		},
	}
	view.attach(c)
	d.jsonFlag(c)
	return c
}

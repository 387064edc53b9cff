package cli

import (
	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/api"
	"laurel/internal/people"
	"laurel/internal/store"
)

func overrideReviews(d *door) *cobra.Command {
	var program string
	c := &cobra.Command{
		Use:   "reviews",
		Short: "List the grants of every partner that a correction put under review",
		Long: "List the grants of every partner that a correction put under review (on-correction: review), and that nobody\n" +
			"decided yet, as of the newest evaluation of each partner: `laurel work` makes those that are due.\n" +
			"`laurel override keep-grant` and `laurel override revoke-grant` decide them.",
		Example: "  laurel override reviews\n  laurel override reviews --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			t := table{heads: []string{"partner", "name", "program", "benefit", "for", "grant", "granted"}}
			err = eachPage(func(last *store.ListedReview) (page []store.ListedReview, err error) {
				after := store.GrantReview{}
				if last != nil {
					after = last.GrantReview
				}
				page, _, err = a.GrantReviews(cmd.Context(), people.Console(), program, after, pageSize)
				return page, err
			}, func(r *store.ListedReview) error { return d.grantReview(&t, api.NewGrantReview(*r)) })
			if err != nil || d.json {
				return err
			}
			return d.tableOr(&t, "No grant is under review.")
		},
	}
	c.Flags().StringVar(&program, "program", "", "only in the program of this `name` (default: every program)")
	d.jsonFlag(c)
	return c
}

func (d *door) grantReview(t *table, r answer.GrantReview) error {
	if d.json {
		return writeJSON(d.Out, r)
	}
	t.add(r.Partner, r.Name, r.Program, r.Benefit, r.Key, r.Grant, r.Granted.String())
	return nil
}

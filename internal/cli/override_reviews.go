package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
)

func overrideReviews(d *door) *cobra.Command {
	var program string
	c := &cobra.Command{
		Use:   "reviews",
		Short: "List the grants of every partner that a correction put under review",
		Long: "List the grants of every partner that a correction put under review (on-correction: review), and that nobody\n" +
			"decided yet. `laurel override keep-grant` and `laurel override revoke-grant` decide them.",
		Example: "  laurel override reviews\n  laurel override reviews --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			t := table{heads: []string{"partner", "name", "program", "benefit", "for", "grant", "granted"}}
			left := a.GrantReviews(cmd.Context(), program, func(r answer.GrantReview) error { return d.grantReview(&t, r) })
			if d.json || left != nil && !app.OnlyLeftOut(left) {
				return left
			}
			return cmp.Or(d.tableOr(&t, "No grant is under review."), left)
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

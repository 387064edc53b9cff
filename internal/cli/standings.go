package cli

import (
	"context"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/standing"
)

func standingsCommand(d *door) *cobra.Command {
	var view viewFlags
	var tier string
	c := &cobra.Command{
		Use:     "standings",
		Short:   "List where every partner stands",
		Long:    "List where every partner stands: the tier, since when, and the metrics of the ladder. A figure that may still change\nis marked as provisional.",
		Example: "  laurel standings --program gcloud-trailing12 --at 2014-06-30\n  laurel standings --tier usd_1m --json",
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
			in := app.StandingsInput{View: v, Tier: tier}
			if d.json {
				return d.standingsLines(cmd.Context(), a, in)
			}
			return d.standingsTable(cmd.Context(), a, in)
		},
	}
	view.attach(c)
	c.Flags().StringVar(&tier, "tier", "", "only partners that hold this `tier`")
	d.jsonFlag(c)
	return c
}

// standingsLines prints one JSON object for each standing.
func (d *door) standingsLines(ctx context.Context, a *app.App, in app.StandingsInput) error {
	complete, err := a.CompleteThrough(ctx, in.Known)
	if err != nil {
		return err
	}
	return a.Standings(ctx, in, func(s standing.Standing) error { return writeJSON(d.Out, answer.NewStanding(s, complete)) })
}

// jsonFlag gives a reading command its --json.
func (d *door) jsonFlag(c *cobra.Command) {
	c.Flags().BoolVar(&d.json, "json", false, "print one JSON object on each line")
}

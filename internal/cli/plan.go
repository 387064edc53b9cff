package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"laurel/internal/app"
)

func planCommand(d *door) *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "plan FILE",
		Short: "Say what a program file would change for all partners, before it is published",
		Long: "Say who would change tier, which grants would appear, end or be kept, and which credits would be\n" +
			"outstanding (amounts in force less use), over all partners. Nothing is written.",
		Example: "  laurel plan program.yaml\n  laurel plan program.yaml --at 2024-01-31 --json",
		Args:    exactly("the program file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := atFlag(at)
			if err != nil {
				return err
			}
			text, err := d.readFile(args[0])
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			plan, left := a.Plan(cmd.Context(), app.PlanInput{File: args[0], Text: text, At: day})
			switch {
			case left != nil && !app.OnlyLeftOut(left):
				return d.mistakes(args[0], left)
			case d.json:
				return cmp.Or(writeJSON(d.Out, plan), left)
			default:
				return cmp.Or(d.tellPlan(plan), left)
			}
		},
	}
	c.Flags().StringVar(&at, "at", "", "the `day` to compare (default: the file's effective day, or today if that is past)")
	d.jsonFlag(c)
	return c
}

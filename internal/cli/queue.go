package cli

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

func queueCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "queue NAME",
		Short: "List a queue of the desk, what is due first",
		Long: "List a queue of the desk, what is due first: " + list(app.QueueNames()) + ". What waits for the partner is in\n" +
			"waiting and, for who has it, in mine. What is mine depends on --as.",
		Example: "  laurel queue overdue\n  laurel queue mine --as per_01jd… --json",
		Args:    exactly("the queue: " + list(app.QueueNames())),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		return d.cases("The queue is empty.", func(last *fulfillment.Case) ([]fulfillment.Case, error) {
			in := app.QueueInput{Queue: app.QueueName(args[0]), AfterDue: math.MinInt64, Limit: pageSize}
			if last != nil {
				in.AfterDue, in.AfterID = app.DueMicros(last), last.ID
			}
			return a.Queue(ctx, who, in)
		})
	})
}

package cli

import (
	"context"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

func queueCommand(d *door) *cobra.Command {
	var f filterFlags
	c := &cobra.Command{
		Use:   "queue [NAME]",
		Short: "List a queue of the desk, what is due first; or count the cases of each",
		Long: "List a queue of the desk, what is due first: " + list(app.QueueNames()) + ". What waits for the partner is\n" +
			"in waiting and, for who has it, in mine. What is mine depends on --as. Without a name the cases of each queue are counted.",
		Example: "  laurel queue\n  laurel queue overdue --benefit blog\n  laurel queue mine --as per_01jd… --json",
		Args:    upTo("the queue: " + list(app.QueueNames())),
	}
	f.attach(c)
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		if err := f.read(ctx, a); err != nil {
			return err
		}
		if len(args) == 0 {
			counts, err := a.QueueCounts(ctx, who, f.CaseFilter)
			if err != nil {
				return err
			}
			return d.queues(counts)
		}
		return d.cases("The queue is empty.", func(last *fulfillment.Case) ([]fulfillment.Case, error) {
			in := app.QueueInput{Queue: app.QueueName(args[0]), Filter: f.CaseFilter, AfterDue: math.MinInt64, Limit: pageSize}
			if last != nil {
				in.AfterDue, in.AfterID = app.DueMicros(last), last.ID
			}
			return a.Queue(ctx, who, in)
		})
	})
}

// queues prints how many cases each queue has.
func (d *door) queues(counts []app.QueueCount) error {
	t := table{heads: []string{"queue", ">cases"}}
	for _, each := range counts {
		if d.json {
			if err := writeJSON(d.Out, answer.Queue{Name: string(each.Queue), Cases: each.Cases}); err != nil {
				return err
			}
			continue
		}
		t.add(string(each.Queue), strconv.Itoa(each.Cases))
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "")
}

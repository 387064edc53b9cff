package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func jobsCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "jobs",
		Short:   "Say how much background work waits, and since when",
		Example: "  laurel jobs --json",
		Args:    exactly(),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		found, err := a.Backlogs(ctx, who)
		if err != nil {
			return err
		}
		return d.jobs(found)
	})
}

func (d *door) jobs(found []store.Backlog) error {
	t := table{heads: []string{"work", ">due", ">ahead", ">failed", "oldest"}}
	for _, b := range found {
		if d.json {
			o := answer.Backlog{Kind: b.Kind, Due: b.Due, Ahead: b.Ahead, Failed: b.Failed, Oldest: answer.MomentOrNil(b.Oldest)}
			if err := writeJSON(d.Out, o); err != nil {
				return err
			}
			continue
		}
		t.add(b.Kind, strconv.Itoa(int(b.Due)), strconv.Itoa(int(b.Ahead)), strconv.Itoa(int(b.Failed)), orNone(timeText(b.Oldest)))
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "No work waits.")
}

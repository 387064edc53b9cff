package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/app"
)

// choreObject is what was done of a chore as --json prints it.
type choreObject struct {
	Chore string `json:"chore"` // what it is
	Done  int    `json:"done"`  // how much of it was done
}

func workCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "work",
		Short: "Do all background work that is due, once",
		Long: "Do all background work that is due, once: standings worked out anew, clocks, letters. `laurel serve` does it all the\n" +
			"time; this is for a scheduler where no server runs. Where no mail server is set, letters are kept: see `laurel letters`.",
		Example: "  laurel work",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			mail, err := d.post()
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			return d.work(cmd.Context(), a, mail)
		},
	}
	d.settings.attach(c.Flags(), append([]*setting{&d.settings.baseURL}, d.settings.ofLetters()...))
	d.jsonFlag(c)
	return c
}

// work makes passes until none finds anything: what one does may be work for
// another. A chore that fails stops no other.
func (d *door) work(ctx context.Context, a *app.App, mail app.Post) error {
	all, done := chores(a, mail), map[string]int{}
	var failed error
	for more := true; more && ctx.Err() == nil; {
		more = false
		for _, chore := range all {
			n, err := chore.Pass(ctx)
			if err != nil && failed == nil {
				failed = err
			}
			done[chore.Name] += n
			more = more || n > 0
		}
	}
	for _, chore := range all {
		if err := d.worked(choreObject{chore.Name, done[chore.Name]}); err != nil {
			return err
		}
	}
	return failed
}

func (d *door) worked(o choreObject) error {
	if d.json {
		return writeJSON(d.Out, o)
	}
	_, err := fmt.Fprintf(d.Out, "%s: %d\n", o.Chore, o.Done)
	return err
}

package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
)

// asFlag lets a command be called for somebody else.
func (d *door) asFlag(c *cobra.Command) {
	c.Flags().StringVar(&d.as, "as", "", "the `person` who acts, by id (default: the console, which holds every role of the operator)")
}

// desk opens the database for what the desk does, and says who acts: whoever has
// the database in hand, or the person that --as names.
func (d *door) desk(ctx context.Context) (*app.App, people.Who, error) {
	who := people.Console()
	a, err := d.open(ctx)
	if err != nil {
		return nil, who, err
	}
	if d.as != "" {
		who, err = a.As(ctx, d.as)
	}
	return a, who, err
}

// acting makes a command of the desk: it opens the database and calls do.
func (d *door) acting(c *cobra.Command, do func(ctx context.Context, a *app.App, who people.Who, args []string) error) *cobra.Command {
	c.RunE = func(cmd *cobra.Command, args []string) error {
		a, who, err := d.desk(cmd.Context())
		if err != nil {
			return err
		}
		return do(cmd.Context(), a, who, args)
	}
	d.asFlag(c)
	return c
}

// actingFor is acting where the first word names a partner.
func (d *door) actingFor(c *cobra.Command, do func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error) *cobra.Command {
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		p, err := a.PartnerNamed(ctx, args[0])
		if err != nil {
			return err
		}
		return do(ctx, a, who, p.ID, args[1:])
	})
}

// orNone is a text in a table, which nothing would leave empty.
func orNone(text string) string {
	if text == "" {
		return "…"
	}
	return text
}

// spelled is a word of the code as people read it.
func spelled[T ~string](word T) string { return strings.ReplaceAll(string(word), "_", " ") }

// timeText is a moment as a table shows it: to the minute, in UTC.
func timeText(m calendar.Moment) string {
	if m.IsZero() || m.IsDate() {
		return m.String()
	}
	return time.UnixMicro(m.Micros()).UTC().Format("2006-01-02 15:04")
}

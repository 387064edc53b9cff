package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func enrollCommand(d *door) *cobra.Command {
	var program, terms string
	c := &cobra.Command{
		Use:     "enroll PARTNER --terms VERSION",
		Short:   "Accept the terms of a program for a partner",
		Long:    "Accept the terms of a program for a partner. Only an admin of the partner may, so say with --as who accepts.",
		Example: "  laurel enroll Contoso --terms 2026 --as per_01jd…",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	c.Flags().StringVar(&program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&terms, "terms", "", "the `version` of the terms that was read (required)")
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		if err := a.Enroll(ctx, who, partner, program, terms); err != nil {
			return err
		}
		_, err := fmt.Fprintf(d.Out, "%s takes part, by the terms %s.\n", partner, terms)
		return err
	})
}

func enrollmentCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "enrollment PARTNER",
		Short:   "Show which terms a partner accepted, and what it opted out of",
		Example: "  laurel enrollment Contoso",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		e, err := a.Enrollment(ctx, who, partner)
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewEnrollment(e))
		}
		return d.enrollment(e)
	})
}

func (d *door) enrollment(e app.Enrollment) error {
	t := table{heads: []string{"what", "program", "of", "by", "on"}}
	for _, x := range e.Accepted {
		t.add("accepted the terms "+x.Terms, x.Program, orNone(x.Benefit), x.Person, x.At.Day(nil).String())
	}
	for _, o := range e.OptOuts {
		t.add("opted out", o.Program, orNone(o.Offer), o.Person, o.At.Day(nil).String())
	}
	return d.tableOr(&t, "The partner accepted no terms yet.")
}

func optOutCommand(d *door) *cobra.Command {
	var o store.OptOut
	var again bool
	c := &cobra.Command{
		Use:     "opt-out PARTNER",
		Short:   "Take a partner out of a program, or out of it for one offer; or in again",
		Long:    "Take a partner out of a program, or out of it for one offer; or in again. Only somebody of the partner may, so say with\n--as who it is.",
		Example: "  laurel opt-out Contoso --offer contoso/backup --as per_01jd…\n  laurel opt-out Contoso --again --as per_01jd…",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	c.Flags().StringVar(&o.Program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&o.Offer, "offer", "", "only for this `offer`, as PUBLISHER/OFFER")
	c.Flags().BoolVar(&again, "again", false, "in again")
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) (err error) {
		o.Partner = partner
		if o.Program, err = a.ProgramNamed(ctx, o.Program); err != nil {
			return err
		}
		if err := a.OptOut(ctx, who, o, !again); err != nil {
			return err
		}
		text := "%s is out of %s.\n"
		if again {
			text = "%s is in %s again.\n"
		}
		_, err = fmt.Fprintf(d.Out, text, partner, outOf(o))
		return err
	})
}

func outOf(o store.OptOut) string {
	if o.Offer == "" {
		return o.Program
	}
	return o.Program + " for " + o.Offer
}

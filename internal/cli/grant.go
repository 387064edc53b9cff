package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
)

func grantCommand(d *door) *cobra.Command {
	return group("grant", "Give a benefit by hand, and take a grant back",
		"  laurel grant give Contoso blog --because \"a webinar that we canceled\" --approver per_01jd…\n  laurel grant revoke Contoso grant_01jd… --because \"fraud\" --approver per_01jd…",
		grantGive(d), grantRevoke(d))
}

// decisionFlags are what every decision by hand says.
func decisionFlags(c *cobra.Command, in *app.GrantInput) {
	c.Flags().StringVar(&in.Program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&in.Because, "because", "", "the `reason`, for the partner to read (required)")
	c.Flags().StringVar(&in.Approver, "approver", "", "another `person`, who may approve it (required)")
}

func grantGive(d *door) *cobra.Command {
	var in app.GrantInput
	var amount, until string
	c := &cobra.Command{
		Use:     "give PARTNER BENEFIT",
		Short:   "Give a benefit by hand, and tell the partner",
		Example: "  laurel grant give Contoso credit --amount \"500 USD\" --because \"a webinar that we canceled\" --approver per_01jd…",
		Args:    exactly("the partner: an id, or a part of its name", "the benefit"),
	}
	decisionFlags(c, &in)
	c.Flags().StringVar(&in.Offer, "offer", "", "the `offer` that it is for, as PUBLISHER/OFFER")
	c.Flags().StringVar(&amount, "amount", "", "of a credit: the `amount`, such as \"500 USD\" (default: as the program says)")
	c.Flags().StringVar(&until, "until", "", "the last `day` of it (default: as the program says)")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) (err error) {
		in.Partner, in.Benefit = partner, args[0]
		if in.Amount, err = amountFlag("amount", amount); err != nil {
			return err
		}
		if in.Until, err = dayFlag("until", until); err != nil {
			return err
		}
		if in.Program, err = a.ProgramNamed(ctx, in.Program); err != nil {
			return err
		}
		id, err := a.GiveGrant(ctx, who, in)
		return d.decided(id, err, "%s is given.\n")
	})
}

func grantRevoke(d *door) *cobra.Command {
	var in app.GrantInput
	c := &cobra.Command{
		Use:     "revoke PARTNER GRANT",
		Short:   "Take a grant back, and tell the partner",
		Long:    "Take a grant back, and tell the partner. The cases that use it end as the program says.",
		Example: "  laurel grant revoke Contoso grant_01jd… --because \"fraud\" --approver per_01jd…",
		Args:    exactly("the partner: an id, or a part of its name", "the id of the grant, as `laurel explain` shows it"),
	}
	decisionFlags(c, &in)
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) (err error) {
		in.Partner, in.Grant = partner, args[0]
		if in.Program, err = a.ProgramNamed(ctx, in.Program); err != nil {
			return err
		}
		return d.decided(in.Grant, a.RevokeGrant(ctx, who, in), "%s is taken back.\n")
	})
}

func (d *door) decided(grant string, err error, sentence string) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, answer.Given{Grant: grant})
	}
	_, err = fmt.Fprintf(d.Out, sentence, grant)
	return err
}

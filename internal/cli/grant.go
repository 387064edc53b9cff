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

func grantCommand(d *door) *cobra.Command {
	return group("grant", "Give a benefit by hand, and take a grant back",
		"  laurel grant give Contoso blog --because \"a webinar that we canceled\"\n  laurel grant revoke Contoso grant_01jd… --because \"fraud\"\n  laurel grant confirm pro_01jd… --as per_01jd…",
		grantGive(d), grantRevoke(d), grantProposals(d), grantConfirm(d), grantDecline(d))
}

// decisionFlags are what every decision by hand says.
func decisionFlags(c *cobra.Command, in *app.GrantInput) {
	c.Flags().StringVar(&in.Program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&in.Because, "because", "", "the `reason`, for the partner to read (required)")
}

func grantGive(d *door) *cobra.Command {
	var in app.GrantInput
	var amount, until string
	c := &cobra.Command{
		Use:     "give PARTNER BENEFIT",
		Short:   "Give a benefit by hand, and tell the partner",
		Example: "  laurel grant give Contoso credit --amount \"500 USD\" --because \"a webinar that we canceled\"",
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
		p, err := a.GiveGrant(ctx, who, in)
		return d.proposed(p, err)
	})
}

func grantRevoke(d *door) *cobra.Command {
	var in app.GrantInput
	c := &cobra.Command{
		Use:     "revoke PARTNER GRANT",
		Short:   "Take a grant back, and tell the partner",
		Long:    "Take a grant back, and tell the partner. The cases that use it end as the program says.",
		Example: "  laurel grant revoke Contoso grant_01jd… --because \"fraud\"",
		Args:    exactly("the partner: an id, or a part of its name", "the id of the grant, as `laurel explain` shows it"),
	}
	decisionFlags(c, &in)
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) (err error) {
		in.Partner, in.Grant = partner, args[0]
		if in.Program, err = a.ProgramNamed(ctx, in.Program); err != nil {
			return err
		}
		p, err := a.RevokeGrant(ctx, who, in)
		return d.proposed(p, err)
	})
}

func grantProposals(d *door) *cobra.Command {
	var f store.ProposalFilter
	var partner, state string
	c := &cobra.Command{
		Use:     "proposals",
		Short:   "List what was decided by hand about grants, the newest first",
		Example: "  laurel grant proposals --state proposed",
		Args:    exactly(),
	}
	c.Flags().StringVar(&partner, "partner", "", "only about this `partner`: an id, or a part of its name")
	c.Flags().StringVar(&state, "state", "", "only in this `state`: proposed, confirmed or declined")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		if partner != "" {
			p, err := a.PartnerNamed(ctx, partner)
			if err != nil {
				return err
			}
			f.Partner = p.ID
		}
		f.State = store.ProposalState(state)
		found, err := a.Proposals(ctx, who, f, "", pageSize)
		if err != nil {
			return err
		}
		return d.proposals(found)
	})
}

func (d *door) proposals(found []store.Proposal) error {
	t := table{heads: []string{"proposal", "act", "state", "partner", "benefit", "grant", "made", "due", "by", "because"}}
	for _, p := range found {
		if !d.json {
			t.add(p.ID, spelled(p.Act), string(p.State), p.Partner, p.Benefit, p.Grant, timeText(p.Made), timeText(p.Due), p.By, p.Because)
		} else if err := writeJSON(d.Out, api.NewProposal(p)); err != nil {
			return err
		}
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "Nothing was decided by hand.")
}

func grantConfirm(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "confirm PROPOSAL",
		Short:   "Let what another person decided by hand take effect, and tell the partner",
		Example: "  laurel grant confirm pro_01jd… --as per_01jd…",
		Args:    exactly("the id of the proposal"),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		p, err := a.ConfirmProposal(ctx, who, args[0])
		return d.proposed(p, err)
	})
}

func grantDecline(d *door) *cobra.Command {
	var because string
	c := &cobra.Command{
		Use:     "decline PROPOSAL",
		Short:   "End what was decided by hand without effect",
		Example: "  laurel grant decline pro_01jd… --because \"once is enough\" --as per_01jd…",
		Args:    exactly("the id of the proposal"),
	}
	c.Flags().StringVar(&because, "because", "", "the `reason`, for whoever decided (required)")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		p, err := a.DeclineProposal(ctx, who, args[0], because)
		return d.proposed(p, err)
	})
}

// proposed says what became of a decision by hand.
func (d *door) proposed(p store.Proposal, err error) error {
	switch {
	case err != nil:
		return err
	case d.json:
		return writeJSON(d.Out, api.NewProposal(p))
	case p.State == store.Proposed:
		_, err = fmt.Fprintf(d.Out, "%s waits for another person: %s.\n", p.ID, people.RoleNames(p.To))
	case p.State == store.Declined:
		_, err = fmt.Fprintf(d.Out, "%s is declined.\n", p.ID)
	case p.Act == people.GiveGrant:
		_, err = fmt.Fprintf(d.Out, "%s is given.\n", p.Grant)
	default:
		_, err = fmt.Fprintf(d.Out, "%s is taken back.\n", p.Grant)
	}
	return err
}

package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

func creditCommand(d *door) *cobra.Command {
	return group("credit", "Record what is used of credits, and see what is left",
		"  laurel credit use Contoso \"120 USD\" --on 2026-11-20 --key inv-7\n  laurel credit balance Contoso", creditUse(d), creditImport(d), creditBalance(d), creditLedger(d))
}

func creditUse(d *door) *cobra.Command {
	var in app.UseInput
	var on string
	c := &cobra.Command{
		Use:   "use PARTNER AMOUNT --on DAY --key KEY",
		Short: "Record what was used of a partner's credits",
		Long: "Record what was used of a partner's credits: from the one that ends soonest first. An amount below nothing gives back;\n" +
			"write -- before the words then. The same key again is the same use.",
		Example: "  laurel credit use Contoso \"120 USD\" --on 2026-11-20 --key inv-7",
		Args:    exactly("the partner: an id, or a part of its name", "the amount, such as \"120 USD\""),
	}
	c.Flags().StringVar(&in.Program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&in.Benefit, "benefit", "", "only credits of this `benefit` (default: all)")
	c.Flags().StringVar(&on, "on", "", "the `day` of the use (required)")
	c.Flags().StringVar(&in.Key, "key", "", "the `id` by which its source knows it (required)")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error {
		day, err := dayFlag("on", on)
		if err != nil {
			return err
		}
		if day != nil {
			in.On = *day
		}
		if in.Amount, err = money.Parse(args[0]); err != nil {
			return usage("%s", problem.Of(err))
		}
		if in.Program, err = a.ProgramNamed(ctx, in.Program); err != nil {
			return err
		}
		in.Partner = partner
		used, err := a.RecordUse(ctx, who, in)
		return d.used(used, err)
	})
}

// used tells from which claims a use was taken.
func (d *door) used(u app.Used, err error) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, api.NewUsed(u))
	}
	if u.Repeated {
		fmt.Fprintln(d.Out, "This use was recorded before; nothing was done.")
	}
	for _, p := range u.Postings {
		way := "from"
		if p.From == fulfillment.Used {
			way = "back to"
		}
		fmt.Fprintf(d.Out, "%s %s %s.\n", worth(p.Amount), way, p.Case)
	}
	if u.Overage.Value.Sign() != 0 {
		fmt.Fprintf(d.Out, "%s is beyond all credits.\n", worth(u.Overage))
	}
	return nil
}

func creditBalance(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "balance PARTNER",
		Short:   "List what is on the accounts of each credit of a partner",
		Example: "  laurel credit balance Contoso --json",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		found, err := a.Credits(ctx, who, partner)
		if err != nil {
			return err
		}
		return d.balances(found)
	})
}

func (d *door) balances(found []fulfillment.Credited) error {
	t := table{heads: []string{"grant", "benefit", "currency"}}
	for _, account := range fulfillment.Accounts() {
		t.heads = append(t.heads, ">"+string(account))
	}
	for _, c := range found {
		if d.json {
			if err := writeJSON(d.Out, api.NewBalance(c)); err != nil {
				return err
			}
			continue
		}
		row := []string{c.Grant, c.Benefit, c.Amount.Currency}
		for _, account := range fulfillment.Accounts() {
			row = append(row, grouped(c.Balance[account].Fixed(2)))
		}
		t.add(row...)
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "No credit of this partner was ever used.")
}

func creditLedger(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "ledger PARTNER",
		Short:   "List the postings of all credits of a partner, the oldest first",
		Example: "  laurel credit ledger Contoso",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		return d.ledger(func(last *store.Line) ([]store.Line, error) {
			after := ""
			if last != nil {
				after = last.ID
			}
			return a.Ledger(ctx, who, partner, after, pageSize)
		})
	})
}

func (d *door) ledger(read func(last *store.Line) ([]store.Line, error)) error {
	t := table{heads: []string{"posting", "at", ">amount", "from", "to", "grant", "case", "use"}}
	err := eachPage(read, func(l *store.Line) error {
		if d.json {
			return writeJSON(d.Out, api.NewPosting(*l))
		}
		t.add(l.ID, timeText(l.At), worth(l.Amount), string(l.From), string(l.To), l.Grant, orNone(l.Case), l.Use)
		return nil
	})
	if err != nil || d.json {
		return err
	}
	return d.tableOr(&t, "Nothing was posted for this partner.")
}

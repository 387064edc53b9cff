package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// accountFlags are what may be told about a partner beside its facts.
type accountFlags struct {
	name, email, region, portfolio, country, manager string
	publishers, external                             []string
}

func partnerSet(d *door) *cobra.Command {
	var f accountFlags
	c := &cobra.Command{
		Use:   "set PARTNER",
		Short: "Tell something about a partner, or make one",
		Long: "Tell something about a partner, or make one. PARTNER is its id, in full. What is not told stays as it is; of publishers,\n" +
			"one that is left out of those that are told belongs to the partner no more.",
		Example: "  laurel partner set contoso --name \"Contoso Ltd\" --email account@contoso.example --region emea --publisher contoso-eu",
		Args:    exactly("the id of the partner"),
	}
	flags := c.Flags()
	flags.StringVar(&f.name, "name", "", "`what` it is called")
	flags.StringVar(&f.email, "email", "", "the `address` of the company's account")
	flags.StringVar(&f.region, "region", "", "the `region`")
	flags.StringVar(&f.portfolio, "portfolio", "", "the `portfolio`")
	flags.StringVar(&f.country, "country", "", "the `country`, in two letters")
	flags.StringVar(&f.manager, "manager", "", "the `person` who is its engagement manager")
	flags.StringSliceVar(&f.publishers, "publisher", nil, "a `publisher` that belongs to it; give it again for another one")
	flags.StringSliceVar(&f.external, "external-id", nil, "how another system knows it, as `SYSTEM=ID`; give it again for another one")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		held, err := a.Account(ctx, who, args[0])
		if err != nil && problem.KindOf(err) != problem.NotFound {
			return err
		}
		in, err := f.input(c, held)
		if err != nil {
			return err
		}
		in.Partner = args[0]
		if _, err := a.SavePartner(ctx, who, in); err != nil {
			return err
		}
		return d.showAccount(ctx, a, who, args[0])
	})
}

// input is what is there with what is told in its place.
func (f *accountFlags) input(c *cobra.Command, held app.AccountView) (app.AccountInput, error) {
	in := app.AccountInput{Name: f.name, Email: held.Email, Region: held.Region, Portfolio: held.Portfolio, Country: held.Country, Manager: held.Manager, Revision: held.Revision}
	told := c.Flags().Changed
	replace(told("email"), &in.Email, f.email)
	replace(told("region"), &in.Region, f.region)
	replace(told("portfolio"), &in.Portfolio, f.portfolio)
	replace(told("country"), &in.Country, f.country)
	replace(told("manager"), &in.Manager, f.manager)
	replace(told("publisher"), &in.Publishers, f.publishers)
	for _, text := range f.external {
		system, id, ok := strings.Cut(text, "=")
		if !ok {
			return in, usage("--external-id: %q names no system. Write it as SYSTEM=ID.", text)
		}
		in.External = append(in.External, app.ExternalID{System: system, ID: id})
	}
	return in, nil
}

func partnerShow(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "show PARTNER",
		Short:   "Show what is kept about a partner beside its facts",
		Example: "  laurel partner show Contoso",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		return d.showAccount(ctx, a, who, partner)
	})
}

func (d *door) showAccount(ctx context.Context, a *app.App, who people.Who, partner string) error {
	v, err := a.Account(ctx, who, partner)
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, api.NewAccount(v))
	}
	t := table{heads: []string{v.Partner, v.Name}}
	for _, row := range [][2]string{{"email", v.Email}, {"region", v.Region}, {"portfolio", v.Portfolio}, {"country", v.Country}, {"engagement manager", v.Manager},
		{"publishers", strings.Join(v.Publishers, ", ")}, {"revision", fmt.Sprint(v.Revision)}} {
		if row[1] != "" {
			t.add(row[0], row[1])
		}
	}
	return t.print(d.Out)
}

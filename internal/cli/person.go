package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
)

func personCommand(d *door) *cobra.Command {
	return group("person", "Say who signs in with which role, and export or erase what is kept about somebody",
		"  laurel person invite \"Mei Lin\" mei@contoso.example --partner Contoso --role partner_admin\n  laurel person list",
		personInvite(d), personList(d), personShow(d), personSet(d), personAway(d), personAbsences(d), personSessions(d), personSignOut(d), personTakeRole(d), personExport(d), personErase(d))
}

// seatFlags are the words that say which role somebody gets.
type seatFlags struct {
	role, partner, since, until string
	regions, portfolios         []string
}

func (f *seatFlags) attach(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.role, "role", "", "the `role` (required): with --partner "+list(people.PartnerRoles())+"; without "+list(people.OperatorRoles()))
	flags.StringVar(&f.partner, "partner", "", "the `partner` for which it is held: an id, or a part of its name (default: the operator)")
	flags.StringSliceVar(&f.regions, "region", nil, "of the operator: only partners of this `region`; give it again for another one")
	flags.StringSliceVar(&f.portfolios, "portfolio", nil, "of the operator: only partners of this `portfolio`; give it again for another one")
	flags.StringVar(&f.since, "since", "", "the first `day` (default: today)")
	flags.StringVar(&f.until, "until", "", "the last `day` (default: until it is taken)")
}

// seat reads what is said.
func (f *seatFlags) seat(ctx context.Context, a *app.App) (people.Seat, error) {
	out := people.Seat{Role: people.Role(f.role), Regions: f.regions, Portfolios: f.portfolios}
	since, err := dayFlag("since", f.since)
	if err != nil {
		return out, err
	}
	until, err := dayFlag("until", f.until)
	if err != nil {
		return out, err
	}
	if since != nil {
		out.Since = *since
	}
	if until != nil {
		out.Until = *until
	}
	out.Partner, err = namedPartner(ctx, a, f.partner)
	return out, err
}

func personInvite(d *door) *cobra.Command {
	var in app.InviteInput
	var f seatFlags
	c := &cobra.Command{
		Use:     "invite NAME EMAIL --role ROLE",
		Short:   "Give somebody a role, and invite them by a letter to set up how they sign in",
		Long:    "Give somebody a role, and invite them by a letter to set up how they sign in. Who is there already, by the address,\nonly gets the role. The link is in the letter: see `laurel letters`.",
		Example: "  laurel person invite \"Mei Lin\" mei@contoso.example --partner Contoso --role partner_admin\n  laurel person invite \"Ana Ruiz\" ana@operator.example --role engagement_manager --region emea",
		Args:    exactly("the name", "the e-mail address"),
	}
	f.attach(c)
	flags := c.Flags()
	flags.StringVar(&in.Phone, "phone", "", "the `number`, with the code of its country")
	flags.StringVar(&in.Language, "language", "", "the preferred `language`, such as zh-CN")
	flags.StringVar(&in.Zone, "zone", "", "the time `zone` in which letters write times, such as Asia/Shanghai")
	flags.StringVar(&in.System, "system", "", "a `system` of yours that knows the person")
	flags.StringVar(&in.ExternalID, "external-id", "", "the `id` there")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) (err error) {
		in.Name, in.Email = args[0], args[1]
		if in.Seat, err = f.seat(ctx, a); err != nil {
			return err
		}
		p, err := a.Invite(ctx, who, in)
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewPerson(app.PersonView{Person: p, Seats: []people.Seat{in.Seat}}))
		}
		_, err = fmt.Fprintf(d.Out, "%s is %s: %s.\n", p.ID, people.RoleNames([]people.Role{in.Seat.Role}), p.State)
		return err
	})
}

func personList(d *door) *cobra.Command {
	var partner string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the persons of the operator, or of a partner",
		Example: "  laurel person list\n  laurel person list --partner Contoso --json",
		Args:    exactly(),
	}
	c.Flags().StringVar(&partner, "partner", "", "the `partner`: an id, or a part of its name (default: the operator)")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		of, err := namedPartner(ctx, a, partner)
		if err != nil {
			return err
		}
		return d.persons(func(last *app.PersonView) ([]app.PersonView, error) {
			after := ""
			if last != nil {
				after = last.ID
			}
			return a.Persons(ctx, who, of, after, pageSize)
		})
	})
}

func (d *door) persons(read func(last *app.PersonView) ([]app.PersonView, error)) error {
	t := table{heads: []string{"person", "name", "email", "roles", "state"}}
	err := eachPage(read, func(v *app.PersonView) error {
		if d.json {
			return writeJSON(d.Out, api.NewPerson(*v))
		}
		t.add(v.ID, v.Name, orNone(v.Email), orNone(seatNames(v.Seats)), string(v.State))
		return nil
	})
	if err != nil || d.json {
		return err
	}
	return d.tableOr(&t, "There is nobody yet. Invite somebody with `laurel person invite`.")
}

// seatNames are roles with what limits them.
func seatNames(seats []people.Seat) string {
	var out []string
	for _, s := range seats {
		text := people.RoleNames([]people.Role{s.Role})
		if limits := append(append([]string{}, s.Regions...), s.Portfolios...); len(limits) > 0 {
			text += " (" + strings.Join(limits, ", ") + ")"
		}
		if s.Until != 0 {
			text += " until " + s.Until.String()
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func personTakeRole(d *door) *cobra.Command {
	var partner string
	c := &cobra.Command{
		Use:     "take-role PERSON ROLE",
		Short:   "Take a role back from somebody",
		Long:    "Take a role back from somebody. Who holds no role for a partner any more is no marketing contact there, and the partner's\nadmins are asked for a successor.",
		Example: "  laurel person take-role per_01jd… member --partner Contoso",
		Args:    exactly("the id of the person, as `laurel person list` shows it", "the role"),
	}
	c.Flags().StringVar(&partner, "partner", "", "the `partner` for which it is held: an id, or a part of its name (default: the operator)")
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		of, err := namedPartner(ctx, a, partner)
		if err != nil {
			return err
		}
		role := people.Role(args[1])
		if err := a.TakeRole(ctx, who, args[0], of, role); err != nil {
			return err
		}
		_, err = fmt.Fprintf(d.Out, "%s is no %s any more.\n", args[0], people.RoleNames([]people.Role{role}))
		return err
	})
}

func personExport(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "export PERSON",
		Short:   "Print everything that is kept about a person, as one JSON object",
		Example: "  laurel person export per_01jd… >person.json",
		Args:    exactly("the id of the person, as `laurel person list` shows it"),
	}
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		content, err := a.ExportPerson(ctx, who, args[0])
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(d.Out, "%s\n", content)
		return err
	})
}

func personErase(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "erase PERSON",
		Short:   "Erase what is kept about a person, for good",
		Long:    "Erase what is kept about a person, for good: name, addresses, letters, how they sign in. The id stays where something was\ndone, so that standings, cases and the audit log can still be verified.",
		Example: "  laurel person erase per_01jd…",
		Args:    exactly("the id of the person, as `laurel person list` shows it"),
	}
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		if err := a.ErasePerson(ctx, who, args[0]); err != nil {
			return err
		}
		_, err := fmt.Fprintf(d.Out, "Nothing is kept about %s any more.\n", args[0])
		return err
	})
}

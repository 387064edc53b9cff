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

func contactCommand(d *door) *cobra.Command {
	return group("contact", "Say who gets instructions at a partner: its marketing contacts",
		"  laurel contact assign Contoso per_01jd…\n  laurel contact list Contoso", contactList(d), contactAssign(d), contactEnd(d), contactBounce(d))
}

func contactList(d *door) *cobra.Command {
	var history bool
	c := &cobra.Command{
		Use:     "list PARTNER",
		Short:   "List the marketing contacts of a partner",
		Example: "  laurel contact list Contoso --history",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	c.Flags().BoolVar(&history, "history", false, "also those that ended")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		found, err := a.Contacts(ctx, who, partner, history)
		if err != nil {
			return err
		}
		return d.contacts(found)
	})
}

func (d *door) contacts(found []store.Contact) error {
	t := table{heads: []string{"contact", "person", "email", "phone", "language", "is"}}
	for _, c := range found {
		if d.json {
			if err := writeJSON(d.Out, api.NewContact(c)); err != nil {
				return err
			}
			continue
		}
		t.add(c.ID, c.Person, orNone(c.Email), orNone(c.Phone), orNone(c.Language), contactState(c))
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "There is no marketing contact. Assign one with `laurel contact assign`.")
}

// contactState says what a contact is worth to who writes to it.
func contactState(c store.Contact) string {
	text := "verified"
	switch {
	case !c.Ended.IsZero():
		return "ended on " + c.Ended.Day(nil).String() + ": " + c.Because
	case c.Verified.IsZero():
		text = "not verified yet"
	}
	if c.Main {
		text += ", called first"
	}
	return text
}

func contactAssign(d *door) *cobra.Command {
	var in app.ContactInput
	c := &cobra.Command{
		Use:   "assign PARTNER PERSON",
		Short: "Make a person of the partner a marketing contact, or change who or how one is",
		Long: "Make a person of the partner a marketing contact, or change who or how one is. The address is verified by a letter\n" +
			"with a link; then what is under way is sent again.",
		Example: "  laurel contact assign Contoso per_01jd… --language zh-CN\n  laurel contact assign Contoso per_01jd… --replaces con_01jd… --because \"left\"",
		Args:    exactly("the partner: an id, or a part of its name", "the id of the person, as `laurel person list` shows it"),
	}
	flags := c.Flags()
	flags.StringVar(&in.Email, "email", "", "another `address` than the person's own")
	flags.StringVar(&in.Phone, "phone", "", "another `number` than the person's own, with the code of its country")
	flags.StringVar(&in.Language, "language", "", "another `language` than the person's own, such as zh-CN")
	flags.BoolVar(&in.Main, "main", false, "it is called first")
	flags.StringVar(&in.Replaces, "replaces", "", "the `contact` whose place it takes")
	flags.StringVar(&in.Because, "because", "", "the `reason` of a change")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error {
		in.Partner, in.Person = partner, args[0]
		assigned, err := a.AssignContact(ctx, who, in)
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewContact(assigned))
		}
		_, err = fmt.Fprintf(d.Out, "%s is a marketing contact: %s.\n", assigned.ID, contactState(assigned))
		return err
	})
}

func contactEnd(d *door) *cobra.Command {
	var because string
	c := &cobra.Command{
		Use:     "end PARTNER CONTACT",
		Short:   "Take a marketing contact away",
		Example: "  laurel contact end Contoso con_01jd… --because \"other duties\"",
		Args:    exactly("the partner: an id, or a part of its name", "the id of the contact, as `laurel contact list` shows it"),
	}
	c.Flags().StringVar(&because, "because", "", "the `reason`")
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) error {
		if err := a.EndContact(ctx, who, partner, args[0], because); err != nil {
			return err
		}
		_, err := fmt.Fprintf(d.Out, "%s is no marketing contact any more.\n", args[0])
		return err
	})
}

func contactBounce(d *door) *cobra.Command {
	var because string
	c := &cobra.Command{
		Use:     "bounce ADDRESS",
		Short:   "Report that an address takes no letters",
		Long:    "Report that an address takes no letters. A marketing contact with it is one no more, and the admins of the partner are\nasked for a successor.",
		Example: "  laurel contact bounce li@contoso.example --because \"550 no such user\"",
		Args:    exactly("the address"),
	}
	c.Flags().StringVar(&because, "because", "", "`what` the mail server said")
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		if err := a.Bounce(ctx, who, args[0], because); err != nil {
			return err
		}
		_, err := fmt.Fprintln(d.Out, "No letters go to this address any more.")
		return err
	})
}

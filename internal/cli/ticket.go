package cli

import (
	"context"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

func ticketCommand(d *door) *cobra.Command {
	return group("ticket", "File a question or a complaint, and freeze an evaluation while it is looked at",
		"  laurel ticket file Contoso general --text \"When is the next webinar?\"\n  laurel case move tic_01jd… say --reason \"On Monday.\"", ticketFile(d), ticketFreeze(d))
}

func ticketFile(d *door) *cobra.Command {
	var in app.TicketInput
	var shown string
	var files []string
	c := &cobra.Command{
		Use:   "file PARTNER TOPIC",
		Short: "File a ticket",
		Long: "File a ticket. Topics are " + list(fulfillment.Topics()) + ". One that says that data looks\n" +
			"wrong carries the explanation as it was shown, as a file. `laurel case` shows, answers and ends tickets.",
		Example: "  laurel ticket file Contoso general --text \"When is the next webinar?\" --as per_01jd…\n" +
			"  laurel explain Contoso --json >shown.json; laurel ticket file Contoso looks-wrong --text \"A sale is missing.\" --shown shown.json",
		Args: exactly("the partner: an id, or a part of its name", "the topic"),
	}
	flags := c.Flags()
	flags.StringVar(&in.Program, "program", "", "the `name` of the program that it is about (default: the only one)")
	flags.StringVar(&in.Offer, "offer", "", "the `offer` that it is about, as PUBLISHER/OFFER")
	flags.StringVar(&in.Text, "text", "", "`what` it is about (required)")
	flags.StringVar(&in.Contact, "contact", "", "`whether` the marketing contact is up to date: yes, no or not sure")
	flags.StringVar(&shown, "shown", "", "of looks-wrong: `file` with the explanation as it was shown, in JSON")
	flags.StringSliceVar(&files, "attach", nil, "a `file` to go with it; give it again for another one")
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, args []string) (err error) {
		in.Partner, in.Topic = partner, fulfillment.Topic(args[0])
		if in.Shown, err = d.readObject("shown", shown); err != nil {
			return err
		}
		for _, file := range files {
			held, err := d.attachFile(ctx, a, who, partner, file, "")
			if err != nil {
				return err
			}
			in.Attachments = append(in.Attachments, held.ID)
		}
		filed, err := a.FileTicket(ctx, who, in)
		return d.moved(filed, err)
	})
}

func ticketFreeze(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "freeze TICKET",
		Short:   "Stop the evaluation of the ticket's partner until the ticket is decided",
		Example: "  laurel ticket freeze tic_01jd…",
		Args:    exactly("the id of a ticket that says that data looks wrong"),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		view, err := a.Case(ctx, who, args[0])
		if err != nil {
			return err
		}
		frozen, err := a.Freeze(ctx, who, args[0], view.Revision)
		return d.moved(frozen, err)
	})
}

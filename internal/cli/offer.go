package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/listing"
	"laurel/internal/people"
	"laurel/internal/store"
)

func offerCommand(d *door) *cobra.Command {
	return group("offer", "Say what is known about offers: how they are listed, and who answers for them",
		"  laurel offer set contoso/backup --type virtual_machine --option usage --life live\n  laurel offer list Contoso", offerSet(d), offerList(d))
}

// offerFlags are what may be told about an offer.
type offerFlags struct {
	title, kind, option, life, liveSince, owner, content string
	contacts                                             []string
	private                                              bool
}

func offerSet(d *door) *cobra.Command {
	var f offerFlags
	c := &cobra.Command{
		Use:   "set PUBLISHER/OFFER",
		Short: "Tell something about an offer, or make one",
		Long: "Tell something about an offer, or make one. What is not told stays as it is. An offer that goes live is owed a first\n" +
			"contact.",
		Example: "  laurel offer set contoso/backup --title \"Contoso Backup\" --type virtual_machine --option usage --life draft\n  laurel offer set contoso/backup --life live --owner per_01jd…",
		Args:    exactly("the offer, as PUBLISHER/OFFER"),
	}
	flags := c.Flags()
	flags.StringVar(&f.title, "title", "", "the `title` as customers read it")
	flags.StringVar(&f.kind, "type", "", "`what` it is, such as virtual_machine")
	flags.StringVar(&f.option, "option", "", "`how` a customer gets it, such as free_trial")
	flags.StringVar(&f.life, "life", "", "how far its `life` is: draft, live or delisted")
	flags.StringVar(&f.liveSince, "live-since", "", "the first `day` on which it is live (default: today)")
	flags.StringVar(&f.owner, "owner", "", "the `person` who answers for it")
	flags.StringSliceVar(&f.contacts, "contact", nil, "a `person` beside the owner; give it again for another one")
	flags.BoolVar(&f.private, "private", false, "only chosen customers see it")
	flags.StringVar(&f.content, "content", "", "`file` with the listing's own texts, as JSON")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		publisher, id, ok := strings.Cut(args[0], "/")
		if !ok {
			return usage("%q is no offer. Write it as PUBLISHER/OFFER.", args[0])
		}
		held, err := a.Offer(ctx, who, publisher, id)
		if err != nil {
			return err
		}
		in, err := f.input(d, c, held)
		if err != nil {
			return err
		}
		in.Publisher, in.ID = publisher, id
		saved, err := a.SaveOffer(ctx, who, in)
		if err != nil {
			return err
		}
		return d.offerSaved(saved)
	})
}

// input is what is there with what is told in its place.
func (f *offerFlags) input(d *door, c *cobra.Command, held store.Offer) (app.OfferInput, error) {
	in := app.OfferInput{Title: held.Title, Type: held.Type, Option: held.Option, Life: held.Life, Owner: held.Owner, Contacts: held.Contacts, Private: held.Private,
		Content: held.Content, Revision: held.Revision}
	told := c.Flags().Changed
	replace(told("title"), &in.Title, f.title)
	replace(told("type"), &in.Type, listing.OfferType(f.kind))
	replace(told("option"), &in.Option, listing.Option(f.option))
	replace(told("life"), &in.Life, listing.Life(f.life))
	replace(told("owner"), &in.Owner, f.owner)
	replace(told("contact"), &in.Contacts, f.contacts)
	replace(told("private"), &in.Private, f.private)
	if in.Life == "" {
		in.Life = listing.Draft
	}
	content, err := d.readObject("content", f.content)
	if err != nil {
		return in, err
	}
	replace(told("content"), &in.Content, json.RawMessage(content))
	in.LiveSince, err = dayFlag("live-since", f.liveSince)
	return in, err
}

// replace puts a value in the place of another where it is told.
func replace[T any](told bool, place *T, value T) {
	if told {
		*place = value
	}
}

func (d *door) offerSaved(o store.Offer) error {
	if d.json {
		return writeJSON(d.Out, api.NewOffer(o))
	}
	_, err := fmt.Fprintf(d.Out, "%s is %s, listing type %s.\n", o.Key(), o.Life, o.Listing)
	return err
}

func offerList(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "list PARTNER",
		Short:   "List the offers of a partner",
		Example: "  laurel offer list Contoso --json",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		found, err := a.Offers(ctx, who, partner)
		if err != nil {
			return err
		}
		return d.offers(found)
	})
}

func (d *door) offers(found []store.Offer) error {
	t := table{heads: []string{"offer", "title", "type", "option", "listing type", "life", "live since", "owner"}}
	for _, o := range found {
		if d.json {
			if err := writeJSON(d.Out, api.NewOffer(o)); err != nil {
				return err
			}
			continue
		}
		t.add(o.Key(), orNone(o.Title), spelled(o.Type), spelled(o.Option), string(o.Listing), string(o.Life), dayText(o.LiveSince), orNone(o.Owner))
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "Nothing is told about an offer of this partner.")
}

// dayText is a day that may not have come.
func dayText(day calendar.Day) string {
	if day == 0 {
		return "…"
	}
	return day.String()
}

package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/store"
)

func lettersCommand(d *door) *cobra.Command {
	var f store.LetterFilter
	var partner, kind, state string
	c := &cobra.Command{
		Use:   "letters [LETTER]",
		Short: "List the letters that Laurel wrote, the newest first, or read one",
		Long: "List the letters that Laurel wrote, the newest first, or read one, with what became of it. A letter whose link opens\n" +
			"something is shown in full to its reader and to the console alone.",
		Example: "  laurel letters --state waiting\n  laurel letters ltr_01jd…",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return nil
			}
			return exactly("the id of a letter")(cmd, args)
		},
	}
	flags := c.Flags()
	flags.StringVar(&partner, "partner", "", "only of this `partner`: an id, or a part of its name")
	flags.StringVar(&f.Person, "person", "", "only to this `person`")
	flags.StringVar(&f.Case, "case", "", "only about the case with this `id`")
	flags.StringVar(&kind, "kind", "", "only of this `kind`, such as invitation")
	flags.StringVar(&state, "state", "", "only in this `state`: waiting, kept, digest, sent, refused, given-up or unknown")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) (err error) {
		if len(args) == 1 {
			return d.letter(a.Letter(ctx, who, args[0]))
		}
		f.Kind, f.State = letter.Kind(kind), store.LetterState(state)
		if f.Partner, err = namedPartner(ctx, a, partner); err != nil {
			return err
		}
		return d.letters(func(last *store.Letter) ([]store.Letter, error) {
			before := ""
			if last != nil {
				before = last.ID
			}
			return a.Letters(ctx, who, f, before, pageSize)
		})
	})
}

func (d *door) letters(read func(last *store.Letter) ([]store.Letter, error)) error {
	t := table{heads: []string{"letter", "written", "kind", "to", "state", "subject"}}
	err := eachPage(read, func(l *store.Letter) error {
		if d.json {
			return writeJSON(d.Out, api.NewLetter(*l))
		}
		t.add(l.ID, timeText(l.Created), string(l.Kind), l.Person, string(l.State), l.Subject)
		return nil
	})
	if err != nil || d.json {
		return err
	}
	return d.tableOr(&t, "There is no such letter.")
}

func (d *door) letter(v app.LetterView, err error) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, api.NewWholeLetter(v))
	}
	fmt.Fprintf(d.Out, "%s, %s, to %s, written %s: %s.\n", v.ID, v.Kind, v.Person, timeText(v.Created), v.State)
	for _, each := range v.Deliveries {
		fmt.Fprintf(d.Out, "  Tried %s: %s. %s\n", timeText(each.At), each.Outcome, each.Answer)
	}
	text := v.Text
	if text == "" {
		text = "Only its reader sees what is in it."
	}
	_, err = fmt.Fprintf(d.Out, "Subject: %s\n\n%s\n", v.Subject, text)
	return err
}

package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"laurel/internal/answer"
	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

// What somebody does about themselves: whoever has the database in hand does it
// as them.

// ofSelf makes a command whose first word names the person who acts.
func (d *door) ofSelf(c *cobra.Command, do func(ctx context.Context, a *app.App, who people.Who, args []string) error) *cobra.Command {
	c.RunE = func(cmd *cobra.Command, args []string) error {
		d.as = args[0]
		a, who, err := d.desk(cmd.Context())
		if err != nil {
			return err
		}
		return do(cmd.Context(), a, who, args[1:])
	}
	return c
}

// thePerson is the word for whoever is meant.
const thePerson = "the id of the person, as `laurel person list` shows it"

func personShow(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "show PERSON",
		Short:   "Show what somebody says about themselves, and which roles they hold",
		Example: "  laurel person show per_01jd…",
		Args:    exactly(thePerson),
	}
	d.jsonFlag(c)
	return d.ofSelf(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		v, err := a.Self(ctx, who)
		return d.person(v, err)
	})
}

func (d *door) person(v app.PersonView, err error) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, api.NewPerson(v))
	}
	t := table{heads: []string{"person", v.ID}}
	for _, each := range [][2]string{{"name", v.Name}, {"email", v.Email}, {"phone", v.Phone}, {"language", v.Language}, {"time zone", v.Zone},
		{"daily digest", yes(v.Digest)}, {"promotional letters", yes(v.Promotional)}, {"roles", seatNames(v.Seats)}, {"state", string(v.State)}} {
		t.add(each[0], orNone(each[1]))
	}
	return t.print(d.Out)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func personSet(d *door) *cobra.Command {
	var in app.Profile
	var digest, promotional bool
	c := &cobra.Command{
		Use:     "set PERSON",
		Short:   "Change what somebody says about themselves: name, number, language, time zone, which letters are wanted",
		Long:    "Change what somebody says about themselves. What no flag names stays as it is. The e-mail address is how they sign in, and\nstays.",
		Example: "  laurel person set per_01jd… --language zh-CN --zone Asia/Shanghai\n  laurel person set per_01jd… --digest --promotional=false",
		Args:    exactly(thePerson),
	}
	flags := c.Flags()
	flags.StringVar(&in.Name, "name", "", "the `name`")
	flags.StringVar(&in.Phone, "phone", "", "the `number`, with the code of its country")
	flags.StringVar(&in.Language, "language", "", "the preferred `language`, such as zh-CN")
	flags.StringVar(&in.Zone, "zone", "", "the time `zone` in which letters write times, such as Asia/Shanghai")
	flags.BoolVar(&digest, "digest", false, "letters that can wait come once a day")
	flags.BoolVar(&promotional, "promotional", true, "letters that only recommend are wanted")
	d.jsonFlag(c)
	return d.ofSelf(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		v, err := a.Self(ctx, who)
		if err != nil {
			return err
		}
		said := profileOf(v.Person, in, flags)
		v.Person, err = a.ChangeSelf(ctx, who, v.Revision, said, chosen(flags, "digest", digest, v.Digest), chosen(flags, "promotional", promotional, v.Promotional))
		return d.person(v, err)
	})
}

// profileOf is what was said before, with what the flags name.
func profileOf(p store.Person, in app.Profile, flags *pflag.FlagSet) app.Profile {
	return app.Profile{Email: p.Email, Name: chosen(flags, "name", in.Name, p.Name), Phone: chosen(flags, "phone", in.Phone, p.Phone),
		Language: chosen(flags, "language", in.Language, p.Language), Zone: chosen(flags, "zone", in.Zone, p.Zone)}
}

// chosen is what a flag says where it was given, else what was there.
func chosen[T any](flags *pflag.FlagSet, name string, given, before T) T {
	if flags.Changed(name) {
		return given
	}
	return before
}

func personAway(d *door) *cobra.Command {
	var first, last, cover string
	c := &cobra.Command{
		Use:     "away PERSON",
		Short:   "Note when somebody of the operator is away, and who does their work",
		Long:    "Note when somebody of the operator is away, and who does their work. The same first day again changes the note; a last day\nbefore the first takes it back.",
		Example: "  laurel person away per_01jd… --first 2026-12-24 --last 2026-12-31 --cover per_02jd…",
		Args:    exactly(thePerson),
	}
	c.Flags().StringVar(&first, "first", "", "the first `day` (required)")
	c.Flags().StringVar(&last, "last", "", "the last `day` (required)")
	c.Flags().StringVar(&cover, "cover", "", "the `person` who does the work (default: nobody in particular)")
	return d.ofSelf(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		from, err := dayFlag("first", first)
		if err != nil {
			return err
		}
		until, err := dayFlag("last", last)
		if err != nil {
			return err
		}
		if from == nil || until == nil {
			return usage("`laurel person away` needs --first and --last.")
		}
		if err := a.Absent(ctx, who, store.Absence{First: *from, Last: *until, Cover: cover}); err != nil {
			return err
		}
		text := fmt.Sprintf("%s is away from %s to %s.", who.ID, *from, *until)
		if *until < *from {
			text = fmt.Sprintf("%s is not away from %s on.", who.ID, *from)
		}
		_, err = fmt.Fprintln(d.Out, text)
		return err
	})
}

func personAbsences(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "absences",
		Short:   "List who of the operator is away today or later, and who does their work",
		Example: "  laurel person absences",
		Args:    exactly(),
	}
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		found, err := a.Absences(ctx, who)
		if err != nil {
			return err
		}
		t := table{heads: []string{"person", "first day", "last day", "cover"}}
		for _, x := range found {
			if d.json {
				if err := writeJSON(d.Out, api.NewAbsence(x)); err != nil {
					return err
				}
				continue
			}
			t.add(x.Person, x.First.String(), x.Last.String(), orNone(x.Cover))
		}
		if d.json {
			return nil
		}
		return d.tableOr(&t, "Nobody is away.")
	})
}

func personSessions(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "sessions PERSON",
		Short:   "List where somebody is signed in, the newest first",
		Example: "  laurel person sessions per_01jd…",
		Args:    exactly(thePerson),
	}
	d.jsonFlag(c)
	return d.ofSelf(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		found, err := a.Sessions(ctx, who)
		if err != nil {
			return err
		}
		t := table{heads: []string{"session", "browser", "since", "works until"}}
		for _, s := range found {
			if d.json {
				if err := writeJSON(d.Out, answer.Session{ID: s.ID, Browser: s.Label, Created: s.Created, Expires: s.Expires}); err != nil {
					return err
				}
				continue
			}
			t.add(s.ID, orNone(s.Label), timeText(s.Created), timeText(s.Expires))
		}
		if d.json {
			return nil
		}
		return d.tableOr(&t, "They are signed in nowhere.")
	})
}

func personSignOut(d *door) *cobra.Command {
	return d.ofSelf(&cobra.Command{
		Use:     "sign-out PERSON SESSION",
		Short:   "Revoke a session of somebody",
		Example: "  laurel person sign-out per_01jd… ses_01jd…",
		Args:    exactly(thePerson, "the id of the session, as `laurel person sessions` shows it"),
	}, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		if err := a.EndSession(ctx, who, args[0]); err != nil {
			return err
		}
		_, err := fmt.Fprintf(d.Out, "The session %s works no more.\n", args[0])
		return err
	})
}

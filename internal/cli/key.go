package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func keyCommand(d *door) *cobra.Command {
	return group("key", "Make keys of the API, list them, revoke them",
		"  laurel key make feed --scope send-facts\n  laurel key list", keyMake(d), keyList(d), keyRevoke(d))
}

func keyMake(d *door) *cobra.Command {
	in := app.KeyInput{}
	var scopes []string
	c := &cobra.Command{
		Use:   "make NAME",
		Short: "Make a key, and show it this once",
		Long: "Make a key, and show it this once: only its hash is kept. It may do what its scopes say, for as long as whoever it belongs\n" +
			"to may do that; docs/permissions.md lists them. Without --as it belongs to the operator. A key for a partner belongs to\n" +
			"somebody of that partner: name the partner with --partner, and the person with --as.",
		Example: "  laurel key make feed --scope send-facts --days 365\n  laurel key make portal --partner Contoso --as per_01jd… --scope see-partner --scope activate",
		Args:    exactly("what the key is for, so that it can be told apart"),
	}
	partner := keyPartnerFlag(c)
	c.Flags().StringSliceVar(&scopes, "scope", nil, "an `act` that the key may do; give it again for another one")
	c.Flags().IntVar(&in.Days, "days", 90, "how many `days` it works, at most 366")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) (err error) {
		if *partner != "" && d.as == "" {
			return usage("--partner needs --as: a key for a partner belongs to somebody there. `laurel person list --partner %s` shows who there is.", *partner)
		}
		in.Name = args[0]
		for _, s := range scopes {
			in.Scopes = append(in.Scopes, people.Act(s))
		}
		if in.Partner, err = namedPartner(ctx, a, *partner); err != nil {
			return err
		}
		made, err := a.MakeKey(ctx, who, in)
		if err != nil {
			return err
		}
		return d.keyMade(made)
	})
}

// keyPartnerFlag names the partner whose keys are meant.
func keyPartnerFlag(c *cobra.Command) *string {
	return c.Flags().String("partner", "", "the `partner` that it is for: an id, or a part of its name (default: the operator)")
}

func (d *door) keyMade(made app.NewKey) error {
	if d.json {
		return writeJSON(d.Out, api.NewKey(made.Secret, made.Value))
	}
	fmt.Fprintf(d.Err, "This is the key %s. Keep it now: it is not shown again. It works until %s.\n", made.ID, made.Expires.Day(nil))
	_, err := fmt.Fprintln(d.Out, made.Value)
	return err
}

func keyList(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the keys of the operator, or of a partner, the newest first",
		Example: "  laurel key list --json\n  laurel key list --partner Contoso",
		Args:    exactly(),
	}
	partner := keyPartnerFlag(c)
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, _ []string) error {
		of, err := namedPartner(ctx, a, *partner)
		if err != nil {
			return err
		}
		keys, err := a.Keys(ctx, who, of)
		if err != nil {
			return err
		}
		return d.keys(keys)
	})
}

func (d *door) keys(keys []store.Secret) error {
	t := table{heads: []string{"key", "name", "scopes", "works until", "last used"}}
	for _, k := range keys {
		if d.json {
			if err := writeJSON(d.Out, api.NewKey(k, "")); err != nil {
				return err
			}
			continue
		}
		t.add(k.ID, k.Label, strings.Join(words(k.Scopes), " "), until(k), orNever(k))
	}
	if d.json {
		return nil
	}
	return d.tableOr(&t, "There is no key yet. Make one with `laurel key make NAME --scope ACT`.")
}

func words(scopes []people.Act) []string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return out
}

func until(k store.Secret) string {
	if !k.Ended.IsZero() {
		return "revoked " + k.Ended.Day(nil).String()
	}
	return k.Expires.Day(nil).String()
}

func orNever(k store.Secret) string {
	if k.Seen.IsZero() {
		return "never"
	}
	return k.Seen.Day(nil).String()
}

func keyRevoke(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "revoke KEY",
		Short:   "Let a key work no more",
		Example: "  laurel key revoke key_01jd…\n  laurel key revoke key_01jd… --partner Contoso",
		Args:    exactly("the id of the key, as `laurel key list` shows it"),
	}
	partner := keyPartnerFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) error {
		of, err := namedPartner(ctx, a, *partner)
		if err != nil {
			return err
		}
		if err := a.RevokeKey(ctx, who, of, args[0]); err != nil {
			return err
		}
		_, err = fmt.Fprintf(d.Out, "The key %s works no more.\n", args[0])
		return err
	})
}

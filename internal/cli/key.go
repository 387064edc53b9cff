package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

func keyCommand(d *door) *cobra.Command {
	return group("key", "Make keys of the API for programs of the operator, list them, revoke them",
		"  laurel key make feed --scope send-facts\n  laurel key list", keyMake(d), keyList(d), keyRevoke(d))
}

func keyMake(d *door) *cobra.Command {
	in := app.KeyInput{}
	var scopes []string
	c := &cobra.Command{
		Use:   "make NAME",
		Short: "Make a key, and show it this once",
		Long: "Make a key for a program of the operator, and show it this once: only its hash is kept. It may do what its scopes say;\n" +
			"docs/permissions.md lists them. A key for a partner is made by somebody of that partner.",
		Example: "  laurel key make feed --scope send-facts --days 365\n  laurel key make reports --scope see-partner --scope export",
		Args:    exactly("what the key is for, so that it can be told apart"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Name = args[0]
			for _, s := range scopes {
				in.Scopes = append(in.Scopes, people.Act(s))
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			made, err := a.MakeKey(cmd.Context(), people.Console(), in)
			if err != nil {
				return err
			}
			return d.keyMade(made)
		},
	}
	c.Flags().StringSliceVar(&scopes, "scope", nil, "an `act` that the key may do; give it again for another one")
	c.Flags().IntVar(&in.Days, "days", 90, "how many `days` it works, at most 366")
	d.jsonFlag(c)
	return c
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
		Short:   "List the keys of the operator, the newest first",
		Example: "  laurel key list --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			keys, err := a.Keys(cmd.Context(), people.Console(), "")
			if err != nil {
				return err
			}
			return d.keys(keys)
		},
	}
	d.jsonFlag(c)
	return c
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
	return &cobra.Command{
		Use:     "revoke KEY",
		Short:   "Let a key work no more",
		Example: "  laurel key revoke key_01jd…",
		Args:    exactly("the id of the key, as `laurel key list` shows it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := a.RevokeKey(cmd.Context(), people.Console(), "", args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(d.Out, "The key %s works no more.\n", args[0])
			return err
		},
	}
}

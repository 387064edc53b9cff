package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/standing"
	"laurel/internal/store"
)

func partnerCommand(d *door) *cobra.Command {
	return group("partner", "List partners, say what is known about them, merge them and undo it", "  laurel partner list\n  laurel partner set contoso --region emea\n  laurel partner merge Contoso Fabrikam --on 2023-06-01",
		partnerList(d), partnerShow(d), partnerSet(d), partnerMerge(d), partnerUnmerge(d))
}

func partnerList(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List every partner",
		Example: "  laurel partner list --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			t := table{heads: []string{"partner", "name"}}
			err = a.Partners(cmd.Context(), func(p store.Partner) error {
				if d.json {
					return writeJSON(d.Out, standing.Partner(p))
				}
				t.add(p.ID, p.Name)
				return nil
			})
			if err != nil || d.json {
				return err
			}
			return d.tableOr(&t, "There is no partner yet.")
		},
	}
	d.jsonFlag(c)
	return c
}

func partnerMerge(d *door) *cobra.Command {
	var on string
	c := &cobra.Command{
		Use:     "merge A B --on DAY",
		Short:   "Make partner B a part of partner A from a day on",
		Long:    "Make partner B a part of partner A from a day on. Until then both stand as they did. `laurel partner unmerge` undoes it.",
		Example: "  laurel partner merge Contoso Fabrikam --on 2023-06-01",
		Args:    exactly("the partner that stays", "the partner that becomes part of it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := dayFlag("on", on)
			if err != nil {
				return err
			}
			if day == nil {
				return usage("`laurel partner merge` needs --on with the day of the merge.")
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			m, err := a.Merge(cmd.Context(), app.MergeInput{Into: args[0], Gone: args[1], On: *day})
			return d.recorded(m.Fact, err, "%s is part of %s from %s on.", m.Gone.Name, m.Into.Name, day)
		},
	}
	c.Flags().StringVar(&on, "on", "", "the first `day` of the merged company (required)")
	d.jsonFlag(c)
	return c
}

func partnerUnmerge(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "unmerge A B",
		Short:   "Undo a merge, as if it had never been",
		Example: "  laurel partner unmerge Contoso Fabrikam",
		Args:    exactly("the partner that stayed", "the partner that was made part of it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			m, err := a.Unmerge(cmd.Context(), args[0], args[1])
			return d.recorded(m.Fact, err, "%s and %s are two partners again.", m.Into.Name, m.Gone.Name)
		},
	}
	d.jsonFlag(c)
	return c
}

// recorded tells that a fact of Laurel's own was recorded.
func (d *door) recorded(f fact.Fact, err error, sentence string, args ...any) error {
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.Out, f.ID)
	}
	_, err = fmt.Fprintf(d.Out, sentence+" Recorded as %s.\n", append(args, f.ID)...)
	return err
}

package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/standing"
)

func restatementCommand(d *door) *cobra.Command {
	var in app.RestatementInput
	var from, to string
	c := &cobra.Command{
		Use:     "restatement --from DAY --to DAY",
		Short:   "Say which tiers of the past changed because facts were learned later",
		Long:    "Compare what was known on two days, for all days through the first: every stretch of days whose tier differs, with the\ntier as known then and as known later.",
		Example: "  laurel restatement --from 2013-12-13 --to 2014-07-14\n  laurel restatement --partner Contoso --from 2013-12-13 --to 2014-07-14",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := knowledge(&in, from, to); err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			p := restatementPrinter{door: d}
			if err := a.Restatements(cmd.Context(), in, p.add); err != nil {
				return err
			}
			return p.print()
		},
	}
	c.Flags().StringVar(&in.Program, "program", "", "only the program of this `name` (default: every program)")
	c.Flags().StringVar(&in.Partner, "partner", "", "only this `partner`: an id, or a part of its name")
	c.Flags().StringVar(&from, "from", "", "what was known at the close of this `day` (required)")
	c.Flags().StringVar(&to, "to", "", "and what was known at the close of this `day` (required)")
	d.jsonFlag(c)
	return c
}

func knowledge(in *app.RestatementInput, from, to string) error {
	a, err := dayFlag("from", from)
	if err != nil {
		return err
	}
	b, err := dayFlag("to", to)
	if err != nil {
		return err
	}
	if a == nil || b == nil {
		return usage("`laurel restatement` needs --from and --to.")
	}
	if *b < *a {
		return usage("--to (%s) is before --from (%s).", *b, *a)
	}
	in.From, in.To = *a, *b
	return nil
}

// restatedObject is one restated stretch as --json prints it.
type restatedObject struct {
	Partner string       `json:"partner"`
	Name    string       `json:"name"`
	Program string       `json:"program"`
	Ladder  string       `json:"ladder"`
	Key     string       `json:"key,omitempty"`
	From    calendar.Day `json:"from"`
	Until   calendar.Day `json:"until"` // the last day
	Before  *string      `json:"before"`
	After   *string      `json:"after"`
}

type restatementPrinter struct {
	door  *door
	found []standing.Restatement
}

func (p *restatementPrinter) add(r standing.Restatement) error {
	if !p.door.json {
		p.found = append(p.found, r)
		return nil
	}
	for _, s := range r.Spans {
		o := restatedObject{Partner: r.Partner.ID, Name: r.Partner.Name, Program: r.Program, Ladder: r.Ladder, Key: r.Key.ID,
			From: s.Span.From, Until: s.Span.Last(), Before: textOrNone(s.Before), After: textOrNone(s.After)}
		if err := writeJSON(p.door.Out, o); err != nil {
			return err
		}
	}
	return nil
}

// print lists what was restated by the names of partners.
func (p *restatementPrinter) print() error {
	if p.door.json {
		return nil
	}
	slices.SortStableFunc(p.found, func(a, b standing.Restatement) int { return app.ByName(a.Partner, b.Partner) })
	t := table{heads: []string{"partner", "program", "ladder", "from", "until", "tier known then", "tier known now"}}
	for _, r := range p.found {
		for _, s := range r.Spans {
			t.add(r.Partner.Name, r.Program, strings.TrimSpace(r.Ladder+" "+r.Key.ID), s.Span.From.String(), s.Span.Last().String(), tierText(s.Before), tierText(s.After))
		}
	}
	return p.door.tableOr(&t, "No tier of the past changed.")
}

func textOrNone(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

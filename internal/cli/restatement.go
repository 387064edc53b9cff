package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func restatementCommand(d *door) *cobra.Command {
	var in app.RestatementInput
	var from, to, audience string
	c := &cobra.Command{
		Use:     "restatement --from DAY --to DAY",
		Short:   "Say which tiers of the past changed because facts were learned later",
		Long:    "Compare what was known on two days, for all days through the first: every stretch of days whose tier differs, with the\ntier as known then and as known later. With --partner, in sentences, with the facts that make the difference.",
		Example: "  laurel restatement --from 2013-12-13 --to 2014-07-14\n  laurel restatement --partner Contoso --from 2013-12-13 --to 2014-07-14",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := knowledge(&in, from, to); err != nil {
				return err
			}
			reader, err := readerOf(audience, d.settings.lang.value)
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			p := restatementPrinter{door: d, reader: reader, told: in.Partner != ""}
			left := a.Restatements(cmd.Context(), in, p.add)
			if left != nil && !app.OnlyLeftOut(left) {
				return left
			}
			return cmp.Or(p.print(), left)
		},
	}
	c.Flags().StringVar(&in.Program, "program", "", "only the program of this `name` (default: every program)")
	c.Flags().StringVar(&in.Partner, "partner", "", "only this `partner`: an id, or a part of its name")
	c.Flags().StringVar(&from, "from", "", "what was known at the close of this `day` (required)")
	c.Flags().StringVar(&to, "to", "", "and what was known at the close of this `day` (required)")
	audienceFlag(c, &audience)
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

type restatementPrinter struct {
	door   *door
	reader sentence.Reader
	told   bool // in sentences, with the facts
	found  []standing.Restatement
}

func (p *restatementPrinter) add(r standing.Restatement) error {
	if !p.door.json {
		p.found = append(p.found, r)
		return nil
	}
	for _, o := range answer.NewRestated(&r) {
		if err := writeJSON(p.door.Out, o); err != nil {
			return err
		}
	}
	return nil
}

// print lists what was restated by the names of partners.
func (p *restatementPrinter) print() error {
	slices.SortStableFunc(p.found, func(a, b standing.Restatement) int { return app.ByName(a.Partner, b.Partner) })
	if p.door.json || p.told && len(p.found) > 0 {
		return p.tell()
	}
	t := table{heads: []string{"partner", "program", "ladder", "from", "until", "tier known then", "tier known now", "because"}}
	for i := range p.found {
		p.rows(&t, &p.found[i])
	}
	return p.door.tableOr(&t, "No tier of the past changed.")
}

func (p *restatementPrinter) rows(t *table, r *standing.Restatement) {
	for i := range r.Spans {
		s, why := &r.Spans[i], ""
		if len(s.Why) > 0 {
			m := &s.Why[0]
			why = fmt.Sprintf("%s %s, was %s", m.After.Metric.Name, valueText(m.After.Value), valueText(m.Before.Value))
		}
		t.add(r.Partner.Name, r.Program, strings.TrimSpace(r.Ladder+" "+r.Key.ID), s.Span.From.String(), s.Span.Last().String(), tierText(s.Before), tierText(s.After), why)
	}
}

// tell says with every fact why the tiers of one partner changed.
func (p *restatementPrinter) tell() error {
	for i := range p.found {
		r := &p.found[i]
		teller := sentence.For(p.reader, r.Partner, r.Programs...)
		lines := []sentence.Line{{Text: r.Partner.Name + ", " + r.Program}, teller.Restatement(r)}
		if _, err := io.WriteString(p.door.Out, sentence.Tree(lines, p.reader.Audience == sentence.ForOperator)); err != nil {
			return err
		}
	}
	return nil
}

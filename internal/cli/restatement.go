package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
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

// restatedObject is one restated stretch as --json prints it.
type restatedObject struct {
	Partner string            `json:"partner"`       // the id of the partner
	Name    string            `json:"name"`          // its name
	Program string            `json:"program"`       // the program
	Ladder  string            `json:"ladder"`        // the ladder
	Key     string            `json:"key,omitempty"` // the offer or region that holds the tier
	From    calendar.Day      `json:"from"`          // the first day
	Until   calendar.Day      `json:"until"`         // the last day
	Before  *string           `json:"before"`        // the tier as known before; null for none
	After   *string           `json:"after"`         // the tier as known later; null for none
	Metrics []relearnedObject `json:"metrics"`       // those of the ladder that are other than they were, on the first day
}

// relearnedObject is a metric that later knowledge changed.
type relearnedObject struct {
	Metric string       `json:"metric"`          // the metric
	Before metricObject `json:"before"`          // as known before
	After  metricObject `json:"after"`           // as known later
	New    []fact.ID    `json:"new,omitempty"`   // facts that did not count before
	Gone   []fact.ID    `json:"gone,omitempty"`  // facts that count no more
	Other  []fact.ID    `json:"other,omitempty"` // facts that count with another number
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
	for _, s := range r.Spans {
		o := restatedObject{Partner: r.Partner.ID, Name: r.Partner.Name, Program: r.Program, Ladder: r.Ladder, Key: r.Key.ID,
			From: s.Span.From, Until: s.Span.Last(), Before: textOrNone(s.Before), After: textOrNone(s.After), Metrics: []relearnedObject{}}
		for _, w := range s.Why {
			o.Metrics = append(o.Metrics, relearnedObject{w.After.Metric.Name, metricJSON(w.Before), metricJSON(w.After), idsOf(w.New), idsOf(w.Gone), idsOf(w.Other)})
		}
		if err := writeJSON(p.door.Out, o); err != nil {
			return err
		}
	}
	return nil
}

func idsOf(list []metric.Counted) []fact.ID {
	var ids []fact.ID
	for _, c := range list {
		ids = append(ids, c.Fact.ID)
	}
	return ids
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

func textOrNone(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

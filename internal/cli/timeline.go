package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/standing"
)

func timelineCommand(d *door) *cobra.Command {
	var view viewFlags
	c := &cobra.Command{
		Use:     "timeline PARTNER",
		Short:   "Show how a partner's tier changed and will change without new facts",
		Long:    "Show how a partner's tier changed, stretch by stretch, each with its cause. What follows after the day asked about, if\nnothing more happens, is marked as forecast.",
		Example: "  laurel timeline Contoso\n  laurel timeline ptr_3f… --known 2013-12-13",
		Args:    exactly("the partner: an id, or a part of its name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := view.view()
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			timelines, err := a.Timelines(cmd.Context(), app.PartnerView{View: v, Partner: args[0]})
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(timelines, func(t *standing.Timeline) bool { return len(t.Courses) > 0 }) {
				return notInForce(args[0])
			}
			for i, t := range timelines {
				if i > 0 && !d.json {
					fmt.Fprintln(d.Out)
				}
				if err := d.timeline(t); err != nil {
					return err
				}
			}
			return nil
		},
	}
	view.attach(c)
	d.jsonFlag(c)
	return c
}

// timeline prints a table for each ladder and key.
func (d *door) timeline(t *standing.Timeline) error {
	for i, c := range t.Courses {
		if i > 0 && !d.json {
			fmt.Fprintln(d.Out)
		}
		print := d.courseTable
		if d.json {
			print = d.courseLines
		}
		if err := print(t, c); err != nil {
			return err
		}
	}
	return nil
}

func (d *door) courseLines(t *standing.Timeline, c *standing.Course) error {
	for i := range c.Spans {
		if err := writeJSON(d.Out, answer.NewSpan(t, c, &c.Spans[i])); err != nil {
			return err
		}
	}
	return nil
}

func (d *door) courseTable(t *standing.Timeline, c *standing.Course) error {
	rows := table{heads: []string{"from", "until", "tier", "because", "version"}}
	for i := range c.Spans {
		h := &c.Spans[i]
		until, cause := h.Span.Last().String(), string(h.Because)
		if i == len(c.Spans)-1 {
			until = "…"
		}
		if into := t.PartOf(h.Span.From); len(into) > 0 {
			cause += " into " + into[0].Into.Name
		}
		if h.Span.From > t.At {
			cause += " (forecast)"
		}
		rows.add(h.Span.From.String(), until, tierText(h.Tier)+stateText(h.State), cause, h.Version)
	}
	fmt.Fprintln(d.Out, strings.TrimSpace(fmt.Sprintf("%s in %s, ladder %s %s", t.Partner.Name, t.Program, c.Ladder, c.Key.ID)))
	return rows.print(d.Out)
}

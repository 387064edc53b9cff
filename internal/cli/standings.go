package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
)

func standingsCommand(d *door) *cobra.Command {
	var view viewFlags
	var tier string
	c := &cobra.Command{
		Use:     "standings",
		Short:   "List where every partner stands",
		Long:    "List where every partner stands: the tier, since when, and the metrics of the ladder. A figure that may still change\nis marked as provisional.",
		Example: "  laurel standings --program gcloud-trailing12 --at 2014-06-30\n  laurel standings --tier usd_1m --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := view.view()
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			in := app.StandingsInput{View: v, Tier: tier}
			if d.json {
				return d.standingsLines(cmd.Context(), a, in)
			}
			return d.standingsTable(cmd.Context(), a, in)
		},
	}
	view.attach(c)
	c.Flags().StringVar(&tier, "tier", "", "only partners that hold this `tier`")
	d.jsonFlag(c)
	return c
}

// standingsLines prints one JSON object for each standing.
func (d *door) standingsLines(ctx context.Context, a *app.App, in app.StandingsInput) error {
	complete, err := a.CompleteThrough(ctx, in.Known)
	if err != nil {
		return err
	}
	return a.Standings(ctx, in, func(s standing.Standing) error { return writeJSON(d.Out, standingJSON(s, complete)) })
}

// jsonFlag gives a reading command its --json.
func (d *door) jsonFlag(c *cobra.Command) {
	c.Flags().BoolVar(&d.json, "json", false, "print one JSON object on each line")
}

// standingObject is a standing as --json prints it. Decimals are strings; a
// value that is no decimal is a fraction such as "20/3".
type standingObject struct {
	Partner     string                  `json:"partner"`               // the id of the partner
	Name        string                  `json:"name"`                  // its name
	Program     string                  `json:"program"`               // the program
	Version     string                  `json:"version"`               // the version in force
	Ladder      string                  `json:"ladder"`                // the ladder
	Key         string                  `json:"key,omitempty"`         // the offer or region that holds the tier
	Tier        *string                 `json:"tier"`                  // null when none is held
	State       standing.State          `json:"state"`                 // what stands beside the tier
	Since       calendar.Day            `json:"since"`                 // the tier has been held since
	At          calendar.Day            `json:"at"`                    // the day asked about
	Known       calendar.Day            `json:"known"`                 // what was known at the close of this day
	Evaluated   calendar.Day            `json:"evaluated"`             // the evaluation that decided the tier
	SafeUntil   *calendar.Day           `json:"safe_until,omitempty"`  // the tier cannot be lost through this day
	GraceUntil  *calendar.Day           `json:"grace_until,omitempty"` // the last day of the time to recover
	Override    string                  `json:"override,omitempty"`    // why a person set, holds or froze the tier
	PartOf      []mergerObject          `json:"part_of,omitempty"`     // of a merged partner: into whom, then what that one is part of
	Provisional []string                `json:"provisional,omitempty"` // why figures may still change
	Complete    map[string]calendar.Day `json:"complete,omitempty"`    // to which day each source has told everything
	Metrics     map[string]metricObject `json:"metrics"`               // the program's metrics, by name
}

// mergerObject is a partner that another is part of.
type mergerObject struct {
	standing.Partner
	Since calendar.Day `json:"since"` // from which day on
}

func mergersJSON(list []standing.Merger) []mergerObject {
	var out []mergerObject
	for _, m := range list {
		out = append(out, mergerObject{m.Into, m.Since})
	}
	return out
}

// metricObject is a metric's value. Value is null when there is none.
type metricObject struct {
	Value       *number.Number       `json:"value"`                 // the value; null when there is none, or when there is one for each currency
	Currency    string               `json:"currency,omitempty"`    // its currency
	Amounts     []amountObject       `json:"amounts,omitempty"`     // native currency: one for each
	Count       int                  `json:"count"`                 // how many facts or subjects counted
	Counted     []string             `json:"counted,omitempty"`     // which subjects, or which different values: of many the first 100; not in standings
	From        *calendar.Day        `json:"from,omitempty"`        // the first day of the window
	Until       *calendar.Day        `json:"until,omitempty"`       // the last day of the window
	Provisional []standing.Unsettled `json:"provisional,omitempty"` // why the value may still change, and for which day it waits; not in restatements
}

// amountObject is an amount of money.
type amountObject struct {
	Value    number.Number `json:"value"`    // the amount
	Currency string        `json:"currency"` // its currency
}

func standingJSON(s standing.Standing, complete map[string]calendar.Day) standingObject {
	out := standingObject{Partner: s.Partner.ID, Name: s.Partner.Name, Program: s.Program, Version: s.Version, Ladder: s.Ladder,
		Key: s.Key.ID, State: s.State, Since: s.Since, At: s.At, Known: s.Known, Evaluated: s.Evaluated,
		SafeUntil: dayOrNone(s.SafeUntil), GraceUntil: dayOrNone(s.GraceUntil), Override: s.Override.Because, PartOf: mergersJSON(s.PartOf), Provisional: s.Provisional,
		Complete: complete, Metrics: map[string]metricObject{}}
	if s.Tier != "" {
		out.Tier = &s.Tier
	}
	for i, m := range s.Metrics {
		object := metricJSON(m)
		object.Provisional = s.Unsettled[i]
		out.Metrics[m.Metric.Name] = object
	}
	return out
}

// dayOrNone is nil for the day 0, which stands for "none" in a standing.
func dayOrNone(day calendar.Day) *calendar.Day {
	if day == 0 {
		return nil
	}
	return &day
}

// mostCounted is how many subjects or values stand in one list.
const mostCounted = 100

func metricJSON(m metric.Measured) metricObject {
	out := metricObject{Currency: m.Value.Currency, Count: m.Evidence.Count}
	if m.Value.Is() && m.Value.Basket == nil {
		out.Value = &m.Value.Number
	}
	for _, a := range m.Value.Basket {
		out.Amounts = append(out.Amounts, amountObject{a.Value, a.Currency})
	}
	counted := append(slices.Clone(m.Evidence.Subjects), m.Evidence.Values...)
	out.Counted = counted[:min(len(counted), mostCounted)]
	if m.Evidence.Bounded {
		last := m.Evidence.Span.Last()
		out.From, out.Until = &m.Evidence.Span.From, &last
	}
	return out
}

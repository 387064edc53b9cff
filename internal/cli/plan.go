package cli

import (
	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/number"
)

func planCommand(d *door) *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "plan FILE",
		Short: "Say what a program file would change for all partners, before it is published",
		Long: "Say who would change tier, which grants would appear, end or be kept, and which credits would be\n" +
			"outstanding (amounts in force less use), over all partners. Nothing is written.",
		Example: "  laurel plan program.yaml\n  laurel plan program.yaml --at 2024-01-31 --json",
		Args:    exactly("the program file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := atFlag(at)
			if err != nil {
				return err
			}
			text, err := d.readFile(args[0])
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			plan, err := a.Plan(cmd.Context(), app.PlanInput{File: args[0], Text: text, At: day})
			if err != nil {
				return d.mistakes(args[0], err)
			}
			if d.json {
				return writeJSON(d.Out, planJSON(plan))
			}
			return d.tellPlan(plan)
		},
	}
	c.Flags().StringVar(&at, "at", "", "the `day` to compare (default: the file's effective day, or today if that is past)")
	d.jsonFlag(c)
	return c
}

type planObject struct {
	Program   string                   `json:"program"`
	Version   string                   `json:"version"`
	Effective calendar.Day             `json:"effective"`
	At        calendar.Day             `json:"at"`
	Partners  int                      `json:"partners"`
	Moves     []moveObject             `json:"moves"`
	Matrix    []cellObject             `json:"matrix"`
	Grants    []grantChangeObject      `json:"grants"`
	Before    map[string]number.Number `json:"outstanding_before"`
	After     map[string]number.Number `json:"outstanding_after"`
}

type moveObject struct {
	Partner   string        `json:"partner"`
	Name      string        `json:"name"`
	Ladder    string        `json:"ladder"`
	Key       string        `json:"key,omitempty"`
	From      *string       `json:"from"`
	To        *string       `json:"to"`
	Direction app.Direction `json:"direction"`
}

type cellObject struct {
	Ladder    string        `json:"ladder"`
	From      *string       `json:"from"`
	To        *string       `json:"to"`
	Direction app.Direction `json:"direction"`
	Count     int           `json:"count"`
}

type grantChangeObject struct {
	Benefit string                   `json:"benefit"`
	Appear  int                      `json:"appear"`
	End     int                      `json:"end"`
	Kept    int                      `json:"kept"`
	Before  map[string]number.Number `json:"outstanding_before"`
	After   map[string]number.Number `json:"outstanding_after"`
}

func planJSON(p *app.Plan) planObject {
	out := planObject{Program: p.Program, Version: p.Version, Effective: p.Effective, At: p.At, Partners: p.Partners,
		Moves: []moveObject{}, Matrix: []cellObject{}, Grants: []grantChangeObject{}, Before: p.Before, After: p.After}
	for _, m := range p.Moves {
		out.Moves = append(out.Moves, moveObject{m.Partner.ID, m.Partner.Name, m.Ladder, m.Key, textOrNone(m.From), textOrNone(m.To), m.Direction})
	}
	for _, c := range p.Matrix {
		out.Matrix = append(out.Matrix, cellObject{c.Ladder, textOrNone(c.From), textOrNone(c.To), c.Direction, c.Count})
	}
	for _, g := range p.Grants {
		out.Grants = append(out.Grants, grantChangeObject{g.Benefit, g.Appear, g.End, g.Kept, g.AmountBefore, g.AmountAfter})
	}
	return out
}

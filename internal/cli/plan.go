package cli

import (
	"cmp"

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
			plan, left := a.Plan(cmd.Context(), app.PlanInput{File: args[0], Text: text, At: day})
			switch {
			case left != nil && !app.OnlyLeftOut(left):
				return d.mistakes(args[0], left)
			case d.json:
				return cmp.Or(writeJSON(d.Out, planJSON(plan)), left)
			default:
				return cmp.Or(d.tellPlan(plan), left)
			}
		},
	}
	c.Flags().StringVar(&at, "at", "", "the `day` to compare (default: the file's effective day, or today if that is past)")
	d.jsonFlag(c)
	return c
}

// planObject is what a program file would change.
type planObject struct {
	Program   string                   `json:"program"`            // the program
	Version   string                   `json:"version"`            // the version in the file
	Effective calendar.Day             `json:"effective"`          // the day from which it is in force
	At        calendar.Day             `json:"at"`                 // the day that is compared
	Partners  int                      `json:"partners"`           // how many partners were compared
	Moves     []moveObject             `json:"moves"`              // who changes tier, by name
	Matrix    []cellObject             `json:"matrix"`             // how many standings go from where to where, those that stay included
	Grants    []grantChangeObject      `json:"grants"`             // what becomes of each benefit
	Before    map[string]number.Number `json:"outstanding_before"` // credits outstanding under the rules as they are, by currency
	After     map[string]number.Number `json:"outstanding_after"`  // and under the new version
}

// moveObject is one standing whose tier differs.
type moveObject struct {
	Partner   string        `json:"partner"`       // the id of the partner
	Name      string        `json:"name"`          // its name
	Ladder    string        `json:"ladder"`        // the ladder
	Key       string        `json:"key,omitempty"` // the offer or region that holds the tier
	From      *string       `json:"from"`          // the tier as things are; null for none
	To        *string       `json:"to"`            // the tier under the new version; null for none
	Direction app.Direction `json:"direction"`     // which way it goes
}

// cellObject is how many standings go from one tier to another.
type cellObject struct {
	Ladder    string        `json:"ladder"`    // the ladder
	From      *string       `json:"from"`      // the tier as things are; null for none
	To        *string       `json:"to"`        // the tier under the new version; null for none
	Direction app.Direction `json:"direction"` // which way they go
	Count     int           `json:"count"`     // how many standings
}

// grantChangeObject is what becomes of the grants of one benefit.
type grantChangeObject struct {
	Benefit string                   `json:"benefit"`            // the benefit
	Appear  int                      `json:"appear"`             // how many grants are new
	End     int                      `json:"end"`                // how many end
	Kept    int                      `json:"kept"`               // how many stay
	Before  map[string]number.Number `json:"outstanding_before"` // credits outstanding as things are, by currency
	After   map[string]number.Number `json:"outstanding_after"`  // and under the new version
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

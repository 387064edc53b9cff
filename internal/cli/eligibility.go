package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/api"
	"laurel/internal/app"
	"laurel/internal/people"
)

func eligibilityCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "eligibility PARTNER",
		Short:   "Say whether a partner can take part and why, what of it counts, and what it does next",
		Example: "  laurel eligibility Contoso --json",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		p, err := a.Participation(ctx, who, partner)
		if err != nil {
			return err
		}
		if d.json {
			return writeJSON(d.Out, api.NewEligibility(p))
		}
		return d.eligibility(api.NewEligibility(p))
	})
}

func (d *door) eligibility(e answer.Eligibility) error {
	for _, p := range e.Programs {
		fmt.Fprintf(d.Out, "%s: %s\n", p.Program, eligibleText(p))
	}
	fmt.Fprintf(d.Out, "Publishers that count: %s.\n", orNone(list(e.Publishers)))
	for _, s := range e.Next {
		fmt.Fprintf(d.Out, "Next: %s\n", stepText(s))
	}
	return nil
}

// eligibleText is whether a partner can take part in a program, in words.
func eligibleText(p answer.EligibleProgram) string {
	text := "can take part."
	switch {
	case p.Left:
		text = "cannot take part: the partner opted out."
	case p.Begins != nil:
		text = fmt.Sprintf("can take part once it begins on %s.", p.Begins)
	}
	switch {
	case p.Usable:
		return text
	case p.UsableFrom != nil:
		return text + fmt.Sprintf(" Its benefits can be used from %s on.", p.UsableFrom)
	default:
		return text + " From when on its benefits can be used is not said yet."
	}
}

func stepText(s answer.NextStep) string {
	return map[string]string{string(app.Return): "opt in again to " + s.Program + ".", string(app.AcceptTerms): "accept the terms of " + s.Program + ".",
		string(app.NamePublisher): "tell which publishers belong to the partner.", string(app.MakeOffer): "bring an offer."}[s.Step]
}

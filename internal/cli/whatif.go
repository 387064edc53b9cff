package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func whatIfCommand(d *door) *cobra.Command {
	var sales, more []string
	var program, audience string
	c := &cobra.Command{
		Use:   "what-if PARTNER --sale WHEN=AMOUNT",
		Short: "Say where a partner would stand if more happened",
		Long: "Say which tier a partner would reach, and when, what that unlocks and what would still be missing, if more happened than\n" +
			"did. Nothing is kept. WHEN is a month, for its last day, or a day. An amount below nothing is a refund; one in another\n" +
			"currency than the program's has its code behind it.",
		Example: "  laurel what-if Contoso --sale 2026-12=5000 --sale \"2027-01-15=2500 EUR\"\n  laurel what-if Contoso --more live_offers:2026-12=2",
		Args:    exactly("the partner: an id, or a part of its name"),
	}
	c.Flags().StringArrayVar(&sales, "sale", nil, "sales to assume: `when=amount`; again for more")
	c.Flags().StringArrayVar(&more, "more", nil, "more of a metric to assume: `metric:when=number`, or metric@key:when=number for an offer or a region")
	c.Flags().StringVar(&program, "program", "", "only the program of this `name` (default: every program)")
	audienceFlag(c, &audience)
	d.jsonFlag(c)
	return d.actingFor(c, func(ctx context.Context, a *app.App, who people.Who, partner string, _ []string) error {
		in := app.WhatIfInput{Partner: partner, Program: program}
		for _, text := range sales {
			if err := assume(&in, "sale", "sale:"+text); err != nil {
				return err
			}
		}
		for _, text := range more {
			if err := assume(&in, "more", text); err != nil {
				return err
			}
		}
		reader, err := readerOf(audience, d.settings.lang.value)
		if err != nil {
			return err
		}
		found, err := a.WhatIf(ctx, who, in)
		if err != nil {
			return err
		}
		return d.whatIf(reader, found)
	})
}

// assume reads metric:when=number, with the code of a currency behind the number.
func assume(in *app.WhatIfInput, flag, text string) error {
	what, rest, named := strings.Cut(text, ":")
	when, much, given := strings.Cut(rest, "=")
	if !named || !given {
		return usage("--%s is %q; write it like %s.", flag, text, map[string]string{"sale": "2026-12=5000", "more": "live_offers:2026-12=2"}[flag])
	}
	one := app.Assumed{When: when}
	one.Metric, one.For, _ = strings.Cut(what, "@")
	one.Amount, one.Currency, _ = strings.Cut(strings.TrimSpace(much), " ")
	in.Assumed = append(in.Assumed, one)
	return nil
}

func (d *door) whatIf(reader sentence.Reader, found *app.WhatIf) error {
	if d.json {
		return writeJSON(d.Out, answer.NewWhatIf(reader, found.Outlooks, found.Reckoned))
	}
	if len(found.Outlooks) == 0 {
		return problem.New(problem.NotFound, "No program is in force today.").WithHint("Publish one, or wait for its day.")
	}
	for i := range found.Outlooks {
		o := &found.Outlooks[i]
		lines := []sentence.Line{{Text: o.Partner.Name + ", " + strings.TrimSpace(o.Program+" "+o.Ladder+" "+o.Key.ID)}}
		lines = append(lines, sentence.For(reader, o.Partner, o.Programs...).Outlook(o)...)
		if _, err := io.WriteString(d.Out, sentence.Tree(lines, false)+"\n"); err != nil {
			return err
		}
	}
	for i := range found.Reckoned {
		r := &found.Reckoned[i]
		fmt.Fprintln(d.Out, sentence.For(reader, standing.Partner{}, r.Programs...).Reckoned(r).Text)
	}
	return nil
}

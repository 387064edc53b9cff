package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// overrideFlags are the words that overrides take.
type overrideFlags struct {
	program, ladder, key, from, until, because, private, author, approver string
	notForRetention                                                       bool
}

func overrideCommand(d *door) *cobra.Command {
	var members []*cobra.Command
	for _, o := range overrides {
		members = append(members, o.command(d))
	}
	members = append(members, overrideReviews(d), overrideList(d), overrideRetract(d))
	return group("override", "Decide above the rules, and take it back",
		"  laurel override hold-tier Contoso transact.usd_1m --until 2024-12-31 --because \"agreed while the appeal is open\"\n"+
			"  laurel override exclude Contoso gcloud/abc --because \"under review\" --private \"case 12\"", members...)
}

// overrideKind is one thing that an override can do.
type overrideKind struct {
	act     standing.Act
	words   []string // after the partner
	short   string
	example string
	read    func(in *app.OverrideInput, words []string) error
}

var overrides = []overrideKind{
	{standing.SetTier, []string{"the tier: tier, or ladder.tier"}, "Set a tier, higher or lower: through --until it stays, and then the rules go on from it", "laurel override set-tier Contoso transact.usd_1m --because \"moved from the old program\"", readTier},
	{standing.HoldTier, []string{"the tier: tier, or ladder.tier"}, "Let a partner stand no lower than a tier while the override lasts", "laurel override hold-tier Contoso transact.usd_1m --until 2024-12-31 --because \"appeal\"", readTier},
	{standing.Waive, []string{"the metric"}, "Let every condition on a metric hold while the override lasts", "laurel override waive Contoso response_rate --until 2024-06-30 --because \"postal strike\"", readMetric},
	{standing.Exclude, []string{"the fact: source/id"}, "Leave a fact out of every metric, and show it as left out", "laurel override exclude Contoso gcloud/abc --because \"under review\"", readFact},
	{standing.Credit, []string{"the metric", "how much"}, "Add to a metric's value, whatever its kind", "laurel override credit Contoso billed_sales \"4_000 USD\" --because \"invoice lost by us\"", readCredit},
	{standing.Freeze, nil, "Evaluate nothing while an appeal is open: the tier stays as it is", "laurel override freeze Contoso --until 2024-06-30 --because \"appeal\"", func(*app.OverrideInput, []string) error { return nil }},
	{standing.KeepGrant, []string{"the grant: its benefit, or its id"}, "Let a grant stay that a correction put under review", "laurel override keep-grant Contoso workshop --because \"held already\"", readGrant},
	{standing.RevokeGrant, []string{"the grant: its benefit, or its id"}, "End a grant that a correction put under review", "laurel override revoke-grant Contoso workshop --because \"the sale never was\"", readGrant},
}

func (o overrideKind) command(d *door) *cobra.Command {
	var f overrideFlags
	name := strings.ReplaceAll(string(o.act), "_", "-")
	c := &cobra.Command{
		Use: name + " PARTNER" + placeholders(o.words), Short: o.short, Long: o.short + ".\n\n" + aboutOverrides, Example: "  " + o.example,
		Args: exactly(append([]string{"the partner: an id, or a part of its name"}, o.words...)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := f.input(o, args)
			if err != nil {
				return err
			}
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			recorded, err := o.decide(cmd.Context(), d, a, in)
			return d.recorded(recorded, err, "The override %s is in force from %s.", name, recorded.Happened)
		},
	}
	f.attach(c, o.act)
	if o.decidesReview() {
		d.asFlag(c)
	}
	d.jsonFlag(c)
	return c
}

func (o overrideKind) decidesReview() bool {
	return o.act == standing.KeepGrant || o.act == standing.RevokeGrant
}

// decide records the decision; one about a grant under review is somebody's.
func (o overrideKind) decide(ctx context.Context, d *door, a *app.App, in app.OverrideInput) (fact.Fact, error) {
	if !o.decidesReview() {
		return a.Override(ctx, in)
	}
	who, err := people.Console(), error(nil)
	if d.as != "" {
		who, err = a.As(ctx, d.as)
	}
	if err != nil {
		return fact.Fact{}, err
	}
	p, err := a.PartnerNamed(ctx, in.Partner)
	if err != nil {
		return fact.Fact{}, err
	}
	in.Partner = p.ID
	return a.DecideReview(ctx, who, in)
}

// aboutOverrides is what is true of every override.
const aboutOverrides = `A decision is recorded as a fact with its reason, and every explanation shows it. The same decision again changes
nothing. It ends on its last day, or when it is taken back with laurel override retract. Do not write personal data into
a reason: it is kept for ever.`

func placeholders(words []string) string {
	text := ""
	for _, w := range words {
		first, _, _ := strings.Cut(strings.TrimPrefix(w, "the "), ":")
		text += " " + strings.ToUpper(strings.ReplaceAll(first, " ", "-"))
	}
	return text
}

// attach gives a command the flags that mean something for its act.
func (f *overrideFlags) attach(c *cobra.Command, act standing.Act) {
	flags := c.Flags()
	flags.StringVar(&f.program, "program", "", "only in the program of this `name` (default: every program)")
	flags.StringVar(&f.from, "from", "", "from this `day` on (default: today)")
	flags.StringVar(&f.until, "until", "", "the last `day` (default: until it is retracted)")
	flags.StringVar(&f.because, "because", "", "the `reason`, for the partner to read (required)")
	flags.StringVar(&f.private, "private", "", "the `reason` for operators only")
	flags.StringVar(&f.author, "author", "", "opaque `id` of who decides")
	flags.StringVar(&f.approver, "approver", "", "opaque `id` of who approved")
	if act != standing.Exclude {
		flags.StringVar(&f.key, "key", "", "only for this offer or region, by its `id`")
	}
	if act == standing.Freeze {
		flags.StringVar(&f.ladder, "ladder", "", "only this `ladder` and what it unlocks (default: everything)")
	}
	if act == standing.Waive {
		flags.BoolVar(&f.notForRetention, "not-for-retention", false, "it helps to reach a tier, not to keep one")
	}
}

func (f *overrideFlags) input(o overrideKind, args []string) (app.OverrideInput, error) {
	in := app.OverrideInput{Partner: args[0], Act: o.act, Program: f.program, Ladder: f.ladder, Key: f.key, Because: f.because, Private: f.private,
		Author: f.author, Approver: f.approver, NotForRetention: f.notForRetention}
	if f.because == "" {
		return in, usage("--because is missing: an override needs a reason that the partner may read.")
	}
	var err error
	if in.From, err = dayFlag("from", f.from); err != nil {
		return in, err
	}
	if in.Until, err = dayFlag("until", f.until); err != nil {
		return in, err
	}
	return in, o.read(&in, args[1:])
}

func readTier(in *app.OverrideInput, words []string) error {
	ladder, tier, ok := strings.Cut(words[0], ".")
	if !ok {
		ladder, tier = "", words[0]
	}
	in.Ladder, in.Tier = ladder, tier
	return nil
}

func readMetric(in *app.OverrideInput, words []string) error {
	in.Metric = words[0]
	return nil
}

func readFact(in *app.OverrideInput, words []string) error {
	id, err := factID(words[0])
	in.Fact = id.String()
	return err
}

func readGrant(in *app.OverrideInput, words []string) error {
	in.Grant = words[0]
	if in.Until != nil {
		return usage("--until: a review is decided once. Take the decision back with `laurel override retract`.")
	}
	return nil
}

func readCredit(in *app.OverrideInput, words []string) error {
	in.Metric = words[0]
	if n, err := number.Parse(words[1]); err == nil {
		in.Number = n
		return nil
	}
	amount, err := money.Parse(words[1])
	if err != nil {
		return usage("%s", problem.Of(err))
	}
	in.Amount = amount
	return nil
}

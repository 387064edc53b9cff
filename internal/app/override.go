package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// OverrideInput is a decision by a person that stands above the rules.
type OverrideInput struct {
	Partner         string
	Act             standing.Act
	Program         string
	Ladder          string        // of the tier, where several ladders have it; for freeze, all when empty
	Tier            string        // for set_tier and hold_tier
	Key             string        // the offer or region; all when empty
	Metric          string        // for waive and credit
	Fact            string        // source/id, for exclude
	Grant           string        // for keep_grant and revoke_grant: its benefit or its id
	Benefit         string        // of the grant; filled in
	Amount          money.Amount  // for credit, or
	Number          number.Number // for credit of a plain number
	From            *calendar.Day // today when nil
	Until           *calendar.Day // the last day; open when nil
	Because         string        // for everybody
	Private         string        // for operators only
	Author          string        // an opaque id
	Approver        string        // an opaque id
	NotForRetention bool          // it helps to reach a tier, not to keep one
}

// Override records a decision. It is shown in every explanation, and ends on
// its last day or when it is retracted. The same decision again changes nothing.
func (a *App) Override(ctx context.Context, in OverrideInput) (fact.Fact, error) {
	p, b, err := a.load(ctx, in.Partner)
	if err != nil {
		return fact.Fact{}, err
	}
	histories, err := a.histories(ctx, in.Program)
	if err != nil {
		return fact.Fact{}, err
	}
	from := orElse(in.From, a.today(histories[0]))
	if err := in.findLadder(histories); err != nil {
		return fact.Fact{}, err
	}
	if err := in.check(histories, b.Facts, from); err != nil {
		return fact.Fact{}, err
	}
	if err := a.findReview(ctx, &in, p, b, from); err != nil {
		return fact.Fact{}, err
	}
	if err := a.checkCredit(ctx, in, histories, from); err != nil {
		return fact.Fact{}, err
	}
	from = orElse(in.From, from) // a decision that is repeated has the day it was made
	f := fact.Fact{Kind: fact.Override, State: true, Subject: fact.Subject{Partner: p.ID}, Happened: calendar.On(from),
		Amount: in.Amount, Quantity: in.Number, Counted: in.Number.Sign() != 0, Attributes: in.attributes()}
	if in.Until != nil {
		f.Until = calendar.On(*in.Until)
	}
	return a.decide(ctx, decision{act: "override", who: in.Author, prefix: "ovr_", fact: f, held: b.Facts})
}

func (in OverrideInput) attributes() fact.Attributes {
	var out fact.Attributes
	for _, each := range []struct{ name, text string }{
		{"act", string(in.Act)}, {"program", in.Program}, {"ladder", in.Ladder}, {"tier", in.Tier}, {"key", in.Key}, {"metric", in.Metric},
		{"fact", in.Fact}, {"benefit", in.Benefit}, {"grant", in.Grant}, {"because", in.Because}, {"private", in.Private}, {"author", in.Author}, {"approver", in.Approver},
	} {
		if each.text != "" {
			out = out.With(each.name, fact.Text(each.text))
		}
	}
	if in.NotForRetention {
		out = out.With("counts_for_retention", fact.Bool(false))
	}
	return out
}

// check refuses a decision without a reason, and one about something that does
// not exist.
func (in OverrideInput) check(histories []program.History, facts []fact.Fact, from calendar.Day) error {
	switch {
	case in.Because == "":
		return problem.New(problem.Invalid, "An override needs a reason that the partner may read.").WithHint("Add one.").AtConsole("Add --because.")
	case in.Until != nil && *in.Until < from:
		return problem.New(problem.Invalid, "The override ends on %s, before it begins on %s.", *in.Until, from).
			WithHint("Let it end later, or begin earlier.").AtConsole("Give a later --until, or an earlier --from.")
	case in.Key != "" && !slices.ContainsFunc(facts, in.isAbout):
		return problem.New(problem.NotFound, "No fact of %s is about %q.", in.Partner, in.Key).
			WithHint("The standings list what holds a tier of its own: an offer with its publisher in front, like contoso-eu/shop, or a value such as a region.")
	}
	switch {
	case in.Act == standing.Freeze && in.Ladder == "", in.Act == standing.KeepGrant, in.Act == standing.RevokeGrant:
		return nil
	case in.Act == standing.Exclude:
		return in.checkFact(facts)
	}
	for _, h := range histories {
		for i := range h {
			if in.exists(h[i].Program) {
				return nil
			}
		}
	}
	return in.unknown(histories)
}

// isAbout reports whether a fact is about the key.
func (in OverrideInput) isAbout(f fact.Fact) bool {
	for _, l := range fact.Levels() {
		if metric.KeyOf(l, &fact.Entry{Fact: &f}).ID == in.Key {
			return true
		}
	}
	return slices.ContainsFunc(f.Attributes, func(a fact.Attribute) bool { return a.Value.String() == in.Key })
}

// findLadder names the ladder of a tier that was named alone.
func (in *OverrideInput) findLadder(histories []program.History) error {
	if in.Tier == "" || in.Ladder != "" {
		return nil
	}
	having := map[string]bool{}
	eachTier(histories, func(ladder, tier string) {
		if tier == in.Tier {
			having[ladder] = true
		}
	})
	names := slices.Sorted(maps.Keys(having))
	switch len(names) {
	case 0:
		return problem.New(problem.NotFound, "No program has the tier %s.", in.Tier).WithHint("%s", thereAre(tiersIn(histories)))
	case 1:
		in.Ladder = names[0]
		return nil
	default:
		return problem.New(problem.Invalid, "Several ladders have the tier %s: %s.", in.Tier, strings.Join(names, ", ")).
			WithHint("Write which is meant, like %s.%s.", names[0], in.Tier)
	}
}

// checkFact refuses to leave out a fact that the partner does not have.
func (in OverrideInput) checkFact(facts []fact.Fact) error {
	for i := range facts {
		if facts[i].ID.String() == in.Fact {
			return nil
		}
	}
	return problem.New(problem.NotFound, "%s has no fact %s.", in.Partner, in.Fact).
		WithHint("The facts of a metric are listed with their ids.").AtConsole("`laurel explain PARTNER --facts METRIC` lists the facts of a metric with their ids.")
}

// exists reports whether the tier, the ladder or the metric that an override
// names is in a program.
func (in OverrideInput) exists(p *program.Program) bool {
	if in.Ladder != "" {
		l, ok := p.Ladder(in.Ladder)
		return ok && (in.Tier == "" || l.Rank(in.Tier) > 0)
	}
	_, ok := p.Set.Index(in.Metric)
	return ok
}

func (in OverrideInput) unknown(histories []program.History) error {
	if in.Tier != "" {
		return problem.New(problem.NotFound, "No program has the tier %s.%s.", in.Ladder, in.Tier).
			WithHint("%s", thereAre(tiersIn(histories)))
	}
	if in.Ladder != "" {
		return problem.New(problem.NotFound, "No program has the ladder %q.", in.Ladder).
			WithHint("%s", thereAre(laddersIn(histories)))
	}
	return problem.New(problem.NotFound, "No program has the metric %q.", in.Metric).
		WithHint("%s", thereAre(metricsIn(histories)))
}

// Overrides lists the decisions about a partner that were not retracted, in the
// order of their first days; also those that are over.
func (a *App) Overrides(ctx context.Context, partner string) ([]fact.Entry, error) {
	_, b, err := a.load(ctx, partner)
	if err != nil {
		return nil, err
	}
	return decisions(b.Facts, fact.Override), nil
}

// Retract takes an override back, from its beginning. It stays in the history
// of what was known.
func (a *App) Retract(ctx context.Context, partner, key string) (fact.Fact, error) {
	return a.retract(ctx, "", partner, key)
}

func (a *App) retract(ctx context.Context, who, partner, key string) (fact.Fact, error) {
	p, b, err := a.load(ctx, partner)
	if err != nil {
		return fact.Fact{}, err
	}
	for _, e := range decisions(b.Facts, fact.Override) {
		if e.ID.Key == key || e.ID.String() == key {
			return a.takeBack(ctx, "retract override", who, *e.Fact)
		}
	}
	return fact.Fact{}, problem.New(problem.NotFound, "%s has no override %q in force.", p.Name, key).
		WithHint("See the list of its overrides.").AtConsole("See `laurel override list %s`.", p.ID)
}

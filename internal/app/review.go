package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// findReview names the one grant under review that an override is about: its
// benefit, its id, its offer and its program. A decision that was made already
// is that one.
func (a *App) findReview(ctx context.Context, in *OverrideInput, p store.Partner, b store.Bundle, from calendar.Day) error {
	if in.Act != standing.KeepGrant && in.Act != standing.RevokeGrant {
		return nil
	}
	settings, err := a.settings(ctx, View{Program: in.Program, At: &from})
	if err != nil {
		return err
	}
	var open []review
	for _, s := range settings {
		t, err := s.timeline(p, b, 0)
		if err != nil {
			return alone(p, err)
		}
		open = append(open, reviews(t, from)...)
	}
	fit := slices.DeleteFunc(slices.Clone(open), func(r review) bool { return !in.means(r.grant.ID, r.grant.Benefit, r.grant.Key.ID) })
	if len(fit) == 1 {
		in.Program, in.Benefit, in.Grant, in.Key = fit[0].program, fit[0].grant.Benefit, fit[0].grant.ID, fit[0].grant.Key.ID
		return nil
	}
	if len(fit) > 1 {
		return problem.New(problem.Invalid, "%s has several grants under review that %q fits: %s.", p.Name, in.Grant, list(fit)).
			WithHint("Name one by its id.")
	}
	return in.repeats(p, b.Facts, open, from)
}

// DecideReview lets a grant under review stay, or ends it, and tells the partner.
func (a *App) DecideReview(ctx context.Context, who people.Who, in OverrideInput) (decided fact.Fact, err error) {
	if err := a.May(ctx, who, people.DecideReview, in.Partner); err != nil {
		return decided, err
	}
	if fact.HasEmail(in.Because) {
		return decided, problem.New(problem.Invalid, "The reason holds an e-mail address, and what Laurel records is kept for ever.").WithHint("Say it without naming anybody.")
	}
	if who.ID != people.Console().ID {
		in.Author = who.ID
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if decided, err = a.Override(tx.Join(ctx), in); err != nil {
			return err
		}
		said := decided.Attributes
		if err := tx.EndGrantReview(ctx, in.Partner, said.Get("grant").String()); err != nil || in.Act != standing.RevokeGrant {
			return err
		}
		p, err := a.rulesIn(ctx, said.Get("program").String())
		if err != nil {
			return err
		}
		content := letter.GrantRevoked{Partner: a.mustName(ctx, &tx.Reader, in.Partner), Benefit: benefitLabel(p.Program, said.Get("benefit").String()), Offer: said.Get("key").String(),
			Reason: in.Because, On: a.moment()}
		return a.tellAdmins(ctx, tx, in.Partner, "reviewed "+decided.ID.Key, content)
	})
	return decided, err
}

// GrantReviews lists the grants of a program, or of all, about which the caller may
// decide, as they were found when their partners were evaluated last, after one that
// was listed last. Last is where the next page begins, the zero one when this one is
// the last.
func (a *App) GrantReviews(ctx context.Context, who people.Who, program string, after store.GrantReview, limit int) (seen []store.ListedReview, last store.GrantReview, err error) {
	if err := a.May(ctx, who, people.DecideReview, ""); err != nil {
		return nil, last, err
	}
	if _, err := a.histories(ctx, program); err != nil && program != "" {
		return nil, last, err
	}
	for {
		page, err := a.store.GrantReviews(ctx, program, after, limit)
		if err != nil {
			return nil, last, err
		}
		for _, r := range page {
			after = r.GrantReview
			if !who.Can(people.DecideReview, people.About{Partner: r.Partner, Region: r.Region, Portfolio: r.Portfolio}) {
				continue
			}
			if seen = append(seen, r); len(seen) == limit {
				return seen, after, nil
			}
		}
		if len(page) < limit {
			return seen, store.GrantReview{}, nil
		}
	}
}

func tellEach[T any](found []T, tell func(T) error) error {
	for _, each := range found {
		if err := tell(each); err != nil {
			return err
		}
	}
	return nil
}

// means reports whether the grant that the override names is this one.
func (in *OverrideInput) means(grant, benefit, key string) bool {
	return (in.Grant == grant || in.Grant == benefit) && (in.Key == "" || in.Key == key)
}

// review is a grant that waits for a decision.
type review struct {
	program string
	grant   *standing.Grant
}

func (r review) String() string {
	text := r.grant.ID + " (" + r.grant.Benefit
	if !r.grant.Key.IsZero() {
		text += " for " + r.grant.Key.ID
	}
	return fmt.Sprintf("%s, granted on %s)", text, r.grant.Granted)
}

func reviews(t *standing.Timeline, day calendar.Day) []review {
	var out []review
	for _, g := range t.GrantsOn(day) {
		if g.State == standing.InReview {
			out = append(out, review{t.Program, g.Grant})
		}
	}
	return out
}

func list(reviews []review) string {
	words := make([]string, len(reviews))
	for i, r := range reviews {
		words[i] = r.String()
	}
	return strings.Join(words, ", ")
}

// repeats finds the decision that this one says again. Another one about the same
// grant is refused, and so is one about a grant that is not under review.
func (in *OverrideInput) repeats(p store.Partner, facts []fact.Fact, open []review, from calendar.Day) error {
	for _, e := range slices.Backward(decisions(facts, fact.Override)) {
		said := func(name string) string { return e.Attribute(name).String() }
		if said("grant") == "" || !in.means(said("grant"), said("benefit"), said("key")) {
			continue
		}
		if said("act") != string(in.Act) || said("because") != in.Because {
			return problem.New(problem.Conflict, "The grant %s was decided already: %s, because %s.", said("grant"), said("act"), said("because")).
				WithHint("Take that back first.").AtConsole("Take that back first: `laurel override retract %s %s`.", p.ID, e.ID.Key)
		}
		in.Program, in.Benefit, in.Grant, in.Key, in.From = said("program"), said("benefit"), said("grant"), said("key"), &e.Day
		return nil
	}
	if len(open) == 0 {
		return problem.New(problem.NotFound, "%s has no grant under review on %s.", p.Name, from).
			WithHint("The explanation says what became of each.").AtConsole("`laurel explain %s` says what became of each.", p.ID)
	}
	return problem.New(problem.NotFound, "%s has no grant %q under review on %s.", p.Name, in.Grant, from).WithHint("There are: %s.", list(open))
}

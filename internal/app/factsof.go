package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/standing"
)

// FactsOfInput asks for the facts of one partner.
type FactsOfInput struct {
	Partner string // its id
	Kind    string // only facts of this kind; empty for all
	Known   *calendar.Day
	After   fact.ID // of the last fact of the page before; zero for the first page
	Limit   int
}

// forOperators are attributes of Laurel's own decisions that a partner does not
// read.
var forOperators = []string{"private", "author", "approver"}

// FactsOf lists the facts of one partner as they are known, in the order of
// their ids; more says that others follow. What decisions say to operators
// alone is left out for anybody else.
func (a *App) FactsOf(ctx context.Context, who people.Who, in FactsOfInput) (page []fact.Fact, more bool, err error) {
	if err := a.May(ctx, who, people.SeeFacts, in.Partner); err != nil {
		return nil, false, err
	}
	operator, err := a.LooksAsOperator(ctx, who, in.Partner)
	if err != nil {
		return nil, false, err
	}
	b, err := a.store.BundleOf(ctx, in.Partner)
	if err != nil {
		return nil, false, err
	}
	today := a.moment().Day(nil)
	for _, e := range standing.Owned(b.Facts, in.Partner, orElse(in.Known, today), time.UTC) {
		if (in.Kind == "" || e.Kind == in.Kind) && byID(e.ID, in.After) > 0 {
			page = append(page, shown(*e.Fact, operator))
		}
	}
	slices.SortFunc(page, func(a, b fact.Fact) int { return byID(a.ID, b.ID) })
	return page[:min(len(page), in.Limit)], len(page) > in.Limit, nil
}

func byID(a, b fact.ID) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Key, b.Key))
}

// shown is a fact as the operator reads it, or as the partner does.
func shown(f fact.Fact, operator bool) fact.Fact {
	if f.ID.Source == fact.Laurel && !operator {
		f.Attributes = slices.DeleteFunc(slices.Clone(f.Attributes), func(a fact.Attribute) bool { return slices.Contains(forOperators, a.Name) })
	}
	return f
}

package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// Colleagues lists by name those of the operator who work on cases or decide about
// them, for others of the operator.
func (a *App) Colleagues(ctx context.Context, who people.Who) ([]Named, error) {
	if err := deskOf(who); err != nil {
		return nil, err
	}
	work, _ := people.WorkCase.Rule()
	decide, _ := people.DecideCase.Rule()
	holders, err := a.store.Holders(ctx, "", slices.Concat(work.Roles, decide.Roles)...)
	var out []Named
	for _, h := range holders {
		if h.Seat.HeldOn(a.moment().Day(nil)) {
			out = append(out, Named{h.ID, h.Name})
		}
	}
	slices.SortFunc(out, func(x, y Named) int { return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.ID, y.ID)) })
	return slices.Compact(out), err
}

// CaseChoices is what a filter of cases can ask for, beside what every case has.
type CaseChoices struct {
	Programs            []*program.Program // the newest version of each
	Regions, Portfolios []string
	Colleagues          []Named
}

// CaseChoices lists it for somebody of the operator.
func (a *App) CaseChoices(ctx context.Context, who people.Who) (out CaseChoices, err error) {
	if out.Colleagues, err = a.Colleagues(ctx, who); err != nil {
		return out, err
	}
	histories, err := a.histories(ctx, "")
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return out, err
	}
	for _, h := range histories {
		out.Programs = append(out.Programs, h[len(h)-1].Program)
	}
	out.Regions, out.Portfolios, err = a.store.Territories(ctx)
	return out, err
}

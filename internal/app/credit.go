package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// checkCredit refuses a credit that no version could add to its metric, and one
// in a currency that some version could not convert: without a rate nobody's
// standing could be worked out.
func (a *App) checkCredit(ctx context.Context, in OverrideInput, histories []program.History, from calendar.Day) error {
	if in.Act != standing.Credit {
		return nil
	}
	rates, err := a.rates(ctx, histories, in.Amount.Currency)
	if err != nil {
		return err
	}
	taken, refused := false, error(nil)
	for _, h := range histories {
		for i := range h {
			index, ok := h[i].Set.Index(in.Metric)
			if !ok {
				continue
			}
			if err := h[i].Set.CheckCredit(index, in.Amount); err != nil {
				refused = err
			} else if err := in.convertible(h[i].Program, index, rates, from); err != nil {
				return err
			} else {
				taken = true
			}
		}
	}
	if taken {
		return nil
	}
	return refused
}

// convertible refuses an amount for which a program has no rate.
func (in OverrideInput) convertible(p *program.Program, index int, rates money.Rates, from calendar.Day) error {
	unit := p.Set.UnitOf(index)
	if in.Amount.Currency == "" || unit.Native {
		return nil
	}
	_, err := p.Convert(in.Amount, unit.Currency, from, rates)
	return err
}

package app

import (
	"context"
	"fmt"
	"io"

	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// RatesInput is a file of rates of exchange.
type RatesInput struct {
	Format string // ecb or fixed
	Source string // the name of the table; the format's when empty
	In     io.Reader
}

// RatesImported is what became of a file of rates.
type RatesImported struct {
	Source   string        `json:"source"`             // the name of the table
	Quotes   int           `json:"quotes"`             // how many rates the file holds
	New      int           `json:"new"`                // how many of them are new
	Rejected []money.Fault `json:"rejected,omitempty"` // what is wrong with lines that do not count
}

// ImportRates reads rates into a table in one step: a file that cannot be used
// changes nothing. Lines with mistakes are listed and the others count.
func (a *App) ImportRates(ctx context.Context, in RatesInput) (RatesImported, error) {
	layout, err := money.FindRateFile(in.Format)
	if err != nil {
		return RatesImported{}, err
	}
	if in.Source == "" {
		in.Source = layout.Name
	}
	done := RatesImported{Source: in.Source}
	byBase := map[string][]money.Quote{}
	_, last := a.todayAnywhere()
	err = layout.Read(in.In, func(b money.Batch) error {
		if !layout.Fixed { // a fixed table says what will be in force
			b = b.Until(last)
		}
		byBase[b.Base] = append(byBase[b.Base], b.Quotes...)
		done.Quotes += len(b.Quotes)
		done.Rejected = append(done.Rejected, b.Faults...)
		return nil
	})
	if err != nil {
		return RatesImported{}, err
	}
	err = a.addRates(ctx, in.Source, layout.Fixed, byBase, &done)
	return done, err
}

func (a *App) addRates(ctx context.Context, source string, fixed bool, byBase map[string][]money.Quote, done *RatesImported) error {
	delete(byBase, "")
	if len(byBase) > 1 {
		return problem.New(problem.Invalid, "The file has rates for one unit of %d different currencies.", len(byBase)).
			WithHint("Import each base currency from a file of its own, with a source of its own.").AtConsole("Import each base currency from a file of its own, with its own --source.")
	}
	for base, quotes := range byBase {
		err := a.store.Write(ctx, func(tx *store.Tx) (err error) {
			if done.New, err = tx.AddRates(ctx, source, base, fixed, quotes); err != nil || done.New == 0 {
				return err
			}
			if err := tx.EvaluateAll(ctx, a.moment()); err != nil {
				return err
			}
			return a.audit(ctx, tx, store.AuditLine{What: "import rates", Subject: source, Detail: fmt.Sprintf("%d rates", done.New)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"slices"
)

var currenciesTable = bulk{table: "currencies", columns: []column{{"currency", textColumn}}, unique: []string{"currency"}}

// seeCurrencies notes in which currencies new facts have amounts.
func (tx *Tx) seeCurrencies(ctx context.Context, rows []*row) error {
	var fresh []string
	for _, r := range rows {
		code := r.fact.Amount.Currency
		if code != "" && !tx.fresh.currencies[code] && !tx.store.seen.hasCurrency(code) {
			tx.fresh.currencies[code] = true
			fresh = append(fresh, code)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	slices.Sort(fresh)
	lines := make([][]any, len(fresh))
	for i, code := range fresh {
		lines[i] = []any{code}
	}
	_, err := tx.insert(ctx, currenciesTable, lines)
	return err
}

// Currencies lists the currencies in which any fact has an amount, in order.
func (r *Reader) Currencies(ctx context.Context) ([]string, error) {
	return all(ctx, r, func(rows *sql.Rows, code *string) error { return rows.Scan(code) }, `SELECT currency FROM currencies ORDER BY currency`)
}

package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

var ratesTable = bulk{
	table:   "rates",
	columns: []column{{"source", textColumn}, {"currency", textColumn}, {"day", intColumn}, {"units", textColumn}},
	unique:  []string{"source", "currency", "day"},
}

// AddRates stores the quotes of a source and tells how many were new. Quotes
// that are there already change nothing; when one differs from what is there,
// nothing is stored and the Conflict lists the first ten.
func (tx *Tx) AddRates(ctx context.Context, source, base string, fixed bool, quotes []money.Quote) (added int, err error) {
	if err := tx.addRateTable(ctx, source, base, fixed); err != nil {
		return 0, err
	}
	const batch = 5000
	var changed []string
	for start := 0; start < len(quotes); start += batch {
		part := quotes[start:min(start+batch, len(quotes))]
		isNew, err := tx.insert(ctx, ratesTable, rateRows(source, part))
		if err != nil {
			return 0, err
		}
		for i, q := range part {
			if isNew[i] {
				added++
			} else if changed, err = tx.compareQuote(ctx, source, q, changed); err != nil {
				return 0, err
			}
		}
	}
	if err := changedRates(source, changed); err != nil || added == 0 {
		return added, err
	}
	return added, tx.changedRules(ctx)
}

// AddRates is Tx.AddRates in a transaction of its own.
func (s *Store) AddRates(ctx context.Context, source, base string, fixed bool, quotes []money.Quote) (added int, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		added, err = tx.AddRates(ctx, source, base, fixed, quotes)
		return err
	})
	return added, err
}

func rateRows(source string, quotes []money.Quote) [][]any {
	rows := make([][]any, len(quotes))
	for i, q := range quotes {
		rows[i] = []any{source, q.Currency, int64(q.Day), q.Units.String()}
	}
	return rows
}

func (tx *Tx) addRateTable(ctx context.Context, source, base string, fixed bool) error {
	if _, err := tx.exec(ctx, `INSERT INTO rate_tables (source, base, fixed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, source, base, fixed); err != nil {
		return err
	}
	var heldBase string
	var heldFixed bool
	if _, err := tx.one(ctx, []any{&heldBase, &heldFixed}, `SELECT base, fixed FROM rate_tables WHERE source = $1`, source); err != nil {
		return err
	}
	if heldBase != base || heldFixed != fixed {
		return problem.New(problem.Conflict, "The rates of %q are per %s and %s; these are per %s and %s.", source, heldBase, shape(heldFixed), base, shape(fixed)).
			WithHint("Import them under a source of their own.")
	}
	return nil
}

func shape(fixed bool) string {
	if fixed {
		return "fixed"
	}
	return "daily"
}

// compareQuote adds to changed when a quote differs from the one that is held.
func (tx *Tx) compareQuote(ctx context.Context, source string, q money.Quote, changed []string) ([]string, error) {
	var units string
	_, err := tx.one(ctx, []any{&units}, `SELECT units FROM rates WHERE source = $1 AND currency = $2 AND day = $3`, source, q.Currency, int64(q.Day))
	if err != nil || units == q.Units.String() {
		return changed, err
	}
	return append(changed, fmt.Sprintf("%s on %s is %s, not %s", q.Currency, q.Day, units, q.Units)), nil
}

func changedRates(source string, changed []string) error {
	if len(changed) == 0 {
		return nil
	}
	listed := changed[:min(len(changed), 10)]
	return problem.New(problem.Conflict, "Rates of %q that are held with another value, %d in all: %s.", source, len(changed), strings.Join(listed, "; ")).
		WithHint("A published rate never changes. Import a corrected table under a source of its own.")
}

// RatesWanted says which quotes are needed. The zero value means all.
type RatesWanted struct {
	Sources    []string     // all when empty
	Currencies []string     // all when empty
	From       calendar.Day // the first day needed; fixed tables are always loaded from their beginning
}

// Rates loads rate tables by source. Naming the currencies and the first day
// that are needed spares reading decades of the others.
func (r *Reader) Rates(ctx context.Context, wanted ...RatesWanted) (money.Rates, error) {
	var w RatesWanted
	if len(wanted) > 0 {
		w = wanted[0]
	}
	rates := money.Rates{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var source, base string
		var fixed bool
		if err := rows.Scan(&source, &base, &fixed); err != nil {
			return err
		}
		if len(w.Sources) == 0 || slices.Contains(w.Sources, source) {
			rates[source] = money.NewTable(source, base, fixed)
		}
		return nil
	}, `SELECT source, base, fixed FROM rate_tables ORDER BY source`)
	if err != nil {
		return nil, err
	}
	for source, table := range rates {
		quotes, err := r.quotes(ctx, source, w)
		if err != nil {
			return nil, err
		}
		table.Add(quotes...)
	}
	return rates, nil
}

func (r *Reader) quotes(ctx context.Context, source string, w RatesWanted) ([]money.Quote, error) {
	query := `SELECT q.day, q.currency, q.units FROM rates q JOIN rate_tables t ON t.source = q.source
		WHERE q.source = $1 AND (q.day >= $2 OR t.fixed)`
	args := []any{source, int64(w.from())}
	if len(w.Currencies) > 0 {
		marks := make([]string, len(w.Currencies))
		for i, code := range w.Currencies {
			args, marks[i] = append(args, code), fmt.Sprintf("$%d", len(args)+1)
		}
		query += ` AND q.currency IN (` + strings.Join(marks, ", ") + `)`
	}
	return all(ctx, r, func(rows *sql.Rows, q *money.Quote) error {
		var units string
		if err := rows.Scan(&q.Day, &q.Currency, &units); err != nil {
			return err
		}
		var err error
		q.Units, err = number.Parse(units)
		return err
	}, query, args...)
}

func (w RatesWanted) from() calendar.Day {
	if w.From == 0 {
		return calendar.FirstDay
	}
	return w.From
}

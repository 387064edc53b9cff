package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Line is a line of the ledger of credits.
type Line struct {
	ID      string
	At      calendar.Moment
	Partner string
	Program string
	Benefit string
	fulfillment.Posting
	Use string // of a use: how its source knows it
}

// AddLines posts to the ledger. A line that takes from an account of a grant more
// than is there is a Conflict.
func (tx *Tx) AddLines(ctx context.Context, lines []Line) error {
	touched := map[string]bool{}
	for _, l := range lines {
		touched[l.Grant] = true
		_, err := tx.exec(ctx, `INSERT INTO postings (id, at, partner, program, benefit, grant_id, case_id, from_account, to_account, amount, currency, use_key)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			l.ID, l.At.Micros(), l.Partner, l.Program, l.Benefit, l.Grant, l.Case, l.From, l.To, l.Amount.Value.String(), l.Amount.Currency, l.Use)
		if err != nil {
			return err
		}
	}
	for grant := range touched {
		balance, err := tx.Balance(ctx, grant)
		if err != nil {
			return err
		}
		if account := balance.Short(); account != "" {
			return problem.New(problem.Conflict, "The credit %s has not that much that is %s.", grant, account).WithHint("Look at its balance, and ask for less.")
		}
	}
	return nil
}

const lineColumns = `SELECT id, at, partner, program, benefit, grant_id, case_id, from_account, to_account, amount, currency, use_key FROM postings `

func scanLine(rows *sql.Rows, l *Line) error {
	var at int64
	var amount string
	err := rows.Scan(&l.ID, &at, &l.Partner, &l.Program, &l.Benefit, &l.Grant, &l.Case, &l.From, &l.To, &amount, &l.Amount.Currency, &l.Use)
	if err != nil {
		return err
	}
	l.At = calendar.MomentOf(at, false)
	l.Amount.Value, err = number.Parse(amount)
	return err
}

// Lines lists the ledger of a partner in order, after the id given.
func (r *Reader) Lines(ctx context.Context, partner, after string, limit int) ([]Line, error) {
	return all(ctx, r, scanLine, lineColumns+`WHERE partner = $1 AND id > $2 ORDER BY id LIMIT $3`, partner, after, limit)
}

// LinesOfUse lists what was posted for a use.
func (r *Reader) LinesOfUse(ctx context.Context, key string) ([]Line, error) {
	return all(ctx, r, scanLine, lineColumns+`WHERE use_key = $1 AND use_key <> '' ORDER BY id`, key)
}

// LinesOf lists everything that was posted for a grant.
func (r *Reader) LinesOf(ctx context.Context, grant string) ([]Line, error) {
	return all(ctx, r, scanLine, lineColumns+`WHERE grant_id = $1 ORDER BY id`, grant)
}

// Balance is what is on the accounts of a grant.
func (r *Reader) Balance(ctx context.Context, grant string) (fulfillment.Balance, error) {
	lines, err := r.LinesOf(ctx, grant)
	balance := fulfillment.Balance{}
	for _, l := range lines {
		balance.Add(l.Posting)
	}
	return balance, err
}

// TakenOf is how much of a budget was claimed by all partners.
func (r *Reader) TakenOf(ctx context.Context, program, budget string) (number.Number, error) {
	text := "0"
	if _, err := r.one(ctx, []any{&text}, `SELECT taken FROM budgets WHERE program = $1 AND budget = $2`, program, budget); err != nil {
		return number.Zero, err
	}
	return number.Parse(text)
}

// Take claims an amount of a budget, or gives it back when it is below nothing. A
// budget that has not that much left is a Conflict.
func (tx *Tx) Take(ctx context.Context, program, budget string, amount, total money.Amount) error {
	taken, err := tx.TakenOf(ctx, program, budget)
	if err != nil {
		return err
	}
	taken = taken.Add(amount.Value)
	if amount.Value.Sign() > 0 && taken.Cmp(total.Value) > 0 {
		return problem.New(problem.Conflict, "The budget %s has only %s %s left for all partners.", budget, total.Value.Sub(taken).Add(amount.Value), total.Currency).
			WithHint("Ask for less, or ask the Rewards team when there will be more.")
	}
	_, err = tx.exec(ctx, `INSERT INTO budgets (program, budget, taken) VALUES ($1, $2, $3)
		ON CONFLICT (program, budget) DO UPDATE SET taken = excluded.taken`, program, budget, taken.String())
	return err
}

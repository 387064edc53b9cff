package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
)

// ToldUse is a use of credits as its source told it, with what no credit was left
// for. How it was taken from the credits is in the ledger.
type ToldUse struct {
	Key     string // the partner, and how the source knows the use
	Program string
	Benefit string // empty for credits of every benefit
	Amount  money.Amount
	On      calendar.Day
	Overage number.Number
}

// Same reports whether two uses were told alike.
func (u ToldUse) Same(other ToldUse) bool {
	return u.Key == other.Key && u.Program == other.Program && u.Benefit == other.Benefit && u.On == other.On &&
		u.Amount.Currency == other.Amount.Currency && u.Amount.Value.Cmp(other.Amount.Value) == 0
}

func scanUse(rows *sql.Rows, u *ToldUse) error {
	var amount, overage string
	err := rows.Scan(&u.Key, &u.Program, &u.Benefit, &amount, &u.Amount.Currency, &u.On, &overage)
	if err != nil {
		return err
	}
	if u.Amount.Value, err = number.Parse(amount); err == nil {
		u.Overage, err = number.Parse(overage)
	}
	return err
}

// ToldUse finds a use that was told; nil when it was not.
func (r *Reader) ToldUse(ctx context.Context, key string) (*ToldUse, error) {
	return first(all(ctx, r, scanUse, `SELECT use_key, program, benefit, amount, currency, on_day, overage FROM uses WHERE use_key = $1`, key))
}

// AddUse notes a use that was told.
func (tx *Tx) AddUse(ctx context.Context, u ToldUse) error {
	_, err := tx.exec(ctx, `INSERT INTO uses (use_key, program, benefit, amount, currency, on_day, overage) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		u.Key, u.Program, u.Benefit, u.Amount.Value.String(), u.Amount.Currency, int64(u.On), u.Overage.String())
	return err
}

package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
)

// GrantReview is a grant whose cause a correction removed, and about which somebody
// must decide, as it was found when its partner was evaluated last.
type GrantReview struct {
	Partner string
	Grant   string
	Program string
	Benefit string
	Holder  string // the offer or region that it is for; empty for the partner as a whole
	Granted calendar.Day
}

// ListedReview is a review of a list, with what decides about who sees it.
type ListedReview struct {
	GrantReview
	Region, Portfolio string // of the partner
}

// GrantReviews lists the reviews in order of partner and grant, after one that was
// listed last.
func (r *Reader) GrantReviews(ctx context.Context, after GrantReview, limit int) ([]ListedReview, error) {
	return all(ctx, r, func(rows *sql.Rows, v *ListedReview) error {
		return rows.Scan(&v.Partner, &v.Grant, &v.Program, &v.Benefit, &v.Holder, &v.Granted, &v.Region, &v.Portfolio)
	}, `SELECT g.partner, g.grant_id, g.program, g.benefit, g.holder, g.granted, COALESCE(a.region, ''), COALESCE(a.portfolio, '')
		FROM grant_reviews g LEFT JOIN accounts a ON a.partner = g.partner
		WHERE (g.partner, g.grant_id) > ($1, $2) ORDER BY g.partner, g.grant_id LIMIT $3`, after.Partner, after.Grant, limit)
}

// SetGrantReviews replaces what was found for a partner.
func (tx *Tx) SetGrantReviews(ctx context.Context, partner string, list []GrantReview) error {
	if _, err := tx.exec(ctx, `DELETE FROM grant_reviews WHERE partner = $1`, partner); err != nil {
		return err
	}
	for _, v := range list {
		_, err := tx.exec(ctx, `INSERT INTO grant_reviews (partner, grant_id, program, benefit, holder, granted) VALUES ($1, $2, $3, $4, $5, $6)`,
			partner, v.Grant, v.Program, v.Benefit, v.Holder, int64(v.Granted))
		if err != nil {
			return err
		}
	}
	return nil
}

// EndGrantReview forgets a review that was decided.
func (tx *Tx) EndGrantReview(ctx context.Context, partner, grant string) error {
	_, err := tx.exec(ctx, `DELETE FROM grant_reviews WHERE partner = $1 AND grant_id = $2`, partner, grant)
	return err
}

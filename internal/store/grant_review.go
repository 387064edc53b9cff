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
	Name              string // of the partner
	Region, Portfolio string // of the partner
}

// GrantReviews lists the reviews of a program, or of all, in order of partner and
// grant, after one that was listed last.
func (r *Reader) GrantReviews(ctx context.Context, program string, after GrantReview, limit int) ([]ListedReview, error) {
	return all(ctx, r, func(rows *sql.Rows, v *ListedReview) error {
		return rows.Scan(&v.Partner, &v.Name, &v.Grant, &v.Program, &v.Benefit, &v.Holder, &v.Granted, &v.Region, &v.Portfolio)
	}, `SELECT `+partnerColumns+`, g.grant_id, g.program, g.benefit, g.holder, g.granted, COALESCE(a.region, ''), COALESCE(a.portfolio, '')
		FROM grant_reviews g JOIN holders h ON h.id = g.partner AND h.partner LEFT JOIN accounts a ON a.partner = g.partner
		WHERE (g.partner, g.grant_id) > ($1, $2) AND ($4 = '' OR g.program = $4) ORDER BY g.partner, g.grant_id LIMIT $3`, after.Partner, after.Grant, limit, program)
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

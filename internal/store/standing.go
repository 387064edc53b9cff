package store

import (
	"context"
	"database/sql"
	"slices"

	"laurel/internal/calendar"
)

// Standing is where a partner stands in a ladder, as it was worked out last.
type Standing struct {
	Partner string
	Program string
	Ladder  string
	Holder  string // the offer or region that holds the tier; empty for the partner
	Name    string // of the partner
	Tier    string
	Day     calendar.Day    // the day asked about
	Made    calendar.Moment // when it was worked out
	Content []byte          // the whole answer, as JSON
}

const standingColumns = `SELECT partner, program, ladder, holder, name, tier, day, made, content FROM standings `

func scanStanding(rows *sql.Rows, s *Standing) error {
	var made int64
	err := rows.Scan(&s.Partner, &s.Program, &s.Ladder, &s.Holder, &s.Name, &s.Tier, &s.Day, &made, &s.Content)
	s.Made = calendar.MomentOf(made, false)
	return err
}

// Standings lists where a partner stands, as it was worked out last: by program,
// ladder and holder.
func (r *Reader) Standings(ctx context.Context, partner string) ([]Standing, error) {
	return all(ctx, r, scanStanding, standingColumns+`WHERE partner = $1 ORDER BY program, ladder, holder`, partner)
}

// StandingsOf lists where each of some partners stands, as it was worked out last:
// by program, ladder and holder.
func (r *Reader) StandingsOf(ctx context.Context, partners []string) (map[string][]Standing, error) {
	out := map[string][]Standing{}
	err := inChunks(slices.Compact(slices.Sorted(slices.Values(partners))), func(args []any) error {
		list, err := all(ctx, r, scanStanding, standingColumns+`WHERE partner IN (`+listOf(1)+`) ORDER BY partner, program, ladder, holder`, args...)
		for _, s := range list {
			out[s.Partner] = append(out[s.Partner], s)
		}
		return err
	})
	return out, err
}

// StandingsPage lists standings in the order of partner, program, ladder and
// holder, after one that was listed last. An empty program or tier lets all pass.
func (r *Reader) StandingsPage(ctx context.Context, program, tier string, after Standing, limit int) ([]Standing, error) {
	return all(ctx, r, scanStanding, standingColumns+`WHERE ($1 = '' OR program = $1) AND ($2 = '' OR tier = $2)
		AND (partner, program, ladder, holder) > ($3, $4, $5, $6) ORDER BY partner, program, ladder, holder LIMIT $7`,
		program, tier, after.Partner, after.Program, after.Ladder, after.Holder, limit)
}

// SetStandings replaces what was worked out for a partner.
func (tx *Tx) SetStandings(ctx context.Context, partner string, list []Standing) error {
	if _, err := tx.exec(ctx, `DELETE FROM standings WHERE partner = $1`, partner); err != nil {
		return err
	}
	for _, s := range list {
		_, err := tx.exec(ctx, `INSERT INTO standings (partner, program, ladder, holder, name, tier, day, made, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			s.Partner, s.Program, s.Ladder, s.Holder, s.Name, s.Tier, int64(s.Day), s.Made.Micros(), string(s.Content))
		if err != nil {
			return err
		}
	}
	return nil
}

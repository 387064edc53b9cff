package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Membership says that a publisher belongs to a partner, as a fact stated it.
type Membership struct {
	ID        fact.ID // the fact
	Publisher string
	Partner   string
	Days      calendar.Span
	Recorded  calendar.Moment
	Gone      bool // the fact was replaced or retracted since
}

// Memberships lists every membership of a partner's publishers that was ever
// stated, in order of publisher and first day.
func (r *Reader) Memberships(ctx context.Context, partner string) ([]Membership, error) {
	return all(ctx, r, func(rows *sql.Rows, m *Membership) error {
		return scanSpan(rows, &m.ID, &m.Publisher, &m.Partner, &m.Days, &m.Recorded, &m.Gone)
	}, `SELECT source, key, publisher, partner, first_day, last_day, recorded, gone FROM memberships
		WHERE partner = $1 ORDER BY publisher, first_day, source, key`, partner)
}

// Merge says that a partner is part of another, as a fact stated it.
type Merge struct {
	ID       fact.ID // the fact
	Partner  string
	Merged   string // the partner that is part of the other
	Days     calendar.Span
	Recorded calendar.Moment
	Gone     bool // the fact was replaced or retracted since
}

// Merges lists every merge that was ever stated of a partner, on either side,
// in order of first day.
func (r *Reader) Merges(ctx context.Context, partner string) ([]Merge, error) {
	return all(ctx, r, func(rows *sql.Rows, m *Merge) error {
		return scanSpan(rows, &m.ID, &m.Partner, &m.Merged, &m.Days, &m.Recorded, &m.Gone)
	}, `SELECT source, key, partner, merged, first_day, last_day, recorded, gone FROM merges
		WHERE partner = $1 OR merged = $1 ORDER BY first_day, source, key`, partner)
}

func scanSpan(rows *sql.Rows, id *fact.ID, a, b *string, days *calendar.Span, recorded *calendar.Moment, gone *bool) error {
	var last sql.NullInt64
	var micros int64
	err := rows.Scan(&id.Source, &id.Key, a, b, &days.From, &last, &micros, gone)
	days.Until, *recorded = calendar.LastDay, calendar.MomentOf(micros, false)
	if last.Valid {
		days.Until = calendar.Day(last.Int64) + 1
	}
	return err
}

// UnknownPublisher is a publisher that no membership maps to a partner. Its
// facts are kept and count once it is mapped.
type UnknownPublisher struct {
	Publisher string
	Facts     int
}

// UnknownPublishers lists the publishers whose facts count for nobody, in order
// of their ids, after the id given.
func (r *Reader) UnknownPublishers(ctx context.Context, after string, limit int) ([]UnknownPublisher, error) {
	return all(ctx, r, func(rows *sql.Rows, u *UnknownPublisher) error { return rows.Scan(&u.Publisher, &u.Facts) },
		`SELECT h.id, (SELECT COUNT(*) FROM facts f WHERE f.id >= h.place AND f.id < h.place + 4294967296 AND f.holder >= h.id AND f.holder <= h.id)
		FROM holders h WHERE h.publisher AND h.id > $1
		AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.publisher = h.id AND NOT m.gone)
		ORDER BY h.id LIMIT $2`, after, limit)
}

// PartnerByExternalID is the partner that a system knows under an id; found is
// false when no fact says so.
func (r *Reader) PartnerByExternalID(ctx context.Context, system, id string) (p Partner, found bool, err error) {
	found, err = r.one(ctx, []any{&p.ID, &p.Name}, `SELECT `+partnerColumns+` FROM external_ids e JOIN holders h ON h.id = e.partner
		WHERE e.system = $1 AND e.id = $2 AND NOT e.gone ORDER BY e.source, e.key LIMIT 1`, system, id)
	return p, found, err
}

// PartnersByExternalID lists the partners that a system knows under an id, in
// order: a tenant may belong to several companies.
func (r *Reader) PartnersByExternalID(ctx context.Context, system, id string) ([]Partner, error) {
	return all(ctx, r, scanPartner, `SELECT `+partnerColumns+` FROM holders h WHERE h.partner AND h.id IN
		(SELECT e.partner FROM external_ids e WHERE e.system = $1 AND e.id = $2 AND NOT e.gone) ORDER BY h.id LIMIT 100`, system, id)
}

// KnownAs is how another system knows a partner.
type KnownAs struct{ System, ID string }

// KnownAs lists how other systems know a partner, in order.
func (r *Reader) KnownAs(ctx context.Context, partner string) ([]KnownAs, error) {
	return all(ctx, r, func(rows *sql.Rows, k *KnownAs) error { return rows.Scan(&k.System, &k.ID) },
		`SELECT DISTINCT system, id FROM external_ids WHERE partner = $1 AND NOT gone ORDER BY system, id LIMIT 200`, partner)
}

// PartnerOf is the partner to whom a publisher belongs on a day; empty when it
// belongs to none.
func (r *Reader) PartnerOf(ctx context.Context, publisher string, day calendar.Day) (partner string, err error) {
	_, err = r.one(ctx, []any{&partner}, `SELECT partner FROM memberships WHERE publisher = $1 AND NOT gone AND first_day <= $2 AND (last_day IS NULL OR last_day >= $2)
		ORDER BY recorded DESC, source DESC, key DESC LIMIT 1`, publisher, int64(day))
	return partner, err
}

// WasMapped reports whether a publisher ever belonged to any partner.
func (r *Reader) WasMapped(ctx context.Context, publisher string) (bool, error) {
	var one int
	return r.one(ctx, []any{&one}, `SELECT 1 FROM memberships WHERE publisher = $1 AND NOT gone LIMIT 1`, publisher)
}

// PublishersOf lists the publishers that belong to a partner on a day, in order.
func (r *Reader) PublishersOf(ctx context.Context, partner string, day calendar.Day) ([]string, error) {
	return all(ctx, r, func(rows *sql.Rows, id *string) error { return rows.Scan(id) }, `SELECT DISTINCT publisher FROM memberships
		WHERE partner = $1 AND NOT gone AND first_day <= $2 AND (last_day IS NULL OR last_day >= $2) ORDER BY publisher`, partner, int64(day))
}

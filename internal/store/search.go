package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// FoundBy is by what a partner is found.
type FoundBy string

// What a partner is found by, in the order in which it is told.
const (
	ByID           FoundBy = "id"
	ByName         FoundBy = "name" // of now, or an earlier one
	ByPublisher    FoundBy = "publisher"
	ByExternalID   FoundBy = "external-id"
	ByOffer        FoundBy = "offer"
	ByAccountEmail FoundBy = "account-email"
	ByPersonEmail  FoundBy = "person-email"
	ByContactEmail FoundBy = "contact-email"
)

// Trace is what a partner was found by, with the text that has the words.
type Trace struct {
	By   FoundBy
	Text string
}

// ListedPartner is a partner of a list, with what of its account a list shows and
// what decides about who sees it.
type ListedPartner struct {
	Partner
	Region, Portfolio string
	Manager           string  // the person who is its engagement manager; empty for none
	Traces            []Trace // by what it was found; none in a list of all
}

// ways say of each way how texts lead to partners; $1 is the words as LIKE takes
// them, and $2 the partner after whom the list goes on.
var ways = []struct {
	by    FoundBy
	query string
}{
	{ByID, `SELECT id AS partner, id AS said FROM holders WHERE partner AND id > $2 AND lower(id) LIKE $1 ESCAPE '\'`},
	{ByName, `SELECT partner, name AS said FROM partner_names WHERE NOT gone AND partner > $2 AND folded LIKE $1 ESCAPE '\'`},
	{ByPublisher, `SELECT partner, publisher AS said FROM memberships WHERE NOT gone AND partner > $2 AND lower(publisher) LIKE $1 ESCAPE '\'`},
	{ByExternalID, `SELECT partner, system || ' ' || id AS said FROM external_ids WHERE NOT gone AND partner > $2 AND lower(id) LIKE $1 ESCAPE '\'`},
	{ByOffer, `SELECT m.partner, CASE WHEN o.title = '' THEN o.publisher || '/' || o.offer ELSE o.title END AS said FROM offers o
		JOIN memberships m ON m.publisher = o.publisher AND NOT m.gone
		WHERE m.partner > $2 AND (lower(o.title) LIKE $1 ESCAPE '\' OR lower(o.publisher || '/' || o.offer) LIKE $1 ESCAPE '\')`},
	{ByAccountEmail, `SELECT partner, email AS said FROM accounts WHERE partner > $2 AND lower(email) LIKE $1 ESCAPE '\'`},
	{ByPersonEmail, `SELECT s.partner, p.email AS said FROM seats s JOIN persons p ON p.id = s.person WHERE s.partner > $2 AND p.folded LIKE $1 ESCAPE '\'`},
	{ByContactEmail, `SELECT partner, email AS said FROM contacts WHERE ended = 0 AND partner > $2 AND lower(email) LIKE $1 ESCAPE '\'`},
}

const listedColumns = partnerColumns + `, COALESCE(a.region, ''), COALESCE(a.portfolio, ''), COALESCE(a.manager, '')`

// ListPartners lists partners in order of their ids, after the id given: all of
// them, or those to which the words lead in any way.
func (r *Reader) ListPartners(ctx context.Context, words, after string, limit int) ([]ListedPartner, error) {
	if strings.TrimSpace(words) == "" {
		return all(ctx, r, func(rows *sql.Rows, p *ListedPartner) error {
			return rows.Scan(&p.ID, &p.Name, &p.Region, &p.Portfolio, &p.Manager)
		}, `SELECT `+listedColumns+` FROM holders h LEFT JOIN accounts a ON a.partner = h.id WHERE h.partner AND h.id > $1 ORDER BY h.id LIMIT $2`, after, limit)
	}
	found := map[string]ListedPartner{}
	like := "%" + escapeLike(fold(strings.TrimSpace(words))) + "%"
	for _, way := range ways {
		if err := r.follow(ctx, way.by, way.query, []any{like, after, limit}, found); err != nil {
			return nil, err
		}
	}
	out := make([]ListedPartner, 0, len(found))
	for _, p := range found {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b ListedPartner) int { return strings.Compare(a.ID, b.ID) })
	return out[:min(len(out), limit)], nil
}

// follow adds the partners to whom one way leads: as many as a page has, so that
// the first of all ways together are among them.
func (r *Reader) follow(ctx context.Context, by FoundBy, way string, args []any, found map[string]ListedPartner) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		var p ListedPartner
		var said string
		if err := rows.Scan(&p.ID, &p.Name, &p.Region, &p.Portfolio, &p.Manager, &said); err != nil {
			return err
		}
		if held, ok := found[p.ID]; ok {
			p = held
		}
		p.Traces = append(p.Traces, Trace{by, said})
		found[p.ID] = p
		return nil
	}, `SELECT `+listedColumns+`, w.said FROM (SELECT partner, MIN(said) AS said FROM (`+way+`) f GROUP BY partner ORDER BY partner LIMIT $3) w
		JOIN holders h ON h.id = w.partner AND h.partner LEFT JOIN accounts a ON a.partner = h.id ORDER BY h.id`, args...)
}

// PartnerNames are what partners are called, by their ids.
func (r *Reader) PartnerNames(ctx context.Context, ids []string) (map[string]string, error) {
	return r.names(ctx, `SELECT `+partnerColumns+` FROM holders h WHERE h.partner AND h.id IN (`+listOf(1)+`)`, ids)
}

// PersonNames are what persons are called, by their ids; who was erased has no
// name.
func (r *Reader) PersonNames(ctx context.Context, ids []string) (map[string]string, error) {
	return r.names(ctx, `SELECT id, name FROM persons WHERE id IN (`+listOf(1)+`)`, ids)
}

func (r *Reader) names(ctx context.Context, query string, ids []string) (map[string]string, error) {
	out := map[string]string{}
	err := inChunks(ids, func(args []any) error {
		return r.each(ctx, func(rows *sql.Rows) error {
			var id, name string
			err := rows.Scan(&id, &name)
			out[id] = name
			return err
		}, query, args...)
	})
	return out, err
}

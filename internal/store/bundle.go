package store

import (
	"context"
	"database/sql"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// Bundle is everybody who was ever linked by a fact, with all their facts:
// what the standing of any of the partners may need.
type Bundle struct {
	Partners []Partner // in order of their ids; none for a publisher that belongs to nobody
	// Facts are all facts of the partners and their publishers, corrected and
	// retracted ones included, and what each source says about its completeness,
	// in no particular order.
	Facts []fact.Fact
}

// Part is a share of all bundles.
type Part struct{ from, until int64 }

// Everything is the part that has all bundles.
var Everything = Part{from: 0, until: places}

// Parts cuts the bundles into n shares of about the same size, in order, for
// workers that read at the same time.
func Parts(n int) []Part {
	return Everything.split(n)
}

// bundlesAtOnce is about how many bundles' partners are in memory at once.
const bundlesAtOnce = 2000

// EachBundle calls fn for every bundle of a part, in an order that is the same
// in every database with the same holders. Only one bundle's facts are in
// memory at a time; fn may keep them. Bundles that change meanwhile are read
// either before or after the change.
func (s *Store) EachBundle(ctx context.Context, p Part, fn func(Bundle) error) error {
	var holders int
	if _, err := s.one(ctx, []any{&holders}, `SELECT COUNT(*) FROM holders WHERE bundle >= $1 AND bundle < $2`, p.from, p.until); err != nil {
		return err
	}
	for _, part := range p.split(holders/bundlesAtOnce + 1) {
		if err := s.Read(ctx, func(r *Reader) error { return r.bundles(ctx, part, fn) }); err != nil {
			return err
		}
	}
	return nil
}

func (p Part) split(n int) []Part {
	parts, step := make([]Part, n), (p.until-p.from)/int64(n)
	for i := range parts {
		parts[i] = Part{from: p.from + int64(i)*step, until: p.from + int64(i+1)*step}
	}
	parts[n-1].until = p.until
	return parts
}

// BundleOf is the bundle of a partner or a publisher.
func (r *Reader) BundleOf(ctx context.Context, holder string) (Bundle, error) {
	var id int64
	found, err := r.one(ctx, []any{&id}, `SELECT bundle FROM holders WHERE id = $1`, holder)
	if err != nil {
		return Bundle{}, err
	}
	if !found {
		return Bundle{}, problem.New(problem.NotFound, "There is no partner or publisher with the id %q.", holder).
			WithHint("See the list of partners.").AtConsole("`laurel partner list` and `laurel facts unmapped` list those that there are.")
	}
	var bundle Bundle
	err = r.bundles(ctx, Part{from: id, until: id + 1}, func(b Bundle) error { bundle = b; return nil })
	return bundle, err
}

// bundles reads the partners of a part, and then streams its facts in the same
// order, cutting the stream where the bundle changes.
func (r *Reader) bundles(ctx context.Context, p Part, fn func(Bundle) error) error {
	complete, err := r.CompleteFacts(ctx)
	if err != nil {
		return err
	}
	c := cutter{fn: fn, complete: complete}
	if err := r.each(ctx, c.partner, `SELECT h.bundle, h.partner, `+partnerColumns+` FROM holders h
		WHERE h.bundle >= $1 AND h.bundle < $2 ORDER BY h.bundle, h.id`, p.from, p.until); err != nil {
		return err
	}
	// Holder by holder, each a stretch of the table: CROSS JOIN makes SQLite keep
	// that order, and two comparisons instead of one equality keep both engines
	// from building an index or a hash of all facts first.
	err = r.each(ctx, c.fact, `SELECT h.bundle, f.source, f.key, f.content FROM holders h CROSS JOIN facts f
		WHERE h.bundle >= $1 AND h.bundle < $2 AND f.id >= h.place AND f.id < h.place + 4294967296 AND f.holder >= h.id AND f.holder <= h.id
		ORDER BY h.bundle`, p.from, p.until)
	if err != nil {
		return err
	}
	return c.finish()
}

// cutter makes bundles of rows that come in the order of bundles.
type cutter struct {
	fn       func(Bundle) error
	complete []fact.Fact
	ids      []int64
	bundles  []Bundle
	next     int // the bundle that facts are being added to
	decoder  decoder

	// The columns of the current row, and the source of the one before: facts of one source share its text.
	bundle       int64
	sourceColumn sql.RawBytes
	key, content string
	source       string
}

func (c *cutter) partner(rows *sql.Rows) error {
	var bundle int64
	var isPartner bool
	var p Partner
	if err := rows.Scan(&bundle, &isPartner, &p.ID, &p.Name); err != nil {
		return err
	}
	if last := len(c.ids) - 1; last < 0 || c.ids[last] != bundle {
		c.ids, c.bundles = append(c.ids, bundle), append(c.bundles, Bundle{})
	}
	if isPartner {
		b := &c.bundles[len(c.bundles)-1]
		b.Partners = append(b.Partners, p)
	}
	return nil
}

func (c *cutter) fact(rows *sql.Rows) error {
	if err := rows.Scan(&c.bundle, &c.sourceColumn, &c.key, &c.content); err != nil {
		return err
	}
	for c.ids[c.next] != c.bundle {
		if err := c.tell(); err != nil {
			return err
		}
	}
	if string(c.sourceColumn) != c.source {
		c.source = string(c.sourceColumn)
	}
	b := &c.bundles[c.next]
	b.Facts = append(b.Facts, fact.Fact{ID: fact.ID{Source: c.source, Key: c.key}})
	return c.decoder.decode(&b.Facts[len(b.Facts)-1], c.content)
}

// tell hands out the current bundle and goes on to the next, which is likely to
// be about as large.
func (c *cutter) tell() error {
	b := c.bundles[c.next]
	c.bundles[c.next] = Bundle{}
	c.next++
	b.Facts = append(b.Facts, c.complete...)
	if c.next < len(c.bundles) {
		c.bundles[c.next].Facts = make([]fact.Fact, 0, min(len(b.Facts)+len(b.Facts)/4, mostRoom))
	}
	return c.fn(b)
}

// mostRoom bounds the room that is made for a bundle before its facts are seen.
const mostRoom = 512

func (c *cutter) finish() error {
	for c.next < len(c.ids) {
		if err := c.tell(); err != nil {
			return err
		}
	}
	return nil
}

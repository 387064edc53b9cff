package store

import (
	"context"
	"database/sql"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// gone reports whether what a chain speaks of was taken back. fact.AsKnown
// decides that, here as in every standing: the retraction may name any version,
// and a correction under a key of its own may be the last word.
func (c *chain) gone() bool { return c.goneOn(calendar.On(calendar.LastDay)) }

// goneOn is gone by what was recorded up to a moment.
func (c *chain) goneOn(m calendar.Moment) bool {
	return c.thing != nil && len(counting(c.thing, m)) == 0
}

// countingOn is the fact that counts on the day of a moment of what a chain
// speaks of; the zero ID for none.
func (c *chain) countingOn(m calendar.Moment) fact.ID {
	if c.thing == nil {
		before, _ := c.around(m)
		if before == nil {
			return fact.ID{}
		}
		return before.id
	}
	var id fact.ID
	for _, e := range counting(c.thing, m) {
		if id.IsZero() || c.link(e.ID) != nil {
			id = e.ID
		}
	}
	return id
}

// link is the link with an ID; nil for none.
func (c *chain) link(id fact.ID) *storedFact {
	for i := range c.links {
		if c.links[i].id == id {
			return &c.links[i]
		}
	}
	return nil
}

// revivedBy reports whether a delivery, stored as the next link, would count.
func (c *chain) revivedBy(r *row) bool {
	before, after := c.around(r.fact.Recorded)
	if before == nil || after != nil {
		return false
	}
	next := *r.fact
	next.ID.Key, next.Replaces = keyOfLink(c.id.Key, len(c.links)), fact.Newest(c.thing, before.id, r.fact.Recorded).Key
	return slices.ContainsFunc(counting(append(slices.Clone(c.thing), next), calendar.On(calendar.LastDay)), func(e fact.Entry) bool { return e.ID == next.ID })
}

func counting(thing []fact.Fact, m calendar.Moment) []fact.Entry {
	return fact.AsKnown(thing, m.Day(nil), nil)
}

// family is facts that replace each other, directly or through others.
type family struct {
	facts map[fact.ID]fact.Fact
	near  map[fact.ID][]fact.ID // what a fact replaces, and what replaces it, known or not
	d     *decoder
}

func newFamily() family {
	return family{facts: map[fact.ID]fact.Fact{}, near: map[fact.ID][]fact.ID{}, d: &decoder{}}
}

// loadThings finds for each chain what goes back to its links, or they to it.
// Most chains are alone and get nothing.
func (tx *Tx) loadThings(ctx context.Context, chains map[fact.ID]*chain) error {
	fam := newFamily()
	var front []fact.ID
	for _, c := range chains {
		for i := range c.links {
			ids, err := fam.add(c.links[i].id, c.links[i].content)
			if err != nil {
				return err
			}
			front = append(front, ids...)
		}
	}
	if err := tx.gather(ctx, fam, front); err != nil || len(fam.near) == 0 {
		return err
	}
	for _, c := range chains {
		if thing := fam.of(c.ids()); len(thing) > len(c.links) {
			c.thing = thing
		}
	}
	return nil
}

// gather adds every fact that replaces, or is replaced by, one that is there.
func (r *Reader) gather(ctx context.Context, fam family, front []fact.ID) error {
	asked := map[fact.ID]bool{}
	for len(front) > 0 {
		fresh := slices.DeleteFunc(front, func(id fact.ID) bool { return asked[id] })
		unknown := slices.DeleteFunc(slices.Clone(fresh), func(id fact.ID) bool { _, known := fam.facts[id]; return known })
		for _, id := range fresh {
			asked[id] = true
		}
		front = nil
		take := func(id fact.ID, content string) error {
			more, err := fam.add(id, content)
			front = append(front, more...)
			return err
		}
		if err := r.contents(ctx, loadReplacing, fresh, take); err != nil {
			return err
		}
		if err := r.contents(ctx, loadNamed, unknown, take); err != nil {
			return err
		}
	}
	return nil
}

// add takes a fact in, and returns the IDs through which others may belong to
// it; none when it was there.
func (fam family) add(id fact.ID, content string) ([]fact.ID, error) {
	if _, known := fam.facts[id]; known {
		return nil, nil
	}
	f := fact.Fact{ID: id}
	if err := fam.d.decode(&f, content); err != nil {
		return nil, err
	}
	fam.facts[id] = f
	if f.Replaces == "" {
		return []fact.ID{id}, nil
	}
	older := fact.ID{Source: id.Source, Key: f.Replaces}
	fam.near[id], fam.near[older] = append(fam.near[id], older), append(fam.near[older], id)
	return []fact.ID{id, older}, nil
}

// ids are those of the links. A link that came late may stand apart from the
// others.
func (c *chain) ids() []fact.ID {
	ids := make([]fact.ID, len(c.links))
	for i := range c.links {
		ids[i] = c.links[i].id
	}
	return ids
}

// of is everything that belongs to some facts.
func (fam family) of(ids []fact.ID) []fact.Fact {
	var thing []fact.Fact
	met, front := map[fact.ID]bool{}, slices.Clone(ids)
	for _, id := range ids {
		met[id] = true
	}
	for len(front) > 0 {
		var id fact.ID
		id, front = front[0], front[1:]
		if f, known := fam.facts[id]; known {
			thing = append(thing, f)
		}
		for _, next := range fam.near[id] {
			if !met[next] {
				met[next] = true
				front = append(front, next)
			}
		}
	}
	return thing
}

var (
	loadReplacing = `SELECT source, key, content FROM facts WHERE source = $1 AND replaces <> '' AND replaces IN (` + listOf(2) + `)`
	loadNamed     = `SELECT source, key, content FROM facts WHERE source = $1 AND key IN (` + listOf(2) + `)`
)

// contents reads the facts that a query finds for IDs.
func (r *Reader) contents(ctx context.Context, query string, ids []fact.ID, take func(fact.ID, string) error) error {
	scan := func(rows *sql.Rows) error {
		var id fact.ID
		var content string
		if err := rows.Scan(&id.Source, &id.Key, &content); err != nil {
			return err
		}
		return take(id, content)
	}
	for source, keys := range bySource(ids) {
		if err := inChunks(keys, func(args []any) error { return r.each(ctx, scan, query, args...) }, source); err != nil {
			return err
		}
	}
	return nil
}

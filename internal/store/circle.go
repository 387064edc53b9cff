package store

import (
	"context"

	"laurel/internal/fact"
)

// A circle is facts that replace each other, so that none is the first: nobody
// could say which of them counts. The fact that would close one is left out.
type circles struct {
	replaces map[fact.ID]fact.ID // of what is stored or came before
	stored   map[fact.ID]bool
}

// leaveOutCircles takes out the rows that would close a circle with what is
// stored and with rows before them. Rows whose identity is taken stay: what is
// held decides about them.
func (b *batch) leaveOutCircles(ctx context.Context, rows []*row) ([]*row, error) {
	closing, err := b.tx.mayClose(ctx, rows)
	if err != nil || len(closing) == 0 {
		return rows, err
	}
	c := circles{replaces: map[fact.ID]fact.ID{}, stored: map[fact.ID]bool{}}
	if err := c.load(ctx, b.tx, rows); err != nil {
		return nil, err
	}
	kept := make([]*row, 0, len(rows))
	for _, r := range rows {
		if closing[r.fact.ID] && !c.stored[r.fact.ID] && c.closedBy(r.fact) {
			b.outcomes[r.index] = fact.Circular
			continue
		}
		c.follow(r.fact)
		kept = append(kept, r)
	}
	return kept, nil
}

// mayClose is the rows that replace something and are themselves replaced: most
// corrections are not.
func (tx *Tx) mayClose(ctx context.Context, rows []*row) (map[fact.ID]bool, error) {
	replaced := map[fact.ID]bool{}
	var ids []fact.ID
	for _, r := range rows {
		if r.fact.Replaces != "" {
			ids = append(ids, r.fact.ID)
			replaced[nameOf(r.fact)] = true
		}
	}
	var d decoder
	err := tx.contents(ctx, loadReplacing, ids, func(id fact.ID, content string) error {
		f := fact.Fact{ID: id}
		err := d.decode(&f, content)
		replaced[nameOf(&f)] = true
		return err
	})
	closing := map[fact.ID]bool{}
	for _, id := range ids {
		if replaced[id] {
			closing[id] = true
		}
	}
	return closing, err
}

// load reads everything that belongs to what the rows replace.
func (c *circles) load(ctx context.Context, tx *Tx, rows []*row) error {
	fam := newFamily()
	var front []fact.ID
	for _, r := range rows {
		if r.fact.Replaces != "" {
			front = append(front, r.fact.ID, nameOf(r.fact))
		}
	}
	if err := tx.gather(ctx, fam, front); err != nil {
		return err
	}
	for id, f := range fam.facts {
		c.stored[id] = true
		c.follow(&f)
	}
	return nil
}

// follow notes what a fact replaces. The first content of an identity counts.
func (c *circles) follow(f *fact.Fact) {
	if _, known := c.replaces[f.ID]; f.Replaces != "" && !known {
		c.replaces[f.ID] = nameOf(f)
	}
}

// closedBy reports whether what a fact replaces goes back to the fact.
func (c *circles) closedBy(f *fact.Fact) bool {
	met := map[fact.ID]bool{}
	for id, more := nameOf(f), true; more && !met[id]; id, more = c.replaces[id] {
		if id == f.ID {
			return true
		}
		met[id] = true
	}
	return false
}

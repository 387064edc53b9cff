package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// chain is every content that was stored for one key of a source: under the
// key itself, then under key~2, key~3, … as corrections came. Most chains have
// one link.
type chain struct {
	id      fact.ID
	links   []storedFact // in the order in which they were stored
	head    int          // the link that counts now, unless it was retracted
	thing   []fact.Fact  // the links and everything that goes back to them, when more than the links is known; see gone
	touched bool         // links were added that the table does not have yet
}

// keyOfLink is the key of the n-th link, from 0.
func keyOfLink(key string, n int) string {
	if n == 0 {
		return key
	}
	return key + "~" + strconv.Itoa(n+1)
}

// has reports whether some link says the same.
func (c *chain) has(said string) bool {
	return slices.ContainsFunc(c.links, func(l storedFact) bool { return c.says(l, said) })
}

// says reports whether a link says the same as a delivery. Where the key is that
// of a correction, all its contents replace what the first one did.
func (c *chain) says(l storedFact, said string) bool {
	if replacedOf(said) == replacedOf(c.links[0].said) {
		return withoutReplaced(l.said) == withoutReplaced(said)
	}
	return l.said == said
}

// grow adds a delivery to the chain and returns what is to be stored. A newer
// content replaces what was said last, also under another key. An older one,
// which comes late, counts from when it was recorded until the content that was
// recorded next.
func (c *chain) grow(r *row) []*row {
	f := *r.fact
	f.ID.Key = keyOfLink(c.id.Key, len(c.links))
	grown := []*row{{fact: &f, holder: f.Subject.Holder()}}
	before, after := c.around(f.Recorded)
	if before != nil {
		f.Replaces = fact.Newest(c.thing, before.id, f.Recorded).Key
	}
	if after != nil {
		end := retraction(overdue, f.ID, after.recorded, f.Received)
		grown = append(grown, &row{fact: &end})
	} else {
		c.head = len(c.links)
	}
	if c.thing != nil {
		for _, g := range grown {
			c.thing = append(c.thing, *g.fact)
		}
	}
	link := asStored(f.ID, f.Kind, r.holder, r.content)
	link.said = withoutReplaced(link.said)
	c.links = append(c.links, link)
	c.touched = true
	return grown
}

// around is the link that counted at a moment and the one that counted next,
// nil where there is none. What was recorded on a date comes after what was
// recorded in the course of that day and is there already.
func (c *chain) around(recorded calendar.Moment) (before, after *storedFact) {
	for i := range c.links {
		l := &c.links[i]
		switch {
		case !l.recorded.By(recorded):
			if after == nil || l.recorded.Before(after.recorded) {
				after = l
			}
		case before == nil || before.recorded.By(l.recorded):
			before = l
		}
	}
	return before, after
}

// How the keys of retractions begin that are made here: of what a snapshot does
// not show any more, and of what came so late that newer content was there.
const (
	vanished = "gone:"
	overdue  = "late:"
)

// retraction takes a fact back from a moment on.
func retraction(why string, id fact.ID, recorded, received calendar.Moment) fact.Fact {
	return fact.Fact{
		ID:       fact.ID{Source: id.Source, Key: why + id.Key + "@" + recorded.String()},
		Recorded: recorded, Received: received, Replaces: id.Key, Retracts: true,
	}
}

// chains loads the chains of the keys that facts are held under.
func (tx *Tx) chains(ctx context.Context, held map[fact.ID]storedFact, withThings bool) (map[fact.ID]*chain, error) {
	chains, ids := make(map[fact.ID]*chain, len(held)), make([]fact.ID, 0, len(held))
	for id, s := range held {
		chains[id] = &chain{id: id, links: []storedFact{s}}
		ids = append(ids, id)
	}
	if err := tx.loadLinks(ctx, ids, chains); err != nil || !withThings {
		return chains, err
	}
	return chains, tx.loadThings(ctx, chains)
}

var loadCorrections = `SELECT source, key, head, links FROM corrections WHERE source = $1 AND key IN (` + listOf(2) + `)`

func (tx *Tx) loadLinks(ctx context.Context, ids []fact.ID, chains map[fact.ID]*chain) error {
	heads, links := map[fact.ID]string{}, []fact.ID(nil)
	scan := func(rows *sql.Rows) error {
		var id fact.ID
		var head string
		var count int
		if err := rows.Scan(&id.Source, &id.Key, &head, &count); err != nil {
			return err
		}
		heads[id] = head
		for n := 1; n < count; n++ {
			links = append(links, fact.ID{Source: id.Source, Key: keyOfLink(id.Key, n)})
		}
		return nil
	}
	for source, keys := range bySource(ids) {
		if err := inChunks(keys, func(args []any) error { return tx.each(ctx, scan, loadCorrections, args...) }, source); err != nil {
			return err
		}
	}
	found := map[fact.ID]storedFact{}
	if err := tx.lookUp(ctx, links, found); err != nil {
		return err
	}
	for id, head := range heads {
		chains[id].append(found, head)
	}
	return nil
}

// append adds the links after the first, as far as they were found.
func (c *chain) append(found map[fact.ID]storedFact, head string) {
	for n := 1; ; n++ {
		s, ok := found[fact.ID{Source: c.id.Source, Key: keyOfLink(c.id.Key, n)}]
		if !ok {
			return
		}
		s.said = withoutReplaced(s.said)
		if s.id.Key == head {
			c.head = n
		}
		c.links = append(c.links, s)
	}
}

var correctionsTable = bulk{
	table:   "corrections",
	columns: []column{{"source", textColumn}, {"key", textColumn}, {"head", textColumn}, {"links", intColumn}},
	unique:  []string{"source", "key"},
	onTaken: "DO UPDATE SET head = excluded.head, links = excluded.links",
}

// saveChains notes the heads of chains that grew.
func (tx *Tx) saveChains(ctx context.Context, chains map[fact.ID]*chain) error {
	var rows [][]any
	for _, c := range chains {
		if c.touched {
			rows = append(rows, []any{c.id.Source, c.id.Key, c.links[c.head].id.Key, int64(len(c.links))})
		}
	}
	_, err := tx.insert(ctx, correctionsTable, rows)
	return err
}

package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"

	"laurel/internal/fact"
)

// A holder is a partner or a publisher that facts are kept under. Holders that
// any fact ever linked (a membership, a merge, a correction that moves a sale
// from one to another) belong to one bundle: all facts that the standing of a
// partner may need. Bundles only grow together, so reading a bundle is never
// too little.
type holder struct {
	id        string
	partner   bool
	publisher bool
	place     int64
	bundle    int64
}

// link says that two holders belong to one bundle.
type link struct{ a, b string }

// seen remembers which holders, links and currencies the database surely has, to
// spare the question. Forgetting costs nothing but time.
type seen struct {
	mu    sync.Mutex
	parts seenParts
}

type seenParts struct {
	holders    map[holderRole]bool
	links      map[link]bool
	currencies map[string]bool
}

type holderRole struct {
	id        string
	publisher bool
}

// maxSeen bounds the memory of seen.
const maxSeen = 1 << 19

func newSeen() *seen { return &seen{parts: newSeenParts()} }

func newSeenParts() seenParts {
	return seenParts{holders: map[holderRole]bool{}, links: map[link]bool{}, currencies: map[string]bool{}}
}

// add remembers what a transaction that succeeded has stored.
func (s *seen) add(fresh seenParts) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.parts.holders)+len(s.parts.links) > maxSeen {
		s.parts = newSeenParts()
	}
	for h := range fresh.holders {
		s.parts.holders[h] = true
	}
	for l := range fresh.links {
		s.parts.links[l] = true
	}
	for c := range fresh.currencies {
		s.parts.currencies[c] = true
	}
}

func (s *seen) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = newSeenParts()
}

// sight collects the holders and links of new facts that are not known to be
// stored.
type sight struct {
	tx    *Tx
	roles map[holderRole]bool
	links map[link]bool
}

func (tx *Tx) sight() sight {
	return sight{tx: tx, roles: map[holderRole]bool{}, links: map[link]bool{}}
}

// note sees whom a fact is about.
func (s sight) note(f *fact.Fact, named *namedFact) {
	partner, publisher := f.Subject.Partner, f.Subject.Publisher
	s.role(partner, false)
	s.role(publisher, true)
	s.link(partner, publisher)
	if f.Kind == fact.Merge {
		merged := f.Attributes.Get("merged").String()
		s.role(merged, false)
		s.link(partner, merged)
	}
	if named != nil {
		s.link(f.Subject.Holder(), named.holder)
	}
}

func (s sight) role(id string, publisher bool) {
	role := holderRole{id: id, publisher: publisher}
	if id != "" && !s.tx.fresh.holders[role] && !s.tx.store.seen.hasHolder(role) {
		s.roles[role] = true
	}
}

func (s sight) link(a, b string) {
	l := link{a: min(a, b), b: max(a, b)}
	if a != "" && b != "" && a != b && !s.tx.fresh.links[l] && !s.tx.store.seen.hasLink(l) {
		s.links[l] = true
	}
}

func (s *seen) hasHolder(h holderRole) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.parts.holders[h]
}

func (s *seen) hasCurrency(code string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.parts.currencies[code]
}

func (s *seen) hasLink(l link) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.parts.links[l]
}

// store registers the holders and joins the bundles of those that are linked.
func (s sight) store(ctx context.Context) error {
	if len(s.roles) == 0 && len(s.links) == 0 {
		return nil
	}
	before, err := s.tx.holders(ctx, s.ids())
	if err != nil {
		return err
	}
	after := s.grown(before)
	moved := joinBundles(after, s.links)
	if err := s.tx.moveBundles(ctx, moved); err != nil {
		return err
	}
	if err := s.tx.saveHolders(ctx, before, after); err != nil {
		return err
	}
	for role := range s.roles {
		s.tx.fresh.holders[role] = true
	}
	for l := range s.links {
		s.tx.fresh.links[l] = true
	}
	return nil
}

// ids is everybody concerned, in order.
func (s sight) ids() []string {
	set := map[string]bool{}
	for role := range s.roles {
		set[role.id] = true
	}
	for l := range s.links {
		set[l.a], set[l.b] = true, true
	}
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// grown is the holders with the new ones and the new roles.
func (s sight) grown(before map[string]holder) map[string]holder {
	after := make(map[string]holder, len(before))
	for id, h := range before {
		after[id] = h
	}
	for role := range s.roles {
		h, known := after[role.id]
		if !known {
			place := placeOfHolder(role.id)
			h = holder{id: role.id, place: place, bundle: place}
		}
		h.partner = h.partner || !role.publisher
		h.publisher = h.publisher || role.publisher
		after[role.id] = h
	}
	return after
}

// joinBundles gives linked holders the lowest bundle among them, and tells
// which bundle became which other.
func joinBundles(holders map[string]holder, links map[link]bool) (moved map[int64]int64) {
	moved = map[int64]int64{}
	find := func(bundle int64) int64 {
		for {
			next, ok := moved[bundle]
			if !ok {
				return bundle
			}
			bundle = next
		}
	}
	for l := range links {
		a, b := find(holders[l.a].bundle), find(holders[l.b].bundle)
		if a != b {
			moved[max(a, b)] = min(a, b)
		}
	}
	for from := range moved {
		moved[from] = find(from)
	}
	for id, h := range holders {
		h.bundle = find(h.bundle)
		holders[id] = h
	}
	return moved
}

func (tx *Tx) moveBundles(ctx context.Context, moved map[int64]int64) error {
	for from, to := range moved {
		if _, err := tx.exec(ctx, `UPDATE holders SET bundle = $1 WHERE bundle = $2`, to, from); err != nil {
			return err
		}
	}
	return nil
}

var holdersTable = bulk{
	table:   "holders",
	columns: []column{{"id", textColumn}, {"partner", boolColumn}, {"publisher", boolColumn}, {"place", intColumn}, {"bundle", intColumn}},
	unique:  []string{"id"},
	onTaken: "DO UPDATE SET partner = excluded.partner, publisher = excluded.publisher, bundle = excluded.bundle",
}

func (tx *Tx) saveHolders(ctx context.Context, before, after map[string]holder) error {
	var rows [][]any
	for id, h := range after {
		if was, known := before[id]; !known || was != h {
			rows = append(rows, []any{h.id, h.partner, h.publisher, h.place, h.bundle})
		}
	}
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	_, err := tx.insert(ctx, holdersTable, rows)
	return err
}

var loadHolders = `SELECT id, partner, publisher, place, bundle FROM holders WHERE id IN (` + listOf(1) + `)`

func (r *Reader) holders(ctx context.Context, ids []string) (map[string]holder, error) {
	found := make(map[string]holder, len(ids))
	scan := func(rows *sql.Rows) error {
		var h holder
		err := rows.Scan(&h.id, &h.partner, &h.publisher, &h.place, &h.bundle)
		found[h.id] = h
		return err
	}
	err := inChunks(ids, func(args []any) error { return r.each(ctx, scan, loadHolders, args...) })
	return found, err
}

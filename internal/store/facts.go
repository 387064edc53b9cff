package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Item is a fact that is handed in, with what its source says about its being
// there already.
type Item struct {
	Fact fact.Fact
	// Correction says that this is the newest content of the fact's key: other
	// content under the key is no conflict but replaced. When the key has newer
	// content, by the day of recording, this becomes a part of its past.
	Correction bool
	// Single says of a correction that one publication has one content of the key:
	// other content that was recorded at the same moment is a conflict.
	Single bool
	// Earliest marks a state that holds from the first time a file shows it. Of
	// two beginnings under one key the earlier one counts; see BeginImport for
	// snapshots.
	Earliest bool
	// Dated says that the source itself tells when it recorded this content: one
	// from before everything that is held becomes a part of the past, as of an
	// older correction, and is no conflict.
	Dated bool
}

// AddFacts stores checked facts and tells for each item, in their order, what
// became of it. The same source and key with the same content is the same fact
// again, also when that content was corrected since; with other content it is
// a conflict, kept for review and never counted, unless the item is a
// correction. Then it is stored under KEY~2, KEY~3, …, and names the fact that
// it replaces. A fact that would replace itself by way of others is not stored.
// Items of one batch may repeat or contradict each other: the
// first comes first.
func (tx *Tx) AddFacts(ctx context.Context, items []Item, received time.Time) ([]fact.Outcome, error) {
	return tx.addFacts(ctx, items, intake{received: calendar.At(received)})
}

// AddFacts is Tx.AddFacts in a transaction of its own.
func (s *Store) AddFacts(ctx context.Context, items []Item, received time.Time) (outcomes []fact.Outcome, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		outcomes, err = tx.AddFacts(ctx, items, received)
		return err
	})
	return outcomes, err
}

// intake is what all facts of one delivery share.
type intake struct {
	received calendar.Moment
	importID int64           // 0 when nothing is imported
	revive   bool            // a fact that was retracted is stored again when the source shows it
	months   calendar.Span   // what a snapshot replaces; empty otherwise
	file     shown           // the snapshot; nil otherwise
	beside   calendar.Moment // the publication of the snapshot that a plain file adds to; zero otherwise
}

// row is a fact on its way into the table.
type row struct {
	fact       *fact.Fact
	correction bool
	single     bool
	earliest   bool
	dated      bool
	index      int // its place in the batch
	holder     string
	place      int64
	content    string
	named      *namedFact // the fact that it replaces, retracts or marks; nil when it names none
}

// newRow prepares an item that was received at a moment.
func newRow(it *Item, received calendar.Moment) (*row, error) {
	f := it.Fact
	f.Received = received
	content, err := contentOf(&f)
	return &row{fact: &f, correction: it.Correction, single: it.Single, earliest: it.Earliest, dated: it.Dated, content: content}, err
}

func (tx *Tx) addFacts(ctx context.Context, items []Item, in intake) ([]fact.Outcome, error) {
	rows := make([]*row, len(items))
	for i := range items {
		var err error
		if rows[i], err = newRow(&items[i], in.received); err != nil {
			return nil, err
		}
	}
	return tx.addRows(ctx, rows, in)
}

func (tx *Tx) addRows(ctx context.Context, rows []*row, in intake) ([]fact.Outcome, error) {
	b := batch{tx: tx, in: in, outcomes: make([]fact.Outcome, len(rows))}
	for i, r := range rows {
		r.index, r.holder, r.named = i, r.fact.Subject.Holder(), nil
	}
	rows, err := b.leaveOutCircles(ctx, rows)
	if err != nil {
		return nil, err
	}
	stored, left, held, err := b.store(ctx, rows)
	if err != nil {
		return nil, err
	}
	for _, r := range stored {
		b.outcomes[r.index] = fact.New
	}
	corrected, err := b.settle(ctx, left, held)
	if err != nil {
		return nil, err
	}
	stored = append(stored, corrected...)
	if err := tx.project(ctx, stored); err != nil {
		return nil, err
	}
	return b.outcomes, tx.wake(ctx, stored, in.received)
}

// batch is the facts that are handed in together.
type batch struct {
	tx       *Tx
	in       intake
	outcomes []fact.Outcome
}

// store puts rows into the table and tells which were new. The rows left have
// an identity that is taken, perhaps by an earlier row of the same batch, and
// are in the order of the batch; held is what is stored under it.
func (b *batch) store(ctx context.Context, rows []*row) (stored, left []*row, held map[fact.ID]storedFact, err error) {
	if err := b.tx.findNamed(ctx, rows); err != nil {
		return nil, nil, nil, err
	}
	rows, left = firstOfEach(rows)
	held = map[fact.ID]storedFact{}
	for attempt := 0; len(rows) > 0; attempt++ {
		added, taken, err := b.insert(ctx, rows, attempt)
		if err != nil {
			return nil, nil, nil, err
		}
		if err := b.tx.lookUp(ctx, idsOf(taken), held); err != nil {
			return nil, nil, nil, err
		}
		stored, rows = append(stored, added...), nil
		for _, r := range taken {
			if _, ok := held[r.fact.ID]; ok {
				left = append(left, r)
			} else {
				rows = append(rows, r) // only its place was taken
			}
		}
	}
	slices.SortFunc(left, func(a, b *row) int { return a.index - b.index })
	return stored, left, held, b.tx.lookUp(ctx, idsOf(unheld(left, held)), held)
}

// firstOfEach parts the first row of every identity from those that come again.
func firstOfEach(rows []*row) (first, again []*row) {
	met := make(map[fact.ID]bool, len(rows))
	for _, r := range rows {
		if met[r.fact.ID] {
			again = append(again, r)
			continue
		}
		met[r.fact.ID] = true
		first = append(first, r)
	}
	return first, again
}

// unheld is the rows whose identity was stored with this batch.
func unheld(rows []*row, held map[fact.ID]storedFact) []*row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *row) bool {
		_, ok := held[r.fact.ID]
		return ok
	})
}

// insert stores rows in the order of their places: neighbours go to the same
// page of the table.
func (b *batch) insert(ctx context.Context, rows []*row, attempt int) (added, taken []*row, err error) {
	for _, r := range rows {
		r.place = placeOf(r.holder, r.fact.ID.Source, r.fact.ID.Key, attempt)
	}
	slices.SortFunc(rows, func(a, b *row) int { return cmp.Compare(a.place, b.place) })
	isNew, err := b.tx.insert(ctx, factsTable, factRows(rows, b.in.importID))
	if err != nil {
		return nil, nil, err
	}
	for i, r := range rows {
		if isNew[i] {
			added = append(added, r)
		} else {
			taken = append(taken, r)
		}
	}
	return added, taken, nil
}

var factsTable = bulk{
	table: "facts",
	columns: []column{{"id", intColumn}, {"source", textColumn}, {"key", textColumn}, {"kind", textColumn}, {"holder", textColumn},
		{"happened", intColumn}, {"replaces", textColumn}, {"import", intColumn}, {"content", textColumn}},
	unique: []string{"source", "key"},
}

func factRows(rows []*row, importID int64) [][]any {
	out, values := make([][]any, len(rows)), make([]any, len(rows)*len(factsTable.columns))
	for i, r := range rows {
		line := values[i*len(factsTable.columns):][:0:len(factsTable.columns)]
		id := r.fact.ID
		out[i] = append(line, r.place, id.Source, id.Key, r.fact.Kind, r.holder,
			happened(r.fact), r.fact.Replaces, orNull(importID), r.content)
	}
	return out
}

// happened is the moment by which a fact is found: none for a fact about
// another fact.
func happened(f *fact.Fact) any {
	if f.Happened.IsZero() || f.Retracts || !f.Marks.IsZero() {
		return nil
	}
	return f.Happened.Micros()
}

func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func idsOf(rows []*row) []fact.ID {
	ids := make([]fact.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.fact.ID
	}
	return ids
}

package store

import (
	"context"
	"database/sql"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// storedFact is what is looked up about a fact that is there.
type storedFact struct {
	id       fact.ID
	kind     string
	holder   string
	content  string
	said     string // the content without when it was recorded, received and stored as a correction
	happened calendar.Moment
	recorded calendar.Moment
}

// asStored is a fact as lookUp finds it.
func asStored(id fact.ID, kind, holder, content string) storedFact {
	s := storedFact{id: id, kind: kind, holder: holder, content: content}
	s.said = saidOf(content)
	_, times := cut(content)
	happened, times := cut(times)
	recorded, _ := cut(times)
	decodeMoment(&s.happened, happened)
	decodeMoment(&s.recorded, recorded)
	return s
}

var lookUpFacts = `SELECT source, key, kind, holder, content FROM facts WHERE source = $1 AND key IN (` + listOf(2) + `)`

// lookUp finds those of many facts that are there.
func (r *Reader) lookUp(ctx context.Context, ids []fact.ID, found map[fact.ID]storedFact) error {
	scan := func(rows *sql.Rows) error {
		var id fact.ID
		var kind, holder, content string
		err := rows.Scan(&id.Source, &id.Key, &kind, &holder, &content)
		found[id] = asStored(id, kind, holder, content)
		return err
	}
	for source, keys := range bySource(ids) {
		err := inChunks(keys, func(args []any) error { return r.each(ctx, scan, lookUpFacts, args...) }, source)
		if err != nil {
			return err
		}
	}
	return nil
}

func bySource(ids []fact.ID) map[string][]string {
	keys := map[string][]string{}
	for _, id := range ids {
		keys[id.Source] = append(keys[id.Source], id.Key)
	}
	return keys
}

// namedFact is the fact that another one replaces, retracts or marks.
type namedFact struct {
	id     fact.ID
	here   bool // it is stored, or comes in the same batch
	kind   string
	holder string
}

// nameOf is the fact that a fact says something about; zero for none.
func nameOf(f *fact.Fact) fact.ID {
	if f.Replaces != "" {
		return fact.ID{Source: f.ID.Source, Key: f.Replaces}
	}
	return f.Marks
}

// findNamed finds the facts that rows name. A row without a subject is kept
// under the holder of the fact that it names.
func (tx *Tx) findNamed(ctx context.Context, rows []*row) error {
	var naming []*row
	for _, r := range rows {
		if id := nameOf(r.fact); !id.IsZero() && r.named == nil {
			r.named = &namedFact{id: id}
			naming = append(naming, r)
		}
	}
	if len(naming) == 0 {
		return nil
	}
	if err := tx.fillNamed(ctx, rows, naming); err != nil {
		return err
	}
	for _, r := range naming {
		if r.holder == "" {
			r.holder = r.named.holder
		}
	}
	return nil
}

func (tx *Tx) fillNamed(ctx context.Context, rows, naming []*row) error {
	ids := make([]fact.ID, len(naming))
	for i, r := range naming {
		ids[i] = r.named.id
	}
	found := map[fact.ID]storedFact{}
	if err := tx.lookUp(ctx, ids, found); err != nil {
		return err
	}
	inBatch := make(map[fact.ID]*row, len(rows))
	for _, r := range slices.Backward(rows) {
		inBatch[r.fact.ID] = r // the first one counts
	}
	for _, r := range naming {
		if s, ok := found[r.named.id]; ok {
			r.named.here, r.named.kind, r.named.holder = true, s.kind, s.holder
		} else if other := inBatch[r.named.id]; other != nil {
			r.named.here, r.named.kind, r.named.holder = true, other.fact.Kind, other.holder
		}
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"strings"

	"laurel/internal/fact"
)

// project keeps the tables that are read instead of facts up to date with
// facts that were just stored: holders and their bundles, names, external ids,
// memberships, merges and currencies.
func (tx *Tx) project(ctx context.Context, stored []*row) error {
	if len(stored) == 0 {
		return nil
	}
	for _, step := range []func(context.Context, []*row) error{tx.seeHolders, tx.seeCurrencies, tx.registerLines, tx.strikeOutReplaced, tx.noteUnresolved} {
		if err := step(ctx, stored); err != nil {
			return err
		}
	}
	return tx.resolve(ctx)
}

func (tx *Tx) seeHolders(ctx context.Context, rows []*row) error {
	s := tx.sight()
	for _, r := range rows {
		s.note(r.fact, r.named)
	}
	return s.store(ctx)
}

// A register is a table with one line for each fact of one kind.
type register struct {
	kind string
	bulk bulk
	line func(*fact.Fact) []any // what stands before the column gone
}

var registers = []register{
	{kind: string(fact.Partner), bulk: registerTable("partner_names",
		column{"partner", textColumn}, column{"name", textColumn}, column{"folded", textColumn}, column{"recorded", intColumn}),
		line: func(f *fact.Fact) []any {
			name := f.Attributes.Get("name").String()
			return []any{f.Subject.Partner, name, fold(name), f.Recorded.Micros()}
		}},
	{kind: fact.ExternalID, bulk: registerTable("external_ids",
		column{"system", textColumn}, column{"id", textColumn}, column{"partner", textColumn}),
		line: func(f *fact.Fact) []any {
			return []any{f.Attributes.Get("system").String(), f.Attributes.Get("id").String(), f.Subject.Partner}
		}},
	{kind: fact.Membership, bulk: registerTable("memberships",
		column{"publisher", textColumn}, column{"partner", textColumn}, column{"first_day", intColumn}, column{"last_day", intColumn}, column{"recorded", intColumn}),
		line: func(f *fact.Fact) []any {
			return append([]any{f.Subject.Publisher, f.Subject.Partner}, spanOf(f)...)
		}},
	{kind: fact.Merge, bulk: registerTable("merges",
		column{"partner", textColumn}, column{"merged", textColumn}, column{"first_day", intColumn}, column{"last_day", intColumn}, column{"recorded", intColumn}),
		line: func(f *fact.Fact) []any {
			return append([]any{f.Subject.Partner, f.Attributes.Get("merged").String()}, spanOf(f)...)
		}},
}

func registerTable(name string, columns ...column) bulk {
	columns = append([]column{{"source", textColumn}, {"key", textColumn}}, columns...)
	return bulk{table: name, columns: append(columns, column{"gone", boolColumn}), unique: []string{"source", "key"}}
}

// spanOf is the days of a state in UTC, and when it was recorded.
func spanOf(f *fact.Fact) []any {
	var last any
	if !f.Until.IsZero() {
		last = int64(f.Until.Day(nil))
	}
	return []any{int64(f.Happened.Day(nil)), last, f.Recorded.Micros()}
}

// fold is a name as it is searched.
func fold(name string) string { return strings.ToLower(name) }

func (tx *Tx) registerLines(ctx context.Context, stored []*row) error {
	for _, reg := range registers {
		var lines [][]any
		for _, r := range stored {
			if r.fact.Kind == reg.kind && !r.fact.Retracts && r.fact.Marks.IsZero() {
				line := append([]any{r.fact.ID.Source, r.fact.ID.Key}, reg.line(r.fact)...)
				lines = append(lines, append(line, false))
			}
		}
		if len(lines) == 0 {
			continue
		}
		if _, err := tx.insert(ctx, reg.bulk, lines); err != nil {
			return err
		}
	}
	return nil
}

var unresolvedTable = bulk{
	table:   "unresolved",
	columns: []column{{"source", textColumn}, {"key", textColumn}, {"named_source", textColumn}, {"named_key", textColumn}},
	unique:  []string{"source", "key"},
}

// noteUnresolved notes facts about facts that are not here, or of which it is not
// known yet whose they are.
func (tx *Tx) noteUnresolved(ctx context.Context, stored []*row) error {
	var lines [][]any
	for _, r := range stored {
		if r.named != nil && (!r.named.here || r.named.holder == "" || r.holder == "") {
			lines = append(lines, []any{r.fact.ID.Source, r.fact.ID.Key, r.named.id.Source, r.named.id.Key})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := tx.insert(ctx, unresolvedTable, lines)
	return err
}

// resolve settles the facts whose named fact has come, until no more do: each
// may be what another waited for.
func (tx *Tx) resolve(ctx context.Context) error {
	for {
		found, err := tx.resolvable(ctx)
		if err != nil || len(found) == 0 {
			return err
		}
		for _, f := range found {
			if err := tx.settleName(ctx, f); err != nil {
				return err
			}
		}
	}
}

// resolved is a fact whose named fact has come.
type resolved struct {
	id      fact.ID
	holder  string // its own, empty when it waited for one
	content string
	named   namedFact
}

// resolvable lists some of the facts whose named fact is here with a holder.
func (tx *Tx) resolvable(ctx context.Context) ([]resolved, error) {
	return all(ctx, &tx.Reader, func(rows *sql.Rows, f *resolved) error {
		return rows.Scan(&f.id.Source, &f.id.Key, &f.holder, &f.content, &f.named.id.Source, &f.named.id.Key, &f.named.kind, &f.named.holder)
	}, `SELECT u.source, u.key, f.holder, f.content, n.source, n.key, n.kind, n.holder
		FROM unresolved u
		JOIN facts n ON n.source = u.named_source AND n.key = u.named_key
		JOIN facts f ON f.source = u.source AND f.key = u.key
		WHERE n.holder <> '' ORDER BY u.source, u.key LIMIT 1000`)
}

// settleName gives a fact the holder of the fact that it names, and lets it
// have its effect.
func (tx *Tx) settleName(ctx context.Context, r resolved) error {
	f := fact.Fact{ID: r.id}
	var d decoder
	if err := d.decode(&f, r.content); err != nil {
		return err
	}
	if r.holder == "" {
		if err := tx.moveFact(ctx, r.id, r.named.holder); err != nil {
			return err
		}
	}
	if err := tx.seeHolders(ctx, []*row{{fact: &f, named: &r.named}}); err != nil {
		return err
	}
	if err := tx.strikeOutReplaced(ctx, []*row{{fact: &f, named: &r.named}}); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM unresolved WHERE source = $1 AND key = $2`, r.id.Source, r.id.Key)
	return err
}

// moveFact puts a fact under a holder, at the first place that is free.
func (tx *Tx) moveFact(ctx context.Context, id fact.ID, holder string) error {
	for attempt := 0; ; attempt++ {
		place := placeOf(holder, id.Source, id.Key, attempt)
		var taken int
		if err := tx.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM facts WHERE id = $1`, place).Scan(&taken); err != nil {
			return tx.engine.problem(err)
		}
		if taken == 0 {
			_, err := tx.exec(ctx, `UPDATE facts SET id = $1, holder = $2 WHERE source = $3 AND key = $4`, place, holder, id.Source, id.Key)
			return err
		}
	}
}

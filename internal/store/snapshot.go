package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// snapshot is one file that replaces months of its source, while it is stored.
// Three temporary tables hold the difference: what counts now, what the file
// shows, and what follows from the two. The facts themselves stay in the spool.
type snapshot struct {
	tx     *Tx
	imp    *Import
	in     intake
	months calendar.Span
	twins  map[string]bool // the keys that several rows of the file have: true once one of the rows was stored
	res    ImportResult
}

func (i *Import) commitSnapshot(ctx context.Context, t ImportTrailer) (res ImportResult, err error) {
	if t.Months.Empty() {
		return res, problem.New(problem.Invalid, "The snapshot %s has no row that happened at any time.", i.header.File).
			WithHint("A snapshot replaces the months from its first to its last row, so it must have rows.")
	}
	err = i.store.Write(ctx, func(tx *Tx) error {
		in, seen, err := tx.beginImport(ctx, i, t)
		if err != nil || seen {
			res = ImportResult{Seen: seen}
			return err
		}
		in.revive, in.months = true, t.Months
		s := snapshot{tx: tx, imp: i, in: in, months: t.Months}
		s.in.file = &s
		if err := s.run(ctx); err != nil {
			return err
		}
		res = s.res
		return tx.endImport(ctx, in, i, res)
	})
	return res, err
}

func (s *snapshot) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		s.create, s.loadCounting, s.loadReplacedLater, s.leaveOutGone, s.loadShown, s.findTwins, s.refuseShrinking, s.compare, s.retract, s.add, s.drop,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *snapshot) create(ctx context.Context) error {
	return s.runAll(ctx,
		`CREATE TEMPORARY TABLE snapshot_counting (
			key TEXT COLLATE "C" PRIMARY KEY,
			root TEXT COLLATE "C" NOT NULL,
			digest TEXT COLLATE "C" NOT NULL,
			keyless BOOLEAN NOT NULL)`,
		`CREATE TEMPORARY TABLE snapshot_shown (
			line BIGINT PRIMARY KEY,
			name TEXT COLLATE "C" NOT NULL,
			keyless BOOLEAN NOT NULL)`,
		`CREATE TEMPORARY TABLE snapshot_added (line BIGINT PRIMARY KEY, ordinal BIGINT NOT NULL)`,
		`CREATE TEMPORARY TABLE snapshot_vanished (line BIGINT PRIMARY KEY, key TEXT COLLATE "C" NOT NULL)`)
}

func (s *snapshot) drop(ctx context.Context) error {
	return s.runAll(ctx, `DROP TABLE snapshot_counting`, `DROP TABLE snapshot_shown`, `DROP TABLE snapshot_added`, `DROP TABLE snapshot_vanished`)
}

func (s *snapshot) runAll(ctx context.Context, statements ...string) error {
	for _, statement := range statements {
		if _, err := s.tx.exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// standing kinds say what holds beyond the months of any file: a snapshot adds
// to them and never takes them back.
const standingKinds = `('complete', 'external_id', 'mark', 'membership', 'merge', 'partner', 'publisher')`

func isStanding(f *fact.Fact) bool {
	switch f.Kind {
	case fact.Complete, fact.ExternalID, fact.Mark, fact.Membership, fact.Merge, string(fact.Partner), string(fact.Publisher):
		return true
	default:
		return f.Retracts || !f.Marks.IsZero()
	}
}

var shownTable = bulk{
	table:   "snapshot_shown",
	columns: []column{{"line", intColumn}, {"name", textColumn}, {"keyless", boolColumn}},
	unique:  []string{"line"},
}

// loadShown lists what the file shows: the contents of rows without a key, the
// keys of the others.
func (s *snapshot) loadShown(ctx context.Context) error {
	var lines [][]any
	store := func() error {
		_, err := s.tx.insert(ctx, shownTable, lines)
		lines = lines[:0]
		return err
	}
	line := int64(0)
	err := s.imp.spool.each(func(r *row, mark string) error {
		line++
		if isStanding(r.fact) {
			return nil
		}
		name := r.fact.ID.Key
		if mark == keylessMark {
			name = r.fact.ID.Key[:digestLength]
		}
		if lines = append(lines, []any{line, name, mark == keylessMark}); len(lines) == batchSize {
			return store()
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := store(); err != nil {
		return err
	}
	return s.runAll(ctx, `CREATE INDEX snapshot_shown_name ON snapshot_shown (name)`)
}

// findTwins finds the keys that several rows of the file have. The first of them
// says what the publication says; another content in the same file contradicts
// it, unless the feed calls it newer.
func (s *snapshot) findTwins(ctx context.Context) error {
	s.twins = map[string]bool{}
	return s.tx.each(ctx, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		s.twins[key] = false
		return err
	}, `SELECT name FROM snapshot_shown WHERE NOT keyless GROUP BY name HAVING COUNT(*) > 1`)
}

// refuseShrinking compares rows with rows: what a feed without keys says beside
// its rows, such as the offers that they show, is not counted.
func (s *snapshot) refuseShrinking(ctx context.Context) error {
	if s.imp.header.AllowShrink {
		return nil
	}
	var shown, counted int
	_, err := s.tx.one(ctx, []any{&shown, &counted}, `SELECT (SELECT COUNT(*) FROM snapshot_shown WHERE keyless = $1),
		(SELECT COUNT(*) FROM snapshot_counting WHERE keyless = $1)`, s.imp.header.Keyless)
	if err != nil || shown*10 >= counted*9 {
		return err
	}
	return problem.New(problem.Conflict, "%s has %d rows for %s to %s, where the source %q has %d now: more than a tenth would be lost.",
		s.imp.header.File, shown, s.months.From, s.months.Last(), s.imp.header.Source, counted).
		WithHint("Check that the file is whole and that its rows were not rejected.").
		AtConsole("Check that the file is whole and that its rows were not rejected. If the loss is right, allow it with --allow-shrink.")
}

// compare works out what the file adds and what it does not show any more.
// Identical rows count one by one; the numbers of new ones go on where those
// of the same publication ended.
func (s *snapshot) compare(ctx context.Context) error {
	prefix := "@" + s.imp.header.Published.String()
	if _, err := s.tx.exec(ctx, `INSERT INTO snapshot_added (line, ordinal)
		SELECT a.line, a.n + (SELECT COUNT(*) FROM facts f WHERE f.source = $1 AND f.key >= a.name || $2 AND f.key < a.name || $3)
		FROM (SELECT s.line, s.name, ROW_NUMBER() OVER (PARTITION BY s.name ORDER BY s.line) - COALESCE(h.held, 0) AS n
			FROM snapshot_shown s
			LEFT JOIN (SELECT digest, COUNT(*) AS held FROM snapshot_counting WHERE keyless GROUP BY digest) h ON h.digest = s.name
			WHERE s.keyless) a
		WHERE a.n > 0`, s.imp.header.Source, prefix+".", prefix+"/"); err != nil {
		return err
	}
	_, err := s.tx.exec(ctx, `INSERT INTO snapshot_vanished (line, key)
		SELECT ROW_NUMBER() OVER (ORDER BY g.key), g.key FROM (
			SELECT k.key FROM (SELECT c.key, c.digest, ROW_NUMBER() OVER (PARTITION BY c.digest ORDER BY c.key) AS n
				FROM snapshot_counting c WHERE c.keyless) k
			LEFT JOIN (SELECT name, COUNT(*) AS shown FROM snapshot_shown WHERE keyless GROUP BY name) w ON w.name = k.digest
			WHERE k.n > COALESCE(w.shown, 0)
			UNION ALL
			SELECT c.key FROM snapshot_counting c WHERE NOT c.keyless
			AND NOT EXISTS (SELECT 1 FROM snapshot_shown w WHERE w.name = c.root AND NOT w.keyless)) g`)
	return err
}

// retract takes back what vanished, on the date of publication.
func (s *snapshot) retract(ctx context.Context) error {
	b := s.batcher(ctx, func(_ []*row, outcomes []fact.Outcome) { s.res.Retracted += len(outcomes) })
	for after := int64(0); ; after += batchSize {
		keys, err := all(ctx, &s.tx.Reader, func(rows *sql.Rows, key *string) error { return rows.Scan(key) },
			`SELECT key FROM snapshot_vanished WHERE line > $1 AND line <= $2 ORDER BY line`, after, after+batchSize)
		if err != nil {
			return err
		}
		for _, key := range keys {
			f := retraction(vanished, fact.ID{Source: s.imp.header.Source, Key: key}, s.imp.header.Published, s.imp.received)
			content, err := contentOf(&f)
			if err != nil {
				return err
			}
			if err := b.add(&row{fact: &f, content: content}, noProgress); err != nil {
				return err
			}
		}
		if len(keys) < batchSize {
			return b.flush(noProgress)
		}
	}
}

func noProgress(int) {}

func (s *snapshot) batcher(ctx context.Context, count func([]*row, []fact.Outcome)) batcher {
	return batcher{store: func(rows []*row) error {
		outcomes, err := s.tx.addRows(ctx, rows, s.in)
		if err == nil {
			count(rows, outcomes)
		}
		return err
	}}
}

// add stores the rows that are new, and every row with a key: that finds out by
// itself whether it is new.
func (s *snapshot) add(ctx context.Context) error {
	added := &addedLines{s: s}
	b := s.batcher(ctx, s.res.count)
	line := int64(0)
	err := s.imp.spool.each(func(r *row, mark string) error {
		line++
		if mark != keylessMark {
			r.correction = r.correction || !s.isTwin(r.fact.ID.Key)
			return b.add(r, s.imp.progress)
		}
		ordinal, isNew, err := added.ordinal(ctx, line)
		if err != nil {
			return err
		}
		if !isNew {
			s.res.Repeated++
			return nil
		}
		r.fact.ID.Key = snapshotKey(r.fact.ID.Key[:digestLength], s.imp.header.Published, ordinal)
		return b.add(r, s.imp.progress)
	})
	if err != nil {
		return err
	}
	return b.flush(s.imp.progress)
}

// isTwin reports whether an earlier row of the file had the key.
func (s *snapshot) isTwin(key string) bool {
	before, several := s.twins[key]
	if several {
		s.twins[key] = true
	}
	return before
}

// addedLines reads the table of added lines beside the spool, page by page.
type addedLines struct {
	s    *snapshot
	page []addedLine
	done bool
}

type addedLine struct{ line, ordinal int64 }

// ordinal is the number of a line among identical ones, and whether the line
// is to be added. Lines are asked for in ascending order.
func (a *addedLines) ordinal(ctx context.Context, line int64) (int64, bool, error) {
	for len(a.page) > 0 && a.page[0].line < line {
		a.page = a.page[1:]
	}
	if len(a.page) == 0 && !a.done {
		page, err := all(ctx, &a.s.tx.Reader, func(rows *sql.Rows, l *addedLine) error { return rows.Scan(&l.line, &l.ordinal) },
			`SELECT line, ordinal FROM snapshot_added WHERE line >= $1 ORDER BY line LIMIT $2`, line, batchSize)
		if err != nil {
			return 0, false, err
		}
		a.page, a.done = page, len(page) < batchSize
	}
	if len(a.page) > 0 && a.page[0].line == line {
		return a.page[0].ordinal, true, nil
	}
	return 0, false, nil
}

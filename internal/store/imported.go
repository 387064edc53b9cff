package store

import (
	"context"
	"database/sql"
	"math"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// ImportRecord is a line of the register of imports.
type ImportRecord struct {
	ID        int64
	Source    string
	Format    string
	File      string
	Checksum  string
	Published calendar.Moment // a date; zero when the file had none
	Snapshot  bool
	Months    calendar.Span // of its events; empty when it had none
	ImportResult
	Rejected int
	Began    calendar.Moment
	Ended    calendar.Moment // zero when it was interrupted
}

// beginImport enters a file into the register, unless it is there already, and
// refuses one that the source's newer snapshot has overtaken.
func (tx *Tx) beginImport(ctx context.Context, i *Import, t ImportTrailer) (in intake, seen bool, err error) {
	h := i.header
	seen, err = tx.one(ctx, []any{new(int64)}, `SELECT id FROM imports WHERE source = $1 AND checksum = $2 AND checksum <> ''
		AND snapshot = $3 AND COALESCE(published, 0) = $4 AND ended IS NOT NULL LIMIT 1`,
		h.Source, t.Checksum, h.Snapshot, published(h.Published))
	if err != nil || seen {
		return in, seen, err
	}
	if err := tx.refuseOlder(ctx, h); err != nil {
		return in, false, err
	}
	in = intake{received: i.received}
	if in.beside, err = tx.besides(ctx, h); err != nil {
		return in, false, err
	}
	if _, err := tx.one(ctx, []any{&in.importID}, `SELECT COALESCE(MAX(id), 0) + 1 FROM imports`); err != nil {
		return in, false, err
	}
	first, last := spanDays(t.Months)
	_, err = tx.exec(ctx, `INSERT INTO imports (id, source, format, file, checksum, published, snapshot, first_day, last_day,
		added, repeated, corrected, conflicting, retracted, rejected, began, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, $10, $11, NULL)`,
		in.importID, h.Source, h.Format, h.File, t.Checksum, publishedOrNull(h.Published), h.Snapshot, first, last,
		int64(t.Rejected), i.received.Micros())
	return in, false, err
}

// published is the day of publication, 0 when there is none.
func published(m calendar.Moment) int64 {
	if m.IsZero() {
		return 0
	}
	return int64(m.Day(nil))
}

func publishedOrNull(m calendar.Moment) any {
	if m.IsZero() {
		return nil
	}
	return published(m)
}

func spanDays(s calendar.Span) (first, last any) {
	if s.Empty() {
		return nil, nil
	}
	return int64(s.From), int64(s.Last())
}

// refuseOlder stops a file that was published before the source's newest
// snapshot: it would bring back what was restated since.
func (tx *Tx) refuseOlder(ctx context.Context, h ImportHeader) error {
	var newest int64
	found, err := tx.one(ctx, []any{&newest}, `SELECT published FROM imports
		WHERE source = $1 AND snapshot AND ended IS NOT NULL ORDER BY published DESC LIMIT 1`, h.Source)
	if err != nil || !found || h.Published.IsZero() || published(h.Published) >= newest {
		return err
	}
	return problem.New(problem.Conflict, "%s was published on %s, but the source %q has a snapshot of %s already.",
		h.File, h.Published.Day(nil), h.Source, calendar.Day(newest)).
		WithHint("Import publications from the oldest to the newest, or give this file a source of its own.")
}

// firstSnapshot is the first snapshot of a publication; a number that no import
// has when there is none.
func (tx *Tx) firstSnapshot(ctx context.Context, source string, publication int64) (int64, error) {
	first := int64(math.MaxInt64)
	_, err := tx.one(ctx, []any{&first}, `SELECT id FROM imports
		WHERE source = $1 AND snapshot AND ended IS NOT NULL AND published = $2 ORDER BY id LIMIT 1`, source, publication)
	return first, err
}

// besides is the publication of the snapshot that a plain file adds to.
func (tx *Tx) besides(ctx context.Context, h ImportHeader) (calendar.Moment, error) {
	if h.Snapshot || h.Published.IsZero() {
		return calendar.Moment{}, nil
	}
	first, err := tx.firstSnapshot(ctx, h.Source, published(h.Published))
	if err != nil || first == math.MaxInt64 {
		return calendar.Moment{}, err
	}
	return h.Published, nil
}

// endImport completes the line of the register.
func (tx *Tx) endImport(ctx context.Context, in intake, i *Import, res ImportResult) error {
	_, err := tx.exec(ctx, `UPDATE imports SET added = $1, repeated = $2, corrected = $3, conflicting = $4, retracted = $5,
		rejected = rejected + $6, ended = $7 WHERE id = $8`,
		int64(res.New), int64(res.Repeated), int64(res.Corrected), int64(res.Conflicts), int64(res.Retracted), int64(len(res.Circular)), time.Now().UnixMicro(), in.importID)
	return err
}

// Imports lists the register from the newest line to the oldest, before the
// line given (0 for the first page).
func (r *Reader) Imports(ctx context.Context, before int64, limit int) ([]ImportRecord, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return all(ctx, r, scanImport, importColumns+`WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
}

// LastImports lists the newest line of each source, in order of the sources.
func (r *Reader) LastImports(ctx context.Context, limit int) ([]ImportRecord, error) {
	return all(ctx, r, scanImport, importColumns+`WHERE id IN (SELECT MAX(id) FROM imports GROUP BY source) ORDER BY source LIMIT $1`, limit)
}

const importColumns = `SELECT id, source, format, file, checksum, published, snapshot, first_day, last_day,
	added, repeated, corrected, conflicting, retracted, rejected, began, ended FROM imports `

func scanImport(rows *sql.Rows, i *ImportRecord) error {
	var publication, first, last, ended sql.NullInt64
	var began int64
	err := rows.Scan(&i.ID, &i.Source, &i.Format, &i.File, &i.Checksum, &publication, &i.Snapshot, &first, &last,
		&i.New, &i.Repeated, &i.Corrected, &i.Conflicts, &i.Retracted, &i.Rejected, &began, &ended)
	i.Began = calendar.MomentOf(began, false)
	if publication.Valid {
		i.Published = calendar.On(calendar.Day(publication.Int64))
	}
	if first.Valid {
		i.Months = calendar.Span{From: calendar.Day(first.Int64), Until: calendar.Day(last.Int64) + 1}
	}
	if ended.Valid {
		i.Ended = calendar.MomentOf(ended.Int64, false)
	}
	return err
}

package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// loadCounting lists the facts of the source that happened in the months and
// that nothing replaces or retracts. Rows imported beside a snapshot of the same
// publication are not its to replace.
func (s *snapshot) loadCounting(ctx context.Context) error {
	publication := published(s.imp.header.Published)
	first, err := s.tx.firstSnapshot(ctx, s.imp.header.Source, publication)
	if err != nil {
		return err
	}
	_, err = s.tx.exec(ctx, `INSERT INTO snapshot_counting (key, root, digest, keyless)
		SELECT f.key, COALESCE(c.key, f.key), substr(f.key, 1, $6), $7 AND substr(f.key, $6 + 1, 1) = '@'
		FROM facts f LEFT JOIN corrections c ON c.source = f.source AND c.head = f.key
		WHERE f.source = $1 AND f.happened >= $2 AND f.happened < $3 AND f.kind NOT IN `+standingKinds+`
		AND NOT EXISTS (SELECT 1 FROM facts r WHERE r.source = f.source AND r.replaces = f.key AND r.replaces <> '')
		AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = f.import AND NOT i.snapshot AND i.published = $4 AND i.id > $5)`,
		s.imp.header.Source, calendar.On(s.months.From).Micros(), calendar.On(s.months.Until).Micros(), publication, first, digestLength, s.imp.header.Keyless)
	return err
}

// loadRetractedLater lists beside them what was retracted after the publication:
// on its date these facts counted. Only people and plain files retract so late.
func (s *snapshot) loadRetractedLater(ctx context.Context) error {
	found, err := s.retractedBesideSnapshots(ctx)
	if err != nil {
		return err
	}
	var lines [][]any
	var d decoder
	for _, r := range found {
		var by fact.Fact
		if err := d.decode(&by, r.content); err != nil {
			return err
		}
		if by.Retracts && s.imp.header.Published.Before(by.Recorded) {
			keyless := s.imp.header.Keyless && len(r.key) > digestLength && r.key[digestLength] == '@'
			lines = append(lines, []any{r.key, r.root, r.key[:min(digestLength, len(r.key))], keyless})
		}
	}
	_, err = s.tx.insert(ctx, countingTable, lines)
	return err
}

var countingTable = bulk{
	table:   "snapshot_counting",
	columns: []column{{"key", textColumn}, {"root", textColumn}, {"digest", textColumn}, {"keyless", boolColumn}},
	unique:  []string{"key"},
}

// replacedFact is a fact and the content of the one that replaces it.
type replacedFact struct{ key, root, content string }

func (s *snapshot) retractedBesideSnapshots(ctx context.Context) ([]replacedFact, error) {
	return all(ctx, &s.tx.Reader, func(rows *sql.Rows, r *replacedFact) error { return rows.Scan(&r.key, &r.root, &r.content) },
		`SELECT f.key, COALESCE(c.key, f.key), r.content
		FROM facts r JOIN facts f ON f.source = r.source AND f.key = r.replaces
		LEFT JOIN corrections c ON c.source = f.source AND c.head = f.key
		WHERE r.source = $1 AND r.replaces <> '' AND f.happened >= $2 AND f.happened < $3 AND f.kind NOT IN `+standingKinds+`
		AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = r.import AND i.snapshot)
		ORDER BY f.key`, s.imp.header.Source, calendar.On(s.months.From).Micros(), calendar.On(s.months.Until).Micros())
}

// leaveOutGone takes out what was corrected and then retracted by an older
// version: nothing replaces the newest one, and yet it does not count.
func (s *snapshot) leaveOutGone(ctx context.Context) error {
	for after := ""; ; {
		roots, err := all(ctx, &s.tx.Reader, func(rows *sql.Rows, key *string) error { return rows.Scan(key) },
			`SELECT root FROM snapshot_counting WHERE root <> key AND root > $1 ORDER BY root LIMIT $2`, after, batchSize)
		if err != nil || len(roots) == 0 {
			return err
		}
		if err := s.leaveOut(ctx, roots); err != nil {
			return err
		}
		after = roots[len(roots)-1]
	}
}

func (s *snapshot) leaveOut(ctx context.Context, roots []string) error {
	ids, held := make([]fact.ID, len(roots)), map[fact.ID]storedFact{}
	for i, root := range roots {
		ids[i] = fact.ID{Source: s.imp.header.Source, Key: root}
	}
	if err := s.tx.lookUp(ctx, ids, held); err != nil {
		return err
	}
	chains, err := s.tx.chains(ctx, held, true)
	if err != nil {
		return err
	}
	for id, c := range chains {
		if c.goneOn(s.imp.header.Published) {
			if _, err := s.tx.exec(ctx, `DELETE FROM snapshot_counting WHERE root = $1`, id.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

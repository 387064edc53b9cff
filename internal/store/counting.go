package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

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

// loadReplacedLater lists beside them what was replaced or retracted after the
// publication, and leaves out what was recorded after it: on its date those
// facts counted, and these were not known. Only people and plain files say
// anything so late, or a snapshot of an older content that came late.
func (s *snapshot) loadReplacedLater(ctx context.Context) error {
	if err := s.leaveOutLater(ctx); err != nil {
		return err
	}
	replaced, err := s.replacedLater(ctx)
	if err != nil || len(replaced) == 0 {
		return err
	}
	chains, err := s.tx.chains(ctx, replaced, true)
	if err != nil {
		return err
	}
	var lines [][]any
	for id, c := range chains {
		if c.countingOn(s.imp.header.Published) != id {
			continue
		}
		root, err := s.rootOf(ctx, id.Key)
		if err != nil {
			return err
		}
		keyless := s.imp.header.Keyless && len(id.Key) > digestLength && id.Key[digestLength] == '@'
		lines = append(lines, []any{id.Key, root, id.Key[:min(digestLength, len(id.Key))], keyless})
	}
	_, err = s.tx.insert(ctx, countingTable, lines)
	return err
}

var countingTable = bulk{
	table:   "snapshot_counting",
	columns: []column{{"key", textColumn}, {"root", textColumn}, {"digest", textColumn}, {"keyless", boolColumn}},
	unique:  []string{"key"},
}

// leaveOutLater takes out what was recorded after the publication.
func (s *snapshot) leaveOutLater(ctx context.Context) error {
	var later []string
	err := s.tx.each(ctx, func(rows *sql.Rows) error {
		var key, content string
		err := rows.Scan(&key, &content)
		if s.isLater(asStored(fact.ID{}, "", "", content)) {
			later = append(later, key)
		}
		return err
	}, `SELECT f.key, f.content FROM snapshot_counting c JOIN facts f ON f.source = $1 AND f.key = c.key
		WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = f.import AND i.snapshot)`, s.imp.header.Source)
	if err != nil {
		return err
	}
	for _, key := range later {
		if _, err := s.tx.exec(ctx, `DELETE FROM snapshot_counting WHERE key = $1`, key); err != nil {
			return err
		}
	}
	return nil
}

// isLater reports whether a fact was recorded after the day of publication.
func (s *snapshot) isLater(f storedFact) bool { return !f.recorded.By(s.imp.header.Published) }

// replacedLater finds the facts of the months that were replaced or retracted
// after the publication.
func (s *snapshot) replacedLater(ctx context.Context) (map[fact.ID]storedFact, error) {
	var ids []fact.ID
	err := s.tx.each(ctx, func(rows *sql.Rows) error {
		id, content := fact.ID{Source: s.imp.header.Source}, ""
		err := rows.Scan(&id.Key, &content)
		if s.isLater(asStored(fact.ID{}, "", "", content)) {
			ids = append(ids, id)
		}
		return err
	}, `SELECT f.key, r.content
		FROM facts r JOIN facts f ON f.source = r.source AND f.key = r.replaces
		WHERE r.source = $1 AND r.replaces <> '' AND f.happened >= $2 AND f.happened < $3 AND f.kind NOT IN `+standingKinds+`
		AND (r.key >= 'late:' AND r.key < 'late;' OR NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = r.import AND i.snapshot))
		ORDER BY f.key`, s.imp.header.Source, calendar.On(s.months.From).Micros(), calendar.On(s.months.Until).Micros())
	if err != nil {
		return nil, err
	}
	found := make(map[fact.ID]storedFact, len(ids))
	return found, s.tx.lookUp(ctx, ids, found)
}

// rootOf is the key of the chain that a fact is a link of: its own, or the one
// before the tilde.
func (s *snapshot) rootOf(ctx context.Context, key string) (string, error) {
	tilde := strings.LastIndexByte(key, '~')
	n, err := strconv.ParseInt(key[tilde+1:], 10, 64)
	if tilde < 0 || err != nil {
		return key, nil
	}
	root := key[:tilde]
	found, err := s.tx.one(ctx, []any{new(int64)}, `SELECT links FROM corrections WHERE source = $1 AND key = $2 AND links >= $3`,
		s.imp.header.Source, root, n)
	if err != nil || !found {
		return key, err
	}
	return root, nil
}

// shows reports whether the file has a row with a key.
func (s *snapshot) shows(ctx context.Context, key string) (bool, error) {
	return s.tx.one(ctx, []any{new(int64)}, `SELECT line FROM snapshot_shown WHERE NOT keyless AND name = $1 LIMIT 1`, key)
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

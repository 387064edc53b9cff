package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// AuditLine says who did what. Persons are opaque ids.
type AuditLine struct {
	Number  int64 // from 1, without gaps; Audit gives it
	At      calendar.Moment
	Who     string
	What    string // the act, such as "apply program"
	Subject string // the id of what it was done to
	Detail  string
	Hash    string // covers the line and the hash of the line before; Audit gives it
}

// Audit adds a line to the chain. It holds when the transaction does.
func (tx *Tx) Audit(ctx context.Context, l AuditLine) error {
	var previous string
	found, err := tx.one(ctx, []any{&l.Number, &previous}, `SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1`)
	if err != nil {
		return err
	}
	if !found {
		l.Number = 0
	}
	l.Number++
	l.At = calendar.MomentOf(l.At.Micros(), false)
	_, err = tx.exec(ctx, `INSERT INTO audit (number, at, who, what, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.Number, l.At.Micros(), l.Who, l.What, l.Subject, l.Detail, l.hashAfter(previous))
	return err
}

// hashAfter is the hash of the line that follows one with a hash. Each text
// carries its length, so that moving a letter from one to the next is seen.
func (l AuditLine) hashAfter(previous string) string {
	var b strings.Builder
	for _, text := range []string{previous, fmt.Sprint(l.Number), fmt.Sprint(l.At.Micros()), l.Who, l.What, l.Subject, l.Detail} {
		fmt.Fprintf(&b, "%d:%s", len(text), text)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// AuditLines lists lines in the order in which they were written, after the
// number given.
func (r *Reader) AuditLines(ctx context.Context, after int64, limit int) ([]AuditLine, error) {
	return all(ctx, r, scanAuditLine, `SELECT number, at, who, what, subject, detail, hash FROM audit
		WHERE number > $1 ORDER BY number LIMIT $2`, after, limit)
}

// AuditFilter chooses lines; empty fields let all pass.
type AuditFilter struct {
	Who   string          // the id, the whole e-mail address or a part of the name of a person, or the id of a key
	What  string          // the act
	About string          // a part of the subject or of the detail
	From  calendar.Moment // then or later
	Until calendar.Moment // before that
}

// FilteredAudit lists lines from the newest to the oldest, before the number given (0
// for the first page).
func (r *Reader) FilteredAudit(ctx context.Context, f AuditFilter, before int64, limit int) ([]AuditLine, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	until := int64(math.MaxInt64)
	if !f.Until.IsZero() {
		until = f.Until.Micros()
	}
	return all(ctx, r, scanAuditLine, `SELECT number, at, who, what, subject, detail, hash FROM audit WHERE number < $1 AND at >= $2 AND at < $3
		AND ($4 = '' OR what = $4) AND ($5 = '' OR subject LIKE $6 ESCAPE '\' OR detail LIKE $6 ESCAPE '\')
		AND ($7 = '' OR who = $7 OR who = $8 OR who IN (SELECT id FROM persons WHERE folded = $9 AND folded <> '' OR lower(name) LIKE $10 ESCAPE '\'))
		ORDER BY number DESC LIMIT $11`, before, f.From.Micros(), until, f.What, f.About, "%"+escapeLike(f.About)+"%",
		f.Who, people.AtConsole(f.Who), people.Folded(f.Who), "%"+escapeLike(fold(f.Who))+"%", limit)
}

// AuditActs lists every act that the lines speak of, in order.
func (r *Reader) AuditActs(ctx context.Context) ([]string, error) {
	return all(ctx, r, func(rows *sql.Rows, act *string) error { return rows.Scan(act) }, `SELECT DISTINCT what FROM audit ORDER BY what`)
}

func scanAuditLine(rows *sql.Rows, l *AuditLine) error {
	var at int64
	err := rows.Scan(&l.Number, &at, &l.Who, &l.What, &l.Subject, &l.Detail, &l.Hash)
	l.At = calendar.MomentOf(at, false)
	return err
}

// AuditCheck is what reading the whole audit trail found.
type AuditCheck struct {
	Lines  int64     // that hold, from the first
	Last   AuditLine // the last of them; the zero line for none
	Broken int64     // the first line that was changed, left out or put in; 0 when all hold
}

// CheckAudit reads the whole chain. Only somebody who kept the last hash
// elsewhere can tell whether the last lines were cut off.
func (r *Reader) CheckAudit(ctx context.Context) (c AuditCheck, err error) {
	err = r.each(ctx, func(rows *sql.Rows) error {
		var l AuditLine
		if err := scanAuditLine(rows, &l); err != nil {
			return err
		}
		switch {
		case c.Broken > 0:
		case l.Number != c.Last.Number+1, l.Hash != l.hashAfter(c.Last.Hash):
			c.Broken = c.Last.Number + 1
		default:
			c.Last, c.Lines = l, c.Lines+1
		}
		return nil
	}, `SELECT number, at, who, what, subject, detail, hash FROM audit ORDER BY number`)
	return c, err
}

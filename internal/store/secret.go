package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// Secret is a session, a key or a link. What its holder has is not stored, only
// its hash.
type Secret struct {
	ID      string
	Kind    SecretKind
	Person  string       // whose it is, or who made the key
	Subject string       // of a key: the partner that it is for, empty for the operator; of a link: what it is about
	Label   string       // the browser of a session, the name of a key, what a link is for
	Scopes  []people.Act // of a key
	Created calendar.Moment
	Seen    calendar.Moment // when it was used last, to the minute; zero for never
	Expires calendar.Moment
	Ended   calendar.Moment // when it was revoked, or of a link: used; zero while it works
}

// SecretKind is what a secret is for.
type SecretKind string

// The kinds of secrets.
const (
	Session SecretKind = "session" // a browser that somebody signed in with
	Key     SecretKind = "key"     // of the API
	Link    SecretKind = "link"    // in a letter; works once
)

// WorksAt reports whether the secret opens anything at a moment.
func (s Secret) WorksAt(now calendar.Moment) bool {
	return s.Ended.IsZero() && now.Before(s.Expires)
}

// HashOf is how a secret is stored. It is random and long, so that one round of
// SHA-256 is enough.
func HashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

const secretColumns = `SELECT id, kind, person, subject, label, scopes, created, seen, expires, ended FROM secrets `

func scanSecret(rows *sql.Rows, s *Secret) error {
	var scopes string
	var created, seen, expires, ended int64
	err := rows.Scan(&s.ID, &s.Kind, &s.Person, &s.Subject, &s.Label, &scopes, &created, &seen, &expires, &ended)
	for _, act := range strings.Fields(scopes) {
		s.Scopes = append(s.Scopes, people.Act(act))
	}
	s.Created, s.Expires = calendar.MomentOf(created, false), calendar.MomentOf(expires, false)
	s.Seen, s.Ended = momentOrNone(seen), momentOrNone(ended)
	return err
}

// momentOrNone reads a moment that may not have come.
func momentOrNone(micros int64) calendar.Moment {
	if micros == 0 {
		return calendar.Moment{}
	}
	return calendar.MomentOf(micros, false)
}

// AddSecret stores the hash of a secret.
func (tx *Tx) AddSecret(ctx context.Context, s Secret, secret string) error {
	scopes := make([]string, len(s.Scopes))
	for i, act := range s.Scopes {
		scopes[i] = string(act)
	}
	_, err := tx.exec(ctx, `INSERT INTO secrets (id, kind, hash, person, subject, label, scopes, created, seen, expires, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 0)`,
		s.ID, s.Kind, HashOf(secret), s.Person, s.Subject, s.Label, strings.Join(scopes, " "), s.Created.Micros(), s.Expires.Micros())
	return err
}

// FindSecret finds what somebody has; false when there is no such secret. It may
// have ended.
func (r *Reader) FindSecret(ctx context.Context, kind SecretKind, secret string) (Secret, bool, error) {
	s, err := first(all(ctx, r, scanSecret, secretColumns+`WHERE hash = $1 AND kind = $2`, HashOf(secret), kind))
	return orZero(s), s != nil, err
}

// SecretByID finds a secret by its id, which opens nothing; false when there is
// none.
func (r *Reader) SecretByID(ctx context.Context, id string) (Secret, bool, error) {
	s, err := first(all(ctx, r, scanSecret, secretColumns+`WHERE id = $1`, id))
	return orZero(s), s != nil, err
}

// Secrets lists what a person has of one kind, the newest first.
func (r *Reader) Secrets(ctx context.Context, kind SecretKind, person string) ([]Secret, error) {
	return all(ctx, r, scanSecret, secretColumns+`WHERE person = $1 AND kind = $2 ORDER BY id DESC`, person, kind)
}

// Keys lists the keys for a partner, or those of the operator when the partner is
// empty, the newest first.
func (r *Reader) Keys(ctx context.Context, partner string) ([]Secret, error) {
	return all(ctx, r, scanSecret, secretColumns+`WHERE kind = 'key' AND subject = $1 ORDER BY id DESC`, partner)
}

// KeysThatEnd lists the keys that work at a moment and expire by another, by their
// ids.
func (r *Reader) KeysThatEnd(ctx context.Context, now, by calendar.Moment) ([]Secret, error) {
	return all(ctx, r, scanSecret, secretColumns+`WHERE kind = 'key' AND ended = 0 AND expires > $1 AND expires <= $2 ORDER BY id`, now.Micros(), by.Micros())
}

// EndSecret lets a secret work no more; false when it did not.
func (tx *Tx) EndSecret(ctx context.Context, id string, now calendar.Moment) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE secrets SET ended = $2 WHERE id = $1 AND ended = 0`, id, now.Micros())
	return n > 0, err
}

// EndSecrets ends everything of one kind that a person has, but one.
func (tx *Tx) EndSecrets(ctx context.Context, kind SecretKind, person, except string, now calendar.Moment) (int, error) {
	n, err := tx.exec(ctx, `UPDATE secrets SET ended = $4 WHERE kind = $1 AND person = $2 AND id <> $3 AND ended = 0`, kind, person, except, now.Micros())
	return int(n), err
}

// SawSecret notes that a secret was used.
func (tx *Tx) SawSecret(ctx context.Context, id string, now calendar.Moment) error {
	_, err := tx.exec(ctx, `UPDATE secrets SET seen = $2 WHERE id = $1`, id, now.Micros())
	return err
}

// SweepSecrets forgets secrets that expired or ended before a moment, keys apart:
// the list of keys says what became of each.
func (tx *Tx) SweepSecrets(ctx context.Context, before calendar.Moment) (int, error) {
	n, err := tx.exec(ctx, `DELETE FROM secrets WHERE kind <> 'key' AND (expires < $1 OR ended > 0 AND ended < $1)`, before.Micros())
	return int(n), err
}

package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// Letter is a letter as it was written, and what became of it.
type Letter struct {
	letter.Letter
	ID       string
	Event    string // what it tells, to whom: the same is never written twice
	Partner  string // whose partner's it is; empty for the operator's own
	Case     string // the case that it is about; empty for none
	Person   string
	Address  string
	State    LetterState
	Attempts int
	Created  calendar.Moment
}

// LetterState is what became of a letter.
type LetterState string

// The states of a letter.
const (
	Waiting  LetterState = "waiting"  // to be sent
	Kept     LetterState = "kept"     // nothing sends letters here: it can be read
	InDigest LetterState = "digest"   // comes with the others of the day
	Sent     LetterState = "sent"     // a mail server took it
	Refused  LetterState = "refused"  // for ever
	GivenUp  LetterState = "given-up" // refused for now too often, or never reachable
	Unknown  LetterState = "unknown"  // the answer of the mail server was lost: it is not sent again
)

const letterColumns = `SELECT id, event, partner, case_id, person, kind, address, language, subject, summary, body, html, opt_out, state, attempts, created FROM letters `

func scanLetter(rows *sql.Rows, l *Letter) error {
	var created int64
	err := rows.Scan(&l.ID, &l.Event, &l.Partner, &l.Case, &l.Person, &l.Kind, &l.Address, &l.Language, &l.Subject, &l.Preheader, &l.Text, &l.HTML, &l.OptOut,
		&l.State, &l.Attempts, &created)
	l.Created = calendar.MomentOf(created, false)
	return err
}

// AddLetter puts a letter into the outbox, unless the same was told before; then
// it is false.
func (tx *Tx) AddLetter(ctx context.Context, l Letter) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO letters (id, event, partner, case_id, person, kind, address, language, subject, summary, body, html, opt_out, state, attempts, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15) ON CONFLICT DO NOTHING`,
		l.ID, l.Event, l.Partner, l.Case, l.Person, l.Kind, l.Address, l.Language, l.Subject, l.Preheader, l.Text, l.HTML, l.OptOut, l.State, l.Created.Micros())
	return n > 0, err
}

// Letter finds a letter by id.
func (r *Reader) Letter(ctx context.Context, id string) (Letter, error) {
	l, err := first(all(ctx, r, scanLetter, letterColumns+`WHERE id = $1`, id))
	if err == nil && l == nil {
		return Letter{}, NoLetter(id)
	}
	return orZero(l), err
}

// NoLetter says that there is no letter with an id, or none that the caller sees.
func NoLetter(id string) error {
	return problem.New(problem.NotFound, "There is no letter %q among those that you see.", problem.Excerpt(id)).WithHint("Check the id; it begins with ltr_.")
}

// LetterFilter says which letters are listed; empty fields let all pass.
type LetterFilter struct {
	Partner string
	Person  string
	Case    string
	Kind    letter.Kind
	State   LetterState
	Without []letter.Kind // of none of these kinds
}

// Letters lists letters, the newest first, from the one before an id that was
// listed last.
func (r *Reader) Letters(ctx context.Context, f LetterFilter, before string, limit int) ([]Letter, error) {
	where, args := []string{"($1 = '' OR id < $1)"}, []any{before, limit}
	for _, each := range []struct{ column, value string }{{"partner", f.Partner}, {"person", f.Person}, {"case_id", f.Case}, {"kind", string(f.Kind)}, {"state", string(f.State)}} {
		if each.value != "" {
			args = append(args, each.value)
			where = append(where, each.column+" = $"+strconv.Itoa(len(args)))
		}
	}
	for _, kind := range f.Without {
		args = append(args, string(kind))
		where = append(where, "kind <> $"+strconv.Itoa(len(args)))
	}
	return all(ctx, r, scanLetter, letterColumns+`WHERE `+strings.Join(where, " AND ")+` ORDER BY id DESC LIMIT $2`, args...)
}

// SetLetter notes what became of a letter.
func (tx *Tx) SetLetter(ctx context.Context, id string, state LetterState) error {
	_, err := tx.exec(ctx, `UPDATE letters SET state = $2 WHERE id = $1`, id, state)
	return err
}

// Delivery is one attempt to deliver a letter.
type Delivery struct {
	Letter  string
	Attempt int // from 1
	At      calendar.Moment
	Outcome string
	Answer  string // of the mail server
}

// AddDelivery notes an attempt. It is noted before it is made, so that one whose
// end nobody saw is known; the same attempt again notes how it ended.
func (tx *Tx) AddDelivery(ctx context.Context, d Delivery) error {
	_, err := tx.exec(ctx, `INSERT INTO deliveries (letter, attempt, at, outcome, answer) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (letter, attempt) DO UPDATE SET at = excluded.at, outcome = excluded.outcome, answer = excluded.answer`,
		d.Letter, d.Attempt, d.At.Micros(), d.Outcome, d.Answer)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE letters SET attempts = $2 WHERE id = $1`, d.Letter, d.Attempt)
	return err
}

// Deliveries lists every attempt to deliver a letter.
func (r *Reader) Deliveries(ctx context.Context, id string) ([]Delivery, error) {
	return all(ctx, r, func(rows *sql.Rows, d *Delivery) error {
		var at int64
		err := rows.Scan(&d.Letter, &d.Attempt, &at, &d.Outcome, &d.Answer)
		d.At = calendar.MomentOf(at, false)
		return err
	}, `SELECT letter, attempt, at, outcome, answer FROM deliveries WHERE letter = $1 ORDER BY attempt`, id)
}

// AddBounce notes that an address takes no letters.
func (tx *Tx) AddBounce(ctx context.Context, address, because string, at calendar.Moment) error {
	_, err := tx.exec(ctx, `INSERT INTO bounces (folded, at, because) VALUES ($1, $2, $3) ON CONFLICT (folded) DO UPDATE SET at = excluded.at, because = excluded.because`,
		people.Folded(address), at.Micros(), because)
	return err
}

// Bounced is why an address takes no letters; empty when it does.
func (r *Reader) Bounced(ctx context.Context, address string) (because string, err error) {
	_, err = r.one(ctx, []any{&because}, `SELECT because FROM bounces WHERE folded = $1`, people.Folded(address))
	return because, err
}

// ForgetBounce lets an address be written to again.
func (tx *Tx) ForgetBounce(ctx context.Context, address string) error {
	_, err := tx.exec(ctx, `DELETE FROM bounces WHERE folded = $1`, people.Folded(address))
	return err
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// ContactHistory lists the contacts that a person is or was.
func (r *Reader) ContactHistory(ctx context.Context, person string) ([]Contact, error) {
	return all(ctx, r, scanContact, contactColumns+`WHERE person = $1 ORDER BY since, id`, person)
}

// AcceptancesBy lists the terms that a person accepted for partners.
func (r *Reader) AcceptancesBy(ctx context.Context, person string) ([]Acceptance, error) {
	return all(ctx, r, scanAcceptance, `SELECT partner, program, benefit, terms, person, at FROM acceptances WHERE person = $1 ORDER BY at, partner`, person)
}

// MovesBy lists the moves that a person made.
func (r *Reader) MovesBy(ctx context.Context, person string) ([]Made, error) {
	return all(ctx, r, scanMade, madeColumns+`WHERE who = $1 ORDER BY at, case_id`, person)
}

// AuditOf lists the lines of the audit log about a person, or of what they did.
func (r *Reader) AuditOf(ctx context.Context, person string) ([]AuditLine, error) {
	return all(ctx, r, scanAuditLine, `SELECT number, at, who, what, subject, detail, hash FROM audit WHERE who = $1 OR who = $2 OR subject = $1 ORDER BY number`, person, people.AtConsole(person))
}

// ForgetPerson erases what tables beside that of persons say of one: identities,
// addresses of contacts, and the letters.
func (tx *Tx) ForgetPerson(ctx context.Context, id string) error {
	for _, statement := range []string{
		`DELETE FROM identities WHERE person = $1`,
		`DELETE FROM absences WHERE person = $1`,
		`DELETE FROM saved_filters WHERE person = $1`,
		`UPDATE contacts SET email = '', phone = '', language = '' WHERE person = $1`,
		`UPDATE letters SET address = '', subject = '(erased)', summary = '', body = '', html = '', opt_out = '', event = id WHERE person = $1`,
		`UPDATE secrets SET label = '' WHERE person = $1`,
	} {
		if _, err := tx.exec(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
}

func scanAcceptance(rows *sql.Rows, a *Acceptance) error {
	var at int64
	err := rows.Scan(&a.Partner, &a.Program, &a.Benefit, &a.Terms, &a.Person, &at)
	a.At = calendar.MomentOf(at, false)
	return err
}

const madeColumns = `SELECT case_id, revision, at, who, operator, move, from_state, to_state, reason, private, input FROM moves `

func scanMade(rows *sql.Rows, m *Made) error {
	var at int64
	var input string
	err := rows.Scan(&m.Case, &m.Revision, &at, &m.Who, &m.Operator, &m.Move, &m.From, &m.To, &m.Reason, &m.Private, &input)
	m.At = calendar.MomentOf(at, false)
	if input != "" {
		m.Input = json.RawMessage(input)
	}
	return err
}

// ForgetTexts empties the text of letters that were written before a moment.
func (tx *Tx) ForgetTexts(ctx context.Context, before calendar.Moment) (int64, error) {
	return tx.exec(ctx, `UPDATE letters SET body = '', html = '', address = '', event = id WHERE created < $1 AND body <> ''`, before.Micros())
}

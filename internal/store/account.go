package store

import (
	"context"
	"database/sql"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// Account is what is kept about a partner beside its facts.
type Account struct {
	Partner   string
	Email     string // of the company: no contact may have it
	Region    string
	Portfolio string
	Country   string
	Manager   string // the person who is its engagement manager; empty for none
	Revision  int64  // 0 when nothing was ever kept
}

// Account is what is kept about a partner; only its id when nothing is.
func (r *Reader) Account(ctx context.Context, partner string) (Account, error) {
	a := Account{Partner: partner}
	_, err := r.one(ctx, []any{&a.Email, &a.Region, &a.Portfolio, &a.Country, &a.Manager, &a.Revision},
		`SELECT email, region, portfolio, country, manager, revision FROM accounts WHERE partner = $1`, partner)
	return a, err
}

// Territories are the regions and the portfolios that partners are of.
func (r *Reader) Territories(ctx context.Context) (regions, portfolios []string, err error) {
	if regions, err = all(ctx, r, scanName, `SELECT DISTINCT region FROM accounts WHERE region <> '' ORDER BY region`); err != nil {
		return nil, nil, err
	}
	portfolios, err = all(ctx, r, scanName, `SELECT DISTINCT portfolio FROM accounts WHERE portfolio <> '' ORDER BY portfolio`)
	return regions, portfolios, err
}

// SaveAccount stores what is kept about a partner, unless the revision is not the
// stored one any more.
func (tx *Tx) SaveAccount(ctx context.Context, a Account) error {
	held, err := tx.Account(ctx, a.Partner)
	if err != nil {
		return err
	}
	if held.Revision != a.Revision {
		return stale("The account of "+a.Partner, a.Revision)
	}
	_, err = tx.exec(ctx, `INSERT INTO accounts (partner, email, region, portfolio, country, manager, revision) VALUES ($1, $2, $3, $4, $5, $6, 1)
		ON CONFLICT (partner) DO UPDATE SET email = excluded.email, region = excluded.region, portfolio = excluded.portfolio,
		country = excluded.country, manager = excluded.manager, revision = accounts.revision + 1`,
		a.Partner, a.Email, a.Region, a.Portfolio, a.Country, a.Manager)
	return err
}

// Acceptance says who accepted which terms for a partner.
type Acceptance struct {
	Partner string
	Program string
	Benefit string // empty for the program's own terms
	Terms   string // the version of the terms
	Person  string
	At      calendar.Moment
}

// Accept notes that terms were accepted; the first time stays.
func (tx *Tx) Accept(ctx context.Context, a Acceptance) error {
	_, err := tx.exec(ctx, `INSERT INTO acceptances (partner, program, benefit, terms, person, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		a.Partner, a.Program, a.Benefit, a.Terms, a.Person, a.At.Micros())
	return err
}

// Acceptances lists what was accepted for a partner, the oldest first.
func (r *Reader) Acceptances(ctx context.Context, partner string) ([]Acceptance, error) {
	return all(ctx, r, scanAcceptance, `SELECT partner, program, benefit, terms, person, at FROM acceptances WHERE partner = $1 ORDER BY at, program, benefit, terms`, partner)
}

// OptOut says that a partner wants nothing from a program, or nothing for one
// offer.
type OptOut struct {
	Partner string
	Program string
	Offer   string // publisher/offer; empty for the whole program
	Person  string
	At      calendar.Moment
}

// SetOptOut notes an opt-out, or removes it.
func (tx *Tx) SetOptOut(ctx context.Context, o OptOut, out bool) error {
	if !out {
		_, err := tx.exec(ctx, `DELETE FROM opt_outs WHERE partner = $1 AND program = $2 AND offer = $3`, o.Partner, o.Program, o.Offer)
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO opt_outs (partner, program, offer, person, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		o.Partner, o.Program, o.Offer, o.Person, o.At.Micros())
	return err
}

// OptOuts lists what a partner opted out of.
func (r *Reader) OptOuts(ctx context.Context, partner string) ([]OptOut, error) {
	return all(ctx, r, func(rows *sql.Rows, o *OptOut) error {
		var at int64
		err := rows.Scan(&o.Partner, &o.Program, &o.Offer, &o.Person, &at)
		o.At = calendar.MomentOf(at, false)
		return err
	}, `SELECT partner, program, offer, person, at FROM opt_outs WHERE partner = $1 ORDER BY program, offer`, partner)
}

// Contact is a marketing contact of a partner, now or once.
type Contact struct {
	ID       string
	Partner  string
	Person   string
	Email    string
	Phone    string
	Language string
	Main     bool
	Verified calendar.Moment // zero while the address is not verified
	Since    calendar.Moment
	By       string          // who assigned it
	Ended    calendar.Moment // zero while it is one
	Because  string          // why it ended
}

// Contacts lists the marketing contacts of a partner: those of today, the main
// one first; with history also the ones that ended, the newest first.
func (r *Reader) Contacts(ctx context.Context, partner string, history bool) ([]Contact, error) {
	return all(ctx, r, scanContact, contactColumns+`WHERE partner = $1 AND (ended = 0 OR $2) ORDER BY CASE WHEN ended = 0 THEN 0 ELSE 1 END, main DESC, ended DESC, id`, partner, history)
}

// ContactsOf lists the contacts that a person is today, of any partner.
func (r *Reader) ContactsOf(ctx context.Context, person string) ([]Contact, error) {
	return all(ctx, r, scanContact, contactColumns+`WHERE person = $1 AND ended = 0 ORDER BY partner, id`, person)
}

const contactColumns = `SELECT id, partner, person, email, phone, language, main, verified, since, assigned_by, ended, because FROM contacts `

func scanContact(rows *sql.Rows, c *Contact) error {
	var verified, since, ended int64
	err := rows.Scan(&c.ID, &c.Partner, &c.Person, &c.Email, &c.Phone, &c.Language, &c.Main, &verified, &since, &c.By, &ended, &c.Because)
	c.Verified, c.Since, c.Ended = momentOrNone(verified), calendar.MomentOf(since, false), momentOrNone(ended)
	return err
}

// SaveContact stores a contact as it is now.
func (tx *Tx) SaveContact(ctx context.Context, c Contact) error {
	_, err := tx.exec(ctx, `INSERT INTO contacts (id, partner, person, email, phone, language, main, verified, since, assigned_by, ended, because)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET main = excluded.main, verified = excluded.verified, ended = excluded.ended, because = excluded.because`,
		c.ID, c.Partner, c.Person, c.Email, c.Phone, c.Language, c.Main, c.Verified.Micros(), c.Since.Micros(), c.By, c.Ended.Micros(), c.Because)
	return err
}

// ContactsAt lists the contacts of today that have an address.
func (r *Reader) ContactsAt(ctx context.Context, address string) ([]Contact, error) {
	return all(ctx, r, scanContact, contactColumns+`WHERE LOWER(email) = $1 AND ended = 0 ORDER BY partner, id`, people.Folded(address))
}

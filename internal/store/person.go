package store

import (
	"context"
	"database/sql"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// Person is somebody who signs in, gets letters or is a contact.
type Person struct {
	ID          string
	Name        string
	Email       string // empty once the person was erased
	Phone       string
	Language    string // a language tag, empty for the default
	Zone        string // a time zone, empty for the program's
	Digest      bool   // letters that can wait come once a day
	Promotional bool   // wants letters that only recommend
	State       PersonState
	Password    string // the argon2id hash; empty without one
	Failures    int    // wrong passwords since the last right one
	LockedUntil calendar.Moment
	Created     calendar.Moment
	Revision    int64
}

// PersonState is what became of a person.
type PersonState string

// The states of a person.
const (
	Invited PersonState = "invited" // has not signed in yet
	Active  PersonState = "active"
	Left    PersonState = "left"   // does not sign in any more
	Erased  PersonState = "erased" // only the id is left
)

const personColumns = `SELECT id, name, email, phone, language, zone, digest, promotional, state, password, failures, locked_until, created, revision FROM persons `

func scanPerson(rows *sql.Rows, p *Person) error {
	var locked, created int64
	err := rows.Scan(&p.ID, &p.Name, &p.Email, &p.Phone, &p.Language, &p.Zone, &p.Digest, &p.Promotional, &p.State, &p.Password, &p.Failures, &locked, &created, &p.Revision)
	p.LockedUntil, p.Created = calendar.MomentOf(locked, false), calendar.MomentOf(created, false)
	return err
}

// Person finds a person by id.
func (r *Reader) Person(ctx context.Context, id string) (Person, error) {
	p, err := first(all(ctx, r, scanPerson, personColumns+`WHERE id = $1`, id))
	if err != nil || p != nil {
		return orZero(p), err
	}
	return Person{}, noPerson(id)
}

// PersonByEmail finds who has an address; false when nobody has.
func (r *Reader) PersonByEmail(ctx context.Context, email string) (Person, bool, error) {
	p, err := first(all(ctx, r, scanPerson, personColumns+`WHERE folded = $1 AND folded <> ''`, people.Folded(email)))
	return orZero(p), p != nil, err
}

// PersonByIdentity finds whom a system knows by an id; false when nobody is.
func (r *Reader) PersonByIdentity(ctx context.Context, system, id string) (Person, bool, error) {
	p, err := first(all(ctx, r, scanPerson, personColumns+`WHERE id = (SELECT person FROM identities WHERE system = $1 AND id = $2)`, system, id))
	return orZero(p), p != nil, err
}

// Persons lists who holds a role for a partner, or for the operator when the
// partner is empty, in order of their ids, after the id given.
func (r *Reader) Persons(ctx context.Context, partner, after string, limit int) ([]Person, error) {
	return all(ctx, r, scanPerson, personColumns+`WHERE id > $2 AND id IN (SELECT person FROM seats WHERE partner = $1) ORDER BY id LIMIT $3`, partner, after, limit)
}

// AnyPerson reports whether there is somebody with a role, whoever it is.
func (r *Reader) AnyPerson(ctx context.Context, role people.Role) (bool, error) {
	var one int
	return r.one(ctx, []any{&one}, `SELECT 1 FROM seats s JOIN persons p ON p.id = s.person WHERE s.role = $1 AND p.state <> 'erased' LIMIT 1`, role)
}

// AddPerson stores somebody new. An address that is taken is a Conflict.
func (tx *Tx) AddPerson(ctx context.Context, p Person) error {
	n, err := tx.exec(ctx, `INSERT INTO persons (id, name, email, folded, phone, language, zone, digest, promotional, state, password, failures, locked_until, created, revision)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, 1) ON CONFLICT DO NOTHING`,
		p.ID, p.Name, p.Email, people.Folded(p.Email), p.Phone, p.Language, p.Zone, p.Digest, p.Promotional, p.State, p.Password, p.Created.Micros())
	if err == nil && n == 0 {
		return takenAddress(p.Email)
	}
	return err
}

// SavePerson changes somebody, unless the revision is not the stored one any more.
func (tx *Tx) SavePerson(ctx context.Context, p Person) error {
	other, taken, err := tx.PersonByEmail(ctx, p.Email)
	if err != nil {
		return err
	}
	if taken && other.ID != p.ID {
		return takenAddress(p.Email)
	}
	n, err := tx.exec(ctx, `UPDATE persons SET name = $3, email = $4, folded = $5, phone = $6, language = $7, zone = $8, digest = $9, promotional = $10,
		state = $11, password = $12, failures = $13, locked_until = $14, revision = revision + 1 WHERE id = $1 AND revision = $2`,
		p.ID, p.Revision, p.Name, p.Email, people.Folded(p.Email), p.Phone, p.Language, p.Zone, p.Digest, p.Promotional, p.State, p.Password, p.Failures, p.LockedUntil.Micros())
	if err == nil && n == 0 {
		return stale("The person "+p.ID, p.Revision)
	}
	return err
}

func takenAddress(email string) error {
	return problem.New(problem.Conflict, "Somebody with the address %s is there already.", email).WithHint("Give that person the role, or use another address.")
}

func noPerson(id string) error {
	return problem.New(problem.NotFound, "There is no person %q.", problem.Excerpt(id)).WithHint("Check the id; it begins with per_.")
}

// stale says that what is being changed is not at the revision that was read:
// somebody else changed it, or it never was.
func stale(thing string, revision int64) error {
	return problem.New(problem.Stale, "%s is not at revision %d.", thing, revision).
		WithHint("Read it again, look at what changed, and then decide.")
}

// AddIdentity lets a system know a person by an id. One that is another's is a
// Conflict.
func (tx *Tx) AddIdentity(ctx context.Context, system, id, person string) error {
	if _, err := tx.exec(ctx, `INSERT INTO identities (system, id, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, system, id, person); err != nil {
		return err
	}
	known, _, err := tx.PersonByIdentity(ctx, system, id)
	if err == nil && known.ID != person {
		return problem.New(problem.Conflict, "%s knows another person as %q.", system, problem.Excerpt(id)).WithHint("Ask the operator to look at both persons.")
	}
	return err
}

// Identity is how a system knows a person.
type Identity struct{ System, ID string }

// Identities lists how others know a person.
func (r *Reader) Identities(ctx context.Context, person string) ([]Identity, error) {
	return all(ctx, r, func(rows *sql.Rows, i *Identity) error { return rows.Scan(&i.System, &i.ID) },
		`SELECT system, id FROM identities WHERE person = $1 ORDER BY system, id`, person)
}

// Seats lists the roles that a person holds: for the operator first, then by
// partner.
func (r *Reader) Seats(ctx context.Context, person string) ([]people.Seat, error) {
	return all(ctx, r, scanSeat, `SELECT role, partner, regions, portfolios, first_day, last_day, issuer FROM seats WHERE person = $1 ORDER BY partner, role`, person)
}

func scanSeat(rows *sql.Rows, s *people.Seat) error {
	var regions, portfolios string
	err := rows.Scan(&s.Role, &s.Partner, &regions, &portfolios, &s.Since, &s.Until, &s.Issuer)
	s.Regions, s.Portfolios = unlist(regions), unlist(portfolios)
	return err
}

// GiveSeat gives a role, or changes what it is limited to.
func (tx *Tx) GiveSeat(ctx context.Context, person string, s people.Seat) error {
	_, err := tx.exec(ctx, `INSERT INTO seats (person, partner, role, regions, portfolios, first_day, last_day, issuer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (person, partner, role) DO UPDATE SET regions = excluded.regions, portfolios = excluded.portfolios, first_day = excluded.first_day,
		last_day = excluded.last_day, issuer = excluded.issuer`,
		person, s.Partner, s.Role, listed(s.Regions), listed(s.Portfolios), int64(s.Since), int64(s.Until), s.Issuer)
	return err
}

// TakeSeat takes a role back; false when it was not held.
func (tx *Tx) TakeSeat(ctx context.Context, person, partner string, role people.Role) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM seats WHERE person = $1 AND partner = $2 AND role = $3`, person, partner, role)
	return n > 0, err
}

// listed writes words so that each can be found with a comma on both sides.
func listed(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "," + strings.Join(words, ",") + ","
}

func unlist(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.Trim(text, ","), ",")
}

// Holder is a person with a role.
type Holder struct {
	Person
	Seat people.Seat
}

// Holders lists who holds one of some roles for a partner, or for the operator
// when the partner is empty, and can be reached: by role as given, then by id.
func (r *Reader) Holders(ctx context.Context, partner string, roles ...people.Role) ([]Holder, error) {
	var out []Holder
	for _, role := range roles {
		found, err := all(ctx, r, scanPerson, personColumns+`WHERE state IN ('invited', 'active') AND id IN
			(SELECT person FROM seats WHERE partner = $1 AND role = $2) ORDER BY id`, partner, role)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			seats, err := r.Seats(ctx, p.ID)
			if err != nil {
				return nil, err
			}
			for _, s := range seats {
				if s.Partner == partner && s.Role == role {
					out = append(out, Holder{p, s})
				}
			}
		}
	}
	return out, nil
}

// Absence is a time in which somebody else does a person's work.
type Absence struct {
	Person      string
	First, Last calendar.Day
	Cover       string // the person who does it; empty for nobody in particular
}

// SetAbsence notes who is away; the same first day again changes the note, and a
// last day before the first removes it.
func (tx *Tx) SetAbsence(ctx context.Context, a Absence) error {
	if _, err := tx.exec(ctx, `DELETE FROM absences WHERE person = $1 AND first_day = $2`, a.Person, int64(a.First)); err != nil || a.Last < a.First {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO absences (person, first_day, last_day, cover) VALUES ($1, $2, $3, $4)`, a.Person, int64(a.First), int64(a.Last), a.Cover)
	return err
}

// Absences lists who is away on a day.
func (r *Reader) Absences(ctx context.Context, day calendar.Day) ([]Absence, error) {
	return all(ctx, r, scanAbsence, absenceColumns+`WHERE first_day <= $1 AND last_day >= $1 ORDER BY person, first_day`, int64(day))
}

// AbsencesFrom lists who is away on a day or later, by the first day.
func (r *Reader) AbsencesFrom(ctx context.Context, day calendar.Day) ([]Absence, error) {
	return all(ctx, r, scanAbsence, absenceColumns+`WHERE last_day >= $1 ORDER BY first_day, person`, int64(day))
}

const absenceColumns = `SELECT person, first_day, last_day, cover FROM absences `

func scanAbsence(rows *sql.Rows, a *Absence) error {
	return rows.Scan(&a.Person, &a.First, &a.Last, &a.Cover)
}

// first is the first of a list, nil when it is empty.
func first[T any](list []T, err error) (*T, error) {
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

func orZero[T any](p *T) (out T) {
	if p != nil {
		out = *p
	}
	return out
}

package app

import (
	"context"
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// How long things work.
const (
	sessionLength = 12 * time.Hour
	linkLength    = 7 * 24 * time.Hour
	resetLength   = time.Hour
)

// After so many wrong passwords in a row no further one is looked at for a
// while, longer with each.
const (
	freeFailures = 5
	firstLock    = time.Minute
	longestLock  = time.Hour
)

// Opened is a new session: what the browser keeps, and until when it works.
type Opened struct {
	Secret  string
	Expires calendar.Moment
	Person  store.Person
}

// SignInInput is what somebody types to sign in.
type SignInInput struct {
	Email    string
	Password string
	Browser  string // what the browser calls itself, to be told apart in the list of sessions
}

// wrongPassword is the one answer to every sign-in that fails: it does not tell
// whether there is such a person.
var wrongPassword = problem.New(problem.Unauthenticated, "The e-mail address or the password is wrong.").
	WithHint("Try again, or ask for a new password. After several wrong ones an address is locked for a while.")

// SignIn opens a session for whoever has the password. Too many wrong ones lock
// the address for a while; the answer is the same, and takes as long.
func (a *App) SignIn(ctx context.Context, in SignInInput) (Opened, error) {
	email, err := people.Email(in.Email)
	if err != nil {
		return Opened{}, wrongPassword
	}
	p, known, err := a.store.PersonByEmail(ctx, email)
	if err != nil {
		return Opened{}, err
	}
	right := signin.Matches(p.Password, in.Password)
	locked := a.moment().Before(p.LockedUntil)
	if known && !locked && right && p.State == store.Active {
		return a.openSession(ctx, p.ID, opening{browser: in.Browser, act: "sign in"})
	}
	if known && !locked {
		if err := a.failSignIn(ctx, p.ID); err != nil {
			return Opened{}, err
		}
	}
	return Opened{}, wrongPassword
}

// failSignIn counts a wrong password. Only the owner of the address is told that
// it is locked: whoever else tries must not learn that it is somebody's.
func (a *App) failSignIn(ctx context.Context, id string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		p.Failures++
		over := p.Failures - freeFailures
		if over >= 0 {
			p.LockedUntil = calendar.At(a.now().Add(min(firstLock<<min(over, 10), longestLock)))
		}
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: id, What: "fail to sign in", Subject: id}); err != nil || over != 0 {
			return err
		}
		return a.send(ctx, tx, message{event: "locked " + a.newID(""), to: p, content: letter.SignInLocked{Tries: p.Failures, Until: p.LockedUntil}})
	})
}

// opening is how a session comes to be.
type opening struct {
	browser string // what the browser calls itself
	act     string // for the audit log
	issuer  string // the identity provider that said who it is; empty for a password
}

// openSession opens a session for a person who proved who they are.
func (a *App) openSession(ctx context.Context, id string, o opening) (Opened, error) {
	var out Opened
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		out, err = a.session(ctx, tx, p, o)
		return err
	})
	return out, err
}

// session opens a session in a transaction.
func (a *App) session(ctx context.Context, tx *store.Tx, p store.Person, o opening) (Opened, error) {
	if p.State == store.Left || p.State == store.Erased {
		return Opened{}, wrongPassword
	}
	isNew := p.State == store.Invited
	p.State, p.Failures, p.LockedUntil = store.Active, 0, calendar.Moment{}
	if err := tx.SavePerson(ctx, p); err != nil {
		return Opened{}, err
	}
	if isNew {
		if err := a.greetAll(ctx, tx, p); err != nil {
			return Opened{}, err
		}
	}
	out := Opened{Secret: signin.NewSecret("ls_"), Expires: calendar.At(a.now().Add(sessionLength)), Person: p}
	s := store.Secret{ID: a.newID("ses_"), Kind: store.Session, Person: p.ID, Subject: o.issuer, Label: problem.Excerpt(oneLine(o.browser)), Created: a.moment(), Expires: out.Expires}
	if err := tx.AddSecret(ctx, s, out.Secret); err != nil {
		return Opened{}, err
	}
	return out, a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: o.act, Subject: p.ID, Detail: s.ID})
}

// expired is the answer to a session or a key that works no more.
var expired = problem.New(problem.Unauthenticated, "Your session has ended.").WithHint("Sign in again.")

// WhoseSession is who has a session, with the roles of today. Roles that an
// identity provider gave are held only in sessions that it vouched for: whom it
// does not let in any more has none of them left.
func (a *App) WhoseSession(ctx context.Context, secret string) (people.Who, store.Secret, error) {
	s, found, err := a.store.FindSecret(ctx, store.Session, secret)
	if err != nil {
		return people.Who{}, s, err
	}
	if !found || !s.WorksAt(a.moment()) {
		return people.Who{}, s, expired
	}
	who, err := a.who(ctx, s.Person)
	if err != nil {
		return people.Who{}, s, err
	}
	who.Seats = slices.DeleteFunc(who.Seats, func(seat people.Seat) bool { return seat.Issuer != "" && seat.Issuer != s.Subject })
	return who, s, a.saw(ctx, s)
}

// seenEvery is how exactly it is kept when a session was used last.
const seenEvery = 10 * time.Minute

// saw notes that a session is used.
func (a *App) saw(ctx context.Context, s store.Secret) error {
	last := max(s.Seen.Micros(), s.Created.Micros())
	if a.moment().Micros()-last < seenEvery.Microseconds() {
		return nil
	}
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.SawSecret(ctx, s.ID, a.moment()) })
}

// who is a person who acts, with the roles of today.
func (a *App) who(ctx context.Context, id string) (people.Who, error) {
	p, err := a.store.Person(ctx, id)
	if err != nil {
		return people.Who{}, err
	}
	if p.State != store.Active {
		return people.Who{}, expired
	}
	seats, err := a.store.Seats(ctx, id)
	return people.Who{ID: id, Seats: seats, Day: a.moment().Day(nil)}, err
}

// SignOut ends a session.
func (a *App) SignOut(ctx context.Context, secret string) error {
	s, found, err := a.store.FindSecret(ctx, store.Session, secret)
	if err != nil || !found {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if ended, err := tx.EndSecret(ctx, s.ID, a.moment()); err != nil || !ended {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: s.Person, What: "sign out", Subject: s.Person, Detail: s.ID})
	})
}

// Sessions lists the sessions of the caller that work, the newest first.
func (a *App) Sessions(ctx context.Context, who people.Who) ([]store.Secret, error) {
	list, err := a.store.Secrets(ctx, store.Session, who.ID)
	var out []store.Secret
	for _, s := range list {
		if s.WorksAt(a.moment()) {
			out = append(out, s)
		}
	}
	return out, err
}

// EndSession revokes one of the caller's own sessions.
func (a *App) EndSession(ctx context.Context, who people.Who, id string) error {
	list, err := a.Sessions(ctx, who)
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.ID == id {
			return a.store.Write(ctx, func(tx *store.Tx) error {
				if _, err := tx.EndSecret(ctx, id, a.moment()); err != nil {
					return err
				}
				return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "revoke session", Subject: who.ID, Detail: id})
			})
		}
	}
	return problem.New(problem.NotFound, "You have no session %q.", problem.Excerpt(id)).WithHint("See the list of your sessions.")
}

// As is a person as whom somebody acts who has the database itself in hand; no
// sign-in is asked.
func (a *App) As(ctx context.Context, id string) (people.Who, error) {
	p, err := a.store.Person(ctx, id)
	if err != nil {
		return people.Who{}, err
	}
	if p.State == store.Left || p.State == store.Erased {
		return people.Who{}, problem.New(problem.Conflict, "%s has left.", id).WithHint("Name somebody who is there.")
	}
	seats, err := a.store.Seats(ctx, id)
	return people.Who{ID: id, Seats: seats, Day: a.moment().Day(nil), Console: true}, err
}

package app

import (
	"context"
	"time"

	"laurel/internal/calendar"
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
	WithHint("Try again, or ask for a new password.")

// SignIn opens a session for whoever has the password. Too many wrong ones lock
// the address for a while.
func (a *App) SignIn(ctx context.Context, in SignInInput) (Opened, error) {
	email, err := people.Email(in.Email)
	if err != nil {
		return Opened{}, wrongPassword
	}
	p, known, err := a.store.PersonByEmail(ctx, email)
	if err != nil {
		return Opened{}, err
	}
	if a.moment().Before(p.LockedUntil) {
		return Opened{}, problem.New(problem.TooMany, "There were too many wrong passwords for this address.").
			WithHint("Try again after %s UTC, or ask for a new password.", p.LockedUntil)
	}
	right := signin.Matches(p.Password, in.Password)
	if !known || !right || p.State != store.Active {
		return Opened{}, a.failSignIn(ctx, p.ID, known)
	}
	return a.openSession(ctx, p.ID, in.Browser, "sign in")
}

// failSignIn counts a wrong password.
func (a *App) failSignIn(ctx context.Context, id string, known bool) error {
	if !known {
		return wrongPassword
	}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		p.Failures++
		if over := p.Failures - freeFailures; over >= 0 {
			p.LockedUntil = calendar.At(a.now().Add(min(firstLock<<min(over, 10), longestLock)))
		}
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: id, What: "fail to sign in", Subject: id})
	})
	if err != nil {
		return err
	}
	return wrongPassword
}

// openSession opens a session for a person who proved who they are.
func (a *App) openSession(ctx context.Context, id, browser, act string) (Opened, error) {
	var out Opened
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		out, err = a.session(ctx, tx, p, browser, act)
		return err
	})
	return out, err
}

// session opens a session in a transaction.
func (a *App) session(ctx context.Context, tx *store.Tx, p store.Person, browser, act string) (Opened, error) {
	if p.State == store.Left || p.State == store.Erased {
		return Opened{}, wrongPassword
	}
	p.State, p.Failures, p.LockedUntil = store.Active, 0, calendar.Moment{}
	if err := tx.SavePerson(ctx, p); err != nil {
		return Opened{}, err
	}
	out := Opened{Secret: signin.NewSecret("ls_"), Expires: calendar.At(a.now().Add(sessionLength)), Person: p}
	s := store.Secret{ID: a.newID("ses_"), Kind: store.Session, Person: p.ID, Label: problem.Excerpt(browser), Created: a.moment(), Expires: out.Expires}
	if err := tx.AddSecret(ctx, s, out.Secret); err != nil {
		return Opened{}, err
	}
	return out, a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: act, Subject: p.ID, Detail: s.ID})
}

// expired is the answer to a session or a key that works no more.
var expired = problem.New(problem.Unauthenticated, "Your session has ended.").WithHint("Sign in again.")

// WhoseSession is who has a session, with the roles of today.
func (a *App) WhoseSession(ctx context.Context, secret string) (people.Who, store.Secret, error) {
	s, found, err := a.store.FindSecret(ctx, store.Session, secret)
	if err != nil {
		return people.Who{}, s, err
	}
	if !found || !s.WorksAt(a.moment()) {
		return people.Who{}, s, expired
	}
	who, err := a.who(ctx, s.Person)
	return who, s, err
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
	return people.Who{ID: id, Seats: seats, Day: a.moment().Day(nil)}, err
}

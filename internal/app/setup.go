package app

import (
	"context"
	"strings"
	"time"

	"golang.org/x/text/language"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// What a link is for.
const (
	forSetUp    = "set up"
	forInviting = "accept invitation"
	forPassword = "new password"
	forContact  = "verify contact"
	forStopping = "stop letters"
)

// NeedsSetUp reports whether there is nobody yet who could let others in.
func (a *App) NeedsSetUp(ctx context.Context) (bool, error) {
	there, err := a.store.AnyPerson(ctx, people.SystemAdmin)
	return !there, err
}

// NewSetUp is a secret that makes whoever has it the first system admin, once. A
// system that has one already is a Conflict.
func (a *App) NewSetUp(ctx context.Context) (string, error) {
	var secret string
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		there, err := tx.AnyPerson(ctx, people.SystemAdmin)
		if err != nil {
			return err
		}
		if there {
			return problem.New(problem.Conflict, "There is a system admin already.").WithHint("Sign in as one, and give others the role.")
		}
		if _, err := tx.EndSecrets(ctx, store.Link, people.Console().ID, "", a.moment()); err != nil {
			return err
		}
		secret, err = a.link(ctx, tx, people.Console().ID, forSetUp, "", linkLength)
		if err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: people.Console().ID, What: "make set-up link"})
	})
	return secret, err
}

// SetUpLink is the address that makes whoever opens it the first system admin,
// once.
func (a *App) SetUpLink(ctx context.Context) (string, error) {
	secret, err := a.NewSetUp(ctx)
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(a.operator.BaseURL, "/") + "/set-up/" + secret, nil
}

// link makes a secret that works once.
func (a *App) link(ctx context.Context, tx *store.Tx, person, label, subject string, length time.Duration) (string, error) {
	secret := signin.NewSecret("ll_")
	return secret, tx.AddSecret(ctx, store.Secret{ID: a.newID("lnk_"), Kind: store.Link, Person: person, Subject: subject, Label: label,
		Created: a.moment(), Expires: calendar.At(a.now().Add(length))}, secret)
}

// spent is the answer to a link that opens nothing.
var spent = problem.New(problem.Unauthenticated, "The link does not work: it was used, or it is too old.").WithHint("Ask for a new one.")

// spend uses a link up: it must be for what is done, and work still.
func (a *App) spend(ctx context.Context, tx *store.Tx, secret, label string) (store.Secret, error) {
	s, found, err := tx.FindSecret(ctx, store.Link, secret)
	if err != nil {
		return s, err
	}
	if !found || s.Label != label || !s.WorksAt(a.moment()) {
		return s, spent
	}
	_, err = tx.EndSecret(ctx, s.ID, a.moment())
	return s, err
}

// Profile is what somebody says about themselves.
type Profile struct {
	Name     string
	Email    string
	Phone    string
	Language string
	Zone     string
}

// longestName is the most that is kept of a name, in bytes.
const longestName = 200

// check refuses a profile with mistakes, and writes it as it is stored.
func (p *Profile) check(m *problem.Mistakes) {
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if p.Name = oneLine(p.Name); p.Name == "" || len(p.Name) > longestName {
		m.Add(field("name"), "A name has 1 to 200 characters.")
	}
	email, err := people.Email(p.Email)
	if err != nil {
		m.Add(field("email"), "%s", problem.Of(err).Message)
	}
	p.Email = email
	if p.Phone != "" {
		phone, err := people.Phone(p.Phone)
		if err != nil {
			m.Add(field("phone"), "%s", problem.Of(err).Message)
		}
		p.Phone = phone
	}
	checkLanguage(m, p.Language)
	if _, err := calendar.Zone(p.Zone); p.Zone != "" && err != nil {
		m.Add(field("zone"), "%s", problem.Of(err).Message)
	}
}

// checkLanguage refuses what is no tag of a language.
func checkLanguage(m *problem.Mistakes, tag string) {
	if _, err := language.Parse(tag); tag != "" && err != nil {
		m.AddWithHint(problem.Place{File: "language"}, "Write a tag such as en or zh-CN.", "There is no language %q.", problem.Excerpt(tag))
	}
}

// oneLine is a text without line breaks and other characters that nobody sees.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(text, isHidden), " "))
}

func isHidden(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }

func (p Profile) person(id string, state store.PersonState, created calendar.Moment) store.Person {
	return store.Person{ID: id, Name: p.Name, Email: p.Email, Phone: p.Phone, Language: p.Language, Zone: p.Zone, Promotional: true, State: state, Created: created}
}

// SetUpInput is who becomes the first system admin.
type SetUpInput struct {
	Secret   string
	Password string
	Browser  string
	Profile
}

// SetUp makes the first system admin and signs them in.
func (a *App) SetUp(ctx context.Context, in SetUpInput) (Opened, error) {
	var m problem.Mistakes
	in.Profile.check(&m)
	if err := signin.CheckPassword(in.Password, in.Email); err != nil {
		m.Add(problem.Place{File: "password"}, "%s", problem.Of(err).Message)
	}
	if err := m.Err("The system admin cannot be made."); err != nil {
		return Opened{}, err
	}
	hash := signin.Hash(in.Password)
	var out Opened
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := a.spend(ctx, tx, in.Secret, forSetUp); err != nil {
			return err
		}
		p := in.Profile.person(a.newID("per_"), store.Active, a.moment())
		p.Password = hash
		if err := tx.AddPerson(ctx, p); err != nil {
			return err
		}
		if err := tx.GiveSeat(ctx, p.ID, people.Seat{Role: people.SystemAdmin}); err != nil {
			return err
		}
		p.Revision = 1
		var err error
		out, err = a.session(ctx, tx, p, opening{browser: in.Browser, act: "set up"})
		return err
	})
	return out, err
}

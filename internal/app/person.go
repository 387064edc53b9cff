package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// InviteInput names somebody who gets a role. Who is there already only gets the
// role.
type InviteInput struct {
	Profile
	Seat       people.Seat
	ExternalID string // how the caller's own system knows the person, with
	System     string // the name of that system
}

// Invite gives somebody a role, and lets them set up how they sign in.
func (a *App) Invite(ctx context.Context, who people.Who, in InviteInput) (store.Person, error) {
	var m problem.Mistakes
	in.Profile.check(&m)
	in.checkSeat(&m)
	in.Seat.Issuer = ""
	if err := m.Err("The person cannot be invited."); err != nil {
		return store.Person{}, err
	}
	var out store.Person
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, in.act(), in.Seat.Partner); err != nil {
			return err
		}
		p, known, err := a.findPerson(ctx, tx, in)
		if err != nil {
			return err
		}
		if !known {
			p = in.Profile.person(a.newID("per_"), store.Invited, a.moment())
			if err := tx.AddPerson(ctx, p); err != nil {
				return err
			}
			p.Revision = 1
		}
		// Who is there already may be somebody of another partner: what is known of them is not told.
		out = in.Profile.person(p.ID, p.State, p.Created)
		if out.Revision = p.Revision; in.ExternalID != "" {
			if err := tx.AddIdentity(ctx, in.System, in.ExternalID, p.ID); err != nil {
				return err
			}
		}
		if err := tx.GiveSeat(ctx, p.ID, in.Seat); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "give role", Subject: p.ID, Detail: string(in.Seat.Role) + " " + in.Seat.Partner}); err != nil {
			return err
		}
		if p.State != store.Invited {
			return a.greet(ctx, tx, p, in.Seat)
		}
		return a.sendInvitation(ctx, tx, who, p, in.Seat)
	})
	return out, err
}

// act is what one must be allowed to do to give the role.
func (in InviteInput) act() people.Act {
	if in.Seat.Partner == "" {
		return people.ManageRoles
	}
	return people.ManagePersons
}

func (in InviteInput) checkSeat(m *problem.Mistakes) {
	roles := people.PartnerRoles()
	if in.Seat.Partner == "" {
		roles = people.OperatorRoles()
	}
	if !slices.Contains(roles, in.Seat.Role) {
		m.AddSaid(problem.Place{File: "role"}, problem.Say("There are: %s.", people.RoleNames(roles)), problem.Say("There is no role %q here.", problem.Excerpt(string(in.Seat.Role))))
	}
	if in.Seat.Until != 0 && in.Seat.Until < in.Seat.Since {
		m.Add(problem.Place{File: "until"}, "The role would end before it begins.")
	}
	if strings.Contains(in.System, "://") {
		m.Add(problem.Place{File: "system"}, "%q is an identity provider: whom it knows, only a sign-in can tell.", problem.Excerpt(in.System))
	}
	if in.ExternalID != "" && in.System == "" {
		m.Add(problem.Place{File: "system"}, "It is not said which system knows the person as %q.", problem.Excerpt(in.ExternalID))
	}
}

// findPerson finds who is meant: by the id of the caller's own system, else by
// the address.
func (a *App) findPerson(ctx context.Context, tx *store.Tx, in InviteInput) (store.Person, bool, error) {
	if in.ExternalID != "" {
		if p, known, err := tx.PersonByIdentity(ctx, in.System, in.ExternalID); err != nil || known {
			return p, known, err
		}
	}
	return tx.PersonByEmail(ctx, in.Email)
}

func (a *App) sendInvitation(ctx context.Context, tx *store.Tx, who people.Who, p store.Person, seat people.Seat) error {
	if _, err := tx.EndSecrets(ctx, store.Link, p.ID, "", a.moment()); err != nil {
		return err
	}
	secret, err := a.link(ctx, tx, p.ID, forInviting, seat.Partner, linkLength)
	if err != nil {
		return err
	}
	partner, err := a.partnerName(ctx, &tx.Reader, seat.Partner)
	if err != nil {
		return err
	}
	content := letter.Invitation{Partner: partner, By: a.nameOf(ctx, &tx.Reader, who.ID), Role: seat.Role, Link: "/invitation/" + secret,
		ValidUntil: calendar.At(a.now().Add(linkLength))}
	return a.send(ctx, tx, message{event: "invitation " + a.newID(""), partner: seat.Partner, to: p, content: content})
}

// partnerName is what a partner is called; empty for the operator.
func (a *App) partnerName(ctx context.Context, r *store.Reader, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	p, err := r.FindPartner(ctx, id)
	return p.Name, err
}

// nameOf is what a person is called; who runs the programs for one who is none.
func (a *App) nameOf(ctx context.Context, r *store.Reader, id string) string {
	if p, err := r.Person(ctx, id); err == nil {
		return p.Name
	}
	return cmp.Or(a.operator.Name, "Laurel")
}

// AcceptInput answers an invitation, or sets a new password.
type AcceptInput struct {
	Secret   string
	Password string
	Browser  string
}

// AcceptInvitation lets somebody who was invited sign in from now on with a
// password, and signs them in.
func (a *App) AcceptInvitation(ctx context.Context, in AcceptInput) (Opened, error) {
	return a.setPassword(ctx, in, forInviting, "accept invitation")
}

// SetPassword sets a new password with the link that was asked for, ends all
// other sessions, and signs in.
func (a *App) SetPassword(ctx context.Context, in AcceptInput) (Opened, error) {
	return a.setPassword(ctx, in, forPassword, "set password")
}

func (a *App) setPassword(ctx context.Context, in AcceptInput, label, act string) (Opened, error) {
	if err := signin.CheckPassword(in.Password, ""); err != nil {
		return Opened{}, err
	}
	hash := signin.Hash(in.Password)
	var out Opened
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		link, err := a.spend(ctx, tx, in.Secret, label)
		if err != nil {
			return err
		}
		p, err := tx.Person(ctx, link.Person)
		if err != nil {
			return err
		}
		if _, err := tx.EndSecrets(ctx, store.Session, p.ID, "", a.moment()); err != nil {
			return err
		}
		p.Password = hash
		out, err = a.session(ctx, tx, p, opening{browser: in.Browser, act: act})
		return err
	})
	return out, err
}

// AskPassword sends a link for a new password to whoever has the address. The
// answer is the same when nobody has it.
func (a *App) AskPassword(ctx context.Context, email string) error {
	address, err := people.Email(email)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, known, err := tx.PersonByEmail(ctx, address)
		if err != nil || !known || p.State != store.Active {
			return err
		}
		if may, err := a.mayAskPassword(ctx, tx, p.ID); err != nil || !may {
			return err
		}
		secret, err := a.link(ctx, tx, p.ID, forPassword, "", resetLength)
		if err != nil {
			return err
		}
		content := letter.PasswordReset{Link: "/password/" + secret, ValidUntil: calendar.At(a.now().Add(resetLength))}
		return a.send(ctx, tx, message{event: "password " + a.newID(""), to: p, content: content})
	})
}

// askEvery is how long nobody can have a second letter with a link sent to
// somebody else.
const askEvery = time.Minute

// mayAskPassword ends the links for a new password that somebody has, and reports
// whether they get another one: not right after the last one, and not when all
// their roles come from an identity provider, which decides whether they come in.
func (a *App) mayAskPassword(ctx context.Context, tx *store.Tx, id string) (bool, error) {
	seats, err := tx.Seats(ctx, id)
	if err != nil || !slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Issuer == "" }) {
		return false, err
	}
	links, err := tx.Secrets(ctx, store.Link, id)
	if err != nil {
		return false, err
	}
	for _, s := range links {
		switch {
		case s.Label != forPassword || !s.WorksAt(a.moment()):
		case a.moment().Micros()-s.Created.Micros() < askEvery.Microseconds():
			return false, nil
		default:
			if _, err := tx.EndSecret(ctx, s.ID, a.moment()); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// PersonView is a person with the roles that the caller may see.
type PersonView struct {
	store.Person
	Seats []people.Seat
}

// Persons lists the persons of a partner, or of the operator when the partner is
// empty, in order of their ids, after the id given.
func (a *App) Persons(ctx context.Context, who people.Who, partner, after string, limit int) ([]PersonView, error) {
	if err := a.May(ctx, who, people.SeePersons, partner); err != nil {
		return nil, err
	}
	list, err := a.store.Persons(ctx, partner, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]PersonView, len(list))
	for i, p := range list {
		if out[i], err = a.personView(ctx, p, partner); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// personView is a person with the roles for one partner alone: what else somebody
// is, is nobody's business.
func (a *App) personView(ctx context.Context, p store.Person, partner string) (PersonView, error) {
	seats, err := a.store.Seats(ctx, p.ID)
	seats = slices.DeleteFunc(seats, func(s people.Seat) bool { return s.Partner != partner })
	return PersonView{p, seats}, err
}

// Self is the caller, with all their roles.
func (a *App) Self(ctx context.Context, who people.Who) (PersonView, error) {
	p, err := a.store.Person(ctx, who.ID)
	return PersonView{p, who.Seats}, err
}

// ChangeSelf changes what the caller says about themselves.
func (a *App) ChangeSelf(ctx context.Context, who people.Who, revision int64, in Profile, digest, promotional bool) (store.Person, error) {
	var m problem.Mistakes
	in.check(&m)
	if err := m.Err("What you say about yourself cannot be kept as it is."); err != nil {
		return store.Person{}, err
	}
	var p store.Person
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		var err error
		if p, err = tx.Person(ctx, who.ID); err != nil {
			return err
		}
		if people.Folded(in.Email) != people.Folded(p.Email) {
			return problem.New(problem.Conflict, "The e-mail address is how you sign in, so you cannot change it yourself.").WithHint("Ask who invited you to invite the other address.")
		}
		p.Name, p.Phone, p.Language, p.Zone, p.Digest, p.Promotional, p.Revision = in.Name, in.Phone, in.Language, in.Zone, digest, promotional, revision
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
		p.Revision++
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "change person", Subject: p.ID})
	})
	return p, err
}

// TakeRole takes a role back. Nobody is left out of their own house: the last
// system admin stays.
func (a *App) TakeRole(ctx context.Context, who people.Who, person, partner string, role people.Role) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		act := InviteInput{Seat: people.Seat{Partner: partner}}.act()
		if err := may(ctx, &tx.Reader, who, act, partner); err != nil {
			return err
		}
		taken, err := tx.TakeSeat(ctx, person, partner, role)
		if err != nil {
			return err
		}
		if !taken {
			return problem.New(problem.NotFound, "The person %q does not hold the role %s.", problem.Excerpt(person), problem.Excerpt(string(role))).WithHint("See the list of persons.")
		}
		if err := lastOf(ctx, &tx.Reader, who, partner, role); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "take role", Subject: person, Detail: string(role) + " " + partner}); err != nil {
			return err
		}
		seats, err := tx.Seats(ctx, person)
		if err != nil || slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Partner == partner }) {
			return err
		}
		return a.departed(ctx, tx, who, person, partner)
	})
}

// lastOf refuses to leave a house without its admin: the operator without a system
// admin, or a partner without a partner admin, unless the operator says so.
func lastOf(ctx context.Context, r *store.Reader, who people.Who, partner string, role people.Role) error {
	if role != people.SystemAdmin && (role != people.PartnerAdmin || who.Operator()) {
		return nil
	}
	left, err := r.Holders(ctx, partner, role)
	if err != nil || len(left) > 0 {
		return err
	}
	return problem.New(problem.Conflict, "This is the last %s.", people.RoleNames([]people.Role{role})).WithHint("Give somebody else the role first.")
}

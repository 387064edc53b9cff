package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// WithInput is somebody whom an identity provider sent.
type WithInput struct {
	Provider   *signin.Provider
	Claims     signin.Claims // what it says of them, already verified
	Invitation string        // the id of the invitation that is being accepted; empty for none
	Browser    string        // what the browser calls itself
}

// SignInWith opens a session for somebody whom an identity provider vouches for.
// Who it is, is told by the issuer and its subject, else by the invitation that
// they opened, else by an address that the provider may speak for; somebody new
// of a known partner is let in at once. Roles that claims give are given anew,
// and those they do not give any more are taken back; roles given by hand stay.
// Whoever belongs nowhere is told so by an *Unmatched.
func (a *App) SignInWith(ctx context.Context, in WithInput) (Opened, error) {
	if in.issuer() == "" || in.Claims.Text("sub") == "" || len(in.Claims.Text("sub")) > 255 {
		return Opened{}, problem.New(problem.Unauthenticated, "%s does not say who you are.", in.Provider.Name()).WithHint("Sign in another way.")
	}
	var out Opened
	var refused error // is told after what was learned has been stored
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		out, refused = Opened{}, nil
		given, err := a.claimed(ctx, tx, in)
		if err != nil {
			return err
		}
		p, known, err := a.vouchedFor(ctx, tx, in)
		if err != nil {
			return err
		}
		if !known && len(given) == 0 {
			refused = a.unmatched(in)
			return nil
		}
		if !known {
			p, err = a.provision(ctx, tx, in)
		} else {
			p, err = a.withAddress(ctx, tx, in, p)
		}
		if err != nil {
			return err
		}
		if err := a.giveClaimed(ctx, tx, p, in.issuer(), given); err != nil {
			return err
		}
		if seats, err := tx.Seats(ctx, p.ID); err != nil || len(seats) == 0 {
			refused = a.unmatched(in)
			return cmp.Or(err, a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "refuse sign-in", Subject: p.ID, Detail: "no role"}))
		}
		out, err = a.session(ctx, tx, p, opening{browser: in.Browser, act: "sign in with " + in.Provider.ID, issuer: in.issuer()})
		return err
	})
	return out, cmp.Or(err, refused)
}

func (in WithInput) issuer() string { return in.Claims.Text("iss") }

// claimed are the roles that claims give: for the operator, and for each partner
// that they lead to.
func (a *App) claimed(ctx context.Context, tx *store.Tx, in WithInput) ([]people.Seat, error) {
	var out []people.Seat
	if in.Provider.Operator {
		for _, role := range in.Provider.RolesOf(in.Claims, true) {
			out = append(out, people.Seat{Role: role, Issuer: in.issuer()})
		}
	}
	partners, err := a.partnersSought(ctx, tx, in)
	for _, partner := range partners {
		for _, role := range in.Provider.RolesOf(in.Claims, false) {
			out = append(out, people.Seat{Role: role, Partner: partner, Issuer: in.issuer()})
		}
	}
	return out, err
}

// partnersSought are the partners that claims lead to, by the first way of
// looking for them that finds any.
func (a *App) partnersSought(ctx context.Context, tx *store.Tx, in WithInput) ([]string, error) {
	for _, way := range in.Provider.Seeks(in.Claims) {
		var ids []string
		for _, sought := range way {
			found, err := tx.PartnersByExternalID(ctx, sought.System, sought.ID)
			if err != nil {
				return nil, err
			}
			for _, p := range found {
				ids = append(ids, p.ID)
			}
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			return slices.Compact(ids), nil
		}
	}
	return nil, nil
}

// vouchedFor is the person whom a provider vouches for, when it is somebody known
// whom it may let in.
func (a *App) vouchedFor(ctx context.Context, tx *store.Tx, in WithInput) (store.Person, bool, error) {
	p, known, err := tx.PersonByIdentity(ctx, in.issuer(), in.Claims.Text("sub"))
	if err != nil {
		return p, false, err
	}
	if in.Invitation != "" {
		return a.acceptWith(ctx, tx, in, p)
	}
	if known {
		return p, true, a.letsIn(ctx, tx, in, p)
	}
	if p, known, err = a.personAt(ctx, tx, in); err != nil || !known {
		return p, known, err
	}
	if err := a.letsIn(ctx, tx, in, p); err != nil {
		return p, false, err
	}
	return p, true, a.identify(ctx, tx, in, p)
}

// personAt is who has the address that a provider may speak for.
func (a *App) personAt(ctx context.Context, tx *store.Tx, in WithInput) (store.Person, bool, error) {
	address := in.Provider.Address(in.Claims)
	if address == "" {
		return store.Person{}, false, nil
	}
	return tx.PersonByEmail(ctx, address)
}

// acceptWith accepts an invitation with an identity in the place of a password.
// Who is known by the identity already must be the one who was invited.
func (a *App) acceptWith(ctx context.Context, tx *store.Tx, in WithInput, known store.Person) (store.Person, bool, error) {
	s, found, err := tx.SecretByID(ctx, in.Invitation)
	if err != nil {
		return known, false, err
	}
	if !found || s.Label != forInviting || !s.WorksAt(a.moment()) {
		return known, false, spent
	}
	p, err := tx.Person(ctx, s.Person)
	if err != nil {
		return p, false, err
	}
	if known.ID != "" && known.ID != p.ID {
		return p, false, problem.New(problem.Conflict, "With this account of %s you are here already, as somebody else than who was invited.", in.Provider.Name()).
			WithHint("Accept the invitation with a password, or with the account that it is meant for.")
	}
	if err := a.letsIn(ctx, tx, in, p); err != nil {
		return p, false, err
	}
	if _, err := tx.EndSecret(ctx, s.ID, a.moment()); err != nil {
		return p, false, err
	}
	return p, true, a.identify(ctx, tx, in, p)
}

// letsIn is nil when the provider may let a person in: one for partners lets in
// nobody who holds a role of the operator.
func (a *App) letsIn(ctx context.Context, tx *store.Tx, in WithInput, p store.Person) error {
	if p.State == store.Left || p.State == store.Erased {
		return problem.New(problem.Forbidden, "You do not sign in here any more.").WithHint("%s", a.askOperator("If that is a mistake, ask"))
	}
	seats, err := tx.Seats(ctx, p.ID)
	if err == nil && !in.Provider.Operator && slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Role.OfOperator() }) {
		return problem.New(problem.Forbidden, "%s is for partners, and you work for who runs the programs.", in.Provider.Name()).WithHint("Sign in with your password, or with the provider of your own organization.")
	}
	return err
}

// identify notes that an issuer knows a person, so that no address is asked for
// from then on.
func (a *App) identify(ctx context.Context, tx *store.Tx, in WithInput, p store.Person) error {
	if err := tx.AddIdentity(ctx, in.issuer(), in.Claims.Text("sub"), p.ID); err != nil {
		return err
	}
	return a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "link identity", Subject: p.ID, Detail: in.Provider.ID})
}

// provision makes a person of what a provider says of one.
func (a *App) provision(ctx context.Context, tx *store.Tx, in WithInput) (store.Person, error) {
	p := in.profile().person(a.newID("per_"), store.Active, a.moment())
	if err := tx.AddPerson(ctx, p); err != nil {
		return p, err
	}
	p.Revision = 1
	if err := a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "let in", Subject: p.ID, Detail: in.Provider.ID}); err != nil {
		return p, err
	}
	return p, a.identify(ctx, tx, in, p)
}

// withAddress is a person with the address that the provider may speak for by
// now, when there was none and nobody else has it.
func (a *App) withAddress(ctx context.Context, tx *store.Tx, in WithInput, p store.Person) (store.Person, error) {
	if p.Email != "" {
		return p, nil
	}
	_, taken, err := a.personAt(ctx, tx, in)
	if !taken {
		p.Email = in.Provider.Address(in.Claims)
	}
	return p, err
}

// profile is what can be used of what a provider says of somebody. An address
// that it may not speak for is not kept: it could be anybody's.
func (in WithInput) profile() Profile {
	c := in.Claims
	p := Profile{Email: in.Provider.Address(c), Language: c.Text("locale"), Zone: c.Text("zoneinfo")}
	for _, name := range []string{c.Text("name"), c.Text("given_name") + " " + c.Text("family_name"), c.Text("preferred_username"), p.Email, c.Text("sub")} {
		p.Name = cmp.Or(p.Name, oneLine(strings.ToValidUTF8(name, "")))
	}
	for len(p.Name) > longestName {
		p.Name = strings.ToValidUTF8(p.Name[:longestName], "")
	}
	if _, err := language.Parse(p.Language); err != nil {
		p.Language = ""
	}
	if _, err := calendar.Zone(p.Zone); err != nil {
		p.Zone = ""
	}
	return p
}

// giveClaimed lets a person hold, of the roles that an issuer gives, just these.
// A role that was given by hand stays as it was given.
func (a *App) giveClaimed(ctx context.Context, tx *store.Tx, p store.Person, issuer string, given []people.Seat) error {
	held, err := tx.Seats(ctx, p.ID)
	if err != nil {
		return err
	}
	sameSeat := func(s people.Seat) func(people.Seat) bool {
		return func(o people.Seat) bool { return o.Role == s.Role && o.Partner == s.Partner }
	}
	for _, s := range given {
		if !slices.ContainsFunc(held, sameSeat(s)) {
			if err := a.giveSeat(ctx, tx, p, s); err != nil {
				return err
			}
		}
	}
	for _, s := range held {
		if s.Issuer == issuer && !slices.ContainsFunc(given, sameSeat(s)) {
			if err := a.takeSeat(ctx, tx, p, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *App) giveSeat(ctx context.Context, tx *store.Tx, p store.Person, s people.Seat) error {
	if err := tx.GiveSeat(ctx, p.ID, s); err != nil {
		return err
	}
	if p.State != store.Invited { // who is, is greeted once they are in
		if err := a.greet(ctx, tx, p, s); err != nil {
			return err
		}
	}
	return a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "get role by claim", Subject: p.ID, Detail: string(s.Role) + " " + s.Partner})
}

// takeSeat takes back what an issuer does not give any more. Whoever holds
// nothing else for the partner has left it.
func (a *App) takeSeat(ctx context.Context, tx *store.Tx, p store.Person, s people.Seat) error {
	if _, err := tx.TakeSeat(ctx, p.ID, s.Partner, s.Role); err != nil {
		return err
	}
	if err := a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "lose role by claim", Subject: p.ID, Detail: string(s.Role) + " " + s.Partner}); err != nil {
		return err
	}
	left, err := tx.Seats(ctx, p.ID)
	if err != nil || s.Partner == "" || slices.ContainsFunc(left, func(o people.Seat) bool { return o.Partner == s.Partner }) {
		return err
	}
	return a.departed(ctx, tx, people.Who{ID: p.ID}, p.ID, s.Partner)
}

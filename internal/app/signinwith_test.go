package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
)

// tenants is a provider for partners of many tenants, which speaks for one domain;
// staff is the operator's own.
func tenants() *signin.Provider {
	return &signin.Provider{ID: "tenants", Label: "Tenants", Domains: []string{"example.com"},
		Match: []signin.Match{{Claim: "tid", System: "tenant"}, {System: "domain"}},
		Roles: signin.RoleMap{Claim: "roles", Give: map[string]people.Role{"Admin": people.PartnerAdmin, "Helper": people.AdminAgent}}}
}

func staff() *signin.Provider {
	return &signin.Provider{ID: "staff", Operator: true, Domains: []string{"*"},
		Roles: signin.RoleMap{Claim: "groups", Give: map[string]people.Role{"desk": people.RewardsAgent, "boss": people.ProgramOwner}}}
}

// associate lets a system know partners by an id.
func (d *desk) associate(system, id string, partners ...string) {
	d.t.Helper()
	for _, partner := range partners {
		d.facts(`{"id":"` + system + id + partner + `","kind":"external_id","partner":"` + partner + `","happened":"2026-01-01","shape":"state","attributes":{"system":"` + system + `","id":"` + id + `"}}`)
	}
}

// with signs in and tells what somebody holds then, or what went wrong.
func (d *desk) with(p *signin.Provider, claims signin.Claims) (string, people.Who, error) {
	d.t.Helper()
	opened, err := d.app.SignInWith(d.t.Context(), app.WithInput{Provider: p, Claims: claims, Browser: "test"})
	if err != nil {
		return string(problem.KindOf(err)), people.Who{}, err
	}
	who, _, err := d.app.WhoseSession(d.t.Context(), opened.Secret)
	if err != nil {
		d.t.Fatal(err)
	}
	return holds(who), who, nil
}

func holds(who people.Who) string {
	var out []string
	for _, s := range who.Seats {
		out = append(out, strings.TrimPrefix(s.Partner+":"+string(s.Role), ":"))
	}
	return strings.Join(out, " ")
}

func claims(pairs ...any) signin.Claims {
	c := signin.Claims{"iss": "https://id.example", "name": "Li"}
	for i := 0; i < len(pairs); i += 2 {
		c[pairs[i].(string)] = pairs[i+1]
	}
	return c
}

func TestWhoIsNewIsLetInByClaims(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.associate("tenant", "t1", "contoso")
		d.associate("tenant", "both", "contoso", "fabrikam")
		d.associate("domain", "example.com", "fabrikam")
		for _, each := range []struct {
			name     string
			provider *signin.Provider
			claims   signin.Claims
			want     string
		}{
			{"of a known tenant, as a member", tenants(), claims("sub", "1", "tid", "t1"), "contoso:member"},
			{"with a role by claim", tenants(), claims("sub", "2", "tid", "t1", "roles", []any{"Admin", "Other"}), "contoso:partner_admin"},
			{"of a tenant of two partners", tenants(), claims("sub", "3", "tid", "both", "roles", "Helper"), "contoso:admin_agent fabrikam:admin_agent"},
			{"of two tenants", tenants(), claims("sub", "4", "tid", []any{"t1", "both"}), "contoso:member fabrikam:member"},
			{"by a domain when the tenant is unknown", tenants(), claims("sub", "5", "tid", "t9", "email", "new5@example.com", "email_verified", true), "fabrikam:member"},
			{"by the tenant before the domain", tenants(), claims("sub", "6", "tid", "t1", "email", "new6@example.com", "email_verified", true), "contoso:member"},
			{"not by an address that nobody verified", tenants(), claims("sub", "7", "email", "new7@example.com"), "forbidden"},
			{"not of an unknown tenant", tenants(), claims("sub", "8", "tid", "t9"), "forbidden"},
			{"of the operator", staff(), claims("sub", "9", "groups", []any{"desk", "boss"}), "program_owner rewards_agent"},
			{"not of the operator without a group", staff(), claims("sub", "10"), "forbidden"},
			{"not of the operator by a provider for partners", tenants(), claims("sub", "11", "groups", "boss"), "forbidden"},
			{"not without a subject", tenants(), claims("tid", "t1"), "unauthenticated"},
			{"not with an endless one", tenants(), claims("sub", strings.Repeat("x", 256), "tid", "t1"), "unauthenticated"},
			{"of another issuer, as somebody else", tenants(), claims("iss", "https://other.example", "sub", "1", "tid", "both"), "contoso:member fabrikam:member"},
		} {
			if got, _, err := d.with(each.provider, each.claims); got != each.want {
				t.Errorf("%s: got %q (%v), want %q", each.name, got, err, each.want)
			}
		}
	})
}

// Who comes again is the same person, with the roles that the claims give today.
// What was given by hand stays.
func TestRolesFollowTheClaims(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.associate("tenant", "t1", "contoso")
		d.associate("tenant", "t2", "fabrikam")
		first := claims("sub", "1", "tid", "t1", "roles", "Admin", "email", "new@example.com", "email_verified", true)
		opened, err := d.app.SignInWith(ctx, app.WithInput{Provider: tenants(), Claims: first})
		wants(t, err, "")
		_, who, _ := d.with(tenants(), first)
		if who.ID != opened.Person.ID || opened.Person.Email != "new@example.com" {
			t.Errorf("got %s, want %s again, with the address", who.ID, opened.Person.ID)
		}
		_, err = d.app.Invite(ctx, d.who["other"], app.InviteInput{Profile: app.Profile{Name: "X", Email: "new@example.com"}, Seat: people.Seat{Role: people.AdminAgent, Partner: "fabrikam", Issuer: "https://id.example"}})
		wants(t, err, "")
		for _, each := range []struct {
			name   string
			claims signin.Claims
			want   string
		}{
			{"the role changes", claims("sub", "1", "tid", "t1", "roles", "Helper"), "contoso:admin_agent fabrikam:admin_agent"},
			{"the partner changes", claims("sub", "1", "tid", "t2", "roles", "Admin"), "fabrikam:admin_agent fabrikam:partner_admin"},
			{"the same role as by hand", claims("sub", "1", "tid", "t2", "roles", "Helper"), "fabrikam:admin_agent"},
			{"no partner any more", claims("sub", "1", "tid", "t9", "roles", "Admin"), "fabrikam:admin_agent"},
			{"both again", claims("sub", "1", "tid", "t1", "roles", "Admin"), "contoso:partner_admin fabrikam:admin_agent"},
		} {
			if got, _, err := d.with(tenants(), each.claims); got != each.want {
				t.Errorf("%s: got %q (%v), want %q", each.name, got, err, each.want)
			}
		}
		// The session from before is bound to the roles of today, too.
		old, _, err := d.app.WhoseSession(ctx, opened.Secret)
		if got := holds(old); err != nil || got != "contoso:partner_admin fabrikam:admin_agent" {
			t.Errorf("got %q, %v", got, err)
		}
		// A password opens only what was given by hand.
		wants(t, d.app.AskPassword(ctx, "new@example.com"), "")
		set, err := d.app.SetPassword(ctx, app.AcceptInput{Secret: d.secret(who.ID, "/password/"), Password: password})
		wants(t, err, "")
		by, _, _ := d.app.WhoseSession(ctx, set.Secret)
		if got := holds(by); got != "fabrikam:admin_agent" {
			t.Errorf("with a password: got %q", got)
		}
		wants(t, d.app.TakeRole(ctx, d.who["other"], who.ID, "fabrikam", people.AdminAgent), "")
		got, _, err := d.with(tenants(), claims("sub", "1", "tid", "t9"))
		var unmatched *app.Unmatched
		if got != "forbidden" || !errors.As(err, &unmatched) {
			t.Errorf("without any role: got %q, %v", got, err)
		}
		seats, _ := d.app.Persons(ctx, d.who["admin"], "contoso", "", 100)
		if slices.ContainsFunc(seats, func(p app.PersonView) bool { return p.ID == who.ID }) {
			t.Error("a role that the provider took back is still there")
		}
		check, err := d.app.VerifyAudit(ctx)
		if err != nil || check.Broken != 0 {
			t.Errorf("got %+v, %v", check, err)
		}
		lines, _ := d.app.AuditLines(ctx, 0, 1000)
		for _, l := range lines {
			if strings.Contains(l.Who+l.What+l.Subject+l.Detail, "@") {
				t.Errorf("an address in the audit log: %+v", l)
			}
		}
	})
}

// Somebody with nothing but roles of a provider gets no password here, and no
// second letter can be had at once.
func TestAPasswordIsNoWayAroundTheProvider(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.associate("tenant", "t1", "contoso")
		_, who, _ := d.with(tenants(), claims("sub", "1", "tid", "t1", "email", "new@example.com", "email_verified", true))
		wants(t, d.app.AskPassword(ctx, "new@example.com"), "")
		if got := len(d.letters(who.ID)); got != 0 {
			t.Errorf("got %d letters, want none", got)
		}
		before := len(d.letters(d.id["li"]))
		for range 3 {
			wants(t, d.app.AskPassword(ctx, "li@example.com"), "")
		}
		if got := len(d.letters(d.id["li"])) - before; got != 1 {
			t.Errorf("got %d letters at once, want one", got)
		}
		d.clock.pass(2 * time.Minute)
		wants(t, d.app.AskPassword(ctx, "li@example.com"), "")
		if got := len(d.letters(d.id["li"])) - before; got != 2 {
			t.Errorf("got %d letters after a while, want two", got)
		}
	})
}

// An address opens a person only through a provider that may speak for it.
func TestNobodyIsTakenOver(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.associate("tenant", "evil", "fabrikam")
		evil := &signin.Provider{ID: "evil", Match: []signin.Match{{Claim: "tid", System: "tenant"}}}
		_, who, err := d.with(evil, claims("sub", "e", "tid", "evil", "email", "admin@example.com", "email_verified", true))
		wants(t, err, "")
		if who.ID == d.id["admin"] || holds(who) != "fabrikam:member" {
			t.Errorf("got %s with %s, want somebody new", who.ID, holds(who))
		}
		if p, _ := d.app.Self(ctx, who); p.Email != "" {
			t.Errorf("the address %q was believed", p.Email)
		}
		// Who was invited later does not get that person's roles either.
		_, victim, err := d.with(tenants(), claims("sub", "v", "email", "admin@example.com", "email_verified", true))
		wants(t, err, "")
		if victim.ID != d.id["admin"] {
			t.Errorf("got %s, want the admin %s, for whose domain the provider speaks", victim.ID, d.id["admin"])
		}
		// Persons of the operator come in only by its own providers.
		for _, name := range []string{"rewards", "owner"} {
			got, _, err := d.with(tenants(), claims("sub", name, "email", name+"@example.com", "email_verified", true))
			if got != "forbidden" || !strings.Contains(err.Error(), "is for partners") {
				t.Errorf("%s: got %q, %v", name, got, err)
			}
		}
		_, desk, err := d.with(staff(), claims("iss", "https://staff.example", "sub", "r", "email", "rewards@example.com", "email_verified", true))
		wants(t, err, "")
		if desk.ID != d.id["rewards"] {
			t.Errorf("got %s, want who keeps the promises", desk.ID)
		}
		// An issuer is no system that an invitation may name.
		_, err = d.app.Invite(ctx, d.who["other"], app.InviteInput{Profile: app.Profile{Name: "X", Email: "admin@example.com"}, Seat: people.Seat{Role: people.Member, Partner: "fabrikam"},
			System: "https://id.example", ExternalID: "attacker"})
		wants(t, err, problem.Invalid)
	})
}

func TestAnInvitationIsAcceptedWithAProvider(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		any := &signin.Provider{ID: "any"} // speaks for no domain
		p, err := d.app.Invite(ctx, d.who["admin"], app.InviteInput{Profile: app.Profile{Name: "New", Email: "new@example.com"}, Seat: people.Seat{Role: people.AdminAgent, Partner: "contoso"}})
		wants(t, err, "")
		secret := d.secret(p.ID, "/invitation/")
		_, err = d.app.Addressed(ctx, app.SettingPassword, secret)
		wants(t, err, problem.Unauthenticated)
		to, err := d.app.Addressed(ctx, app.Inviting, secret)
		wants(t, err, "")
		if to.Person.ID != p.ID || to.Partner != "contoso" {
			t.Errorf("got %+v", to)
		}
		with := func(sub, link string) (app.Opened, error) {
			return d.app.SignInWith(ctx, app.WithInput{Provider: any, Claims: claims("sub", sub), Invitation: link})
		}
		_, err = with("1", "")
		wants(t, err, problem.Forbidden)
		opened, err := with("1", to.Link)
		wants(t, err, "")
		if opened.Person.ID != p.ID {
			t.Errorf("got %s, want %s", opened.Person.ID, p.ID)
		}
		_, err = with("2", to.Link)
		wants(t, err, problem.Unauthenticated)
		again, err := with("1", "")
		wants(t, err, "")
		if again.Person.ID != p.ID {
			t.Errorf("later: got %s, want %s", again.Person.ID, p.ID)
		}
		// Somebody who is known already is not made into the one who was invited.
		q, _ := d.app.Invite(ctx, d.who["other"], app.InviteInput{Profile: app.Profile{Name: "Q", Email: "q@example.com"}, Seat: people.Seat{Role: people.Member, Partner: "fabrikam"}})
		to, err = d.app.Addressed(ctx, app.Inviting, d.secret(q.ID, "/invitation/"))
		wants(t, err, "")
		_, err = with("1", to.Link)
		wants(t, err, problem.Conflict)
		if _, err = d.app.Addressed(ctx, app.Inviting, d.secret(q.ID, "/invitation/")); err != nil {
			t.Errorf("the invitation was used up: %v", err)
		}
	})
}

// What a provider says of somebody is kept only as far as it can be used.
func TestProfilesFromClaims(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.associate("tenant", "t1", "contoso")
		for _, each := range []struct {
			name   string
			claims signin.Claims
			want   app.Profile
		}{
			{"everything", claims("sub", "1", "locale", "zh-CN", "zoneinfo", "Asia/Shanghai", "email", "one@example.com", "email_verified", true), app.Profile{Name: "Li", Email: "one@example.com", Language: "zh-CN", Zone: "Asia/Shanghai"}},
			{"nonsense", claims("sub", "2", "name", "Li\r\nBcc: x@y.z", "locale", "???", "zoneinfo", "../../etc/passwd"), app.Profile{Name: "Li Bcc: x@y.z"}},
			{"no name", claims("sub", "3", "name", nil, "given_name", "Mei", "family_name", "Lin"), app.Profile{Name: "Mei Lin"}},
			{"nothing", claims("sub", "sub-4", "name", "  "), app.Profile{Name: "sub-4"}},
			{"an endless name", claims("sub", "5", "name", strings.Repeat("林", 100)), app.Profile{Name: strings.Repeat("林", 66)}},
		} {
			each.claims["tid"] = "t1"
			_, who, err := d.with(tenants(), each.claims)
			wants(t, err, "")
			p, _ := d.app.Self(t.Context(), who)
			if diff := cmp.Diff(each.want, app.Profile{Name: p.Name, Email: p.Email, Phone: p.Phone, Language: p.Language, Zone: p.Zone}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", each.name, diff)
			}
		}
		// An address comes later, when the provider may speak for it by then.
		_, who, _ := d.with(tenants(), claims("sub", "3", "tid", "t1", "email", "three@example.com", "email_verified", true))
		if p, _ := d.app.Self(t.Context(), who); p.Email != "three@example.com" {
			t.Errorf("got %q", p.Email)
		}
	})
}

// Whoever belongs nowhere is told what was seen, and whom to ask.
func TestUnmatched(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		for _, each := range []struct {
			provider *signin.Provider
			claims   signin.Claims
			want     string
		}{
			{tenants(), claims("sub", "1", "tid", "t9", "email", "x@example.com", "email_verified", true), "Tenants knows you, but here nobody knows yet what you belong to.\n" +
				`It said tenant "t9", domain "example.com", which is associated with no partner. Ask an admin of your company to invite you, or to have it associated by who runs the programs.`},
			{tenants(), claims("sub", "1"), "Tenants knows you, but here nobody knows yet what you belong to.\n" +
				`It said nothing by which a partner could be found. Ask an admin of your company to invite you, or ask who runs the programs.`},
			{staff(), claims("sub", "1"), "staff knows you, but here nobody knows yet what you belong to.\nAsk who looks after accounts there to give you a role for Laurel."},
		} {
			_, _, err := d.with(each.provider, each.claims)
			if err == nil || err.Error() != each.want {
				t.Errorf("got %v\nwant %s", err, each.want)
			}
		}
	})
}

func TestADepartureEndsOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		want := app.Departure{Provider: "entra", Return: "/sessions", Invitation: "lnk_1"}
		secret, err := d.app.Depart(ctx, want)
		wants(t, err, "")
		got, err := d.app.Arrive(ctx, secret)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		for _, bad := range []string{secret, "", "ll_guess"} {
			_, err = d.app.Arrive(ctx, bad)
			wants(t, err, problem.Unauthenticated)
		}
		late, _ := d.app.Depart(ctx, want)
		d.clock.pass(11 * time.Minute)
		_, err = d.app.Arrive(ctx, late)
		wants(t, err, problem.Unauthenticated)
		link, _ := d.app.Depart(ctx, want)
		_, err = d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: link, Password: password})
		wants(t, err, problem.Unauthenticated) // a departure is no invitation
	})
}

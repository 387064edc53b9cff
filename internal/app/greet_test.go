package app_test

import (
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/people"
)

// Whoever becomes an admin after benefits were unlocked learns what waits: once in
// when invited, at once when somebody of another partner. Others have nothing to
// activate.
func TestANewAdminLearnsWhatWaits(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.all()
		invite := func(name string, role people.Role) string {
			p, err := d.app.Invite(ctx, d.who["root"], app.InviteInput{Profile: app.Profile{Name: name, Email: name + "@example.com"}, Seat: people.Seat{Role: role, Partner: "contoso"}})
			wants(t, err, "")
			d.id[name] = p.ID
			return p.ID
		}
		for _, name := range []string{"late", "looker"} {
			role := map[string]people.Role{"late": people.PartnerAdmin, "looker": people.Member}[name]
			secret := d.secret(invite(name, role), "/invitation/")
			if got := d.kinds(name); got != "invitation" {
				t.Errorf("%s got %s before anybody knows who that is", name, got)
			}
			_, err := d.app.AcceptInvitation(ctx, app.AcceptInput{Secret: secret, Password: "correct horse battery"})
			wants(t, err, "")
		}
		invite("other", people.PartnerAdmin)
		says(t, d.letter("late", "benefits-waiting"), "contoso has unlocked these 3 benefits, and nobody has activated them", "Credit", "Advice")
		says(t, d.letter("other", "benefits-waiting"), "Credit")
		if got := d.kinds("looker"); strings.Contains(got, "waiting") {
			t.Errorf("a member got %s", got)
		}
	})
}

package app_test

import (
	"testing"

	"laurel/internal/app"
	"laurel/internal/people"
)

// Who works for the operator as a vendor and is an admin of a partner reads of the
// partner what the partner reads.
func TestAVendorOfThePartnerReadsAsThePartner(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.person("both", people.Seat{Role: people.Vendor})
		d.person("both", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
		if !d.who["both"].Operator() {
			t.Fatal("the vendor is nobody of the operator")
		}
		_, err := d.app.Override(ctx, app.OverrideInput{Partner: "contoso", Act: "hold_tier", Program: "rewards", Tier: "gold", Because: "A merger.", Private: "Ask the board.", Author: "per_x"})
		wants(t, err, "")
		for name, private := range map[string]bool{"both": false, "admin": false, "rewards": true} {
			facts, _, err := d.app.FactsOf(ctx, d.who[name], app.FactsOfInput{Partner: "contoso", Kind: "override", Limit: 10})
			wants(t, err, "")
			if len(facts) != 1 || (facts[0].Attributes.Get("private").String() != "") != private {
				t.Errorf("%s reads %v", name, facts)
			}
		}
	})
}

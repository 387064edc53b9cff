package showroom

import (
	"fmt"

	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// decide lets people decide what rules do not, and lets things happen about which
// somebody must: a gift that waits for another person, an evaluation that is
// stopped, a correction that removes what a grant was unlocked by, and facts that
// contradict others or count for nobody.
func (r *Room) decide() {
	ctx := r.t.Context()
	must[store.Proposal](r)(r.App.GiveGrant(ctx, r.Person("engagement_manager").Who, app.GrantInput{Program: "rewards", Partner: "contoso", Benefit: "sponsorship_test_drive", Because: r.typed("The launch was ours to move.")}))
	must[fact.Fact](r)(r.App.DecideAbove(ctx, r.Person("rewards_agent").Who, app.OverrideInput{Partner: "fabrikam", Act: standing.Freeze, Program: "rewards",
		Because: r.typed("A ticket is being looked at."), Private: r.typed("The feed of their billing system is late.")}))
	r.Import(fmt.Sprintf(`{"id":"f2","kind":"sale","publisher":"fabrikam-us","offer":"loader","happened":"%s","amount":"90","currency":"USD","replaces":"f1"}`, r.day(2)))
	r.Import(`{"id":"f9","kind":"sale","publisher":"tailspin-uk","happened":"2026-01-12","amount":"700","currency":"USD"}`,
		fmt.Sprintf(`{"id":"s3","kind":"sale","publisher":"contoso-eu","offer":"loader","happened":"%s","amount":"1701","currency":"USD"}`, r.day(len(sold)-3)),
		`{"id":"x1","retracts":"never-came"}`)
}

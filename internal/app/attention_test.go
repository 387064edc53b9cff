package app_test

import (
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// A conflict is listed for, and decided by, those of the operator who see the partner
// that it is about.
func TestAConflictIsForThoseWhoSeeThePartner(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx, id := t.Context(), fact.ID{Source: "feed", Key: "s1"}
		d.all()
		d.facts(`{"id":"s1","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"3","currency":"USD"}`)
		for name, want := range map[string]int{"rewards": 1, "far": 0, "other": 0, "vendor": 0} {
			list, _, err := d.app.Conflicts(ctx, d.who[name], app.ConflictPlace{}, 10)
			wants(t, err, "")
			if len(list) != want {
				t.Errorf("%s sees %d conflicts, want %d", name, len(list), want)
			}
		}
		decide := func(name, because string) error {
			_, err := d.app.Review(ctx, d.who[name], app.ReviewInput{ID: id, Because: because})
			return err
		}
		wants(t, decide("far", "No."), problem.NotFound)
		wants(t, decide("auditor", "No."), problem.Forbidden)
		wants(t, decide("rewards", "Ask anna@contoso.com."), problem.Invalid)
		wants(t, decide("rewards", strings.Repeat("x", 20_001)), problem.Invalid)
		wants(t, decide("rewards", "The feed was wrong."), "")
		wants(t, decide("rewards", "Again."), problem.NotFound)
	})
}

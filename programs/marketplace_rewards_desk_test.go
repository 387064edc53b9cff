package programs_test

import (
	"testing"

	"laurel/internal/calendar"
)

// TestWhatTheRewardsTeamOwes holds the days that the pages of the reference
// program give: a contact within a week, and three or four weeks of silence.
func TestWhatTheRewardsTeamOwes(t *testing.T) {
	live := calendar.MustParseDay("2024-03-01")
	for version, silence := range map[string]int{"2021-05": 28, "2023-08": 21, "2023-12": 21} {
		p := read(t, rewards+version+".yaml")
		began, _ := calendar.ParseMoment("2024-03-01T15:00:00Z")
		due := func(a calendar.Allowance) calendar.Day { return p.Working().Due(began, a).Day(p.Zone) }
		if got := due(p.DeliveryOf(activated(version)).Promises.Contact.Within); got != live+7 {
			t.Errorf("%s: who activates on 1 March is contacted by %s", version, got)
		}
		if got := due(p.Outreach().Silence) + 1; got != live+calendar.Day(silence)+1 {
			t.Errorf("%s: an offer live since 1 March shows up on %s", version, got)
		}
		if !p.Live(live) || p.Live(calendar.MustParseDay("2021-05-27")) {
			t.Errorf("%s is live on the wrong days", version)
		}
		if got := p.MostContacts(); got != 3 {
			t.Errorf("%s: a partner may have %d contacts", version, got)
		}
	}
}

// activated is a benefit of a version that somebody activates.
func activated(version string) string {
	if version == "2021-05" {
		return "sales_marketing_menu"
	}
	return "listing_optimization"
}

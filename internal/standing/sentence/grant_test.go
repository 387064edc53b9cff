package sentence_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func TestWhatBecomesOfGrants(t *testing.T) {
	for _, test := range []struct {
		state standing.GrantState
		by    standing.EndCause
		want  string
	}{
		{standing.Available, standing.UseBy, "Big gift, 50 EUR: ready to be activated. Use it by 30 Jun 2024."},
		{standing.Available, standing.CompleteBy, "Big gift, 50 EUR: ready to be activated. It must be completed by 30 Jun 2024."},
		{standing.InUse, standing.Term, "Big gift, 50 EUR: in use since 5 Mar 2024. Its term ends on 30 Jun 2024."},
		{standing.Resting, standing.ActivateBy, "Big gift, 50 EUR: granted, but it rests while the tier is suspended. Activate it by 30 Jun 2024."},
		{standing.Done, "", "Big gift, 50 EUR: completed on 5 Mar 2024."},
		{standing.UsedUp, "", "Big gift, 50 EUR: used up."},
		{standing.InReview, "", "Big gift, 50 EUR: under review, because a correction removed its cause. It stays until that is decided."},
		{standing.Expired, standing.UseBy, "Big gift, 50 EUR: ended on 30 Jun 2024, the last day to use it."},
		{standing.Expired, standing.CompleteBy, "Big gift, 50 EUR: ended on 30 Jun 2024; it was not completed by then."},
		{standing.Over, standing.Refreshed, "Big gift, 50 EUR: renewed by a new grant on 30 Jun 2024."},
		{standing.Over, standing.Downgraded, "Big gift, 50 EUR: ended on 30 Jun 2024, because what unlocked it was no longer there."},
		{standing.Over, standing.RuleChanged, "Big gift, 50 EUR: ended on 30 Jun 2024 by a new version of the program."},
		{standing.Over, standing.Corrected, "Big gift, 50 EUR: ended on 30 Jun 2024, because a correction removed its cause."},
		{standing.Over, "", "Big gift, 50 EUR: ended on 30 Jun 2024."},
	} {
		g := standing.GrantStanding{State: test.state, By: test.by, Ends: june, Grant: &standing.Grant{Benefit: "big_gift", ByHand: true,
			Granted: march, Activated: march, Completed: march, Amount: money.New(number.FromInt(50), "EUR")}}
		line := teller("en", sentence.ForPartner).Grant("main", &g)
		got := line.Text
		if len(line.Lines) > 1 {
			got += " " + line.Lines[0].Text
		}
		if got != test.want {
			t.Errorf("%s %s:\ngot  %s\nwant %s", test.state, test.by, got, test.want)
		}
	}
}

func TestWhatIsLeftOfGrants(t *testing.T) {
	for _, test := range []struct {
		name  string
		grant standing.Grant
		then  standing.EndCause
		want  []string
	}{
		{"used in part", standing.Grant{Quantity: number.FromInt(5), Used: number.FromInt(2)}, "", []string{"2 used, 3 left."}},
		{"used up", standing.Grant{Amount: money.New(number.FromInt(5), "EUR"), Used: number.FromInt(5)}, "", []string{"5 EUR used, 0 EUR left."}},
		{"overused", standing.Grant{Quantity: number.FromInt(5), Used: number.FromInt(12)}, "", []string{"12 of 5 used."}},
		{"another unit", standing.Grant{Quantity: number.FromInt(5), Unmatched: make([]fact.ID, 2)}, "",
			[]string{"2 uses do not count, because they are in another unit or their currency has no rate of exchange."}},
		{"cut by a cap", standing.Grant{Amount: money.New(number.FromInt(50), "EUR"), Full: money.New(number.FromInt(700), "EUR"), Cap: "all_ads"}, "",
			[]string{"Without the cap all ads it would be 700 EUR."}},
		{"ends earlier by the forecast", standing.Grant{}, standing.Downgraded,
			[]string{"If nothing more happens, it ends earlier, on 5 Mar 2024, because what unlocks it will no longer be there."}},
	} {
		test.grant.Benefit = "big_gift"
		g := standing.GrantStanding{Grant: &test.grant, State: standing.InUse, By: standing.UseBy, Ends: june}
		if test.then != "" {
			g.Then, g.Why = march, test.then
		}
		var got []string
		for _, line := range teller("en", sentence.ForPartner).Grant("main", &g).Lines {
			got = append(got, line.Text)
		}
		want := append([]string{"Use it by 30 Jun 2024."}, append(test.want, "Granted on 1 Jan 1970.")...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestWhyBenefitsAreWithheld(t *testing.T) {
	for why, want := range map[standing.WithheldCause]string{
		standing.NoTier: "Gift: unlocked at a higher tier.", standing.NoMilestone: "Gift: its milestone is not reached.",
		standing.NotForYou: "Gift: for other partners only.", standing.NoOffer: "Gift: there is no offer that it is for.",
		standing.Exclusive:  "Gift: only the best of its group is granted, and that is another one.",
		standing.TooLate:    "Gift: the last day for it is over.",
		standing.LimitOrCap: "Gift: it was granted as often, or as much, as the program allows.",
	} {
		if got := teller("en", sentence.ForPartner).Withheld(&standing.Withheld{Benefit: "gift", Why: why}).Text; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOffersToWhichNothingIsGranted(t *testing.T) {
	var offers []metric.Key
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		offers = append(offers, metric.Key{Level: fact.Offer, ID: id})
	}
	for _, tt := range []struct {
		withheld standing.Withheld
		want     string
	}{
		{standing.Withheld{Benefit: "gift", Why: standing.NoOffer, Offers: offers[:1]}, "Gift: it is not for a."},
		{standing.Withheld{Benefit: "gift", Why: standing.NoMilestone, Offers: offers[:2]}, "Gift for a and b: its milestone is not reached."},
		{standing.Withheld{Benefit: "gift", Why: standing.NoOffer, Offers: offers}, "Gift: it is not for a, b, c, d, e and others."},
	} {
		if got := teller("en", sentence.ForPartner).Withheld(&tt.withheld).Text; got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

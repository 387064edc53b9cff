package app_test

import (
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
)

// A partner sees of each credit what is left, what is on its way and what is lost,
// and from when on it ends soon.
func TestWhatIsLeftOfCredits(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.ready()
		look := func(who string) (app.Sponsorship, error) {
			list, err := d.app.Sponsorships(t.Context(), d.who[who], "contoso")
			if err != nil {
				return app.Sponsorship{}, err
			}
			if len(list) != 1 {
				t.Fatalf("got %+v, want one credit", list)
			}
			return list[0], nil
		}
		_, err := look("other")
		wants(t, err, problem.NotFound)
		s, err := look("member")
		if wants(t, err, ""); s.Free.String() != "1000" || !s.Claimable() || s.Soon {
			t.Errorf("before a claim: %+v", s)
		}
		d.open(claim("contoso", 100), "") // approved by rule
		d.work()
		if s, _ = look("admin"); s.Free.String() != "900" || s.Balance[fulfillment.Reserved].String() != "100" || s.Lost.Sign() != 0 {
			t.Errorf("after a claim: %+v", s)
		}
		d.clock.now = s.Ends.Time().AddDate(0, 0, -59)
		if s, _ = look("admin"); !s.Soon {
			t.Errorf("60 days before its end the program warns: %+v", s)
		}
		d.clock.pass(61 * 24 * time.Hour)
		d.work()
		if s, _ = look("admin"); !s.Over || s.Free.Sign() != 0 || s.Lost.String() != "1000" || s.Claimable() || s.Soon {
			t.Errorf("after its end: %+v", s)
		}
	})
}

package app_test

import (
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// A clock that is behind what was done last is found, by who may look.
func TestAClockThatIsBehind(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		_, root := setUp(t, a)
		well := func() bool {
			found, err := a.Examine(t.Context(), root)
			wants(t, err, "")
			for _, f := range found {
				if f.Part == "clock" {
					return f.Well
				}
			}
			t.Fatal("nobody looked at the clock")
			return false
		}
		if c.pass(-30 * time.Second); !well() {
			t.Error("clocks that are seconds apart are well")
		}
		if c.pass(-time.Hour); well() {
			t.Error("a clock that is an hour behind is not well")
		}
		_, err := a.Examine(t.Context(), people.Who{ID: "per_1", Seats: []people.Seat{{Role: people.Member, Partner: "contoso"}}})
		wants(t, err, problem.Forbidden)
	})
}

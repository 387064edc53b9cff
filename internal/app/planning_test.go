package app_test

import (
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/problem"
)

// A plan that takes longer than somebody waits is worked out by whichever process
// is there, also one that was not there when it was asked for; once, and then it is
// kept for a while.
func TestALongPlanIsWorkedOutByAnyProcess(t *testing.T) {
	twoDesks(t, func(t *testing.T, d *desk, other *app.App) {
		ctx, in := t.Context(), app.PlanInput{File: "rewards.yaml", Text: version("2", "2027-01-01").Text}
		now, err := d.app.StartPlan(ctx, d.who["owner"], in, time.Minute)
		if wants(t, err, ""); now.Plan == nil || now.ID != "" {
			t.Errorf("a short plan: %+v", now)
		}
		_, err = d.app.StartPlan(ctx, d.who["rewards"], in, 0)
		wants(t, err, problem.Forbidden)
		waits, err := d.app.StartPlan(ctx, d.who["owner"], in, 0)
		if wants(t, err, ""); waits.ID == "" || !waits.Ended.IsZero() {
			t.Fatalf("a long plan: %+v", waits)
		}
		in.ID = waits.ID
		again, err := d.app.StartPlan(ctx, d.who["owner"], in, time.Minute)
		if wants(t, err, ""); !again.Ended.IsZero() {
			t.Errorf("asked for again: %+v", again)
		}
		pass := func(a *app.App) (n int) {
			for _, chore := range a.Chores(nil) {
				if chore.Name == "plan" {
					n, err = chore.Pass(ctx)
					wants(t, err, "")
				}
			}
			return n
		}
		if n := pass(other) + pass(d.app); n != 1 {
			t.Errorf("it was worked out %d times", n)
		}
		done, err := other.Planning(ctx, d.who["finance"], waits.ID)
		if wants(t, err, ""); done.Plan == nil || done.Plan.Partners != now.Plan.Partners || done.Told != 100 {
			t.Errorf("got %+v", done)
		}
		_, err = d.app.Planning(ctx, d.who["member"], waits.ID)
		wants(t, err, problem.Forbidden)
	})
}

// What is wrong with the file is said at once, and is no plan.
func TestAPlanOfAWrongFileIsRefusedAtOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		_, err := d.app.StartPlan(t.Context(), d.who["owner"], app.PlanInput{File: "p.yaml", Text: []byte("program: x")}, 0)
		wants(t, err, problem.Invalid)
	})
}

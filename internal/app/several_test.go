package app_test

import (
	"testing"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// TestSeveralCasesAreMoved: each by itself, whatever becomes of the others, and once.
func TestSeveralCasesAreMoved(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		first, second, stale := d.open(blog(), ""), d.open(request("advice"), ""), d.open(request("hours"), "")
		chosen := []app.Chosen{{first.ID, first.Revision}, {second.ID, second.Revision}, {stale.ID, stale.Revision}, {"act_1", 1}}
		d.move("rewards", stale, fulfillment.Input{Move: fulfillment.Note, Reason: "Look."}, "")
		in := fulfillment.Input{Move: fulfillment.Assign, Assignee: d.id["specialist"]}
		want := []problem.Kind{"", "", problem.Stale, problem.NotFound}
		for _, word := range []string{"w1", "w1", "w1"} { // the same again does nothing, and answers the same
			for i, o := range d.app.MoveCases(ctx, d.who["manager"], word, chosen, in) {
				wants(t, o.Err, want[i])
				if i < 2 && (o.Case.Assignee != d.id["specialist"] || o.Case.Revision != chosen[i].Revision+1) {
					t.Errorf("case %d is at revision %d with %q", i, o.Case.Revision, o.Case.Assignee)
				}
			}
		}
		for _, o := range d.app.MoveCases(ctx, d.who["manager"], "w2", chosen[:2], in) { // another time it is another move
			wants(t, o.Err, problem.Stale)
		}
		for _, o := range d.app.MoveCases(ctx, d.who["vendor"], "w3", chosen[:1], in) {
			wants(t, o.Err, problem.NotFound)
		}
		list, err := d.app.Cases(ctx, d.who["manager"], store.CaseFilter{Assignees: []string{d.id["specialist"]}}, "", 10)
		wants(t, err, "")
		if len(list) != 2 {
			t.Errorf("%d cases were given", len(list))
		}
	})
}

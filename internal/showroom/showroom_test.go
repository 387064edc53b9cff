package showroom_test

import (
	"testing"
	"time"

	"laurel/internal/fulfillment"
	"laurel/internal/showroom"
	"laurel/internal/store"
)

// TestTheShowroomHasSomethingOfEverything keeps the house as full as its tests need
// it.
func TestTheShowroomHasSomethingOfEverything(t *testing.T) {
	r := showroom.Fill(t, t.TempDir()+"/laurel.db", time.Date(2027, 3, 2, 9, 30, 0, 0, time.UTC), nil)
	cases, err := r.App.Cases(t.Context(), r.Person("partner_admin").Who, store.CaseFilter{Partner: "contoso"}, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	states := map[fulfillment.State]int{}
	for _, c := range cases {
		states[c.State]++
	}
	for _, want := range []fulfillment.State{fulfillment.Draft, fulfillment.Submitted, fulfillment.Approved, fulfillment.ActionRequired, fulfillment.Completed} {
		if states[want] == 0 {
			t.Errorf("there is no case in the state %s: %v", want, states)
		}
	}
	for _, p := range r.People {
		if p.Session == "" {
			t.Errorf("%s is not signed in", p.Name)
		}
	}
}

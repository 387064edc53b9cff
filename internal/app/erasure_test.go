package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
)

// What a person wrote in cases goes with them; what others wrote stays.
func TestWhatAnErasedPersonWroteIsErased(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		c, err := d.app.FileTicket(ctx, d.who["member"], app.TicketInput{Partner: "contoso", Topic: fulfillment.General, Text: "Call Member at home."})
		wants(t, err, "")
		c = d.move("rewards", c, fulfillment.Input{Move: fulfillment.Say, Reason: "We look at it."}, "")
		c = d.move("member", c, fulfillment.Input{Move: fulfillment.Say, Reason: "My number is 12345."}, "")
		in := request("hours")
		in.Form = []byte(`{"title":"member@example.com"}`)
		filled, err := d.app.OpenCase(ctx, d.who["member"], in)
		wants(t, err, "")
		wants(t, d.app.ErasePerson(ctx, d.who["root"], d.id["member"]), "")
		for _, id := range []string{c.ID, filled.ID} {
			view, err := d.app.Case(ctx, d.who["rewards"], id)
			wants(t, err, "")
			text := view.Text + view.Because + string(view.Form)
			for _, m := range view.Moves {
				text += m.Reason + string(m.Input)
			}
			if strings.Contains(text, "Call") || strings.Contains(text, "12345") || strings.Contains(text, "@") {
				t.Errorf("there still stands: %s", text)
			}
			if id == c.ID && !strings.Contains(text, "We look at it.") {
				t.Errorf("what another person wrote is gone: %s", text)
			}
		}
		d.move("rewards", c, fulfillment.Input{Move: fulfillment.Complete, Reason: "It is done."}, "") // the case goes on
	})
}

// What follows from a standing does not ask for it once more.
func TestAStandingIsWorkedOutOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		evaluate := d.app.Chores(nil)[0].Pass
		for i, want := range []int{2, 0} {
			if n, err := evaluate(t.Context()); err != nil || n != want {
				t.Errorf("pass %d: got %d, %v; want %d", i, n, err, want)
			}
		}
	})
}

// A day begins for a program at midnight of its zone.
func TestADayBeginsInTheZoneOfTheProgram(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		text := strings.Replace(strings.Replace(deskProgram, `program: rewards`, "program: east\nzone: Asia/Tokyo", 1), "go-live: 2026-11-01", "", 1)
		_, err := d.app.Apply(t.Context(), app.ApplyInput{File: "east.yaml", Text: []byte(text)})
		wants(t, err, "")
		d.work()
		looked := func(ctx context.Context) int {
			n, err := d.app.LookAround(ctx)
			wants(t, err, "")
			d.work()
			return n
		}
		var times []string
		for range 24 {
			d.clock.pass(time.Hour)
			if looked(t.Context()) > 0 {
				times = append(times, d.clock.Now().UTC().Format("15"))
			}
		}
		if got := strings.Join(times, " "); got != "15 00" { // midnight in Tokyo, and in UTC
			t.Errorf("looked around at %s", got)
		}
	})
}

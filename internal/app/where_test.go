package app_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/app"
	"laurel/internal/calendar"
)

// TestWhatWasWorkedOutLastIsStillSo: an answer about today is the same whether it
// was kept or is worked out, whatever happened in between.
func TestWhatWasWorkedOutLastIsStillSo(t *testing.T) {
	each(t, func(t *testing.T, a *app.App, c *clock) {
		d := newDesk(t, a, c)
		ask := func(v app.View) string {
			found, err := a.StandingsOf(t.Context(), app.PartnerView{View: v, Partner: "contoso"})
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(found)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		steps := []struct {
			what string
			do   func()
			kept bool
		}{
			{"nothing was worked out yet", func() {}, false},
			{"everybody was", func() { d.all(); d.work() }, true},
			{"a fact came", func() {
				d.facts(`{"id":"s3","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"7","currency":"USD"}`)
			}, false},
			{"it was worked out", d.work, true},
			{"a fact of somebody else came", func() {
				d.facts(`{"id":"s4","kind":"sale","publisher":"fabrikam-us","happened":"2026-11-10","amount":"7","currency":"USD"}`)
			}, true},
			{"a program came", func() {
				text := strings.NewReplacer("program: rewards", "program: other", "1_000 USD}", "5_000 USD}").Replace(deskProgram)
				if _, err := a.Apply(t.Context(), app.ApplyInput{File: "other.yaml", Text: []byte(text)}); err != nil {
					t.Fatal(err)
				}
			}, false},
			{"it was worked out again", d.work, true},
			{"it is tomorrow", func() { c.pass(24 * time.Hour) }, false},
			{"and worked out", func() { d.work(); d.work() }, true},
		}
		for _, step := range steps {
			step.do()
			if kept, err := a.Kept(t.Context(), "contoso"); kept != step.kept || err != nil {
				t.Errorf("%s: kept %v (%v), want %v", step.what, kept, err, step.kept)
			}
			today := calendar.At(c.now).Day(nil)
			if diff := cmp.Diff(ask(app.View{}), ask(app.View{At: &today})); diff != "" {
				t.Errorf("%s: kept (-), worked out (+):\n%s", step.what, diff)
			}
			if diff := cmp.Diff(ask(app.View{Program: "rewards"}), ask(app.View{Program: "rewards", At: &today})); diff != "" {
				t.Errorf("%s, of one program: kept (-), worked out (+):\n%s", step.what, diff)
			}
		}
	})
}

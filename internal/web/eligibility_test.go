package web

import (
	"net/http"
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/people"
)

// TestANewPartnerLearnsWhetherItIsEligible looks at the first pages of a partner
// before anything is known or can be used.
func TestANewPartnerLearnsWhetherItIsEligible(t *testing.T) {
	worlds(t, func(w *world) {
		b := w.member()
		b.open("/partners/contoso").want(http.StatusOK, "No program is published yet").isSound("en")
		apply := func(text string) {
			if _, err := w.app.Apply(t.Context(), app.ApplyInput{File: "p.yaml", Text: []byte(text), By: "console"}); err != nil {
				t.Fatal(err)
			}
		}
		later := w.Now().AddDate(0, 2, 0).Format("2006-01-02")
		apply(strings.NewReplacer("go-live: 2026-01-01", "go-live: "+later).Replace(rewards))
		apply(strings.NewReplacer("program: partners", "program: later", "Partner Benefits", "Later Benefits", "effective: 2026-01-01", "effective: "+later).Replace(withTerms))
		for _, path := range []string{"", "/standing"} {
			page := b.open("/partners/contoso"+path).want(http.StatusOK, "Every company with a partner ID is eligible, and so is yours.").want(http.StatusOK, "Its benefits can be used from").
				want(http.StatusOK, "It begins on").want(http.StatusOK, "Accept the terms of Later Benefits").want(http.StatusOK, "Publish an offer").want(http.StatusOK, "contoso-eu")
			page.isSound("en")
		}
		b.open("/partners/contoso/settings").post("/partners/contoso/settings", "leave").want(http.StatusOK, "is out of this program")
		b.open("/partners/contoso").want(http.StatusOK, "Not eligible").want(http.StatusOK, "Take part in")
		for _, path := range []string{"/benefits", "/benefits/rewards/blog", "/benefits?tab=technical", "/sponsorship", "/offers", "/tickets"} {
			b.open("/partners/contoso"+path).want(http.StatusOK, "").isSound("en")
		}
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open("/partners/contoso").want(http.StatusOK, "参与资格").isSound("zh-CN")
	})
}

// TestWhatLooksWrongIsTold files a ticket from a past day of the standing, and
// takes the explanation as a file.
func TestWhatLooksWrongIsTold(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		const path = "/partners/contoso/standing"
		page := b.open(path+"?at=2026-02-01").want(http.StatusOK, "Something looks wrong?")
		page.fill(path, "text", "").want(http.StatusUnprocessableEntity, "Say what happened").want(http.StatusUnprocessableEntity, `name="at" value="2026-02-01"`).isSound("en")
		done := page.fill(path, "text", "We sold more.").want(http.StatusOK, "We sold more.").want(http.StatusOK, "Figures that look wrong")
		view, err := w.app.Case(t.Context(), people.Who{ID: "per_x", Seats: []people.Seat{{Role: people.RewardsAgent}}}, strings.TrimPrefix(done.url.Path, "/cases/"))
		if err != nil || !strings.Contains(string(view.Shown), "2026-02-01") {
			t.Errorf("what is attached is not of the day that was shown: %s, %v", view.Shown, err)
		}
		file := b.do(http.MethodGet, path+".csv?program=rewards", "", "")
		if file.status != http.StatusOK || file.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(file.body, "8,765.44 USD more in Billed sales reaches tier Gold") {
			t.Errorf("got %d %v %s", file.status, file.header, file.body)
		}
		b.do(http.MethodGet, path+".csv?at=never", "", "").want(http.StatusUnprocessableEntity, "What was sent")
		for _, text := range []string{"=1+1", "+1", "-1", "@x", "\tx"} {
			if got := noFormula(text); got != "'"+text {
				t.Errorf("%q stays %q", text, got)
			}
		}
	})
}

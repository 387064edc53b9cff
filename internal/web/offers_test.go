package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/listing"
	"laurel/internal/people"
)

// publish lets an offer be live for two months.
func (w *world) publish(publisher, id string) {
	w.t.Helper()
	since := calendar.At(w.Now().AddDate(0, -2, 0)).Day(nil)
	if _, err := w.app.SaveOffer(w.t.Context(), w.root, app.OfferInput{Publisher: publisher, ID: id, Title: "The <" + id + ">", Type: "saas", Option: listing.Subscription, Life: listing.Live, LiveSince: &since}); err != nil {
		w.t.Fatal(err)
	}
}

// TestOffersSayWhoAnswersForThem names an owner, and tells that nobody knows one.
func TestOffersSayWhoAnswersForThem(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		b.open("/partners/contoso/offers").want(http.StatusOK, "No offer of yours is known").isSound("en")
		w.facts(`{"id":"o1","kind":"sale","publisher":"contoso-eu","offer":"<lens>","happened":"` + w.Now().AddDate(0, -1, 0).Format("2006-01-02") + `","amount":1,"currency":"USD"}
{"id":"o2","kind":"offer","publisher":"contoso-eu","offer":"guard","happened":"2026-01-05","shape":"state","attributes":{"status":"live","listing":"trial"}}
{"id":"o3","kind":"sale","publisher":"fabrikam-us","offer":"forms","happened":"2026-01-05","amount":1,"currency":"USD"}
{"id":"o4","kind":"sale","publisher":"contoso-eu","offer":"shop","happened":"2026-01-05","amount":1,"currency":"USD"}`)
		b.open("/partners/contoso/offers").want(http.StatusOK, "Known from what was told").want(http.StatusOK, "<lens>").want(http.StatusOK, "Live").want(http.StatusOK, "Trial").
			want(http.StatusOK, "5 Jan 2026").lacks("forms<").lacks("No offer of yours").isSound("en")
		w.publish("contoso-eu", "shop")
		w.publish("fabrikam-us", "shop")
		b.open("/partners/contoso/offers").want(http.StatusOK, "The <shop>").want(http.StatusOK, "Transact").want(http.StatusOK, "nobody").lacks(`">shop<br>`)
		const path = "/partners/contoso/offers/contoso-eu/shop"
		page := b.open("/offers/"+url.PathEscape("contoso-eu/shop")).want(http.StatusOK, "SaaS, subscription: customers buy it on the marketplace").want(http.StatusOK, "more than four weeks")
		if page.url.Path != path {
			t.Errorf("the link of a letter leads to %s", page.url)
		}
		li := w.person("li@contoso.example")
		stale := page
		page = page.post(path, "owner", "owner", li, "told", li).want(http.StatusOK, "Answers for it").want(http.StatusOK, "Li <Na>")
		stale.post(path, "owner", "owner", "").want(http.StatusConflict, "Somebody else changed the offer")
		page.post(path, "owner", "owner", "per_nobody").want(http.StatusUnprocessableEntity, "Choose somebody of your company")
		ticket := page.post(path, "unknown").want(http.StatusOK, "The owner of an offer").want(http.StatusOK, "the person has left")
		if again := page.post(path, "unknown"); again.url.Path != ticket.url.Path {
			t.Errorf("the same form filed another ticket: %s", again.url)
		}
		b.open(path).want(http.StatusOK, "The owner of an offer: the Rewards team answers").isSound("en")
		b.open("/partners/contoso/offers/fabrikam-us/shop").want(http.StatusNotFound, "nothing at this address")
		b.open("/offers/"+url.PathEscape("fabrikam-us/shop")).want(http.StatusNotFound, "nothing at this address")
		b.open("/offers/none").want(http.StatusNotFound, "nothing at this address")

		_, link := w.invite("sam@contoso.example", people.Seat{Role: people.Member, Partner: "contoso"})
		member := w.browser()
		member.open(link).fill(link, "password", password, "again", password)
		if seen := member.open(path).want(http.StatusOK, "Owner unknown or left?"); strings.Contains(seen.body, "Change who answers for it") {
			t.Error("a member is offered to change the offer")
		}
	})
}

// post sends the form of the page that does something.
func (s *seen) post(path, do string, typed ...string) *seen {
	return s.doing("do", do, path, typed...)
}

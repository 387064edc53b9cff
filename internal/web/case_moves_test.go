package web

import (
	"net/http"
	"testing"

	"laurel/internal/people"
)

// TestACreditIsSetUpByPages goes on with a claim as the Rewards team and finance do:
// the case is given away, sorted, and its credit set up, all with the forms of its page.
func TestACreditIsSetUpByPages(t *testing.T) {
	worlds(t, func(w *world) {
		w.getHelp()
		member := w.member()
		const benefit = "/partners/contoso/benefits/help/cloud"
		claimed := member.open(benefit).fill(benefit, "credit/country", "DE", "credit/agreement", "enterprise", "credit/target", "sub-1", "credit/overage", "partner", "do", "hand-in", "amount", "2000").
			want(http.StatusOK, "2,000 USD").lacks("Give it to somebody").lacks("Add tags")
		path := claimed.url.Path
		manager := w.agent("mo@operator.example", people.Seat{Role: people.EngagementManager})
		femi, link := w.invite("femi@operator.example", people.Seat{Role: people.Finance})
		finance := w.browser()
		finance.open(link).fill(link, "password", password, "again", password)

		work := manager.open(path).want(http.StatusOK, "Where it stands now").want(http.StatusOK, "Whoever takes it: Finance")
		work.isSound("en")
		work.move(path, "assign").want(http.StatusUnprocessableEntity, "That could not be done")
		work = work.move(path, "assign", "assignee", "role:finance").want(http.StatusOK, "Nobody yet")
		work = work.move(path, "tag", "tags", "launch, <b>emea</b>").want(http.StatusOK, "launch, <b>emea</b>")
		work = work.move(path, "untag", "tags", "launch").lacks("launch, ")
		work = work.move(path, "relate", "related", "crm-17").want(http.StatusOK, "crm-17")
		work = work.move(path, "provision").want(http.StatusOK, "being set up")
		work.move(path, "assign", "assignee", femi.ID).lacks("Nobody yet")

		credit := finance.open(path)
		credit.move(path, "open", "external", " ").want(http.StatusUnprocessableEntity, "by which id the billing system knows the credit")
		credit.move(path, "open", "external", "bill-4711").want(http.StatusOK, "can be used")
		member.open(path).want(http.StatusOK, "bill-4711")
	})
}

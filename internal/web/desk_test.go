package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

// caseRows are the paths of the cases that a page lists.
func (s *seen) caseRows() (out []string) {
	for _, th := range s.nodes(atom.Th) {
		for n := range th.Descendants() {
			if to := attribute(n, "href"); strings.HasPrefix(to, "/cases/") {
				out = append(out, to)
			}
		}
	}
	return out
}

// TestTheDeskIsFiltered counts each queue, narrows it by its address, keeps the filter
// under a name and removes it.
func TestTheDeskIsFiltered(t *testing.T) {
	rooms(t, func(t *testing.T, s *show) {
		agent := s.as("rewards_agent")
		page := agent.inBoth("/desk?queue=open", "All open", "全部未结")
		all := page.caseRows()
		tickets := agent.inBoth("/desk?queue=open&kind=ticket&program=&region=", "Kind: <strong>Ticket</strong>", "类型: <strong>工单</strong>")
		if got := tickets.url.RawQuery; got != "kind=ticket&queue=open" {
			t.Errorf("what was left empty is in the address: %s", got)
		}
		if n := len(tickets.caseRows()); n == 0 || n >= len(all) {
			t.Errorf("tickets are %d of %d cases", n, len(all))
		}
		if to := tickets.linkStarting("Overdue"); to != "" && !strings.Contains(to, "kind=ticket") {
			t.Errorf("another queue forgets the filter: %s", to)
		}
		agent.open("/desk?queue=open&kind=ticket&state=canceled").want(http.StatusOK, "No case of this queue passes the filter")
		agent.open("/desk?queue=open&kind=promise&assignee=per_1").want(http.StatusUnprocessableEntity, "There is no kind \"promise\" of cases").want(http.StatusUnprocessableEntity, "There is nobody").isSound("en")
		agent.open("/desk?queue=late").want(http.StatusUnprocessableEntity, "There is no queue \"late\"").isSound("en")
		s.as("partner_admin").open("/desk").want(http.StatusForbidden, "The desk is for the Rewards team")

		const here = "/desk?kind=ticket&queue=open"
		tickets.fill(here, "name", "", "do", "save").want(http.StatusUnprocessableEntity, "a name of at most 40 characters").isSound("en")
		kept := tickets.fill(here, "name", "Tickets <b>", "do", "save").want(http.StatusOK, "You keep this filter as")
		kept.isSound("en")
		if to := agent.open("/desk").linkTo("Tickets <b>"); to != here {
			t.Errorf("what was kept leads to %s", to)
		}
		if page := s.as("program_owner").open("/desk"); strings.Contains(page.body, "Tickets") {
			t.Error("somebody else is shown it")
		}
		kept.fill(here, "do", "remove").want(http.StatusOK, "Keep this filter as")
	})
}

// linkStarting is the first link of a page whose words begin so.
func (s *seen) linkStarting(words string) string {
	s.b.w.t.Helper()
	for _, a := range s.nodes(atom.A) {
		if strings.HasPrefix(text(a), words) {
			return attribute(a, "href")
		}
	}
	s.b.w.t.Fatalf("%s has no link %q:\n%s", s.url, words, s.body)
	return ""
}

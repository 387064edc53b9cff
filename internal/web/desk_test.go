package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
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

// TestSeveralCasesAreMovedAtTheDesk takes, gives and escalates what was chosen; what
// is refused is said case by case, and the same form sent twice does nothing twice.
func TestSeveralCasesAreMovedAtTheDesk(t *testing.T) {
	rooms(t, func(t *testing.T, s *show) {
		agent := s.as("rewards_agent")
		page := agent.inBoth("/desk?queue=open&kind=ticket", "With the chosen cases", "对所选事项")
		const here = "/desk?kind=ticket&queue=open"
		var ticks []string
		for _, in := range page.nodes(atom.Input) {
			if attribute(in, "name") == "case" {
				ticks = append(ticks, attribute(in, "value"))
			}
		}
		if len(ticks) < 2 {
			t.Fatalf("the desk shows %d tickets", len(ticks))
		}
		send := func(b *browser, page *seen, do string, more ...string) *seen {
			form := url.Values{"do": {do}, "batch": {attribute(page.named("batch"), "value")}, "case": ticks}
			for i := 0; i < len(more); i += 2 {
				form.Set(more[i], more[i+1])
			}
			return b.do(http.MethodPost, here, formKind, form.Encode())
		}
		page.fill(here, "do", "take", "name", "").want(http.StatusUnprocessableEntity, "Choose at least one case").isSound("en")
		missing := send(agent, page, "assign").want(http.StatusUnprocessableEntity, "Choose who gets them")
		missing.isSound("en")
		if n := strings.Count(missing.body, " checked>"); n != len(ticks) {
			t.Errorf("%d of %d ticks are left", n, len(ticks))
		}
		send(agent, page, "escalate").want(http.StatusUnprocessableEntity, "Say why it cannot wait")

		specialist := s.room.Person("specialist")
		done := send(agent, missing, "assign", "to", specialist.ID).want(http.StatusOK, "Tomas Novak has it now").want(http.StatusOK, ", 0 not done")
		done.isSound("en")
		lines := strings.Count(done.body, "has it now")
		_, before := s.audit()
		if again := send(agent, missing, "assign", "to", specialist.ID).want(http.StatusOK, ", 0 not done"); strings.Count(again.body, "has it now") != lines {
			t.Error("sent again it says something else")
		}
		if _, after := s.audit(); after != before {
			t.Error("sent again it was done again")
		}
		ticks[0] = strings.Fields(ticks[0])[0] + " 999"
		ticks = append(ticks, "tic_1 1")
		mixed := send(agent, done, "take").want(http.StatusOK, "Somebody else changed it").want(http.StatusOK, "There is no case")
		mixed.isSound("en")
		agent.header.Set("Cookie", "laurel-language=zh-CN")
		send(agent, done, "take").want(http.StatusOK, "没有事项").isSound("zh-CN")
		ticks = []string{"tic_1"}
		send(agent, done, "take").want(http.StatusUnprocessableEntity, "")
		if page := s.as("auditor").open(here); strings.Contains(page.body, `name="case"`) {
			t.Error("an auditor is offered moves")
		}
	})
}

// named is the first input with a name.
func (s *seen) named(name string) *html.Node {
	s.b.w.t.Helper()
	for _, in := range s.nodes(atom.Input) {
		if attribute(in, "name") == name {
			return in
		}
	}
	s.b.w.t.Fatalf("%s has no input %s", s.url, name)
	return nil
}

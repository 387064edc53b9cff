package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store/storetest"
)

// operating is a browser in which somebody of the operator is signed in.
func (w *world) operating(role people.Role) *browser {
	w.t.Helper()
	email := string(role) + "@fabrikam.example"
	_, link := w.invite(email, people.Seat{Role: role})
	b := w.browser()
	b.open(link).fill(link, "password", password, "again", password)
	return b
}

// draftOf is another version of the program, which takes effect in a month.
func (w *world) draftOf(silver string) string {
	from := w.Now().AddDate(0, 1, 0).Format("2006-01-02")
	return strings.NewReplacer(`version: "1"`, `version: "2"`, "effective: 2026-01-01", "effective: "+from, "sales >= 1_000 USD", silver).Replace(rewards)
}

// TestAProgramIsPlannedAndPublishedByPages goes from a draft with mistakes to a
// version that is published, and reads the difference.
func TestAProgramIsPlannedAndPublishedByPages(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		member := w.member()
		owner := w.operating(people.ProgramOwner)
		owner.open("/programs").want(http.StatusOK, "Rewards").want(http.StatusOK, "version 1, since").isSound("en")
		page := owner.open("/plan")
		page.isSound("en")
		page.fill("/plan", "text", "").want(http.StatusUnprocessableEntity, "Paste a program file")
		page.fill("/plan", "text", w.draftOf("sales >= 1_000 PEANUTS"), "effective", "soon").want(http.StatusUnprocessableEntity, "This is not a day")
		wrong := page.fill("/plan", "text", w.draftOf("turnover >= 1_000 USD")).want(http.StatusUnprocessableEntity, "The file has").want(http.StatusUnprocessableEntity, `id="line-15"`)
		wrong.want(http.StatusUnprocessableEntity, "turnover").isSound("en")
		owner.header.Set("Cookie", "laurel-language=zh-CN")
		page.fill("/plan", "text", strings.Replace(w.draftOf("sales >= 2_000 USD"), "tier: main.bronze", "tier: main.tin", 1)).want(http.StatusUnprocessableEntity, "文件中有").isSound("zh-CN")
		page.fill("/plan", "text", w.draftOf("{at-least: 2}")).want(http.StatusUnprocessableEntity, "`at-least` 没有说明针对什么。").isSound("zh-CN")
		owner.header.Del("Cookie")
		plan := page.fill("/plan", "text", w.draftOf("sales >= 2_000 USD")).want(http.StatusOK, "1 standing would change tier on").want(http.StatusOK, "▼ 1").
			want(http.StatusOK, "sales >= 2_000 USD").want(http.StatusOK, "(765.44 USD missing)").want(http.StatusOK, "Publish this version")
		plan.isSound("en")
		if page := owner.open("/programs/rewards"); strings.Contains(page.body, "takes effect on") {
			t.Error("a plan publishes")
		}
		published := plan.publish()
		published.want(http.StatusOK, "version 2, takes effect on").want(http.StatusOK, "Billed sales: at least 2,000 USD").isSound("en")
		owner.inBoth("/programs/rewards/changes?from=1&to=2", "asks for sales >= 2,000 USD instead of sales >= 1,000 USD", "的要求由 sales >= 1,000 USD 改为 sales >= 2,000 USD").want(http.StatusOK, "sales >= 2_000 USD")
		owner.open("/programs/rewards/file?version=2").want(http.StatusOK, "Checked, no mistakes").isSound("en")
		other := page.fill("/plan", "do", "publish", "text", w.draftOf("sales >= 3_000 USD"))
		other.want(http.StatusConflict, "This cannot be published").isSound("en")

		member.open("/programs").want(http.StatusOK, "version 2, from").isSound("en")
		rules := member.open("/programs/rewards").want(http.StatusOK, "Billed sales: at least 1,000 USD").want(http.StatusOK, "The sum of the amount of these: sale.").want(http.StatusOK, "Blog post")
		rules.isSound("en")
		for _, hidden := range []string{"/programs/rewards/file", "/programs/rewards/changes", "/plan"} {
			if strings.Contains(rules.body, hidden) {
				t.Errorf("a partner is led to %s", hidden)
			}
			member.open(hidden).want(http.StatusForbidden, "")
		}
		member.header.Set("Cookie", "laurel-language=zh-CN")
		member.open("/programs/rewards").want(http.StatusOK, "计费销售额：至少 1,000 USD").isSound("zh-CN")
		member.open("/programs/nothing").want(http.StatusNotFound, "")
	})
}

// publish sends the form that publishes what was planned.
func (s *seen) publish() *seen {
	s.b.w.t.Helper()
	for _, form := range s.nodes(atom.Form) {
		for n := range form.Descendants() {
			if attribute(n, "name") == "do" && attribute(n, "value") == "publish" {
				return s.fillForm(form, "/plan").follow()
			}
		}
	}
	s.b.w.t.Fatalf("nothing publishes:\n%s", s.body)
	return nil
}

// TestWhoMayNotPublishIsNotAskedTo reads the same page as somebody who may plan, and
// as somebody who may only read.
func TestWhoMayNotPublishIsNotAskedTo(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		w.setUp()
		for role, says := range map[people.Role]string{people.Finance: "You may not publish programs.", people.RewardsAgent: "has no mistakes"} {
			b := w.operating(role)
			page := b.open("/plan")
			page.fill("/plan", "text", w.draftOf("sales >= 2_000 USD")).want(http.StatusOK, says).isSound("en")
			if got := page.fill("/plan", "text", w.draftOf("sales >= 2_000 USD"), "do", "publish"); got.status != http.StatusForbidden {
				t.Errorf("%s publishes: %d", role, got.status)
			}
		}
		list, err := w.app.Programs(t.Context())
		if err != nil || len(list) != 1 {
			t.Errorf("there are %d versions (%v)", len(list), err)
		}
	})
}

// TestTwoPublishByPages: what one proposes another one looks at and confirms; what was
// published meanwhile is in the way.
func TestTwoPublishByPages(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		member := w.member()
		owner, chief := w.operating(people.ProgramOwner), w.agent("chief@fabrikam.example", people.Seat{Role: people.ProgramOwner})
		plan := owner.open("/plan").fill("/plan", "text", w.draftOf("sales >= 2_000 USD"))
		proposed := plan.want(http.StatusOK, "It takes two persons").publish().want(http.StatusOK, "You decided this yourself")
		proposed.isSound("en")
		path := chief.inBoth("/proposals", "Publish: Rewards, version 2", "发布：").linkTo("Publish: Rewards, version 2")
		chief.inBoth(path, "1 standing would change tier on", "个层级发生变化").want(http.StatusOK, "sales >= 2_000 USD").want(http.StatusOK, "▼ 1")
		owner.open(path).fill(path, "do", "confirm").want(http.StatusForbidden, "not for you to confirm")
		member.open(path).want(http.StatusNotFound, "")
		finance := w.operating(people.Finance)
		finance.open(path).want(http.StatusOK, "It waits for another person")
		other := owner.open("/plan").fill("/plan", "text", w.draftOf("sales >= 3_000 USD"), "do", "publish")
		other.want(http.StatusConflict, "waits for another person already")
		chief.open(path).fill(path, "do", "confirm").want(http.StatusOK, "Nothing waits for a second person")
		chief.inBoth(path, "confirmed", "已确认")
		chief.open("/programs/rewards").want(http.StatusOK, "version 2, takes effect on")

		three := strings.Replace(w.draftOf("sales >= 3_000 USD"), `version: "2"`, `version: "3"`, 1)
		path = owner.open("/plan").fill("/plan", "text", three).publish().url.Path
		four := strings.Replace(w.draftOf("sales >= 4_000 USD"), `version: "2"`, `version: "4"`, 1)
		if _, err := w.app.Publish(t.Context(), people.Console(), app.ApplyInput{File: "rewards.yaml", Text: []byte(four)}); err != nil {
			t.Fatal(err)
		}
		chief.inBoth(path, "Version 4 of the program rewards was published after this was proposed.", "又发布了版本 4").fill(path, "do", "confirm").want(http.StatusConflict, "cannot be confirmed any more")
		chief.open(path).fill(path, "do", "decline", "reason", "Version 4 is there.").want(http.StatusOK, "Nothing waits")
	})
}

// TestRulesArePublicWhereTheOwnerSaysSo: nobody reads a program without signing in,
// until its owner lets everybody; then its rules alone, and nothing of partners.
func TestRulesArePublicWhereTheOwnerSaysSo(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		w.setUp()
		owner, visitor := w.operating(people.ProgramOwner), w.browser()
		closed := func(paths ...string) {
			t.Helper()
			for _, path := range paths {
				if page := visitor.do(http.MethodGet, path, "", ""); page.status != http.StatusSeeOther || !strings.HasPrefix(page.header.Get("Location"), "/sign-in?") {
					t.Errorf("a visitor gets %d at %s", page.status, path)
				}
			}
		}
		closed("/programs", "/programs/rewards", "/programs/nothing")
		owner.open("/settings").fill("/settings", "do", "public", "public", "rewards").want(http.StatusOK, "checked")
		page := visitor.inBoth("/programs/rewards", "Billed sales: at least 1,000 USD", "计费销售额：至少 1,000 USD")
		if rail := page.rail(); rail != "" || strings.Contains(page.body, "Contoso") || strings.Contains(page.body, "/partners") {
			t.Errorf("a visitor sees more than the rules, and %s:\n%s", rail, page.body)
		}
		visitor.open("/programs/rewards?version=1").want(http.StatusOK, "version 1")
		visitor.open("/programs/rewards?version=7").want(http.StatusNotFound, "")
		closed("/programs", "/programs/nothing", "/programs/rewards/file", "/programs/rewards/changes", "/plan", "/settings", "/partners/contoso")
		owner.do(http.MethodPost, "/settings", formType, "do=public&revision=1&public=nothing").want(http.StatusUnprocessableEntity, "")
		owner.do(http.MethodPost, "/settings", formType, "do=public&revision=1")
		closed("/programs/rewards")
	})
}

// TestALongPlanGoesOnInTheBackground: the page shows how far it is, looks again by
// itself, and has the plan in the end; a proposal waits for its plan in the same way.
func TestALongPlanGoesOnInTheBackground(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		w := newWorld(t, dsn, setting{planWait: time.Nanosecond})
		w.stand()
		member := w.member()
		owner, chief := w.operating(people.ProgramOwner), w.agent("chief@fabrikam.example", people.Seat{Role: people.ProgramOwner})
		waits := owner.open("/plan").fill("/plan", "text", w.draftOf("sales >= 2_000 USD")).want(http.StatusOK, "0 % of the partners are compared.")
		if !strings.Contains(waits.body, `<meta http-equiv="refresh" content="3">`) {
			t.Errorf("the page does not look again:\n%s", waits.body)
		}
		path := waits.url.Path
		owner.inBoth(path, "You may leave this page", "您可以离开此页面")
		member.open(path).want(http.StatusForbidden, "")
		w.work()
		plan := owner.inBoth(path, "1 standing would change tier on", "个层级发生变化").want(http.StatusOK, "Worked out on")
		if strings.Contains(plan.body, "http-equiv") {
			t.Error("a page that is done looks again")
		}
		proposal := plan.publish().want(http.StatusOK, "is being worked out")
		w.work()
		chief.open(proposal.url.Path).want(http.StatusOK, "1 standing would change tier on").isSound("en")
		w.pass(8 * 24 * time.Hour)
		w.work()
		if _, err := w.app.Planning(t.Context(), people.Console(), strings.TrimPrefix(path, "/plans/")); problem.KindOf(err) != problem.NotFound {
			t.Errorf("after 8 days: %v, want it forgotten", err)
		}
	})
}

package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/showroom"
	"laurel/internal/store/storetest"
)

// agent is a browser in which somebody of the operator is signed in.
func (w *world) agent(email string, seat people.Seat) *browser {
	w.t.Helper()
	if w.root.ID == "" {
		w.setUp()
	}
	_, link := w.invite(email, seat)
	b := w.browser()
	b.open(link).fill(link, "password", password, "again", password)
	return b
}

// rail is the paths of the pages beside the one that is open.
func (s *seen) rail() string {
	var out []string
	for _, nav := range s.nodes(atom.Nav) {
		for n := range nav.Descendants() {
			if n.DataAtom == atom.A {
				out = append(out, attribute(n, "href"))
			}
		}
	}
	return strings.Join(out, " ")
}

// inBoth reads a page in each language, and wants it to be sound in each.
func (b *browser) inBoth(path string, en, zh string) *seen {
	b.w.t.Helper()
	b.header.Set("Cookie", "laurel-language=zh-CN")
	page := b.open(path).want(http.StatusOK, zh)
	page.isSound("zh-CN")
	b.header.Set("Cookie", "laurel-language=en")
	page = b.open(path).want(http.StatusOK, en)
	page.isSound("en")
	return page
}

// account tells what is kept about a partner.
func (w *world) account(partner, region, email string) {
	w.t.Helper()
	if _, err := w.app.SavePartner(w.t.Context(), people.Console(), app.AccountInput{Partner: partner, Region: region, Email: email}); err != nil {
		w.t.Fatal(err)
	}
}

// TestTheOperatorFindsPartners searches for partners in every way, as somebody who
// sees all of them and as somebody who sees those of one region.
func TestTheOperatorFindsPartners(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		w.setUp()
		w.account("contoso", "emea", "office@contoso.example")
		w.account("fabrikam", "apac", "")
		w.associate("contoso", "crm", "0012")
		w.invite("li@contoso.example", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
		w.work()
		all := w.agent("ana@fabrikam.example", people.Seat{Role: people.RewardsAgent})
		page := all.inBoth("/partners", "Silver", "合作伙伴")
		page.want(http.StatusOK, "Contoso <Ltd>").want(http.StatusOK, "fabrikam").want(http.StatusOK, "emea")
		if got := page.rail(); !strings.HasPrefix(got, "/desk /partners") || strings.Contains(got, "/audit") {
			t.Errorf("the rail has %s", got)
		}
		for words, want := range map[string]string{"contoso-eu": "Publisher contoso-eu", "0012": "Known as crm 0012", "office@": "E-mail of the company", "li@contoso": "E-mail of a person"} {
			found := all.open("/search?q="+words).want(http.StatusOK, want).want(http.StatusOK, `value="`+words+`"`)
			if strings.Contains(found.body, "/partners/fabrikam") {
				t.Errorf("%s finds fabrikam, too", words)
			}
		}
		all.open("/search?q=%3Cb%3Ezz").want(http.StatusOK, "Nobody among the partners that you see is found by “<b>zz”")

		some := w.agent("tom@fabrikam.example", people.Seat{Role: people.Specialist, Regions: []string{"emea"}})
		if page := some.open("/partners"); strings.Contains(page.body, "/partners/fabrikam") || !strings.Contains(page.body, "/partners/contoso") {
			t.Errorf("who sees one region is shown\n%s", page.body)
		}
		some.open("/search?q=fabrikam").want(http.StatusOK, "Nobody among the partners")
		some.open("/search?q=li@contoso").want(http.StatusOK, "Nobody among the partners")
		vendor := w.agent("out@firm.example", people.Seat{Role: people.Vendor})
		if page := vendor.open("/desk"); page.rail() != "/desk /programs" || strings.Contains(page.body, `action="/search"`) {
			t.Errorf("a vendor is led to %s", page.rail())
		}
		if page := vendor.open("/partners"); strings.Contains(page.body, "/partners/contoso") {
			t.Errorf("a vendor is shown\n%s", page.body)
		}
	})
}

// TestTheOperatorSeesAPartnersFile reads what is behind a partner, gives a benefit by
// hand, takes it back, and stops the evaluation; each with a reason.
func TestTheOperatorSeesAPartnersFile(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		w.setUp()
		w.account("contoso", "emea", "office@contoso.example")
		w.work()
		agent := w.agent("ana@fabrikam.example", people.Seat{Role: people.RewardsAgent})
		page := agent.inBoth("/partners/contoso", "office@contoso.example", "运营方视图")
		page.want(http.StatusOK, "8,765.44 USD more in Billed sales reaches tier Gold").want(http.StatusOK, "contoso-eu").want(http.StatusOK, "Blog post").want(http.StatusOK, "No case is open")

		agent.open("/partners/contoso/seen").want(http.StatusOK, "You see this page as Contoso <Ltd> sees it").want(http.StatusOK, "You have been at tier Silver").isSound("en")
		if log, _ := w.audit(); !strings.Contains(log, "|view as partner|contoso|") {
			t.Errorf("that somebody looked is not in\n%s", log)
		}

		const give = "/partners/contoso/give"
		form := agent.inBoth(give, "Architecture review", "手动授予权益")
		form.fill(give, "benefit", "rewards/review", "because", "").want(http.StatusUnprocessableEntity, "Say why")
		form.fill(give, "benefit", "rewards/review", "because", "write to li@contoso.example").want(http.StatusUnprocessableEntity, "without naming anybody")
		form.fill(give, "benefit", "rewards/review", "amount", "much", "because", "<b>an anniversary").want(http.StatusUnprocessableEntity, "like 5000 USD").want(http.StatusUnprocessableEntity, "<b>an anniversary")
		form.fill(give, "benefit", "rewards/review", "until", "2020-01-01", "because", "an anniversary").want(http.StatusUnprocessableEntity, "still to come")
		form.fill(give, "benefit", "rewards/review", "because", "an anniversary").want(http.StatusOK, "Give: Architecture review").want(http.StatusOK, "waits for")

		const freeze = "/partners/contoso/freeze"
		form = agent.inBoth(freeze, "Leave it empty for all programs", "暂停评估")
		form.fill(freeze, "because", "").want(http.StatusUnprocessableEntity, "Say why")
		form.fill(freeze, "until", "2020-01-01", "because", "A ticket is open.").want(http.StatusUnprocessableEntity, "still to come")
		frozen := form.fill(freeze, "program", "rewards", "because", "A ticket is open.", "private", "see the <contract>").
			want(http.StatusOK, "Evaluation stopped: Rewards").want(http.StatusOK, "see the <contract>")
		for _, f := range frozen.nodes(atom.Form) {
			if action := attribute(f, "action"); strings.HasSuffix(action, "/end") {
				frozen.fill(action).want(http.StatusOK, "Nothing was decided above the rules")
				frozen.fill(action).want(http.StatusNotFound, "taken back already")
			}
		}

		auditor := w.agent("aud@fabrikam.example", people.Seat{Role: people.Auditor})
		if page := auditor.open("/partners/contoso"); strings.Contains(page.body, "/give") || strings.Contains(page.body, "/freeze") {
			t.Errorf("an auditor is led to acts\n%s", page.body)
		}
		auditor.open(give).want(http.StatusForbidden, "may not give benefits")
		auditor.open(freeze).want(http.StatusForbidden, "may not decide above the rules")
		member := w.agent("sam@contoso.example", people.Seat{Role: people.Member, Partner: "contoso"})
		for _, path := range []string{give, freeze} {
			member.open(path).want(http.StatusForbidden, "You may not")
		}
		member.open("/partners/contoso").want(http.StatusOK, "For you to do")
	})
}

// rooms fills a showroom on each engine, without anybody walking through it.
func rooms(t *testing.T, test func(t *testing.T, s *show)) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		at := &world{t: t, log: &logged{}}
		s := &show{world: at, room: showroom.Fill(t, dsn, time.Now(), nil)}
		at.app, at.now = s.room.App, s.room.Now()
		at.serve(setting{})
		test(t, s)
	})
}

// as is a browser of somebody of the showroom.
func (s *show) as(name string) *browser { return s.asPerson(s.room.Person(name)) }

// linkTo is the first link of a page whose words are some.
func (s *seen) linkTo(words string) string {
	s.b.w.t.Helper()
	for _, a := range s.nodes(atom.A) {
		if text(a) == words {
			return attribute(a, "href")
		}
	}
	s.b.w.t.Fatalf("%s has no link %q:\n%s", s.url, words, s.body)
	return ""
}

// TestWhatPeopleMustDecide keeps a grant whose cause is gone, and lets a second person
// confirm what was given by hand; the desk counts both.
func TestWhatPeopleMustDecide(t *testing.T) {
	rooms(t, func(t *testing.T, s *show) {
		agent := s.as("rewards_agent")
		agent.inBoth("/desk", "To be reviewed <span class=\"count\">1</span>", "待审核 <span class=\"count\">1</span>").want(http.StatusOK, "To be confirmed <span class=\"count\">1</span>")
		list := agent.inBoth("/reviews", "Press release support", "新闻稿支持")
		review := list.linkTo("Press release support")
		page := agent.inBoth(review, "under review", "审核权益")
		page.fill(review, "act", "", "because", "It was promised.").want(http.StatusUnprocessableEntity, "Choose whether it stays or ends")
		page.fill(review, "act", "keep_grant", "because", "").want(http.StatusUnprocessableEntity, "Say why")
		page.fill(review, "act", "keep_grant", "because", "ask li@contoso.example").want(http.StatusUnprocessableEntity, "without naming anybody")
		page.fill(review, "act", "keep_grant", "because", "It was promised.").want(http.StatusOK, "No grant waits for a review")
		page.fill(review, "act", "revoke_grant", "because", "It was not.").want(http.StatusNotFound, "waits for no review any more")
		agent.open("/partners/fabrikam").want(http.StatusOK, "Grant kept: Press release support").want(http.StatusOK, "It was promised.")

		maker := s.as("engagement_manager")
		proposal := maker.inBoth("/proposals", "Give: Sponsorship for test drives", "授予：").linkTo("Give: Sponsorship for test drives")
		maker.inBoth(proposal, "You decided this yourself", "这是您自己作出的决定").fill(proposal, "do", "confirm").want(http.StatusForbidden, "not for you to confirm")
		agent.open(proposal).want(http.StatusOK, "It waits for another person")
		owner := s.as("program_owner")
		page = owner.open(proposal).want(http.StatusOK, "The launch was ours to move.")
		page.fill(proposal, "do", "decline").want(http.StatusUnprocessableEntity, "Say why it is declined")
		page.fill(proposal, "do", "confirm").want(http.StatusOK, "Nothing waits for a second person")
		page.fill(proposal, "do", "decline", "reason", "No.").want(http.StatusConflict, "confirmed already")
		owner.inBoth("/proposals?all=yes", "confirmed", "已确认")
		owner.inBoth(proposal, "confirmed", "已确认")

		s.as("partner_admin").open("/reviews").want(http.StatusForbidden, "You may not decide about grants")
		s.as("partner_admin").open("/proposals").want(http.StatusForbidden, "You may not see what was decided")
		s.as("partner_admin").open(proposal).want(http.StatusNotFound, "no such decision")
		s.as("auditor").open("/reviews").want(http.StatusForbidden, "You may not decide about grants")
	})
}

// TestFactsThatSomebodyMustLookAt reads how fresh the feeds are, and decides about a
// fact that came with two contents.
func TestFactsThatSomebodyMustLookAt(t *testing.T) {
	rooms(t, func(t *testing.T, s *show) {
		agent := s.as("rewards_agent")
		page := agent.inBoth("/facts", "store.jsonl", "数据来源")
		page.want(http.StatusOK, "tailspin-uk").want(http.StatusOK, "store/never-came").want(http.StatusOK, "Amount: <s>1700 USD</s> 1701 USD")
		path := page.linkTo("store/s3")
		form := agent.inBoth(path, "What came later", "后来到达的内容")
		form.fill("/facts/conflict", "counts", "", "because", "The store says so.").want(http.StatusUnprocessableEntity, "Choose which content counts")
		form.fill("/facts/conflict", "counts", "came", "because", "").want(http.StatusUnprocessableEntity, "Say why")
		form.fill("/facts/conflict", "counts", "came", "because", "li@contoso.example said so").want(http.StatusUnprocessableEntity, "without naming anybody")
		s.as("auditor").open(path).want(http.StatusOK, "You may not decide which content counts")
		s.as("auditor").open("/facts").want(http.StatusOK, "store/s3")
		form.fill("/facts/conflict", "counts", "came", "because", "The store says so.").want(http.StatusOK, "No fact waits for a decision")
		form.fill("/facts/conflict", "counts", "held", "because", "No.").want(http.StatusNotFound, "was decided already")
		if log, _ := s.audit(); !strings.Contains(log, "|accept fact|contoso-eu|store/s3 The store says so.") {
			t.Errorf("the reason is not in\n%s", log)
		}
		s.as("partner_admin").open("/facts").want(http.StatusForbidden, "You may not see facts of all partners")
		s.as("engagement_manager").open("/facts").want(http.StatusForbidden, "You may not see facts of all partners")
		if page := s.as("engagement_manager").open("/desk"); strings.Contains(page.rail(), "/facts") {
			t.Errorf("the rail has %s", page.rail())
		}
	})
}

// TestTheAuditLogIsRead filters it by everything, and asks whether it is whole; and
// reads letters as they would be sent, and how the system runs.
func TestTheAuditLogIsRead(t *testing.T) {
	rooms(t, func(t *testing.T, s *show) {
		auditor := s.as("auditor")
		page := auditor.inBoth("/audit", "Signed in", "登录")
		page.want(http.StatusOK, "Ana Ruiz").want(http.StatusOK, "Marketing contact assigned")
		for query, want := range map[string]string{
			"who=ana+ru": "Gift by hand proposed", "who=" + s.room.Person("engagement_manager").Email: "Gift by hand proposed",
			"who=" + s.room.Person("rewards_agent").ID: "Decided above the rules", "what=override": "Decided above the rules",
			"about=fabrikam&day=" + s.Now().Format(time.DateOnly): "Fabrikam Inc",
		} {
			found := auditor.open("/audit?"+query).want(http.StatusOK, want)
			if rows := len(found.nodes(atom.Tr)); rows < 2 || rows >= len(page.nodes(atom.Tr)) {
				t.Errorf("%s finds %d rows of %d", query, rows, len(page.nodes(atom.Tr)))
			}
		}
		auditor.open("/audit?day=tomorrow&who=ana").want(http.StatusOK, "This is not a day").want(http.StatusOK, `value="ana"`)
		auditor.open("/audit?who=%25").want(http.StatusOK, "No line fits")
		auditor.inBoth("/audit?check=yes", "The log holds", "日志完整")
		s.as("program_owner").open("/audit").want(http.StatusForbidden, "You may not read the audit log")
		s.as("partner_admin").open("/audit").want(http.StatusForbidden, "You may not read the audit log")

		root := s.as("root")
		root.inBoth("/system", "Clocks of cases", "数据库")
		root.inBoth("/system?look=yes", "It holds, with", "完整无误，共")
		s.as("finance").open("/system").want(http.StatusForbidden, "You may not see how the system runs")

		agent := s.as("rewards_agent")
		agent.inBoth("/letters/preview", "Approved: your activation", "已批准")
		agent.inBoth("/letters/preview/case-approved?language=zh-CN", "已批准", "已批准")
		agent.open("/letters/preview/case-approved?language=xx&sample=99").want(http.StatusOK, "Approved: your activation")
		agent.open("/letters/preview/nothing").want(http.StatusNotFound, "no such kind of letter")
		s.as("partner_admin").open("/letters/preview").want(http.StatusForbidden, "You may not read letters")
	})
}

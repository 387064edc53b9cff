package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/people"
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
		if page := vendor.open("/desk"); page.rail() != "/desk" || strings.Contains(page.body, `action="/search"`) {
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

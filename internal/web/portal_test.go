package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/people"
)

const rewards = `
program: rewards
version: "1"
effective: 2026-01-01
label: {en: Rewards, zh-CN: 奖励计划}
currency: USD
metrics:
  sales: {label: {en: Billed sales, zh-CN: 计费销售额}, sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  main:
    label: {en: Growth tiers, zh-CN: 增长等级}
    evaluate: on-change
    tiers:
      - {id: bronze, label: {en: Bronze, zh-CN: 铜级}, attain: sales >= 100 USD}
      - {id: silver, label: {en: Silver, zh-CN: 银级}, attain: sales >= 1_000 USD}
      - {id: gold, label: {en: Gold, zh-CN: 金级}, attain: sales >= 10_000 USD}
go-live: 2026-01-01
desk: {escalate: [{after: 1 day, to: program_owner}]}
deliveries:
  engagement:
    assign: rewards_agent
    promises: {contact: {within: 7 days}}
    form:
      properties:
        headline: {title: {en: Headline, zh-CN: 标题}, type: string, maxLength: 100}
        readers: {title: {en: For whom is it?, zh-CN: 读者}, enum: [engineers, managers]}
        words: {title: {en: How many words?, zh-CN: 字数}, type: integer, minimum: 100}
        draft: {title: {en: There is a draft, zh-CN: 已有草稿}, type: boolean}
      required: [headline, readers]
benefits:
  blog: {label: {en: Blog post, zh-CN: 博客文章}, category: marketing, stage: awareness, unlock: {tier: main.bronze}, deliver: engagement}
  review: {label: {en: Architecture review, zh-CN: 架构评审}, category: technical, unlock: {tier: main.gold}}
`

// stand lets contoso stand at silver, with a correction still to come.
func (w *world) stand() {
	w.t.Helper()
	if _, err := w.app.Apply(w.t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(rewards), By: "console"}); err != nil {
		w.t.Fatal(err)
	}
	day := w.Now().AddDate(0, -2, 0).Format("2006-01-02")
	w.facts(`{"id":"s1","kind":"sale","publisher":"contoso-eu","happened":"` + day + `","amount":1234.56,"currency":"USD"}`)
}

// member is a browser in which somebody of contoso is signed in.
func (w *world) member() *browser {
	w.t.Helper()
	w.setUp()
	_, link := w.invite("li@contoso.example", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
	b := w.browser()
	b.open(link).fill(link, "password", password, "again", password)
	return b
}

// TestAPartnerSeesWhereItStands reads each page about a partner in each language.
func TestAPartnerSeesWhereItStands(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		tests := []struct {
			language, path string
			want           []string
		}{
			{"en", "/partners/contoso", []string{"at tier Silver", "8,765.44 USD more in Billed sales reaches tier Gold", "For you to do", "Name a marketing contact", "Nothing is owed to you", "Blog post"}},
			{"en", "/partners/contoso/standing", []string{"What is missing", `class="met"`, "Billed sales as a table", "How your tier changed"}},
			{"en", "/partners/contoso/standing?at=2026-01-05", []string{"You are not at any tier yet", "Back to today"}},
			{"en", "/partners/contoso/standing?at=2020-01-05&known=2020-01-05", []string{"Nothing was known"}},
			{"en", "/partners/contoso/standing?at=2026-01-05&known=2026-01-05", []string{"You are not at any tier yet", `name="known" value="2026-01-05"`}},
			{"en", "/partners/contoso/standing?at=30.06.2026&program=rewards", []string{"This is not a day", `name="program" value="rewards"`}},
			{"en", "/partners/contoso/benefits", []string{"Blog post", "Ready to be activated", "Awareness", "Nobody is named yet"}},
			{"en", "/partners/contoso/benefits?tab=technical", []string{"Architecture review", "Locked"}},
			{"zh-CN", "/partners/contoso", []string{"银级", "需要您处理", "博客文章"}},
			{"zh-CN", "/partners/contoso/standing", []string{"计费销售额", "层级变化历史"}},
			{"zh-CN", "/partners/contoso/benefits", []string{"可以激活", "提高知名度"}},
		}
		for _, test := range tests {
			b.header.Set("Cookie", "laurel-language="+test.language)
			page := b.open(test.path)
			for _, want := range test.want {
				page.want(http.StatusOK, want)
			}
			page.isSound(test.language)
		}
	})
}

// TestABenefitIsUsedByPages goes from a refused activation to a confirmed delivery,
// as a partner and as somebody of the Rewards team.
func TestABenefitIsUsedByPages(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		partner := w.member()
		_, link := w.invite("ana@fabrikam.example", people.Seat{Role: people.RewardsAgent})
		agent := w.browser()
		agent.open(link).fill(link, "password", password, "again", password).want(http.StatusOK, "Nothing is in this queue.")
		w.work()

		const benefit = "/partners/contoso/benefits/rewards/blog"
		page := partner.open(benefit).want(http.StatusOK, "Headline").want(http.StatusOK, "For whom is it?")
		page.isSound("en")
		page.fill(benefit, "form-headline", "", "form-readers", "engineers").want(http.StatusUnprocessableEntity, "This is missing")
		page.fill(benefit, "form-headline", "Faster <b>", "form-readers", "engineers").
			want(http.StatusUnprocessableEntity, "No marketing contact is assigned").want(http.StatusUnprocessableEntity, `value="Faster <b>"`)
		partner.header.Set("Cookie", "laurel-language=zh-CN")
		page.fill(benefit, "form-headline", "Faster", "form-readers", "engineers").want(http.StatusUnprocessableEntity, "尚未指定营销联系人，没有人会收到说明。 请指定营销联系人")
		partner.header.Del("Cookie")

		contacts := partner.open("/partners/contoso/contacts").want(http.StatusOK, "Nobody is named yet")
		contacts.isSound("en")
		contacts.fill("/partners/contoso/contacts", "person", w.person("li@contoso.example"), "phone", "12").want(http.StatusUnprocessableEntity, "A phone number is needed")
		contacts.fill("/partners/contoso/contacts", "person", w.person("li@contoso.example"), "phone", "+49 30 901820").want(http.StatusOK, "Not confirmed yet")
		confirm := w.link(w.person("li@contoso.example"), "/contacts/")
		partner.open(confirm).fill(confirm)

		page.fill(benefit, "form-headline", "Faster", "form-readers", "engineers", "form-words", "12").want(http.StatusUnprocessableEntity, "words")
		kase := page.fill(benefit, "form-headline", "Faster", "form-readers", "engineers", "form-words", "800", "form-draft", "yes").
			want(http.StatusOK, "the Rewards team gets in touch by").want(http.StatusOK, "Who has it").want(http.StatusOK, "Faster").want(http.StatusOK, "For whom is it?")
		kase.isSound("en")
		path := kase.url.Path
		partner.open("/partners/contoso").want(http.StatusOK, "Blog post: the Rewards team gets in touch")

		agent.open("/desk").want(http.StatusOK, "Blog post").isSound("en")
		work := agent.open(path)
		work.isSound("en")
		stale := work
		work = work.move(path, "contact", "to", w.person("li@contoso.example"), "channel", "phone", "outcome", "agreed on a date").want(http.StatusOK, "contact made")
		stale.move(path, "begin").want(http.StatusConflict, "Somebody else changed it")
		work.move(path, "ask", "reason", "").want(http.StatusUnprocessableEntity, "That could not be done")
		work.move(path, "deliver").want(http.StatusOK, "delivered")
		partner.open(path).move(path, "confirm").want(http.StatusOK, "There is nothing for you to do")

		tickets := partner.open("/tickets/new").want(http.StatusOK, "No ticket was filed yet")
		tickets.isSound("en")
		tickets.fill("/partners/contoso/tickets", "topic", "looks-wrong", "text", "").want(http.StatusUnprocessableEntity, "Say what happened")
		tickets.fill("/partners/contoso/tickets", "topic", "looks-wrong", "text", "A sale is missing.").want(http.StatusOK, "A sale is missing.").want(http.StatusOK, "Figures that look wrong")
		partner.open("/partners/contoso/tickets").want(http.StatusOK, "Figures that look wrong")
		partner.open("/partners/contoso/letters").want(http.StatusOK, "Letter").isSound("en")
		letters := partner.open("/letters")
		letters.isSound("en")
		for _, a := range letters.nodes(atom.A) {
			if to := attribute(a, "href"); strings.HasPrefix(to, "/letters/ltr_") {
				partner.open(to).want(http.StatusOK, "Delivery").isSound("en")
				agent.open(to).want(http.StatusOK, "Delivery")
				w.browser().open(to).want(http.StatusOK, "Sign in")
			}
		}
		w.browser().open(path).want(http.StatusOK, "Sign in")
	})
}

// move makes a move with the form for it.
func (s *seen) move(path, move string, typed ...string) *seen {
	s.b.w.t.Helper()
	return s.doing("move", move, path, typed...)
}

// doing sends the form in which an input says what it does.
func (s *seen) doing(name, value, path string, typed ...string) *seen {
	s.b.w.t.Helper()
	for _, form := range s.nodes(atom.Form) {
		for n := range form.Descendants() {
			if n.DataAtom == atom.Input && attribute(n, "name") == name && attribute(n, "value") == value {
				return s.fillForm(form, path, typed...).follow()
			}
		}
	}
	s.b.w.t.Fatalf("%s has no form for %s:\n%s", s.url, value, s.body)
	return nil
}

// person is the id of who has an address.
func (w *world) person(email string) string {
	w.t.Helper()
	list, err := w.app.Persons(w.t.Context(), w.root, "contoso", "", 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range list {
		if p.Email == email {
			return p.ID
		}
	}
	w.t.Fatalf("nobody has the address %s", email)
	return ""
}

// TestAnotherPartnersPagesAreNotThere asks for every page about a partner that is
// not one's own, and for one that nobody knows.
func TestAnotherPartnersPagesAreNotThere(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		w.publish("contoso-eu", "shop")
		for _, p := range pages {
			if !strings.Contains(p.path, "{partner}") || p.show == nil {
				continue
			}
			path := strings.NewReplacer("{program}", "rewards", "{benefit}", "blog", "{publisher}", "contoso-eu", "{offer}", "shop").Replace(p.path)
			mine := b.open(strings.Replace(path, "{partner}", "contoso", 1))
			for _, other := range []string{"fabrikam", "nobody", "%3Cb%3E"} {
				s := b.open(strings.Replace(path, "{partner}", other, 1))
				if s.status != http.StatusNotFound {
					t.Errorf("%s for %s: %d\n%s", p.path, other, s.status, s.body)
				}
			}
			want := http.StatusOK
			if p.rail == "partner" { // what the operator does about a partner
				want = http.StatusForbidden
			}
			if mine.status != want {
				t.Errorf("%s of one's own: %d", p.path, mine.status)
			}
		}
		b.open("/partners?partner=fabrikam").want(http.StatusNotFound, "nothing at this address")
		b.open("/partners?partner=contoso").want(http.StatusOK, "Contoso <Ltd>")
		w.browser().open("/partners/contoso").want(http.StatusOK, "Sign in")
	})
}

// isSound wants of a page what every page must be: one heading, headings in order,
// ids once, inputs with labels, no attribute that the policy forbids, and nothing
// that a template could not write.
func (s *seen) isSound(language string) {
	t := s.b.w.t
	t.Helper()
	s.heading()
	ids, labeled := map[string]bool{}, map[string]bool{}
	level := 0
	for n := range s.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("%s has the id %s twice", s.url, id)
			}
			ids[id] = true
		}
		if n.DataAtom == atom.Label {
			labeled[attribute(n, "for")] = true
		}
		if has(n, "style") || has(n, "onclick") {
			t.Errorf("%s: %s has a style or a script of its own", s.url, n.Data)
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if next := int(n.Data[1] - '0'); next > level+1 {
				t.Errorf("%s: the heading %q is %d after %d", s.url, text(n), next, level)
			} else {
				level = next
			}
		}
	}
	for _, kind := range []atom.Atom{atom.Input, atom.Select, atom.Textarea} {
		for _, n := range s.nodes(kind) {
			if attribute(n, "type") != "hidden" && !has(n, "hidden") && !labeled[attribute(n, "id")] {
				t.Errorf("%s: the input %s has no label", s.url, attribute(n, "name"))
			}
		}
	}
	if got := attribute(s.nodes(atom.Html)[0], "lang"); got != language {
		t.Errorf("%s is in %q, want %q", s.url, got, language)
	}
	for _, a := range s.nodes(atom.A) {
		id, found := strings.CutPrefix(attribute(a, "href"), "#")
		if id, _ = url.PathUnescape(id); found && !ids[id] {
			t.Errorf("%s leads to #%s, and has no such part", s.url, id)
		}
		if found && s.status == http.StatusUnprocessableEntity && id != "main" && !ids[id+"-error"] {
			t.Errorf("%s does not say at %s what is wrong with it", s.url, id)
		}
	}
	for n := range s.doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Pre {
			if id := messageID(n.Data); id != "" {
				t.Errorf("%s says %s instead of a message", s.url, id)
			}
		}
	}
	for _, bad := range []string{"<nil>", "%!", "ZgotmplZ", "{{"} {
		if strings.Contains(s.body, bad) {
			t.Errorf("%s says %q", s.url, bad)
		}
	}
}

var (
	dotted   = regexp.MustCompile(`\b([a-z][a-z-]*)\.([a-z][a-z-]+)\b`)
	ofAFile  = regexp.MustCompile(`\.(txt|csv|pdf|png|yaml|json)$`)
	groupRow = regexp.MustCompile(`(?m)^([a-z-]+):$`)
)

// groups are those of the messages in the catalogs.
var groups = sync.OnceValue(func() map[string]bool {
	text, err := catalogFiles.ReadFile("en.yaml")
	if err != nil {
		panic(err)
	}
	out := map[string]bool{}
	for _, m := range groupRow.FindAllSubmatch(text, -1) {
		out[string(m[1])] = true
	}
	return out
})

// messageID is the id of a message in a text, which is there where no catalog has the
// message; empty for none.
func messageID(text string) string {
	for _, m := range dotted.FindAllStringSubmatch(text, -1) {
		if groups()[m[1]] && !ofAFile.MatchString(m[0]) {
			return m[0]
		}
	}
	return ""
}

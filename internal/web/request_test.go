package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"laurel/internal/app"
)

// help is a program with everything that a form can ask for, and a credit.
const help = `
program: help
version: "1"
effective: 2026-01-01
label: {en: Help, zh-CN: 支持计划}
currency: USD
metrics:
  sales: {label: {en: Billed sales, zh-CN: 计费销售额}, sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  main:
    label: {en: Growth tiers, zh-CN: 增长等级}
    evaluate: on-change
    tiers:
      - {id: bronze, label: {en: Bronze, zh-CN: 铜级}, attain: sales >= 100 USD}
go-live: 2026-01-01
desk: {escalate: [{after: 1 day, to: program_owner}]}
deliveries:
  technical:
    kind: request
    contact: none
    terms: {version: "2026", url: "https://example.com/terms", text: {en: "Be fair.", zh-CN: "请公平使用。"}}
    form:
      properties:
        area:
          title: {en: What do you need help with?, zh-CN: 您需要哪方面的帮助？}
          oneOf: [{const: design, title: {en: Design, zh-CN: 设计}}, {const: deployment, title: {en: Deployment, zh-CN: 部署}}]
        question: {title: {en: Question, zh-CN: 问题}, type: string, minLength: 20, maxLength: 4_000}
        contact:
          title: {en: Contact for questions, zh-CN: 技术联系人}
          type: object
          properties:
            name: {title: {en: Name, zh-CN: 姓名}, type: string, maxLength: 100}
            email: {title: {en: E-mail, zh-CN: 电子邮件}, type: string, format: email}
          required: [email]
        regions: {title: {en: Regions, zh-CN: 区域}, type: array, items: {$ref: "#/$defs/region"}, uniqueItems: true}
        machines: {title: {en: How many machines?, zh-CN: 机器数量}, type: integer, minimum: 1}
        addresses: {title: {en: Addresses, zh-CN: 地址}, type: array, items: {type: string}}
        live: {title: {en: It is live already, zh-CN: 已上线}, type: boolean}
        plan: {title: {en: Architecture, zh-CN: 架构图}, x-file: {types: [application/pdf, image/png], at-most: 5 MB}}
        papers: {title: {en: More documents, zh-CN: 其他文件}, type: array, maxItems: 2, items: {x-file: {types: text/plain, at-most: 5 KB}}}
      required: [area, question, contact, plan]
      $defs:
        region: {enum: [emea, apac, americas]}
    promises: {contact: {within: 7 days}}
  credit:
    kind: sponsorship
    contact: none
    automatic: {up-to: 3_000 USD}
    approvals: [{stage: team, by: rewards_agent}]
    credit:
      countries: [US, DE]
      agreements: [enterprise, pay_as_you_go]
      target: required
      excludes: {en: It does not pay for support plans., zh-CN: 不适用于支持计划。}
      warn-at: [80 %]
      warn-before: [60 days]
    promises: {contact: {within: 7 days}}
benefits:
  review: {label: {en: Architecture review, zh-CN: 架构评审}, category: technical, unlock: {tier: main.bronze}, deliver: technical}
  cloud: {label: {en: Cloud credit, zh-CN: 云额度}, category: sales, unlock: {tier: main.bronze}, amount: {bronze: 5_000 USD}, deliver: credit}
`

// getHelp publishes the program, lets contoso reach its tier, and works.
func (w *world) getHelp() {
	w.t.Helper()
	if _, err := w.app.Apply(w.t.Context(), app.ApplyInput{File: "help.yaml", Text: []byte(help), By: "console"}); err != nil {
		w.t.Fatal(err)
	}
	day := w.Now().AddDate(0, -2, 0).Format("2006-01-02")
	w.facts(`{"id":"h1","kind":"sale","publisher":"contoso-eu","happened":"` + day + `","amount":1234.56,"currency":"USD"}`)
	w.work()
}

// sent is a file with a form.
type sent struct{ field, name, content string }

const pdf = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"

// sendFiles sends the form with an action as a browser sends one with files.
func (s *seen) sendFiles(action string, files []sent, typed ...string) *seen {
	s.b.w.t.Helper()
	form := s.formFor(action)
	if attribute(form, "enctype") != "multipart/form-data" {
		s.b.w.t.Errorf("%s cannot take files: its form is sent as %q", s.url, attribute(form, "enctype"))
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range typedInto(form, typed) {
		for _, value := range values {
			w.WriteField(name, value)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f.field, f.name)
		if err != nil {
			s.b.w.t.Fatal(err)
		}
		io.WriteString(part, f.content)
	}
	w.Close()
	return s.b.do(http.MethodPost, action, w.FormDataContentType(), body.String()).follow()
}

// formFor is the form with an action.
func (s *seen) formFor(action string) *html.Node {
	s.b.w.t.Helper()
	for _, form := range s.nodes(atom.Form) {
		if attribute(form, "action") == action && attribute(form, "method") == "post" {
			return form
		}
	}
	s.b.w.t.Fatalf("%s has no form for %s:\n%s", s.url, action, s.body)
	return nil
}

// typedInto is what a form holds as it was shown, and what was typed: as a browser
// sends it. A name that is typed twice is sent twice.
func typedInto(form *html.Node, typed []string) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name, kind := attribute(n, "name"), attribute(n, "type")
		switch {
		case name == "" || has(n, "disabled"):
		case n.DataAtom == atom.Textarea:
			values.Set(name, text(n))
		case n.DataAtom == atom.Select:
			for o := range n.Descendants() {
				if has(o, "selected") {
					values.Set(name, attribute(o, "value"))
				}
			}
		case n.DataAtom == atom.Input && (kind != "checkbox" || has(n, "checked")) && kind != "file":
			values.Add(name, attribute(n, "value"))
		}
	}
	for i := 0; i < len(typed); i += 2 {
		values.Del(typed[i])
	}
	for i := 0; i < len(typed); i += 2 {
		values.Add(typed[i], typed[i+1])
	}
	return values
}

// TestARequestWithFiles fills in everything that a form can ask for, wrongly first.
func TestARequestWithFiles(t *testing.T) {
	worlds(t, func(w *world) {
		w.getHelp()
		b := w.member()
		const benefit = "/partners/contoso/benefits/help/review"
		page := b.open(benefit).want(http.StatusOK, "PDF or PNG, at most 5 MB.").want(http.StatusOK, "TXT, at most 5 KB each, up to 2 files.").
			want(http.StatusOK, "At least 20 characters.").want(http.StatusOK, "<legend>Contact for questions</legend>")
		page.isSound("en")
		if i, j := strings.Index(page.body, "What do you need"), strings.Index(page.body, "More documents"); i < 0 || j < i {
			t.Error("the fields are not in the order in which they are written")
		}
		page = page.sendFiles(benefit, []sent{{"form-plan", "plan.pdf", "no PDF"}, {"form-papers", "a.txt", strings.Repeat("a", 6000)}},
			"form-area", "design", "form-question", "Too short", "form-contact/email", "nobody", "form-machines", "0", "do", "hand-in").
			want(http.StatusUnprocessableEntity, "plan.pdf is not what its name says").want(http.StatusUnprocessableEntity, "a.txt is too large. TXT, at most 5 KB each")
		page = page.sendFiles(benefit, []sent{{"form-plan", "plan.pdf", pdf}, {"form-papers", "a.txt", "more"}, {"form-papers", "b.txt", "words"}}).
			want(http.StatusUnprocessableEntity, "Keep to the limits").want(http.StatusUnprocessableEntity, "This is not written as it is asked for.").
			want(http.StatusUnprocessableEntity, "Keep plan.pdf").want(http.StatusUnprocessableEntity, "Keep b.txt").want(http.StatusUnprocessableEntity, "Too short")
		page.isSound("en")
		if strings.Contains(page.body, `lang="en">`) && strings.Contains(page.body, "cannot be handed in as it is.") {
			t.Error("what is said at the fields is said again in the words of the act")
		}
		right := []string{"form-question", "How do we bring it to three regions?", "form-contact/email", "dev@contoso.example", "form-machines", "12", "form-regions", "emea", "form-regions", "apac",
			"form-addresses", "one\r\ntwo", "do", "hand-in"}
		done := page.sendFiles(benefit, nil, right...).want(http.StatusOK, "Design").want(http.StatusOK, "dev@contoso.example").want(http.StatusOK, "emea<br>apac").
			want(http.StatusOK, "one<br>two").want(http.StatusOK, "plan.pdf").want(http.StatusOK, "b.txt").want(http.StatusOK, "1 KB")
		done.isSound("en")
		if again := page.sendFiles(benefit, nil, right...); again.url.Path != done.url.Path {
			t.Errorf("sending the form again led to %s, and not to %s", again.url, done.url)
		}
		file := regexp.MustCompile(`/cases/req_[^"]+/files/att_[^"]+`).FindString(done.body)
		got := b.do(http.MethodGet, file, "", "")
		if got.status != http.StatusOK || got.body != pdf || got.header.Get("Content-Disposition") != "attachment; filename*=UTF-8''plan.pdf" || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("the file came as %d %v %q", got.status, got.header, got.body)
		}
		b.open(strings.Replace(file, "/files/att_", "/files/att_0", 1)).want(http.StatusNotFound, "nothing at this address")
		w.browser().open(file).want(http.StatusOK, "Sign in")
	})
}

// TestADraftComesBack keeps a draft, comes back to it, meets a change by somebody
// else, and hands it in.
func TestADraftComesBack(t *testing.T) {
	worlds(t, func(w *world) {
		w.getHelp()
		b := w.member()
		const benefit = "/partners/contoso/benefits/help/review"
		draft := b.open(benefit).sendFiles(benefit, []sent{{"form-plan", "plan.pdf", pdf}}, "form-question", "Not <yet>", "form-regions", "apac", "form-live", "yes", "do", "keep").
			want(http.StatusOK, "Your draft is kept").want(http.StatusOK, "Not <yet>").want(http.StatusOK, "Keep plan.pdf")
		draft.isSound("en")
		path := strings.TrimSuffix(draft.url.Path, "?kept")
		for _, want := range []string{`value="apac" checked`, `name="form-live" type="checkbox" value="yes" checked`} {
			draft.want(http.StatusOK, want)
		}
		b.open("/partners/contoso").want(http.StatusOK, "finish the draft")
		b.open(benefit).want(http.StatusOK, "Under way").want(http.StatusOK, "a draft")
		b.open(strings.TrimSuffix(path, "/draft")).want(http.StatusOK, "Go on with the draft").isSound("en")

		late := b.open(path)
		draft.sendFiles(path, nil, "form-area", "design", "form-question", "Is this better, by now?", "do", "keep").want(http.StatusOK, "Is this better, by now?")
		late = late.sendFiles(path, nil, "form-area", "design", "form-contact/email", "dev@contoso.example", "form-question", "Mine is better, is it not?", "do", "hand-in").
			want(http.StatusConflict, "Somebody changed the draft in the meantime").want(http.StatusConflict, "What changed since").want(http.StatusConflict, "Mine is better, is it not?")
		late.isSound("en")
		late = late.sendFiles(path, nil, "form-area", "", "do", "hand-in").want(http.StatusUnprocessableEntity, "This is missing")
		late.sendFiles(path, nil, "form-area", "deployment", "form-contact/email", "dev@contoso.example", "do", "hand-in").want(http.StatusOK, "Deployment")
		if got := b.open(path).url.Path; got != strings.TrimSuffix(path, "/draft") {
			t.Errorf("what is no draft any more leads to %s", got)
		}
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open(strings.TrimSuffix(path, "/draft")).want(http.StatusOK, "部署").isSound("zh-CN")
	})
}

// TestACreditIsClaimed claims a part of a credit, and then more than is left.
func TestACreditIsClaimed(t *testing.T) {
	worlds(t, func(w *world) {
		w.getHelp()
		b := w.member()
		const benefit = "/partners/contoso/benefits/help/cloud"
		page := b.open(benefit).want(http.StatusOK, "5,000 USD is left").want(http.StatusOK, `value="5000"`).want(http.StatusOK, "Germany").want(http.StatusOK, "It does not pay for support plans.")
		page.isSound("en")
		page.fill(benefit, "amount", "", "do", "hand-in").want(http.StatusUnprocessableEntity, "Write the account").want(http.StatusUnprocessableEntity, "Confirm who pays")
		claim := []string{"credit/country", "DE", "credit/agreement", "enterprise", "credit/target", "sub-1", "credit/overage", "partner", "do", "hand-in"}
		page.fill(benefit, append(claim, "amount", "many")...).want(http.StatusUnprocessableEntity, "Write how much you claim")
		page.fill(benefit, append(claim, "amount", "2000")...).want(http.StatusOK, "2,000 USD").want(http.StatusOK, "Germany").want(http.StatusOK, "Enterprise agreement").want(http.StatusOK, "The partner pays")
		b.open("/partners/contoso/sponsorship").want(http.StatusOK, "3,000 USD is left to claim").want(http.StatusOK, "Claims under way").want(http.StatusOK, "Claimed").isSound("en")
		rest := b.open(benefit).want(http.StatusOK, "3,000 USD is left").want(http.StatusOK, `value="3000"`)
		rest.fill(benefit, append(claim, "amount", "3001")...).want(http.StatusUnprocessableEntity, "3000 USD is left, and not 3001")
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open(benefit).want(http.StatusOK, "剩余 3,000 USD").want(http.StatusOK, "德国").isSound("zh-CN")
	})
}

// TestATicketHasFiles attaches files to a ticket.
func TestATicketHasFiles(t *testing.T) {
	worlds(t, func(w *world) {
		w.getHelp()
		b := w.member()
		const tickets = "/partners/contoso/tickets"
		page := b.open(tickets).want(http.StatusOK, "at most 20 MB each, up to 5 files")
		page = page.sendFiles(tickets, []sent{{"files", "proof.txt", "the invoice"}, {"files", "run.exe", "MZ"}}, "topic", "general", "text", "See the file.").
			want(http.StatusUnprocessableEntity, "run.exe is of another kind").want(http.StatusUnprocessableEntity, "Keep proof.txt")
		page.sendFiles(tickets, nil).want(http.StatusOK, "See the file.").want(http.StatusOK, "proof.txt").isSound("en")
	})
}

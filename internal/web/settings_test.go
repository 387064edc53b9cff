package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"laurel/internal/app"
	"laurel/internal/people"
)

// withTerms is a program of which the terms must be accepted.
const withTerms = `
program: partners
version: "1"
effective: 2026-01-01
label: {en: Partner Benefits, zh-CN: 合作伙伴权益}
currency: USD
terms: {version: "7", url: "https://example.com/terms", text: {en: Use it fairly., zh-CN: 请公平使用。}}
metrics: {sales: {sum: amount, of: sale, window: lifetime}}
ladders: {main: {evaluate: on-change, tiers: [{id: one, label: One, attain: sales >= 1 USD}]}}
`

// TestACompanyKeepsItsSettings accepts terms, leaves a program and comes back.
func TestACompanyKeepsItsSettings(t *testing.T) {
	worlds(t, func(w *world) {
		if _, err := w.app.Apply(t.Context(), app.ApplyInput{File: "partners.yaml", Text: []byte(withTerms), By: "console"}); err != nil {
			t.Fatal(err)
		}
		w.associate("contoso", "crm", "C-12")
		b := w.member()
		w.publish("contoso-eu", "shop")
		const path = "/partners/contoso/settings"
		page := b.open("/terms").want(http.StatusOK, "Version 7 of the terms is not accepted yet").want(http.StatusOK, "Use it fairly.").want(http.StatusOK, "contoso-eu").want(http.StatusOK, "C-12")
		page.isSound("en")
		page.post(path, "accept", "terms", "6").want(http.StatusUnprocessableEntity, "That could not be done")
		page = page.post(path, "accept").want(http.StatusOK, "Version 7 of the terms is accepted").want(http.StatusOK, "Li <Na>")
		page = page.post(path, "leave", "offer", "contoso-eu/shop").want(http.StatusOK, "The <shop> is out of this program")
		page.post(path, "leave", "offer", "fabrikam-us/shop").want(http.StatusNotFound, "nothing at this address")
		page = page.post(path, "return").want(http.StatusOK, "Leave this program")
		page = page.post(path, "leave").want(http.StatusOK, "Your company is out of this program")
		page.isSound("en")
		page.post(path, "return").want(http.StatusOK, "Leave this program")
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open(path).want(http.StatusOK, "已接受 7 版条款").isSound("zh-CN")
	})
}

// TestACompanyInvitesItsPersons invites somebody, gives a role and takes it back,
// and does not lose its last admin.
func TestACompanyInvitesItsPersons(t *testing.T) {
	worlds(t, func(w *world) {
		b := w.member()
		const path = "/partners/contoso/settings/persons"
		page := b.open(path).want(http.StatusOK, "Partner admin")
		page.isSound("en")
		page.post(path, "invite", "name", "Sam", "email", "nonsense", "role", "").want(http.StatusUnprocessableEntity, "Write an e-mail address").want(http.StatusUnprocessableEntity, "Choose a role").isSound("en")
		invite := []string{"name", "Sam <Low>", "email", "sam@contoso.example", "role", "member", "language", "zh-CN"}
		page = page.post(path, "invite", invite...).want(http.StatusOK, "Sam <Low>").want(http.StatusOK, "invited")
		sam := w.person("sam@contoso.example")
		link := w.link(sam, "/invitation/")
		other := w.browser()
		other.open(link).fill(link, "password", password, "again", password)
		page = page.post(path, "give", "person", sam, "role", "admin_agent").want(http.StatusOK, "Take back: Admin agent")
		page = page.post(path, "take", "person", sam, "role", "member").want(http.StatusOK, "Sam <Low>")
		page.post(path, "take", "person", w.person("li@contoso.example"), "role", "partner_admin").want(http.StatusConflict, "the last partner admin")
		page.post(path, "give", "person", "per_none", "role", "member").want(http.StatusNotFound, "nothing at this address")
		if seen := other.open(path).want(http.StatusOK, "邀请人员并分配角色"); strings.Contains(seen.body, `value="invite"`) {
			t.Error("an admin agent is offered to invite")
		}
		other.open("/partners/contoso/settings/keys").want(http.StatusForbidden, "密钥由贵公司的合作伙伴管理员创建和撤销")
	})
}

// TestACompanyMakesKeys makes a key, which is shown once and works, and revokes it.
func TestACompanyMakesKeys(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		const path = "/partners/contoso/settings/keys"
		page := b.open("/keys").want(http.StatusOK, "There is no key yet")
		page.isSound("en")
		page.post(path, "make", "name", "", "days", "900").want(http.StatusUnprocessableEntity, "Write what the key is for").want(http.StatusUnprocessableEntity, "from 1 to 366").want(http.StatusUnprocessableEntity, "at least one thing")
		page.post(path, "make", "name", "reports", "days", "soon", "scopes", "see-partner").want(http.StatusUnprocessableEntity, "from 1 to 366")
		made := page.post(path, "make", "name", "reports", "scopes", "see-partner").want(http.StatusOK, "It is shown this once")
		made.isSound("en")
		secret := regexp.MustCompile(`lk_[A-Za-z0-9_-]+`).FindString(made.body)
		again := page.post(path, "make", "name", "reports", "scopes", "see-partner").want(http.StatusOK, "reports")
		if strings.Contains(again.body, secret) || strings.Count(again.body, `value="revoke"`) != 1 {
			t.Errorf("the same form again made or showed a key:\n%s", again.body)
		}
		api := w.browser()
		api.header.Set("Authorization", "Bearer "+secret)
		if got := api.do(http.MethodGet, "/v1/partners/contoso", "", ""); got.status != http.StatusOK {
			t.Errorf("the key gets %d %s", got.status, got.body)
		}
		again.post(path, "revoke").want(http.StatusOK, "revoked")
		if got := api.do(http.MethodGet, "/v1/partners/contoso", "", ""); got.status != http.StatusUnauthorized {
			t.Errorf("a revoked key gets %d", got.status)
		}
	})
}

// TestOneSaysWhoOneIs changes what somebody says about themselves.
func TestOneSaysWhoOneIs(t *testing.T) {
	worlds(t, func(w *world) {
		b := w.member()
		page := b.open("/account").want(http.StatusOK, "About you")
		page.isSound("en")
		stale := page
		page.fill("/account", "name", "Li", "language", "en", "phone", "12", "zone", "Mars/Olympus").want(http.StatusUnprocessableEntity, "with its country code").want(http.StatusUnprocessableEntity, "Write a time zone").isSound("en")
		page.fill("/account", "name", "Li Na", "language", "zh-CN", "phone", "+49 30 901821", "zone", "Asia/Shanghai", "digest", "yes").want(http.StatusOK, "您的个人资料已保存").isSound("zh-CN")
		stale.fill("/account", "name", "Li", "language", "en").want(http.StatusConflict, "您在此期间于别处作了更改")
		if box := b.open("/account").nodes(atom.Input); !strings.Contains(b.open("/account").body, `id="digest" name="digest" type="checkbox" value="yes" checked`) || len(box) == 0 {
			t.Error("what was chosen is not shown")
		}
		if p, err := w.app.Self(t.Context(), people.Who{ID: w.person("li@contoso.example")}); err != nil || p.Zone != "Asia/Shanghai" || p.Promotional {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}

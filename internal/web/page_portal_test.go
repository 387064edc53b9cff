package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"laurel/internal/brand"
	"laurel/internal/people"
	"laurel/internal/signin"
	"laurel/internal/store/storetest"
)

// TestTheLookIsChangedByPages: name, color and logo are on every page, of whoever
// looks; what people cannot read is refused with what they can.
func TestTheLookIsChangedByPages(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		admin := w.agent("root2@fabrikam.example", people.Seat{Role: people.SystemAdmin})
		page := admin.inBoth("/settings", "Who publishes programs", "由谁发布计划")
		refused := page.fill("/settings", "do", "brand", "marketplace", "Fabrikam Rewards", "light", "#ffcc00").want(http.StatusUnprocessableEntity, "would pass")
		refused.want(http.StatusUnprocessableEntity, "and words need 4.5").want(http.StatusUnprocessableEntity, "Such as #1b5cb8.").want(http.StatusUnprocessableEntity, `value="Fabrikam Rewards"`).isSound("en")
		page.fill("/settings", "do", "brand", "light", "red").want(http.StatusUnprocessableEntity, "Write it like #1b5cb8.")
		if got := admin.open("/brand.css"); got.status != http.StatusNotFound {
			t.Errorf("a color that was refused is there: %s", got.body)
		}
		page.fill("/settings", "do", "brand", "marketplace", "Fabrikam <Rewards>", "light", "0A7D4F").want(http.StatusOK, "Contrast where it is weakest")
		visitor := w.browser()
		front := visitor.open("/sign-in").want(http.StatusOK, "Fabrikam <Rewards>")
		if !strings.Contains(front.body, `href="/brand.css?v=1"`) {
			t.Errorf("the page does not load the color:\n%s", front.body)
		}
		style := visitor.open("/brand.css?v=1").want(http.StatusOK, "--accent: #0a7d4f;")
		visitor.header.Set("If-None-Match", style.header.Get("ETag"))
		visitor.open("/brand.css?v=1").want(http.StatusNotModified, "")
		visitor.header.Del("If-None-Match")
		page.fill("/settings", "do", "brand", "light", "#1b5cb8").want(http.StatusConflict, "Somebody else has changed these settings meanwhile.")

		content, kind := multipartOf(t, map[string]string{"do": "brand", "revision": "1", "light": "#0a7d4f"}, "logo", "logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
		admin.do(http.MethodPost, "/settings", kind, content).want(http.StatusUnprocessableEntity, "does more than draw: <script>")
		content, kind = multipartOf(t, map[string]string{"do": "brand", "revision": "1", "light": "#0a7d4f"}, "logo", "logo.svg", strings.Repeat("x", brand.LargestLogo+9))
		admin.do(http.MethodPost, "/settings", kind, content).want(http.StatusUnprocessableEntity, "larger than 64 KB")
		content, kind = multipartOf(t, map[string]string{"do": "brand", "revision": "1", "light": "#0a7d4f"}, "logo", "logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h8v8z"/></svg>`)
		admin.do(http.MethodPost, "/settings", kind, content).follow().want(http.StatusOK, "Show no logo any more").isSound("en")
		logo := visitor.open("/logo?v=2")
		for name, want := range map[string]string{"Content-Type": "image/svg+xml", "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"} {
			if got := logo.header.Get(name); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
		if got := admin.open("/settings").fill("/settings", "do", "brand", "no-logo", "yes"); strings.Contains(got.body, `src="/logo`) {
			t.Error("the logo is still there")
		}
		page.fill("/settings", "do", "letter").want(http.StatusOK, "A letter to see whether letters arrive")
	})
}

// multipartOf is a form with a file.
func multipartOf(t *testing.T, values map[string]string, field, name, content string) (body, kind string) {
	t.Helper()
	var out bytes.Buffer
	parts := multipart.NewWriter(&out)
	for key, value := range values {
		parts.WriteField(key, value)
	}
	file, err := parts.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	file.Write([]byte(content))
	parts.Close()
	return out.String(), parts.FormDataContentType()
}

// TestSettingsAreForWhoMay: who may not see them is refused, who may only see them is
// not asked for anything, and nobody sees a secret.
func TestSettingsAreForWhoMay(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		member := w.member()
		member.open("/settings").want(http.StatusForbidden, "")
		w.agent("agent@fabrikam.example", people.Seat{Role: people.RewardsAgent}).open("/settings").want(http.StatusForbidden, "You may not see or change these settings.")
		auditor := w.agent("auditor@fabrikam.example", people.Seat{Role: people.Auditor})
		if page := auditor.inBoth("/settings", "Two, as soon as two persons may publish", "有两人可以发布时"); strings.Contains(page.body, `action="/settings"`) {
			t.Error("an auditor is asked to change something")
		}
		for _, do := range []string{"brand", "publishing", "public", "letter"} {
			if got := auditor.do(http.MethodPost, "/settings", formType, "do="+do+"&revision=0"); got.status != http.StatusForbidden {
				t.Errorf("an auditor changes %s: %d", do, got.status)
			}
		}
		owner := w.agent("owner@fabrikam.example", people.Seat{Role: people.ProgramOwner})
		owner.open("/settings").fill("/settings", "do", "publishing", "persons", "one").want(http.StatusForbidden, "")
		admin := w.agent("root2@fabrikam.example", people.Seat{Role: people.SystemAdmin})
		admin.open("/settings").fill("/settings", "do", "publishing", "persons", "two").want(http.StatusOK, `value="two" selected`)
		admin.do(http.MethodPost, "/settings", formType, "do=public&revision=0&public=rewards").want(http.StatusForbidden, "")
	})
}

// TestProvidersAreShownWithoutTheirSecrets: what they are believed is read, and what
// nobody may know is not.
func TestProvidersAreShownWithoutTheirSecrets(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		w := newWorld(t, dsn, setting{providers: func(func(string) string) []*signin.Provider {
			return []*signin.Provider{{ID: "entra", Label: "Entra ID", Issuer: "https://login.example/v2.0", ClientID: "1b2c", Secret: "tell-nobody", Domains: []string{"contoso.example"},
				Match: []signin.Match{{Claim: "tid", System: "entra-tenant"}}, Roles: signin.RoleMap{Claim: "roles", Give: map[string]people.Role{"Admins": people.PartnerAdmin}}}}
		}})
		w.setUp()
		page := w.agent("auditor@fabrikam.example", people.Seat{Role: people.Auditor}).inBoth("/settings", "tid → entra-tenant", "roles = Admins → 合作伙伴管理员")
		page.want(http.StatusOK, "https://login.example/v2.0").want(http.StatusOK, "with a secret").want(http.StatusOK, "otherwise: Member")
		if strings.Contains(page.body, "tell-nobody") {
			t.Error("the page tells a secret")
		}
	})
}

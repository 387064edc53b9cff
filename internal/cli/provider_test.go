package cli_test

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"

	"laurel/internal/store/storetest"
)

// openProvider is a real OpenID Connect provider with one client, laurel, and the
// users test-user@localhost and test-user2, whose password is verysecure.
func openProvider(t *testing.T, callback string) string {
	t.Helper()
	var provider http.Handler
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { provider.ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	issuer := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	clients := map[string]*storage.Client{"laurel": storage.WebClient("laurel", "s3cret", callback)}
	provider = exampleop.SetupServer(issuer, storage.NewStorageWithClients(storage.NewUserStore(issuer), clients), slog.New(slog.DiscardHandler), false, op.WithAllowInsecure())
	return issuer
}

// visitor is a browser.
type visitor struct {
	t      *testing.T
	client *http.Client
	at     *url.URL
	status int
	body   string
}

func newVisitor(t *testing.T) *visitor {
	jar, _ := cookiejar.New(nil) // never fails
	return &visitor{t: t, client: &http.Client{Jar: jar}, at: &url.URL{}}
}

func (v *visitor) open(address string) *visitor { return v.send(http.MethodGet, address, nil) }

func (v *visitor) send(method, address string, form url.Values) *visitor {
	v.t.Helper()
	to, err := v.at.Parse(address)
	if err != nil {
		v.t.Fatal(err)
	}
	r, _ := http.NewRequest(method, to.String(), strings.NewReader(form.Encode())) // the address was parsed
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", v.at.Scheme+"://"+v.at.Host)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body) // a part of it lacks what is wanted
	v.at, v.status, v.body = answer.Request.URL, answer.StatusCode, html.UnescapeString(string(text))
	return v
}

func (v *visitor) want(status int, says string) *visitor {
	v.t.Helper()
	if v.status != status || !strings.Contains(v.body, says) {
		v.t.Errorf("%s: got %d, want %d and %q in\n%s", v.at, v.status, status, says, v.body)
	}
	return v
}

// field is what an expression finds in the page.
func (v *visitor) field(expression string) string {
	v.t.Helper()
	found := regexp.MustCompile(expression).FindStringSubmatch(v.body)
	if found == nil {
		v.t.Fatalf("%s has nothing like %s:\n%s", v.at, expression, v.body)
	}
	return found[1]
}

// leave goes from the sign-in page to the page of the provider, and tells its
// address at the provider.
func (v *visitor) leave(site, provider string) string {
	v.t.Helper()
	v.open(site+"/sign-in").want(200, "/sign-in/"+provider)
	v.send(http.MethodPost, "/sign-in/"+provider, url.Values{})
	return v.field(`href="(http://localhost:[0-9]+/auth\?[^"]*)"`)
}

// signIn signs in at the provider, which sends the visitor back.
func (v *visitor) signIn(site, provider, user string) *visitor {
	v.t.Helper()
	v.open(v.leave(site, provider))
	return v.send(http.MethodPost, "/login/username", url.Values{"id": {v.field(`name="id" value="([^"]+)"`)}, "username": {user}, "password": {"verysecure"}})
}

// TestSigningInWithAProvider goes through a real server to real providers.
func TestSigningInWithAProvider(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		f, port := newFleet(t, db), freePort(t)
		site := "http://127.0.0.1:" + port
		partners, staff := openProvider(t, site+"/sign-in/partners/callback"), openProvider(t, site+"/sign-in/staff/callback")
		f.file("providers.yaml", fmt.Sprintf(`providers:
  partners:
    label: The portal of partners
    issuer: %s
    client-id: laurel
    client-secret: s3cret
    domains: [zitadel.ch]
    match: [{claim: sub, system: portal}]
    roles: {claim: name, give: {Test User: partner_admin}}
  staff: {issuer: %s, client-id: laurel, client-secret: s3cret, operator: true, roles: {claim: name, give: {Test User: finance}}}
`, partners, staff))
		f.file("known.csv", "id,kind,happened,partner,attributes.system,attributes.id\ne1,external_id,2026-01-01,p0,portal,id1\n")
		f.laurel("import", "--format", "laurel-csv", "--source", "shop", "--published", "2026-11-12", "known.csv")
		f.flags = []string{"--listen", "127.0.0.1:" + port, "--base-url", site, "--providers", "providers.yaml"}
		f.start()

		li := newVisitor(t).signIn(site, "partners", "test-user@localhost").want(200, "Partner 0")
		li.open(site+"/account").want(200, "You are signed in").want(200, "Partner admin")
		if again := newVisitor(t).signIn(site, "partners", "test-user@localhost").want(200, "Partner 0"); again.at.Path != "/partners/p0" {
			t.Errorf("signed in, and got to %s", again.at)
		}
		if n := strings.Count(f.laurel("person", "list", "--partner", "p0", "--json"), "test-user@zitadel.ch"); n != 1 {
			t.Errorf("the person is there %d times", n)
		}
		newVisitor(t).signIn(site, "staff", "test-user@localhost").want(200, "Desk").open(site+"/account").want(200, "Finance")
		newVisitor(t).signIn(site, "partners", "test-user2").want(403, "We do not know yet which company you belong to").want(403, "<code>id2</code>").want(403, "Ask the partner admin of your company")
		newVisitor(t).signIn(site, "staff", "test-user2").want(403, "")

		li.send(http.MethodPost, "/sign-out", url.Values{}).want(200, "Sign in")
		li.open(site+"/sessions").want(200, "Sign in")

		// Whatever comes back that was not sent lets nobody in.
		forged := newVisitor(t)
		address := forged.leave(site, "partners")
		forged.open(site+"/sign-in/partners/callback?code=x&state=wrong").want(403, "That did not work")
		forged.open(address)
		forged.send(http.MethodPost, "/login/username", url.Values{"id": {forged.field(`name="id" value="([^"]+)"`)}, "username": {"test-user@localhost"}, "password": {"verysecure"}}).want(403, "That did not work") // the departure was used up
		other := newVisitor(t)
		other.leave(site, "partners")
		state := regexp.MustCompile(`state=([^&"]+)`).FindStringSubmatch(other.body)[1]
		other.open(site+"/sign-in/partners/callback?code=never-given&state="+state).want(403, "That did not work")
		stolen := newVisitor(t)
		address = stolen.leave(site, "partners")
		wrong := regexp.MustCompile(`nonce=[^&]+`).ReplaceAllString(address, "nonce=of-another")
		stolen.open(wrong)
		stolen.send(http.MethodPost, "/login/username", url.Values{"id": {stolen.field(`name="id" value="([^"]+)"`)}, "username": {"test-user@localhost"}, "password": {"verysecure"}}).want(403, "That did not work")
		f.stop(0)
	})
}

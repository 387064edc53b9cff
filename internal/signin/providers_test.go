package signin_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
	"laurel/internal/signin"
)

const providers = `
providers:
  entra:
    label: Entra ID
    issuer: https://login.example.com/tenant
    client-id: laurel
    client-secret: $ENTRA
    domains: [contoso.com, gmail.com]
    match:
      - {claim: tid, system: entra-tenant}
      - {system: domain}
    roles: {claim: roles, give: {Rewards.Admin: partner_admin}}
  staff:
    issuer: https://id.example.com
    client-id: laurel
    operator: true
    roles: {claim: groups, give: {desk: rewards_agent, boss: program_owner}}
`

func TestProviders(t *testing.T) {
	list, err := signin.ReadProviders("providers.yaml", []byte(providers), func(name string) string { return map[string]string{"ENTRA": "s3cret"}[name] })
	if err != nil || len(list) != 2 || list[0].Secret != "s3cret" || list[0].Name() != "Entra ID" {
		t.Fatalf("got %+v, %v", list, err)
	}
	claims := signin.Claims{"tid": "t-1", "email": "Li@Contoso.com", "email_verified": true, "roles": []any{"Other", "Rewards.Admin"}, "groups": "desk"}
	want := [][]signin.Sought{{{System: "entra-tenant", ID: "t-1"}}, {{System: "domain", ID: "contoso.com"}}}
	if diff := cmp.Diff(want, list[0].Seeks(claims)); diff != "" {
		t.Error(diff)
	}
	if got := list[0].RolesOf(claims, false); len(got) != 1 || got[0] != "partner_admin" {
		t.Errorf("got %v", got)
	}
	if got := list[0].RolesOf(signin.Claims{}, false); len(got) != 1 || got[0] != "member" {
		t.Errorf("got %v, want a member", got)
	}
	if got := list[1].RolesOf(claims, true); len(got) != 1 || got[0] != "rewards_agent" {
		t.Errorf("got %v", got)
	}
}

// An address is believed when the provider says that it is verified, and may
// speak for its domain.
func TestAddressesThatAreBelieved(t *testing.T) {
	own := &signin.Provider{Domains: []string{"Contoso.com"}}
	every := &signin.Provider{Domains: []string{"*"}}
	for _, each := range []struct {
		name     string
		provider *signin.Provider
		claims   signin.Claims
		want     string
	}{
		{"verified, of its domain", own, signin.Claims{"email": "Li@CONTOSO.com", "email_verified": true}, "Li@contoso.com"},
		{"verified, written as a text", own, signin.Claims{"email": "li@contoso.com", "email_verified": "true"}, "li@contoso.com"},
		{"its domain is its tenant's", own, signin.Claims{"email": "li@contoso.com", "xms_edov": 1.0}, "li@contoso.com"},
		{"nobody says verified", own, signin.Claims{"email": "li@contoso.com"}, ""},
		{"not verified", own, signin.Claims{"email": "li@contoso.com", "email_verified": false, "xms_edov": "0"}, ""},
		{"of another domain", own, signin.Claims{"email": "li@fabrikam.com", "email_verified": true}, ""},
		{"of a domain below", own, signin.Claims{"email": "li@evil.contoso.com", "email_verified": true}, ""},
		{"of a domain that looks alike", own, signin.Claims{"email": "li@contoso.com@fabrikam.com", "email_verified": true}, ""},
		{"of a provider for every domain", every, signin.Claims{"email": "li@fabrikam.com", "email_verified": true}, "li@fabrikam.com"},
		{"of a provider for none", &signin.Provider{}, signin.Claims{"email": "li@contoso.com", "email_verified": true}, ""},
		{"no address at all", every, signin.Claims{"email": "li", "email_verified": true}, ""},
		{"a list instead of an address", every, signin.Claims{"email": []any{"li@contoso.com"}, "email_verified": true}, ""},
	} {
		if got := each.provider.Address(each.claims); got != each.want {
			t.Errorf("%s: got %q, want %q", each.name, got, each.want)
		}
	}
}

// What partners are looked for by comes from claims of any form.
func TestSeeking(t *testing.T) {
	p := &signin.Provider{Domains: []string{"*"}, Match: []signin.Match{{Claim: "partners", System: "crm"}, {System: "domain"}}}
	many := slices.Repeat([]any{"x"}, 1000)
	for _, each := range []struct {
		name   string
		claims signin.Claims
		want   [][]signin.Sought
	}{
		{"several in one claim", signin.Claims{"partners": []any{"a", 7, "", "b"}}, [][]signin.Sought{{{System: "crm", ID: "a"}, {System: "crm", ID: "b"}}}},
		{"no claim", signin.Claims{}, nil},
		{"a claim of another form", signin.Claims{"partners": map[string]any{"a": "b"}}, nil},
		{"a domain", signin.Claims{"email": "li@Contoso.com", "email_verified": true}, [][]signin.Sought{{{System: "domain", ID: "contoso.com"}}}},
		{"a domain where anybody has an address", signin.Claims{"email": "li@gmail.com", "email_verified": true}, nil},
		{"an address that nobody verified", signin.Claims{"email": "li@contoso.com"}, nil},
	} {
		if diff := cmp.Diff(each.want, p.Seeks(each.claims)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", each.name, diff)
		}
	}
	if got := p.Seeks(signin.Claims{"partners": many}); len(got) != 1 || len(got[0]) != 50 {
		t.Errorf("got %d of a thousand", len(got[0]))
	}
}

func TestProvidersWithMistakes(t *testing.T) {
	text := `providers:
  a: {issuer: http://id.example.com, client-id: x, client-secret: $NONE, domains: [no domain]}
  b: {issuer: https://id.example.com, client-id: x, roles: {claim: g, give: {x: king, y: finance}, default: auditor}}
  c: {issuer: https://id.example.com, colour: red}
  A/B: {issuer: https://other.example.com, client-id: x}
`
	_, err := signin.ReadProviders("p.yaml", []byte(text), func(string) string { return "" })
	p := problem.Of(err)
	if p == nil {
		t.Fatalf("got %v, want mistakes", err)
	}
	var got []string
	for _, m := range p.Mistakes {
		got = append(got, m.String())
	}
	text = strings.Join(got, "\n")
	for _, want := range []string{"is not the address of a provider", "$NONE", "no domain of e-mail addresses", "king", "of the operator", "no role of a partner", "client-id", "colour",
		"c has the same issuer as b", `"A/B" is no name for a provider`} {
		if !strings.Contains(text, want) {
			t.Errorf("nobody says %q:\n%s", want, text)
		}
	}
	if len(got) != 10 {
		t.Errorf("got %d mistakes, want 10:\n%s", len(got), text)
	}
}

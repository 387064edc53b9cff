package signin_test

import (
	"strings"
	"testing"

	"laurel/internal/problem"
	"laurel/internal/signin"
)

func TestPasswords(t *testing.T) {
	const password = "correct horse battery"
	stored := signin.Hash(password)
	if again := signin.Hash(password); again == stored || !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("got %s and %s, want argon2id with a salt of its own", stored, again)
	}
	for _, each := range []struct {
		stored, password string
		want             bool
	}{
		{stored, password, true}, {stored, password + " ", false}, {stored, "", false}, {"", "", false}, {"", password, false},
		{"$argon2id$v=19$m=19456,t=2,p=1$!!$x", password, false}, {strings.Replace(stored, "t=2", "t=1", 1), password, false},
		{stored, strings.Repeat(password, 1000), false},
	} {
		if got := signin.Matches(each.stored, each.password); got != each.want {
			t.Errorf("%.40q with %.40q: got %v", each.stored, each.password, got)
		}
	}
}

func TestWhatIsNoPassword(t *testing.T) {
	for _, bad := range []string{"", "short", strings.Repeat("a", 12), strings.Repeat("ab", 200), "xx anna@contoso.com"} {
		if err := signin.CheckPassword(bad, "Anna@contoso.com"); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%.40q: got %v", bad, err)
		}
	}
	if err := signin.CheckPassword("четыре слова подряд", "anna@contoso.com"); err != nil {
		t.Error(err)
	}
}

func TestSecretsAreLongAndDiffer(t *testing.T) {
	a, b := signin.NewSecret("lk_"), signin.NewSecret("lk_")
	if a == b || len(a) != 3+43 || !strings.HasPrefix(a, "lk_") {
		t.Errorf("got %s and %s", a, b)
	}
}

const providers = `
providers:
  entra:
    label: Entra ID
    issuer: https://login.example.com/tenant
    client-id: laurel
    client-secret: $ENTRA
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
	if got := list[0].Seeks(claims); len(got) != 2 || got[0] != (signin.Sought{System: "entra-tenant", ID: "t-1"}) || got[1] != (signin.Sought{System: "domain", ID: "contoso.com"}) {
		t.Errorf("got %v", got)
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
	if got := (signin.Claims{"email": "li@contoso.com"}).Email(); got != "" {
		t.Errorf("got %q of an address that nobody verified", got)
	}
}

func TestProvidersWithMistakes(t *testing.T) {
	text := "providers:\n  a: {issuer: http://id.example.com, client-id: x, client-secret: $NONE}\n  b: {issuer: https://id.example.com, client-id: x, roles: {claim: g, give: {x: king, y: finance}, default: auditor}}\n  c: {issuer: https://id.example.com, colour: red}\n"
	_, err := signin.ReadProviders("p.yaml", []byte(text), func(string) string { return "" })
	if p := problem.Of(err); p == nil || len(p.Mistakes) != 7 {
		t.Errorf("got %v, want seven mistakes", err)
	}
}

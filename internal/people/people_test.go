package people_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/golden"
	"laurel/internal/people"
	"laurel/internal/problem"
)

const page = "../../docs/permissions.md"

// The page of permissions is the table itself.
func TestPermissionsPage(t *testing.T) {
	golden.Check(t, page, permissions())
}

func permissions() string {
	var b strings.Builder
	b.WriteString("# Who may do what\n\nEverything that is not in this table nobody may do. A role of a partner is for that partner alone; what belongs to\nanother partner is answered as if it were not there. A role of the operator may be limited to regions and portfolios. A\nvendor does what is ticked only for the cases that were assigned to it. A key does what its scopes and the roles of who\nmade it both allow. This page is written from the code.\n\n")
	b.WriteString("| act (and scope of a key) | one may | " + strings.Join(columns(), " | ") + " |\n|---|---|" + strings.Repeat(":-:|", len(people.Roles())) + "\n")
	for _, r := range people.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s |", r.Act, r.Means)
		for _, role := range people.Roles() {
			who := people.Who{ID: "per_1", Seats: []people.Seat{seat(role)}}
			b.WriteString(map[bool]string{true: " ✓ |", false: "  |"}[who.Can(r.Act, contoso)])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func columns() []string {
	var out []string
	for _, r := range people.Roles() {
		out = append(out, people.RoleNames([]people.Role{r}))
	}
	return out
}

var contoso = people.About{Partner: "contoso", Region: "emea", Portfolio: "a", Assignee: "per_1"}

func seat(role people.Role) people.Seat {
	if role.OfOperator() {
		return people.Seat{Role: role}
	}
	return people.Seat{Role: role, Partner: "contoso"}
}

func TestMay(t *testing.T) {
	today := calendar.MustParseDay("2026-11-22")
	yesterday := today - 1
	for _, each := range []struct {
		name  string
		who   people.Who
		act   people.Act
		about people.About
		want  problem.Kind
	}{
		{"an admin activates for its partner", people.Who{Seats: []people.Seat{seat(people.PartnerAdmin)}}, people.Activate, contoso, ""},
		{"a member may not activate", people.Who{Seats: []people.Seat{seat(people.Member)}}, people.Activate, contoso, problem.Forbidden},
		{"another partner is not there", people.Who{Seats: []people.Seat{seat(people.PartnerAdmin)}}, people.SeePartner, people.About{Partner: "fabrikam"}, problem.NotFound},
		{"the operator's own is forbidden to a partner", people.Who{Seats: []people.Seat{seat(people.PartnerAdmin)}}, people.SeeAudit, people.About{}, problem.Forbidden},
		{"a region limits a role", people.Who{Seats: []people.Seat{{Role: people.RewardsAgent, Regions: []string{"apac"}}}}, people.WorkCase, contoso, problem.NotFound},
		{"a region lets a role work", people.Who{Seats: []people.Seat{{Role: people.RewardsAgent, Regions: []string{"apac", "emea"}, Portfolios: []string{"a"}}}}, people.WorkCase, contoso, ""},
		{"a portfolio limits a role", people.Who{Seats: []people.Seat{{Role: people.RewardsAgent, Portfolios: []string{"b"}}}}, people.WorkCase, contoso, problem.NotFound},
		{"a vendor sees what is assigned", people.Who{ID: "per_1", Seats: []people.Seat{seat(people.Vendor)}}, people.SeeCase, contoso, ""},
		{"a vendor sees nothing else", people.Who{ID: "per_2", Seats: []people.Seat{seat(people.Vendor)}}, people.SeeCase, contoso, problem.NotFound},
		{"a vendor asks for what is theirs", people.Who{ID: "per_2", Seats: []people.Seat{seat(people.Vendor)}}, people.SeeCase, people.About{}, ""},
		{"a seat that has ended holds nothing", people.Who{Day: today, Seats: []people.Seat{{Role: people.PartnerAdmin, Partner: "contoso", Until: yesterday}}}, people.SeePartner, contoso, problem.NotFound},
		{"a seat holds through its last day", people.Who{Day: today, Seats: []people.Seat{{Role: people.PartnerAdmin, Partner: "contoso", Since: today, Until: today}}}, people.SeePartner, contoso, ""},
		{"a key does what its scopes say", people.Who{Key: "key_1", Acts: []people.Act{people.SeePartner}, Seats: []people.Seat{seat(people.PartnerAdmin)}}, people.SeePartner, contoso, ""},
		{"a key does no more than its scopes", people.Who{Key: "key_1", Acts: []people.Act{people.SeePartner}, Seats: []people.Seat{seat(people.PartnerAdmin)}}, people.Activate, contoso, problem.Forbidden},
		{"a key does no more than its roles", people.Who{Key: "key_1", Acts: []people.Act{people.SeeAudit}, Seats: []people.Seat{seat(people.RewardsAgent)}}, people.SeeAudit, people.About{}, problem.Forbidden},
		{"an auditor changes nothing", people.Who{Seats: []people.Seat{seat(people.Auditor)}}, people.WorkCase, contoso, problem.Forbidden},
		{"an act that is not in the table", people.Who{Seats: []people.Seat{seat(people.SystemAdmin)}}, "fly", contoso, problem.Forbidden},
		{"nobody sees anything", people.Who{}, people.SeeProgram, people.About{}, problem.NotFound},
	} {
		if got := problem.KindOf(each.who.May(each.act, each.about)); got != each.want {
			t.Errorf("%s: got %q, want %q", each.name, got, each.want)
		}
	}
}

func TestARefusalSaysWhoMay(t *testing.T) {
	err := people.Who{Seats: []people.Seat{seat(people.Member)}}.May(people.Activate, contoso)
	want := "You may not activate a benefit.\nThat is for: partner admin, admin agent, rewards agent, engagement manager."
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestEmails(t *testing.T) {
	for text, want := range map[string]string{
		" anna@Contoso.COM ":                  "anna@contoso.com",
		"Anna.O'Hara+x@contoso.co.uk":         "Anna.O'Hara+x@contoso.co.uk",
		"anna@bücher.example":                 "anna@xn--bcher-kva.example",
		"anna":                                "",
		"anna@localhost":                      "",
		"Anna <anna@contoso.com>":             "",
		"anna@contoso.com\r\nBcc: x@evil.com": "",
		"anna@contoso.com, bob@contoso.com":   "",
		"":                                    "",
		strings.Repeat("a", 250) + "@contoso.com": "",
		"anna@-contoso.com":                       "",
	} {
		if got, _ := people.Email(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestContactAddresses(t *testing.T) {
	strict := people.MailRule{RefuseRole: true, RefuseFree: true}
	for _, each := range []struct {
		rule  people.MailRule
		email string
		want  string
	}{
		{people.MailRule{}, "ANNA@contoso.com", "ANNA@contoso.com is the e-mail address of the company's account."},
		{people.MailRule{}, "info@contoso.com", ""},
		{people.MailRule{}, "bob@gmail.com", ""},
		{strict, "Info@contoso.com", "Info@contoso.com belongs to a role and not to a person."},
		{strict, "bob@gmail.com", "bob@gmail.com is an address of a free mail service."},
		{strict, "bob@contoso.com", ""},
	} {
		got := ""
		if p := problem.Of(each.rule.CheckContact(each.email, "anna@contoso.com")); p != nil {
			got = p.Message
		}
		if got != each.want {
			t.Errorf("%+v %s: got %q, want %q", each.rule, each.email, got, each.want)
		}
	}
}

func TestPhones(t *testing.T) {
	for text, want := range map[string]string{
		"+49 (0)30-901820":       "+49 30 901820",
		"+8613800138000":         "+86 138 0013 8000",
		"030 901820":             "",
		"+1 555":                 "",
		"+49 30 901820; drop":    "",
		strings.Repeat("+4", 50): "",
	} {
		if got, _ := people.Phone(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func Example() {
	anna := people.Who{ID: "per_1", Seats: []people.Seat{{Role: people.Member, Partner: "contoso"}}}
	fmt.Println(anna.Can(people.FileTicket, people.About{Partner: "contoso"}))
	fmt.Println(anna.May(people.Activate, people.About{Partner: "contoso"}))
	// Output:
	// true
	// You may not activate a benefit.
	// That is for: partner admin, admin agent, rewards agent, engagement manager.
}

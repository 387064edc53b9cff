package showroom

import (
	"strings"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

// Person is somebody of the house, signed in.
type Person struct {
	Name    string // what the house calls them: the role, and the partner when it is not Contoso
	ID      string
	Email   string
	Who     people.Who
	Session string        // the secret of a session
	Seats   []people.Seat // none for who has left
}

// Password is everybody's.
const Password = "correct horse battery"

// folk is everybody beside the system admin.
var folk = []struct {
	name, called string
	seats        []people.Seat
}{
	{"partner_admin", "Mei Lin", []people.Seat{{Role: people.PartnerAdmin, Partner: "contoso"}}},
	{"admin_agent", "Jonas Weber", []people.Seat{{Role: people.AdminAgent, Partner: "contoso"}}},
	{"member", "Sam Okoro", []people.Seat{{Role: people.Member, Partner: "contoso"}}},
	{"fabrikam", "Rosa Blanco", []people.Seat{{Role: people.PartnerAdmin, Partner: "fabrikam"}}},
	{"both", "Kim Park", []people.Seat{{Role: people.Member, Partner: "contoso"}, {Role: people.Member, Partner: "fabrikam"}}},
	{"rewards_agent", "Ines Costa", []people.Seat{{Role: people.RewardsAgent}}},
	{"engagement_manager", "Ana Ruiz", []people.Seat{{Role: people.EngagementManager}}},
	{"specialist", "Tomas Novak", []people.Seat{{Role: people.Specialist}}},
	{"vendor", "Wei Zhang", []people.Seat{{Role: people.Vendor}}},
	{"program_owner", "Olga Ivanova", []people.Seat{{Role: people.ProgramOwner}}},
	{"finance", "Femi Adeyemi", []people.Seat{{Role: people.Finance}}},
	{"auditor", "Lars Holm", []people.Seat{{Role: people.Auditor}}},
	{"left", "Noor Haddad", []people.Seat{{Role: people.Member, Partner: "contoso"}}},
}

// setUp makes the system admin, and lets those in who have to do with the cases.
func (r *Room) setUp() {
	ctx := r.t.Context()
	root := must[app.Opened](r)(r.App.SetUp(ctx, app.SetUpInput{Secret: must[string](r)(r.App.NewSetUp(ctx)), Password: Password,
		Profile: app.Profile{Name: r.typed("Robin Root"), Email: "root@northwind.example", Language: "en"}}))
	r.People = []Person{{Name: "root", Seats: []people.Seat{{Role: people.SystemAdmin}}}}
	r.signedIn(r.Person("root"), root)
	for _, f := range folk {
		r.People = append(r.People, Person{Name: f.name, Seats: f.seats})
	}
	for _, name := range early {
		r.letIn(r.Person(name))
	}
}

// early are those who are there from the beginning.
var early = []string{"partner_admin", "member", "engagement_manager", "specialist", "finance", "vendor"}

// letInAll lets everybody in, and those again whose sessions have ended; one leaves.
func (r *Room) letInAll() {
	for i := range r.People {
		switch p := &r.People[i]; {
		case p.ID == "":
			r.letIn(p)
		default:
			r.signedIn(p, must[app.Opened](r)(r.App.SignIn(r.t.Context(), app.SignInInput{Email: p.Email, Password: Password, Browser: r.typed("Firefox on Linux")})))
		}
	}
	left := r.Person("left")
	if err := r.App.TakeRole(r.t.Context(), r.Person("root").Who, left.ID, "contoso", people.Member); err != nil {
		r.t.Fatal(err)
	}
	left.Seats = nil
}

// letIn invites somebody, who accepts.
func (r *Room) letIn(p *Person) {
	r.t.Helper()
	called := ""
	for _, f := range folk {
		if f.name == p.Name {
			called = f.called
		}
	}
	var invited store.Person
	for _, seat := range p.Seats {
		invited = must[store.Person](r)(r.App.Invite(r.t.Context(), r.Person("root").Who, app.InviteInput{Seat: seat,
			Profile: app.Profile{Name: r.typed(called), Email: strings.ToLower(strings.ReplaceAll(called, " ", ".")) + "@" + domain(p.Seats[0]) + ".example", Phone: "+49 30 901820", Language: "en"}}))
	}
	in := app.AcceptInput{Secret: r.Secret(invited.ID, "/invitation/"), Password: Password, Browser: r.typed("Firefox on Linux")}
	r.signedIn(p, must[app.Opened](r)(r.App.AcceptInvitation(r.t.Context(), in)))
}

func domain(s people.Seat) string {
	if s.Partner == "" {
		return "northwind"
	}
	return s.Partner
}

func (r *Room) signedIn(p *Person, o app.Opened) {
	r.t.Helper()
	who, _, err := r.App.WhoseSession(r.t.Context(), o.Secret)
	if err != nil {
		r.t.Fatal(err)
	}
	p.ID, p.Email, p.Who, p.Session = o.Person.ID, o.Person.Email, who, o.Secret
}

// Person is somebody of the house, by what the house calls them.
func (r *Room) Person(name string) *Person {
	r.t.Helper()
	for i := range r.People {
		if r.People[i].Name == name {
			return &r.People[i]
		}
	}
	r.t.Fatalf("nobody in the showroom is called %s", name)
	return nil
}

// Secret is what the link below a path holds, in the newest letter to somebody
// that has one.
func (r *Room) Secret(person, path string) string {
	r.t.Helper()
	for _, l := range must[[]store.Letter](r)(r.App.Letters(r.t.Context(), people.Who{ID: person}, store.LetterFilter{Person: person}, "", 100)) {
		if _, rest, found := strings.Cut(l.Text, path); found {
			return strings.Fields(rest)[0]
		}
	}
	r.t.Fatalf("no letter to %s has a link to %s", person, path)
	return ""
}

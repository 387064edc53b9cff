// Package showroom fills a house with something on every page: two partners that
// sell, a program, people of every role, and cases in every state that pages look
// at. Tests of pages, of the browser and of pictures look at it. Its texts are
// those that people type, so that a test can have them typed by somebody hostile.
package showroom

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/importer"
	"laurel/internal/letter"
	"laurel/internal/listing"
	"laurel/internal/store"
)

// Rewards is the text of the program.
//
//go:embed rewards.yaml
var Rewards string

// Room is a house that was filled, and its clock.
type Room struct {
	App    *app.App
	People []Person // everybody, the system admin first
	t      testing.TB
	typed  func(string) string
	mu     sync.Mutex
	now    time.Time
}

// Fill fills the empty house at a DSN, so that it is the given time when all is
// done. What people type becomes of what typed says; nil leaves it as it is.
func Fill(t testing.TB, dsn string, now time.Time, typed func(string) string) *Room {
	t.Helper()
	if typed == nil {
		typed = func(text string) string { return text }
	}
	r := &Room{t: t, typed: typed, now: now.UTC().Add(-aging)}
	r.App = must[*app.App](r)(app.Open(t.Context(), dsn, r.Now))
	t.Cleanup(func() { r.App.Close() })
	r.App.Configure(Operator)
	must[app.Applied](r)(r.App.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(Rewards), By: "console"}))
	r.tellFacts()
	r.setUp()
	r.publishOffers()
	r.Work()
	r.useBenefits()
	r.letInAll()
	r.decide()
	r.Work()
	return r
}

// Operator runs the programs of the house, until a server says where it is.
var Operator = letter.Operator{Name: "Northwind Rewards", BaseURL: "http://localhost", Help: "help@northwind.example"}

// aging is how long the cases of a house go back.
const aging = 12 * 24 * time.Hour

// Now is the time in the house.
func (r *Room) Now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

// Pass lets time pass, and the background work be done.
func (r *Room) Pass(d time.Duration) {
	r.t.Helper()
	r.mu.Lock()
	r.now = r.now.Add(d)
	r.mu.Unlock()
	r.Work()
}

// must takes what cannot fail in a house that is sound.
func must[T any](r *Room) func(T, error) T {
	r.t.Helper()
	return func(out T, err error) T {
		r.t.Helper()
		if err != nil {
			r.t.Fatal(err)
		}
		return out
	}
}

// day is the day so many months ago, in the month's middle.
func (r *Room) day(months int) string {
	now := r.Now()
	return time.Date(now.Year(), now.Month()-time.Month(months), 12, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// sold are the sales of Contoso by month, the oldest first; the last one is that of
// the month before this one.
var sold = []int{900, 1_200, 2_100, 1_700, 2_600, 3_100, 2_400, 2_900, 3_800, 3_300, 4_400, 2_700,
	3_900, 5_200, 4_100, 6_300, 4_800, 5_600, 7_100, 3_700, 6_400, 4_900, 6_890, 5_320}

// tellFacts tells who sells, and what was sold.
func (r *Room) tellFacts() {
	lines := []string{
		`{"id":"m1","kind":"membership","partner":"contoso","publisher":"contoso-eu","happened":"2020-01-01","shape":"state"}`,
		`{"id":"m2","kind":"membership","partner":"fabrikam","publisher":"fabrikam-us","happened":"2020-01-01","shape":"state"}`,
		fmt.Sprintf(`{"id":"n1","kind":"partner","partner":"contoso","happened":"2020-01-01","shape":"state","attributes":{"name":%q}}`, r.typed("Contoso Ltd")),
		fmt.Sprintf(`{"id":"n2","kind":"partner","partner":"fabrikam","happened":"2020-01-01","shape":"state","attributes":{"name":%q}}`, r.typed("Fabrikam Inc")),
		fmt.Sprintf(`{"id":"f1","kind":"sale","publisher":"fabrikam-us","offer":"loader","happened":"%s","amount":"1840","currency":"USD"}`, r.day(2)),
	}
	for i, amount := range sold {
		lines = append(lines, fmt.Sprintf(`{"id":"s%d","kind":"sale","publisher":"contoso-eu","offer":"loader","happened":"%s","amount":"%d","currency":"USD"}`, i, r.day(len(sold)-i), amount))
	}
	r.Import(lines...)
}

// Import takes in facts, one a line.
func (r *Room) Import(lines ...string) {
	r.t.Helper()
	must[app.Imported](r)(r.App.Import(r.t.Context(), app.ImportInput{Format: "laurel-jsonl", Source: "store", File: "store.jsonl", Published: calendar.At(r.Now()),
		In: strings.NewReader(strings.Join(lines, "\n")), OnReject: func(x importer.Reject) { r.t.Errorf("line %d: %v", x.Line, x.Faults) }}))
}

// Work does the background work until nothing is due.
func (r *Room) Work() {
	r.t.Helper()
	for _, chore := range r.App.Chores(nil) {
		for must[int](r)(chore.Pass(r.t.Context())) > 0 {
		}
	}
}

// publishOffers publishes what Contoso and Fabrikam sell.
func (r *Room) publishOffers() {
	since := calendar.MustParseDay(r.day(25))
	for _, o := range []app.OfferInput{
		{Publisher: "contoso-eu", ID: "loader", Title: "Contoso Data Loader", Type: "saas", Option: listing.Subscription, Life: listing.Live, LiveSince: &since, Owner: r.Person("partner_admin").ID, Contacts: []string{r.Person("member").ID}},
		{Publisher: "contoso-eu", ID: "guard", Title: "Contoso Backup Guard", Type: "saas", Option: listing.Subscription, Life: listing.Live, LiveSince: &since},
		{Publisher: "contoso-eu", ID: "lens", Title: "Contoso Cost Lens", Type: "saas", Option: listing.FreeTrial, Life: listing.Draft},
		{Publisher: "fabrikam-us", ID: "loader", Title: "Fabrikam Forms", Type: "saas", Option: listing.Subscription, Life: listing.Live, LiveSince: &since},
	} {
		o.Title = r.typed(o.Title)
		must[store.Offer](r)(r.App.SaveOffer(r.t.Context(), r.Person("root").Who, o))
	}
}

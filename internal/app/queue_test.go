package app_test

import (
	"net/url"
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// what lists the ids of cases, for comparing.
func what(list []fulfillment.Case, pass func(*fulfillment.Case) bool) string {
	var out []string
	for i := range list {
		if pass(&list[i]) {
			out = append(out, list[i].ID)
		}
	}
	return strings.Join(out, " ")
}

func whichever(*fulfillment.Case) bool { return true }

// TestListsHaveWhatOneSees: what is listed and counted for somebody is what they can
// open, no more and no less, in whichever queue.
func TestListsHaveWhatOneSees(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		for partner, region := range map[string]string{"contoso": "emea", "fabrikam": "apac"} {
			_, err := d.app.SavePartner(ctx, people.Console(), app.AccountInput{Partner: partner, Region: region, Portfolio: "isv"})
			wants(t, err, "")
		}
		d.person("near", people.Seat{Role: people.Specialist, Regions: []string{"emea", "latam"}, Portfolios: []string{"isv"}})
		d.person("narrow", people.Seat{Role: people.Specialist, Regions: []string{"emea"}, Portfolios: []string{"channel"}})
		mine := d.open(blog(), "")
		d.open(request("advice"), "")
		_, err := d.app.FileTicket(ctx, d.who["other"], app.TicketInput{Partner: "fabrikam", Topic: fulfillment.General, Text: "How?"})
		wants(t, err, "")
		d.move("manager", mine, fulfillment.Input{Move: fulfillment.Assign, Assignee: d.id["vendor"]}, "")

		all, err := d.app.Cases(ctx, people.Console(), store.CaseFilter{}, "", 100)
		wants(t, err, "")
		for name, who := range d.who {
			listed, err := d.app.Cases(ctx, who, store.CaseFilter{}, "", 100)
			wants(t, err, "")
			got, want := what(listed, whichever), what(all, func(c *fulfillment.Case) bool { _, err := d.app.Case(ctx, who, c.ID); return err == nil })
			if got != want {
				t.Errorf("%s is listed %q and can open %q", name, got, want)
			}
			if !who.Operator() {
				continue
			}
			counts, err := d.app.QueueCounts(ctx, who, store.CaseFilter{})
			wants(t, err, "")
			for _, each := range counts {
				list, err := d.app.Queue(ctx, who, app.QueueInput{Queue: each.Queue, AfterDue: -1, Limit: 100})
				wants(t, err, "")
				if len(list) != each.Cases {
					t.Errorf("%s: %s has %d cases and %d are counted", name, each.Queue, len(list), each.Cases)
				}
			}
		}
		if near, narrow := len(must(d.app.Cases(ctx, d.who["near"], store.CaseFilter{}, "", 100))), len(must(d.app.Cases(ctx, d.who["narrow"], store.CaseFilter{}, "", 100))); near == 0 || near == len(all) || narrow != 0 {
			t.Errorf("by region one sees %d of %d, by a portfolio without partners %d", near, len(all), narrow)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestAFilterIsWrittenAndRead: what an address says of cases is what is read of it,
// and each word narrows the list.
func TestAFilterIsWrittenAndRead(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.ready()
		_, err := d.app.SavePartner(ctx, people.Console(), app.AccountInput{Partner: "contoso", Region: "emea", Portfolio: "isv"})
		wants(t, err, "")
		c := d.open(blog(), "")
		d.move("manager", c, fulfillment.Input{Move: fulfillment.Assign, Assignee: d.id["rewards"]}, "")
		_, err = d.app.FileTicket(ctx, d.who["other"], app.TicketInput{Partner: "fabrikam", Topic: fulfillment.General, Text: "How?"})
		wants(t, err, "")
		query := url.Values{"kind": {"activation"}, "state": {string(must(d.app.Case(ctx, people.Console(), c.ID)).State)}, "program": {"rewards"}, "benefit": {"blog"}, "partner": {"contoso"}, "region": {"emea"},
			"portfolio": {"isv"}, "assignee": {d.id["rewards"]}}
		f := app.ReadFilter(query)
		if got := app.FilterQuery(f).Encode(); got != query.Encode() {
			t.Errorf("%s is written as %s", query.Encode(), got)
		}
		found := func(q url.Values) int {
			return len(must(d.app.Queue(ctx, d.who["rewards"], app.QueueInput{Queue: app.AllOpen, Filter: app.ReadFilter(q), AfterDue: -1, Limit: 100})))
		}
		if n := found(query); n != 1 {
			t.Errorf("all words together find %d cases", n)
		}
		all := found(nil)
		for name, values := range query {
			if n := found(url.Values{name: values}); n == 0 || n == all && name != "program" {
				t.Errorf("%s alone finds %d of %d cases", name, n, all)
			}
		}
		_, err = d.app.QueueCounts(ctx, d.who["rewards"], app.ReadFilter(url.Values{"kind": {"promise"}, "program": {"nothing"}, "assignee": {"per_1"}, "region": {"x"}, "portfolio": {"y"}}))
		if got := problem.Of(err); got == nil || len(got.Mistakes) != 5 {
			t.Errorf("got %v, want five words", err)
		}
		_, err = d.app.QueueCounts(ctx, d.who["rewards"], app.ReadFilter(url.Values{"benefit": {"nothing"}}))
		wants(t, err, problem.Invalid)
		_, err = d.app.QueueCounts(ctx, d.who["admin"], store.CaseFilter{})
		wants(t, err, problem.Forbidden)
	})
}

// TestFiltersAreKept: each keeps their own, under names of their own.
func TestFiltersAreKept(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx, blogs := t.Context(), url.Values{"queue": {"open"}, "benefit": {"blog"}, "due": {"12"}, "x": {"y"}}
		save := func(who, name string, q url.Values, want problem.Kind) {
			t.Helper()
			wants(t, d.app.SaveFilter(ctx, d.who[who], name, q), want)
		}
		kept := func(who string) (out string) {
			for _, f := range must(d.app.SavedFilters(ctx, d.who[who])) {
				out += f.Name + "=" + f.Query + " "
			}
			return out
		}
		save("rewards", "Blogs", url.Values{"queue": {"mine"}}, "")
		save("rewards", "Blogs", blogs, "")
		save("rewards", "Blogs", blogs, "")
		save("rewards", "", blogs, problem.Invalid)
		save("rewards", "a\nb", blogs, problem.Invalid)
		save("rewards", strings.Repeat("a", 41), blogs, problem.Invalid)
		save("rewards", "Late", url.Values{"queue": {"late"}}, problem.Invalid)
		save("rewards", "Late", url.Values{"queue": {"overdue"}, "kind": {"promise"}}, problem.Invalid)
		save("admin", "Blogs", blogs, problem.Forbidden)
		if got := kept("rewards"); got != "Blogs=benefit=blog&queue=open " {
			t.Errorf("kept is %q", got)
		}
		if got := kept("manager"); got != "" {
			t.Errorf("somebody else has %q", got)
		}
		for i := range 19 {
			save("rewards", "n"+strings.Repeat("x", i), blogs, "")
		}
		save("rewards", "one more", blogs, problem.Conflict)
		wants(t, d.app.RemoveFilter(ctx, d.who["rewards"], "Blogs"), "")
		wants(t, d.app.RemoveFilter(ctx, d.who["rewards"], "Blogs"), "")
		save("rewards", "one more", blogs, "")
		wants(t, d.app.ErasePerson(ctx, d.who["root"], d.id["rewards"]), "")
		if got := kept("rewards"); got != "" {
			t.Errorf("of who is erased there is %q", got)
		}
	})
}

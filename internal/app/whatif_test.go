package app_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/importer"
	"laurel/internal/locale"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

const rewardsToSuppose = `
program: rewards
version: "1"
effective: 2026-01-01
currency: USD
rates: {units: {EUR: 2}}
metrics:
  sales: {label: Sales, sum: amount, of: [sale, refund], window: {trailing: 12 months}, without: [{where: {trial: true}, because: a trial}]}
  this_year: {label: Sales of 2026, sum: amount, of: order, window: {from: 2026-01-01, until: 2026-12-31}}
  live: {label: Live offers, count: offers, where: {status: live, listing: transact}}
  cloud: {label: Cloud sales, sum: amount, of: sale, where: {offer.hosting: cloud}, window: lifetime}
  experts: {label: Certified people, distinct: person, of: credential, where: {level: {at-least: 2}}}
  share: {label: Cloud share, ratio: [cloud, sales], small-sample: {under: 1 USD, then: fail}}
ladders:
  main:
    for: partner
    tiers:
      - {id: start, label: Start, attain: sales >= 0 USD}
      - {id: gold, label: Gold, attain: {any: [sales >= 1_000 USD, live >= 2, experts >= 3, this_year >= 50 USD]}}
      - {id: star, label: Star, attain: {any: [sales >= 10_000 USD, all: [share >= 50 %, cloud >= 5_000 USD]]}}
benefits:
  blog: {label: Blog, category: marketing, unlock: {tier: gold}}
  credit: {label: Credit, category: technical, unlock: {tier: star}, amount: 2_000 USD}
`

const seasonsToSuppose = `
program: seasons
version: "1"
effective: 2026-01-01
currency: EUR
rates: {units: {USD: 0.5}}
metrics:
  volume: {label: Volume, sum: amount, of: sale, window: lifetime}
ladders:
  regional:
    for: partner by region
    evaluate: {each: quarter, on: last-day}
    tiers:
      - {id: low, label: Low, attain: volume >= 1 EUR}
      - {id: high, label: High, attain: volume >= 1_000 EUR}
`

// suppose lets contoso have sold for 400 USD in November.
func suppose(t *testing.T, a *app.App, programs ...string) {
	t.Helper()
	for _, text := range programs {
		if _, err := a.Apply(t.Context(), app.ApplyInput{File: "p.yaml", Text: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := a.Import(t.Context(), app.ImportInput{Format: "laurel-jsonl", Source: "feed", File: "f", Published: calendar.On(calendar.MustParseDay("2026-11-11")), In: strings.NewReader(
		`{"id":"m1","kind":"membership","partner":"contoso","publisher":"contoso-eu","happened":"2026-01-01","shape":"state"}
{"id":"s1","kind":"sale","publisher":"contoso-eu","happened":"2026-11-10","amount":"400","currency":"USD","attributes":{"region":"EMEA"}}`),
		OnReject: func(r importer.Reject) { t.Errorf("line %d: %v", r.Line, r.Faults) }})
	if err != nil {
		t.Fatal(err)
	}
}

// supposed is what is answered, as text: the first sentences of every outlook, the
// benefits, and what becomes of what was assumed.
func supposed(found *app.WhatIf) string {
	var out []string
	reader := sentence.Reader{Locale: locale.Match("en"), Audience: sentence.ForPartner}
	for i := range found.Outlooks {
		o := &found.Outlooks[i]
		teller := sentence.For(reader, o.Partner, o.Programs...)
		lines := teller.Outlook(o)
		out = append(out, strings.TrimSpace(o.Program+" "+o.Key.ID)+": "+lines[0].Text)
		for _, line := range lines[0].Lines[min(1, len(lines[0].Lines)):] {
			out = append(out, "  "+line.Text)
		}
		if len(o.Then.Gaps) > 0 {
			out = append(out, "  "+teller.Gap(o.Ladder, &o.Then.Gaps[0]).Text)
		}
		for _, line := range teller.GrantNames(o.Gained) {
			out = append(out, "  + "+line.Text)
		}
		for _, line := range teller.GrantNames(o.Lost) {
			out = append(out, "  - "+line.Text)
		}
	}
	for i := range found.Reckoned {
		r := &found.Reckoned[i]
		out = append(out, "# "+sentence.For(reader, standing.Partner{}, r.Programs...).Reckoned(r).Text)
	}
	return strings.Join(out, "\n")
}

// assumedIn reads rows like "sales 2026-12 5000 EUR for EMEA".
func assumedIn(rows string) []app.Assumed {
	var out []app.Assumed
	for row := range strings.SplitSeq(rows, "; ") {
		words := append(strings.Fields(row), "", "", "")
		one := app.Assumed{Metric: words[0], When: words[1], Amount: words[2]}
		if words[3] != "for" {
			one.Currency = words[3]
		}
		if _, key, some := strings.Cut(row, " for "); some {
			one.For = key
		}
		out = append(out, one)
	}
	return out
}

// TestWhatIf assumes one thing after another, none of which is kept.
func TestWhatIf(t *testing.T) {
	tests := []struct{ name, rows, want string }{
		{"a sale to come", "sales 2026-12 600", `rewards: You would reach tier Gold on 31 Dec 2026.
  9,000 USD more in Sales reaches tier Star.
  + Blog, from 31 Dec 2026
# Sales counts 600 USD of it.`},
		{"by the kind of fact", "sale 2026-12-15 9,600", `rewards: You would reach tier Star on 15 Dec 2026.
  10 Nov 2027 to 14 Dec 2027: tier Gold, instead of tier Start.
  + Blog, from 15 Dec 2026
  + Credit, 2,000 USD, from 15 Dec 2026
# Sales counts 9,600 USD of it.`},
		{"several, of which the last reaches the tier", "sales 2026-12 100; sales 2027-01 100; sales 2027-02 400", `rewards: You would reach tier Gold on 28 Feb 2027.
  9,000 USD more in Sales reaches tier Star.
  + Blog, from 28 Feb 2027
# Sales counts 100 USD of it.
# Sales counts 100 USD of it.
# Sales counts 400 USD of it.`},
		{"in another currency", "sales 2026-12 300 EUR", `rewards: Your tier would not change.
  450 USD more in Sales reaches tier Gold.
# Sales counts 150 USD of it.`},
		{"a month that is over, of which not everything is told", "sales 2026-10 600", `rewards: You would stand at tier Gold today.
  9,000 USD more in Sales reaches tier Star.
  + Blog, from 10 Nov 2026
# Sales counts 600 USD of it.`},
		{"a day that has left the window by now", "sales 2025-10-01 600", `rewards: Your tier would not change.
  600 USD more in Sales reaches tier Gold.
# Sales does not count it on 22 Nov 2026: its window does not reach that far.`},
		{"a window that ends before", "this_year 2027-01 500", `rewards: Your tier would not change.
  600 USD more in Sales reaches tier Gold.
# Sales of 2026 does not count it on 31 Jan 2027: its window does not reach that far.`},
		{"a refund", "sales 2026-12 -500", `rewards: From 31 Dec 2026 on you would stand at no tier, instead of tier Start.
  100 USD more in Sales reaches tier Start.
# Sales counts -500 USD of it.`},
		{"a count of offers", "live 2026-12 2", `rewards: You would reach tier Gold on 31 Dec 2026.
  9,600 USD more in Sales reaches tier Star.
  + Blog, from 31 Dec 2026
# Live offers counts it.`},
		{"of different people, with a bound on what they hold", "experts 2027-01-15 3", `rewards: You would reach tier Gold on 15 Jan 2027.
  9,600 USD more in Sales reaches tier Star.
  + Blog, from 15 Jan 2027
# Certified people counts it.`},
		{"sales of an offer of a kind, which make a share as well", "cloud 2026-12 6000", `rewards: You would reach tier Star on 31 Dec 2026.
  + Blog, from 31 Dec 2026
  + Credit, 2,000 USD, from 31 Dec 2026
# Cloud sales counts 6,000 USD of it.`},
		{"nothing that changes a tier", "sales 2026-12 1", `rewards: Your tier would not change.
  599 USD more in Sales reaches tier Gold.
# Sales counts 1 USD of it.`},
	}
	each(t, func(t *testing.T, a *app.App, _ *clock) {
		suppose(t, a, rewardsToSuppose)
		for _, test := range tests {
			found, err := a.WhatIf(t.Context(), people.Console(), app.WhatIfInput{Partner: "contoso", Assumed: assumedIn(test.rows)})
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
				continue
			}
			if diff := cmp.Diff(test.want, supposed(found)); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", test.name, diff)
			}
		}
		found, err := a.WhatIf(t.Context(), people.Console(), app.WhatIfInput{Partner: "contoso"})
		wants(t, err, "")
		if got := supposed(found); got != "rewards: Your tier would not change.\n  600 USD more in Sales reaches tier Gold." {
			t.Errorf("after all of it, and with nothing assumed: %s", got)
		}
		var choices []string
		for _, c := range found.Choices {
			choices = append(choices, c.Metric.Name+" "+string(c.In)+" "+strings.Join(c.Currencies, ","))
		}
		if got := strings.Join(choices, "; "); got != "sales amount USD,EUR; this_year amount USD,EUR; live count ; cloud amount USD,EUR; experts count " {
			t.Errorf("the choices are %s", got)
		}
	})
}

// TestWhatIfOfSeveralPrograms: what is assumed is one fact for all of them, and
// counts for the region that it is about.
func TestWhatIfOfSeveralPrograms(t *testing.T) {
	tests := []struct {
		name string
		in   app.WhatIfInput
		want string
	}{
		{"a sale for both, of a region", app.WhatIfInput{Assumed: assumedIn("sale 2026-12-10 2000 for EMEA")}, `rewards: You would reach tier Gold on 10 Dec 2026.
  7,600 USD more in Sales reaches tier Star.
  + Blog, from 10 Dec 2026
seasons EMEA: You would reach tier High on 31 Dec 2026.
# Sales counts 2,000 USD of it.`},
		{"of no region", app.WhatIfInput{Assumed: assumedIn("sale 2026-12-10 2000")}, `rewards: You would reach tier Gold on 10 Dec 2026.
  7,600 USD more in Sales reaches tier Star.
  + Blog, from 10 Dec 2026
seasons EMEA: Your tier would not change.
  Everything needed for tier Low is there. It comes with the next evaluation, or on the day set for it.
# Sales counts 2,000 USD of it.`},
		{"only one", app.WhatIfInput{Program: "seasons", Assumed: assumedIn("volume 2026-12-10 2000 USD for EMEA")}, `seasons EMEA: You would reach tier High on 31 Dec 2026.
# Volume counts 4,000 EUR of it.`},
		{"the metric of one of them", app.WhatIfInput{Assumed: []app.Assumed{{Program: "seasons", Metric: "sale", When: "2027-04", Amount: "700", For: "EMEA"}}}, `rewards: Your tier would not change.
  250 USD more in Sales reaches tier Gold.
seasons EMEA: You would reach tier High on 30 Jun 2027.
# Volume counts 700 EUR of it.`},
	}
	each(t, func(t *testing.T, a *app.App, _ *clock) {
		suppose(t, a, rewardsToSuppose, seasonsToSuppose)
		for _, test := range tests {
			test.in.Partner = "contoso"
			found, err := a.WhatIf(t.Context(), people.Console(), test.in)
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
				continue
			}
			if diff := cmp.Diff(test.want, supposed(found)); diff != "" {
				t.Errorf("%s: want (-), got (+):\n%s", test.name, diff)
			}
		}
	})
}

// TestWhatIfRefuses tells all mistakes at once, each at its field.
func TestWhatIfRefuses(t *testing.T) {
	tests := []struct{ rows, want string }{
		{"sales 2026-13 x", "assumed[0].amount assumed[0].when"},
		{"sales tomorrow 0; sale 2030-01 1; sales 2020-01 1", "assumed[0].amount assumed[0].when assumed[1].when assumed[2].when"},
		{"margin 2026-12 5; share 2026-12 5", "assumed[0].metric assumed[1].metric"},
		{"sales 2026-12 5 XYZ; sales 2026-12 5 JPY; sales 2026-12 5 euros; live 2026-12 5 USD", "assumed[0].currency assumed[1].currency assumed[2].currency assumed[3].currency"},
		{"live 2026-12 1.5; live 2026-12 -1; live 2026-12 1001; sales 2026-12 1000000000001; sales 2026-12 1/3; sales 2026-12 1,00", "assumed[0].amount assumed[1].amount assumed[2].amount assumed[3].amount assumed[4].amount assumed[5].amount"},
		{"sales 2026-12 5 for EMEA", "assumed[0].for"},
		{strings.Repeat("sales 2026-12 5; ", app.MostAssumed) + "sales 2026-12 5", "assumed"},
	}
	each(t, func(t *testing.T, a *app.App, _ *clock) {
		suppose(t, a, rewardsToSuppose)
		for _, test := range tests {
			_, err := a.WhatIf(t.Context(), people.Console(), app.WhatIfInput{Partner: "contoso", Assumed: assumedIn(test.rows)})
			wants(t, err, problem.Invalid)
			var at []string
			for _, m := range problem.Of(err).Mistakes {
				at = append(at, m.Place.File)
			}
			if got := strings.Join(at, " "); got != test.want {
				t.Errorf("%s: mistakes at %s, want %s: %v", test.rows, got, test.want, err)
			}
		}
		_, err := a.WhatIf(t.Context(), people.Console(), app.WhatIfInput{Partner: "nobody"})
		wants(t, err, problem.NotFound)
		_, err = a.WhatIf(t.Context(), people.Console(), app.WhatIfInput{Partner: "contoso", Program: "other"})
		wants(t, err, problem.NotFound)
		_, err = a.WhatIf(t.Context(), people.Who{ID: "psn_x"}, app.WhatIfInput{Partner: "contoso"})
		wants(t, err, problem.NotFound)
	})
}

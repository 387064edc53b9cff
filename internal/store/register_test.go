package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/store"
)

func TestProgramsKeepTheirTexts(t *testing.T) {
	version := func(program, name, effective, text string) store.ProgramVersion {
		return store.ProgramVersion{Program: program, Version: name, File: name + ".yaml", Text: []byte(text),
			Effective: calendar.MustParseDay(effective), Applied: calendar.At(received), By: "usr_1"}
	}
	each(t, func(t *testing.T, s *store.Store) {
		second, first, other := version("gold", "2", "2024-01-01", "tiers: é\r\n"), version("gold", "1", "2023-01-01", ""), version("blue", "1", "2023-06-01", "x")
		for _, v := range []store.ProgramVersion{second, first, other} {
			if isNew, err := s.ApplyProgram(t.Context(), v); err != nil || !isNew {
				t.Errorf("%s %s: got %v, %v; want new", v.Program, v.Version, isNew, err)
			}
		}
		if isNew, err := s.ApplyProgram(t.Context(), second); err != nil || isNew {
			t.Errorf("the same text again: got %v, %v; want nothing new", isNew, err)
		}
		refused := map[string]store.ProgramVersion{
			"Version 2 of the program gold was applied on 2024-07-20 with another text.\n" +
				"Give the changed text a new version; what was applied stays readable for ever.": version("gold", "2", "2024-01-01", "other"),
			"Version 2 of the program gold was applied on 2024-07-20 and is in force from 2024-01-01.\n" +
				"Give it a new version to let it be in force from another day.": version("gold", "2", "2024-02-01", "tiers: é\r\n"),
		}
		for want, changed := range refused {
			if _, err := s.ApplyProgram(t.Context(), changed); problem.KindOf(err) != problem.Conflict || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		got, err := s.Programs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if len(got[i].Checksum) != 64 {
				t.Errorf("got checksum %q", got[i].Checksum)
			}
			got[i].Checksum = ""
		}
		if diff := cmp.Diff(got, []store.ProgramVersion{other, first, second}, sameFact); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
		history, err := s.ProgramHistory(t.Context(), "gold")
		if err != nil || len(history) != 2 || history[0].Version != "1" {
			t.Errorf("got %v, %v; want versions 1 and 2", history, err)
		}
	})
}

func TestRates(t *testing.T) {
	quote := func(on, code, units string) money.Quote {
		return money.Quote{Day: calendar.MustParseDay(on), Currency: code, Units: number.MustParse(units)}
	}
	each(t, func(t *testing.T, s *store.Store) {
		ecb := []money.Quote{quote("2024-01-31", "USD", "1.0837"), quote("2024-01-31", "GBP", "0.8545"), quote("2024-02-29", "USD", "1.0826"), quote("2024-02-29", "GBP", "0.8557")}
		for i, want := range []int{4, 0} {
			if added, err := s.AddRates(t.Context(), "ecb", "EUR", false, ecb); err != nil || added != want {
				t.Errorf("import %d: got %d, %v; want %d", i+1, added, err, want)
			}
		}
		if _, err := s.AddRates(t.Context(), "house", "USD", true, []money.Quote{quote("2020-01-01", "GBP", "0.8")}); err != nil {
			t.Fatal(err)
		}
		_, err := s.AddRates(t.Context(), "ecb", "EUR", false, []money.Quote{quote("2024-01-31", "USD", "1.1"), quote("2024-03-31", "USD", "1.2")})
		want := "Rates of \"ecb\" that are held with another value, 1 in all: USD on 2024-01-31 is 1.0837, not 1.1.\n" +
			"A published rate never changes. Import a corrected table under a source of its own."
		if problem.KindOf(err) != problem.Conflict || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		_, err = s.AddRates(t.Context(), "ecb", "USD", false, nil)
		want = "The rates of \"ecb\" are per EUR and daily; these are per USD and daily.\nImport them under a source of their own."
		if problem.KindOf(err) != problem.Conflict || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		checkRates(t, s, map[string]string{"ecb 2024-01-31": "1.26822703", "ecb 2024-02-29": "1.26516302", "ecb 2024-03-31": "missing", "house 2024-02-29": "1.25"})
		checkRates(t, s, map[string]string{"ecb 2024-01-31": "missing", "ecb 2024-02-29": "1.26516302", "house 2024-02-29": "1.25"},
			store.RatesWanted{Currencies: []string{"USD", "GBP"}, From: calendar.MustParseDay("2024-02-01")})
		checkRates(t, s, map[string]string{"ecb 2024-01-31": "missing"}, store.RatesWanted{Currencies: []string{"USD"}})
		checkRates(t, s, map[string]string{"house 2024-01-31": "no table", "ecb 2024-01-31": "1.26822703"}, store.RatesWanted{Sources: []string{"ecb"}})
	})
}

// checkRates converts one GBP to USD by several tables on several days.
func checkRates(t *testing.T, s *store.Store, want map[string]string, wanted ...store.RatesWanted) {
	t.Helper()
	rates, err := s.Rates(t.Context(), wanted...)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for question := range want {
		source, on := question[:len(question)-11], calendar.MustParseDay(question[len(question)-10:])
		rule := money.Rule{Source: source, Dating: money.MonthEnd, Places: money.DefaultPlaces}
		table := rates[source]
		if table == nil {
			got[question] = "no table"
			continue
		}
		converted, err := table.Convert(money.New(number.One, "GBP"), "USD", on, rule)
		if got[question] = converted.Amount.Value.String(); err != nil {
			got[question] = "missing"
		}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestTheAuditTrail(t *testing.T) {
	line := func(who, what, subject, detail string) store.AuditLine {
		return store.AuditLine{At: calendar.At(received), Who: who, What: what, Subject: subject, Detail: detail}
	}
	each(t, func(t *testing.T, s *store.Store) {
		for _, l := range []store.AuditLine{line("usr_1", "apply program", "gold 2", ""), line("usr_2", "merge partners", "ptr_a", "ptr_b"), line("usr_1", "import", "feed", "file.csv")} {
			if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Audit(t.Context(), l) }); err != nil {
				t.Fatal(err)
			}
		}
		lines, err := s.AuditLines(t.Context(), 1, 10)
		if err != nil || len(lines) != 2 || lines[0].Number != 2 || lines[0].What != "merge partners" || lines[0].At != calendar.At(received) {
			t.Errorf("got %v, %v; want lines 2 and 3", lines, err)
		}
		got, err := s.CheckAudit(t.Context())
		if err != nil || got.Broken != 0 || got.Lines != 3 || got.Last != lines[1] {
			t.Errorf("got %v, %v; want 3 lines that hold", got, err)
		}
	})
}

func TestABrokenAuditTrailIsSeen(t *testing.T) {
	tests := []struct {
		name, change string
		broken       int64
	}{
		{"a changed line", `UPDATE audit SET who = 'usr_9' WHERE number = 2`, 2},
		{"a letter moved from one text to the next", `UPDATE audit SET who = 'usr_', what = '2merge' WHERE number = 2`, 2},
		{"a line left out", `DELETE FROM audit WHERE number = 2`, 2},
		{"the first line left out", `DELETE FROM audit WHERE number = 1`, 1},
		{"a changed hash", `UPDATE audit SET hash = substr(hash, 2, 63) || 'x' WHERE number = 1`, 1},
		{"a line put in", `INSERT INTO audit (number, at, who, what, subject, detail, hash) SELECT 4, at, who, what, subject, detail, hash FROM audit WHERE number = 3`, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				err := s.Write(t.Context(), func(tx *store.Tx) error {
					for range 3 {
						if err := tx.Audit(t.Context(), store.AuditLine{At: calendar.At(received), Who: "usr_2", What: "merge"}); err != nil {
							return err
						}
					}
					return store.Exec(t.Context(), tx, test.change)
				})
				if err != nil {
					t.Fatal(err)
				}
				if got, err := s.CheckAudit(t.Context()); err != nil || got.Broken != test.broken || got.Lines != test.broken-1 {
					t.Errorf("got %v, %v; want line %d to be broken", got, err, test.broken)
				}
			})
		})
	}
}

func TestCompleteness(t *testing.T) {
	complete := func(key, through, on string) fact.Fact {
		return fact.Fact{ID: fact.ID{Source: "feed", Key: key}, Kind: fact.Complete, Happened: day(through), Recorded: day(on),
			Attributes: fact.NewAttributes(fact.Attribute{Name: "source", Value: fact.Text("feed")}, fact.Attribute{Name: "through", Value: fact.Text(through)})}
	}
	each(t, func(t *testing.T, s *store.Store) {
		add(t, s, complete("1", "2024-01-31", "2024-02-05"), complete("2", "2024-02-29", "2024-03-05"), sale("3", "pub_a", "2024-01-05", "1"))
		got := map[string]map[string]calendar.Day{}
		for _, known := range []string{"2024-02-04", "2024-02-05", "2024-12-31"} {
			through, err := s.CompleteThrough(t.Context(), calendar.MustParseDay(known))
			if err != nil {
				t.Fatal(err)
			}
			got[known] = through
		}
		want := map[string]map[string]calendar.Day{
			"2024-02-04": {}, "2024-02-05": {"feed": calendar.MustParseDay("2024-01-31")}, "2024-12-31": {"feed": calendar.MustParseDay("2024-02-29")},
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
		b, err := s.BundleOf(t.Context(), "pub_a")
		if err != nil || len(b.Facts) != 3 {
			t.Errorf("got %d facts, %v; want the sale and what the source says about itself", len(b.Facts), err)
		}
	})
}

func TestMembershipsAndMerges(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ended := renamed(membership("pub_a", "ptr_a"), "ended")
		ended.Until = day("2021-12-31")
		add(t, s, ended, renamed(membership("pub_a", "ptr_a"), "open"), merge("ptr_a", "ptr_b"), retraction("r", "open", "2024-08-01"))
		memberships, err := s.Memberships(t.Context(), "ptr_a")
		if err != nil {
			t.Fatal(err)
		}
		began := calendar.MustParseDay("2020-01-01")
		want := []store.Membership{
			{ID: fact.ID{Source: "feed", Key: "ended"}, Publisher: "pub_a", Partner: "ptr_a", Days: calendar.Span{From: began, Until: calendar.MustParseDay("2022-01-01")}, Recorded: calendar.At(day("2024-07-14").Day(nil).Time())},
			{ID: fact.ID{Source: "feed", Key: "open"}, Publisher: "pub_a", Partner: "ptr_a", Days: calendar.Span{From: began, Until: calendar.LastDay}, Recorded: calendar.At(day("2024-07-14").Day(nil).Time()), Gone: true},
		}
		if diff := cmp.Diff(memberships, want, sameFact); diff != "" {
			t.Errorf("memberships: got (-), want (+):\n%s", diff)
		}
		for _, partner := range []string{"ptr_a", "ptr_b"} {
			merges, err := s.Merges(t.Context(), partner)
			if err != nil || len(merges) != 1 || merges[0].Partner != "ptr_a" || merges[0].Merged != "ptr_b" || merges[0].Gone {
				t.Errorf("of %s: got %v, %v; want one merge", partner, merges, err)
			}
		}
	})
}

func TestReceivedIsNeverInDecisions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		f := sale("1", "pub_a", "2024-01-05", "1")
		for i, at := range []time.Time{received, received.AddDate(0, 0, 5)} {
			outcomes, err := s.AddFacts(t.Context(), []store.Item{{Fact: f}}, at)
			if want := []fact.Outcome{fact.New, fact.Repeated}[i]; err != nil || outcomes[0] != want {
				t.Errorf("delivery %d: got %v, %v; want %s", i+1, outcomes, err, want)
			}
		}
		b, err := s.BundleOf(t.Context(), "pub_a")
		if err != nil || b.Facts[0].Received != calendar.At(received) {
			t.Errorf("got %v, %v; want the moment of the first delivery", b.Facts[0].Received, err)
		}
	})
}

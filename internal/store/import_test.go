package store_test

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/store"
)

func TestRefusedFilesLeaveNothing(t *testing.T) {
	other := sale("1", "pub_a", "2024-01-05", "1")
	other.ID.Source = "elsewhere"
	tests := []struct {
		name string
		file file
		want string
		kind problem.Kind
	}{
		{
			name: "an older publication after a newer one",
			file: ledger("b", "2024-01-31", "2024-01-05 10", "2024-01-05 10", "2024-01-05 10"),
			want: "b was published on 2024-01-31, but the source \"feed\" has a snapshot of 2024-02-01 already.\n" +
				"Import publications from the oldest to the newest, or give this file a source of its own.",
			kind: problem.Conflict,
		},
		{
			name: "rejects of an older publication",
			file: ledger("b", "2024-01-31", "2024-01-05 10").beside(),
			want: "b was published on 2024-01-31, but the source \"feed\" has a snapshot of 2024-02-01 already.\n" +
				"Import publications from the oldest to the newest, or give this file a source of its own.",
			kind: problem.Conflict,
		},
		{
			name: "a loss of more than a tenth of the rows",
			file: ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-06 11"),
			want: "b has 2 rows for 2024-01-01 to 2024-01-31, where the source \"feed\" has 3 now: more than a tenth would be lost.\n" +
				"Check that the file is whole and that its rows were not rejected. If the loss is right, allow it with --allow-shrink.",
			kind: problem.Conflict,
		},
		{
			name: "a snapshot without rows",
			file: ledger("b", "2024-03-01"),
			want: "The snapshot b has no row that happened at any time.\n" +
				"A snapshot replaces the months from its first to its last row, so it must have rows.",
			kind: problem.Invalid,
		},
		{
			name: "a snapshot without a date of publication",
			file: file{name: "b", snapshot: true},
			want: "The snapshot b has no date of publication.\nGive it, with --published.",
			kind: problem.Invalid,
		},
		{
			name: "a snapshot with a fact of another source",
			file: ledger("b", "2024-03-01").with(store.Item{Fact: other}),
			want: "The snapshot of the source \"feed\" has the fact elsewhere/1 of another source.\n" +
				"Import it without the snapshot option, or split the file by source.",
			kind: problem.Invalid,
		},
		{
			name: "a state without a key of its own",
			file: ledger("b", "2024-03-01").with(store.Item{Fact: keyless(offerSince("2024-01-05").Fact)}),
			want: "The format ledger gives the offer feed/aaaaaaaaaaaaaaaaaaaaaaaa.1 no key of its own, but only events can do without.\n" +
				"Let the format make a key of what the row is about, as gcloud does for partners and offers.",
			kind: problem.Internal,
		},
		{
			name: "a membership without a key of its own, in a plain file",
			file: ledger("b", "2024-03-01").beside().with(store.Item{Fact: keyless(membership("pub_a", "ptr_a"))}),
			want: "The format ledger gives the membership feed/aaaaaaaaaaaaaaaaaaaaaaaa.1 no key of its own, but only events can do without.\n" +
				"Let the format make a key of what the row is about, as gcloud does for partners and offers.",
			kind: problem.Internal,
		},
	}
	each(t, func(t *testing.T, s *store.Store) {
		mustImport(t, s, ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-05 10", "2024-01-05 10"))
		before := counting(t, s, "2025-01-01")
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				_, err := test.file.importInto(s)
				if err == nil || err.Error() != test.want || problem.KindOf(err) != test.kind {
					t.Errorf("got %v, want %s", err, test.want)
				}
				if diff := gocmp.Diff(counting(t, s, "2025-01-01"), before); diff != "" {
					t.Errorf("facts: got (-), want (+):\n%s", diff)
				}
				if records := imports(t, s); len(records) != 1 {
					t.Errorf("got %d imports in the register, want 1", len(records))
				}
			})
		}
	})
}

// keyless is a fact as a format hands it over that has no key for it.
func keyless(f fact.Fact) fact.Fact {
	f.ID.Key = strings.Repeat("a", 24) + ".1"
	return f
}

func imports(t testing.TB, s *store.Store) []store.ImportRecord {
	t.Helper()
	records, err := s.Imports(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestPlainFiles(t *testing.T) {
	keyed := func(key, on, amount string) store.Item { return store.Item{Fact: sale(key, "pub_a", on, amount)} }
	tests := []importTest{
		{
			name:   "a file with new, repeated and conflicting rows",
			files:  []file{ledger("a", "2024-02-01").beside().with(keyed("1", "2024-01-05", "10")), ledger("b", "2024-02-01").beside().with(keyed("1", "2024-01-05", "11"), keyed("2", "2024-01-06", "7"), keyed("2", "2024-01-06", "7"))},
			want:   store.ImportResult{New: 1, Repeated: 1, Conflicts: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name:   "identical rows without keys of two files both count, and of one file each",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-05 10").beside(), ledger("b", "2024-03-01", "2024-01-05 10").beside()},
			want:   store.ImportResult{New: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 10 USD", "2024-01-05 10 USD"},
		},
		{
			name:   "the same file again does nothing",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10").beside(), ledger("a", "2024-02-01", "2024-01-05 10").beside()},
			want:   store.ImportResult{Seen: true},
			counts: []string{"2024-01-05 10 USD"},
		},
		{
			name:   "a file without a date of publication",
			files:  []file{file{name: "a"}.with(keyed("1", "2024-01-05", "10")), file{name: "b"}.with(keyed("1", "2024-01-05", "10"))},
			want:   store.ImportResult{Repeated: 1},
			counts: []string{"2024-01-05 10 USD"},
		},
		{
			name:  "a file without facts",
			files: []file{{name: "a"}},
			want:  store.ImportResult{},
		},
	}
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

func TestNothingIsVisibleBeforeCommit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		imp, err := s.BeginImport(t.Context(), store.ImportHeader{Source: "feed", Format: "ledger", File: "a", Received: received})
		if err != nil {
			t.Fatal(err)
		}
		if err := imp.Add(t.Context(), items([]fact.Fact{sale("1", "pub_a", "2024-01-05", "10")})); err != nil {
			t.Fatal(err)
		}
		imp.Rollback()
		imp.Rollback()
		if _, err := imp.Commit(t.Context(), store.ImportTrailer{}); problem.KindOf(err) != problem.Internal {
			t.Errorf("got %v, want a problem: the import has ended", err)
		}
		if facts := everything(t, s); len(facts) > 0 || len(imports(t, s)) > 0 {
			t.Errorf("got %d facts and %d imports, want none", len(facts), len(imports(t, s)))
		}
	})
}

func TestTheRegisterOfImports(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		mustImport(t, s, ledger("a", "2024-02-01", "2023-12-05 10", "2024-01-05 10"))
		mustImport(t, s, file{name: "b"}.with(store.Item{Fact: sale("1", "pub_a", "2024-01-05", "10")}))
		got := imports(t, s)
		for i := range got {
			if got[i].Ended.IsZero() {
				t.Errorf("import %d never ended", got[i].ID)
			}
			got[i].Ended = calendar.Moment{}
		}
		want := []store.ImportRecord{
			{ID: 2, Source: "feed", Format: "ledger", File: "b", Checksum: "b", Began: calendar.At(received), ImportResult: store.ImportResult{New: 1},
				Months: calendar.Span{From: calendar.MustParseDay("2024-01-01"), Until: calendar.MustParseDay("2024-02-01")}},
			{ID: 1, Source: "feed", Format: "ledger", File: "a", Checksum: "a", Published: day("2024-02-01"), Snapshot: true, Began: calendar.At(received),
				Months: calendar.Span{From: calendar.MustParseDay("2023-12-01"), Until: calendar.MustParseDay("2024-02-01")}, ImportResult: store.ImportResult{New: 2}},
		}
		if diff := gocmp.Diff(got, want, sameFact); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

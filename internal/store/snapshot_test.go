package store_test

import (
	"fmt"
	"testing"

	"laurel/internal/store"
)

func TestSnapshots(t *testing.T) {
	keyed := func(key, on, amount string) store.Item { return store.Item{Fact: sale(key, "pub_a", on, amount)} }
	tests := []importTest{
		{
			name:   "the first snapshot is stored, identical rows one by one",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-05 10", "2024-01-06 7")},
			want:   store.ImportResult{New: 3},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "the same file again does nothing, also after a newer one",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10"), ledger("b", "2024-03-01", "2024-01-05 10", "2024-02-05 3"),
				ledger("a", "2024-02-01", "2024-01-05 10")},
			want:   store.ImportResult{Seen: true},
			counts: []string{"2024-01-05 10 USD", "2024-02-05 3 USD"},
		},
		{
			name:   "another file with the same rows changes nothing",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-05 10"), ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-05 10")},
			want:   store.ImportResult{Repeated: 2},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 10 USD"},
		},
		{
			name: "rows that vanish are retracted, rows that are new are added",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-05 10", "2024-01-06 7"),
				ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-06 8", "2024-01-06 8")},
			want:   store.ImportResult{New: 2, Repeated: 1, Retracted: 2},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 8 USD", "2024-01-06 8 USD"},
		},
		{
			name: "months outside the file are left alone",
			files: []file{ledger("a", "2024-02-01", "2023-12-31 1", "2024-01-01 2", "2024-01-31 3", "2024-02-01 4"),
				ledger("b", "2024-03-01", "2024-01-15 5", "2024-01-15 6")},
			want:   store.ImportResult{New: 2, Retracted: 2},
			counts: []string{"2023-12-31 1 USD", "2024-01-15 5 USD", "2024-01-15 6 USD", "2024-02-01 4 USD"},
		},
		{
			name: "a row that vanished and comes back counts again",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-06 7"), ledger("b", "2024-03-01", "2024-01-06 7", "2024-01-06 8"),
				ledger("c", "2024-04-01", "2024-01-05 10", "2024-01-06 7")},
			want:   store.ImportResult{New: 1, Repeated: 1, Retracted: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "the same publication restated",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-06 7"), ledger("b", "2024-02-01", "2024-01-05 9", "2024-01-05 10"),
				ledger("c", "2024-02-01", "2024-01-05 10", "2024-01-06 7")},
			want:   store.ImportResult{New: 1, Repeated: 1, Retracted: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "corrected rejects add to the snapshot, also a row that it has",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10"),
				ledger("rejects", "2024-02-01", "2024-01-05 10", "2024-01-06 7").beside()},
			want:   store.ImportResult{New: 2},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "the same corrected rejects again do nothing",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10"), ledger("rejects", "2024-02-01", "2024-01-05 10").beside(),
				ledger("rejects", "2024-02-01", "2024-01-05 10").beside()},
			want:   store.ImportResult{Seen: true},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 10 USD"},
		},
		{
			name: "corrected rejects stand when the same publication is restated",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10"), ledger("rejects", "2024-02-01", "2024-01-06 7").beside(),
				ledger("b", "2024-02-01", "2024-01-05 10", "2024-01-05 11")},
			want:   store.ImportResult{New: 1, Repeated: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-05 11 USD", "2024-01-06 7 USD"},
		},
		{
			name: "the next publication replaces corrected rejects too",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10"), ledger("rejects", "2024-02-01", "2024-01-06 7").beside(),
				ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-06 8")},
			want:   store.ImportResult{New: 1, Repeated: 1, Retracted: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 8 USD"},
		},
		{
			name:   "rows imported without the snapshot option before the first snapshot are replaced",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10").beside(), ledger("b", "2024-02-01", "2024-01-05 10", "2024-01-06 7")},
			want:   store.ImportResult{New: 1, Repeated: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "rows with keys match by key",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7"), keyed("3", "2024-01-07", "5")),
				ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "8"), keyed("4", "2024-01-08", "1"))},
			want:   store.ImportResult{New: 1, Repeated: 1, Corrected: 1, Retracted: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 8 USD", "2024-01-08 1 USD"},
		},
		{
			name: "a row with a key that vanished and comes back counts again, once",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				ledger("b", "2024-03-01").with(keyed("2", "2024-01-06", "7"), keyed("3", "2024-01-06", "8")),
				ledger("c", "2024-04-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				ledger("d", "2024-05-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7"))},
			want:   store.ImportResult{Repeated: 2},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "a row with a key that moves to another month is one row",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				ledger("b", "2024-03-01").with(keyed("1", "2024-02-05", "10"), keyed("2", "2024-01-06", "7"))},
			want:   store.ImportResult{Repeated: 1, Corrected: 1},
			counts: []string{"2024-01-06 7 USD", "2024-02-05 10 USD"},
		},
		{
			name: "a row with a key stays known by its key after a correction",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10")), ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "11")),
				ledger("c", "2024-04-01").with(keyed("1", "2024-01-05", "11"))},
			want:   store.ImportResult{Repeated: 1},
			counts: []string{"2024-01-05 11 USD"},
		},
		{
			name: "a row with a key whose first content was retracted after a correction counts again when it is shown again",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10")), ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "11")),
				file{name: "r"}.with(store.Item{Fact: retraction("r", "1", "2024-03-15")}), ledger("c", "2024-04-01").with(keyed("1", "2024-01-05", "11"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 11 USD"},
		},
		{
			name: "a row with a key whose first content was retracted after a correction is not lost again when it is not shown",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "11"), keyed("2", "2024-01-06", "7")),
				file{name: "r"}.with(store.Item{Fact: retraction("r", "1", "2024-03-15")}), ledger("c", "2024-04-01").with(keyed("2", "2024-01-06", "7"))},
			want:   store.ImportResult{Repeated: 1},
			counts: []string{"2024-01-06 7 USD"},
		},
		{
			name: "a row that a snapshot corrected on the day of another correction is what the snapshot said, for the next one",
			files: []file{file{name: "p"}.with(keyed("1", "2024-01-05", "10")),
				file{name: "q"}.with(store.Item{Fact: recorded(sale("1", "pub_a", "2024-01-05", "11"), "2024-08-20T10:00:00Z"), Correction: true}),
				ledger("a", "2024-08-20").with(keyed("1", "2024-01-05", "12")), ledger("b", "2024-08-21").with(keyed("1", "2024-01-05", "11"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 11 USD"},
		},
		{
			name: "of a row and its correction under another key, both shown, the correction counts, whatever the row says",
			files: []file{file{name: "p"}.with(keyed("1", "2024-01-05", "10")), file{name: "q"}.with(store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "9"), "1")}),
				ledger("a", "2024-08-20").with(keyed("1", "2024-01-05", "11"), keyed("x", "2024-01-05", "9")),
				ledger("b", "2024-08-21").with(keyed("1", "2024-01-05", "11"), keyed("x", "2024-01-05", "8"))},
			want:   store.ImportResult{Corrected: 1, Conflicts: 1},
			counts: []string{"2024-01-05 8 USD"},
		},
		{
			name: "a correction under another key that a snapshot shows as one of something else is a conflict",
			files: []file{file{name: "p"}.with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				file{name: "q"}.with(store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "9"), "1")}),
				ledger("a", "2024-08-20").with(keyed("2", "2024-01-06", "7"), store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "9"), "2")})},
			want:   store.ImportResult{Repeated: 1, Conflicts: 1},
			counts: []string{"2024-01-05 9 USD", "2024-01-06 7 USD"},
		},
		{
			name: "a row with a key that was retracted by its correction under another key",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10")),
				file{name: "x"}.with(store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "12"), "1")}, store.Item{Fact: retraction("r", "x", "2024-07-20")}),
				ledger("b", "2024-08-01").with(keyed("1", "2024-01-05", "10"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 10 USD"},
		},
		{
			name: "a row with a key that was corrected under another key on the very day on which a snapshot shows it with other content",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "100")),
				file{name: "x"}.with(store.Item{Fact: recorded(replacing(sale("x", "pub_a", "2024-01-05", "70"), "1"), "2024-03-01")}),
				ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "90"))},
			want:   store.ImportResult{Corrected: 1, Retracted: 1},
			counts: []string{"2024-01-05 90 USD"},
		},
		{
			name: "a row of a snapshot and its correction in the same snapshot are one",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "100"), store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "70"), "1")}),
				ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "100"), store.Item{Fact: replacing(sale("x", "pub_a", "2024-01-05", "70"), "1")})},
			want:   store.ImportResult{Repeated: 2},
			counts: []string{"2024-01-05 70 USD"},
		},
		{
			name: "a row whose correction happened in another month is what a snapshot of its month says",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "100")),
				file{name: "x"}.with(store.Item{Fact: recorded(replacing(sale("x", "pub_a", "2024-02-05", "70"), "1"), "2024-02-15")}),
				ledger("b", "2024-03-01").with(keyed("1", "2024-01-05", "100"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 100 USD"},
		},
		{
			name: "a row with a key that was retracted counts again when it is shown again, also when an older content came late",
			files: []file{ledger("a", "2024-03-01").with(keyed("1", "2024-01-05", "10")),
				file{name: "r"}.with(store.Item{Fact: retraction("r", "1", "2024-03-15")},
					store.Item{Fact: recorded(sale("1", "pub_a", "2024-01-05", "9"), "2024-02-01"), Correction: true}),
				ledger("b", "2024-04-01").with(keyed("1", "2024-01-05", "10"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 10 USD"},
		},
		{
			name: "a corrected reject counts again although its key was retracted by the same publication",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				{name: "b", published: "2024-03-01", snapshot: true, shrink: true, items: []store.Item{keyed("2", "2024-01-06", "7")}},
				ledger("rejects", "2024-03-01").beside().with(keyed("1", "2024-01-05", "10"))},
			want:   store.ImportResult{Corrected: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD"},
		},
		{
			name: "corrected rejects of which half were stored before a crash count once",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("2", "2024-01-06", "7")),
				{name: "b", published: "2024-03-01", snapshot: true, shrink: true, items: []store.Item{keyed("2", "2024-01-06", "7")}},
				ledger("half", "2024-03-01").beside().with(keyed("1", "2024-01-05", "10")),
				ledger("rejects", "2024-03-01").beside().with(keyed("1", "2024-01-05", "10"), keyed("3", "2024-01-07", "5"))},
			want:   store.ImportResult{New: 1, Repeated: 1},
			counts: []string{"2024-01-05 10 USD", "2024-01-06 7 USD", "2024-01-07 5 USD"},
		},
		{
			name:   "two rows with one key that contradict each other: the first counts and the other is kept for review",
			files:  []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"), keyed("1", "2024-01-05", "11"), keyed("1", "2024-01-05", "10"))},
			want:   store.ImportResult{New: 1, Repeated: 1, Conflicts: 1},
			counts: []string{"2024-01-05 10 USD"},
		},
		{
			name: "two rows with one key, of which the feed calls the second newer",
			files: []file{ledger("a", "2024-02-01").with(keyed("1", "2024-01-05", "10"),
				store.Item{Fact: sale("1", "pub_a", "2024-01-05", "11"), Correction: true})},
			want:   store.ImportResult{New: 1, Corrected: 1},
			counts: []string{"2024-01-05 11 USD"},
		},
		{
			name: "partners and memberships are added and never retracted",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10").with(store.Item{Fact: membership("pub_a", "ptr_a")}, store.Item{Fact: called("ptr_a", "Contoso")}),
				ledger("b", "2024-03-01", "2024-01-05 10").with(store.Item{Fact: called("ptr_b", "Fabrikam")})},
			want:   store.ImportResult{New: 1, Repeated: 1},
			counts: []string{"2024-01-05 10 USD", "membership:pub_a 2020-01-01", "partner:ptr_a 2020-01-01", "partner:ptr_b 2020-01-01"},
		},
		{
			name: "a state that began before the file's months stands",
			files: []file{ledger("a", "2024-02-01", "2023-12-05 10", "2024-01-05 10").with(offerSince("2023-12-05")),
				ledger("b", "2024-03-01", "2024-01-05 10").with(offerSince("2024-01-05"))},
			want:   store.ImportResult{Repeated: 2},
			counts: []string{"2023-12-05 10 USD", "2024-01-05 10 USD", "offer:1 2023-12-05"},
		},
		{
			name: "a state that began inside the file's months begins when the file says",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10").with(offerSince("2024-01-05")),
				ledger("b", "2024-03-01", "2024-01-09 10").with(offerSince("2024-01-09"))},
			want:   store.ImportResult{New: 1, Corrected: 1, Retracted: 1},
			counts: []string{"2024-01-09 10 USD", "offer:1~2 2024-01-09"},
		},
		{
			name: "a state that turns out to have begun earlier begins earlier",
			files: []file{ledger("a", "2024-02-01", "2024-01-05 10").with(offerSince("2024-01-05")),
				ledger("b", "2024-02-01", "2023-11-05 10").beside().with(offerSince("2023-11-05"))},
			want:   store.ImportResult{New: 1, Corrected: 1},
			counts: []string{"2023-11-05 10 USD", "2024-01-05 10 USD", "offer:1~2 2023-11-05"},
		},
		{
			name:   "a loss of more than a tenth that is allowed",
			files:  []file{ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-06 10"), {name: "b", published: "2024-03-01", snapshot: true, shrink: true, rows: []string{"2024-01-05 10"}}},
			want:   store.ImportResult{Repeated: 1, Retracted: 1},
			counts: []string{"2024-01-05 10 USD"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

func TestAPublicationIsKnownFromItsDate(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		mustImport(t, s, ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-06 7"))
		mustImport(t, s, ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-06 8"))
		checkKnown(t, s, map[string][]string{
			"2024-01-31": nil,
			"2024-02-01": {"2024-01-05 10 USD", "2024-01-06 7 USD"},
			"2024-02-29": {"2024-01-05 10 USD", "2024-01-06 7 USD"},
			"2024-03-01": {"2024-01-05 10 USD", "2024-01-06 8 USD"},
		})
	})
}

// TestASnapshotIsKnownFromItsDateWhateverItsRowsSay: a feed's own date of
// recording does not change what was known before the publication.
func TestASnapshotIsKnownFromItsDateWhateverItsRowsSay(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		early := store.Item{Fact: recorded(sale("1", "pub_a", "2024-01-05", "10"), "2024-01-06")}
		other := store.Item{Fact: recorded(sale("2", "pub_a", "2024-01-05", "1"), "2024-01-06")}
		mustImport(t, s, ledger("a", "2024-02-01").with(early, other))
		mustImport(t, s, file{name: "b", published: "2024-03-01", snapshot: true, shrink: true}.with(other))
		mustImport(t, s, ledger("c", "2024-04-01").with(early, other))
		checkKnown(t, s, map[string][]string{
			"2024-01-31": nil,
			"2024-02-01": {"2024-01-05 1 USD", "2024-01-05 10 USD"},
			"2024-03-01": {"2024-01-05 1 USD"},
			"2024-04-01": {"2024-01-05 1 USD", "2024-01-05 10 USD"},
		})
	})
}

// TestARetractionLaterThanThePublication: on the date of the publication the row
// still counted, so the publication finds it, and nothing counts twice.
func TestARetractionLaterThanThePublication(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		mustImport(t, s, ledger("a", "2024-02-01", "2024-01-05 10", "2024-01-06 7", "2024-01-07 5"))
		for i, amount := range []string{"10 USD", "5 USD"} {
			for _, f := range everything(t, s) {
				if f.Amount.String() == amount {
					add(t, s, retraction(fmt.Sprint("r", i), f.ID.Key, "2024-03-15"))
				}
			}
		}
		mustImport(t, s, ledger("b", "2024-03-01", "2024-01-05 10", "2024-01-06 7", "2024-01-08 4"))
		checkKnown(t, s, map[string][]string{
			"2024-02-29": {"2024-01-05 10 USD", "2024-01-06 7 USD", "2024-01-07 5 USD"},
			"2024-03-01": {"2024-01-05 10 USD", "2024-01-06 7 USD", "2024-01-08 4 USD"},
			"2024-03-15": {"2024-01-06 7 USD", "2024-01-08 4 USD"},
		})
	})
}

package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// file is a file as an importer hands it over.
type file struct {
	name      string // its checksum too
	published string
	snapshot  bool
	shrink    bool
	rows      []string // rows without a key: "2024-01-05 100"; the same row may come several times
	items     []store.Item
	source    string // feed when empty
}

// of is the file as one of another source and its publisher.
func (f file) of(source string) file {
	f.source = source
	return f
}

// ledger is the file of a ledger without keys.
func ledger(name, published string, rows ...string) file {
	return file{name: name, published: published, rows: rows, snapshot: true}
}

func (f file) with(items ...store.Item) file {
	f.items = items
	return f
}

// beside is the file as one that adds to a snapshot.
func (f file) beside() file {
	f.snapshot = false
	return f
}

func (f file) allItems() []store.Item {
	items, copies := append([]store.Item(nil), f.items...), map[string]int{}
	for _, r := range f.rows {
		var on, amount string
		fmt.Sscan(r, &on, &amount)
		sold := recorded(sale("", "pub_a"+f.source, on, amount), f.published)
		copies[r]++
		sold.ID.Key = fmt.Sprintf("%s.%d", sold.Digest(), copies[r])
		items = append(items, store.Item{Fact: sold})
	}
	for i := range items {
		if f.source != "" {
			items[i].Fact.ID.Source = f.source
		}
	}
	return items
}

func (f file) months() calendar.Span {
	var span calendar.Span
	for _, it := range f.allItems() {
		if it.Fact.State || it.Fact.Happened.IsZero() {
			continue
		}
		d := it.Fact.Happened.Day(nil)
		if span.Empty() {
			span = calendar.Span{From: d.MonthStart(), Until: d.MonthEnd() + 1}
		}
		span = calendar.Span{From: min(span.From, d.MonthStart()), Until: max(span.Until, d.MonthEnd()+1)}
	}
	return span
}

func (f file) importInto(s *store.Store) (store.ImportResult, error) {
	ctx := context.Background()
	header := store.ImportHeader{Source: cmp.Or(f.source, "feed"), Format: "ledger", Keyless: true, File: f.name, Snapshot: f.snapshot, AllowShrink: f.shrink, Received: received}
	if f.published != "" {
		header.Published = day(f.published)
	}
	imp, err := s.BeginImport(ctx, header)
	if err != nil {
		return store.ImportResult{}, err
	}
	defer imp.Rollback()
	if err := imp.Add(ctx, f.allItems()); err != nil {
		return store.ImportResult{}, err
	}
	return imp.Commit(ctx, store.ImportTrailer{Checksum: f.name, Months: f.months(), Rows: len(f.rows)})
}

func mustImport(t testing.TB, s *store.Store, f file) store.ImportResult {
	t.Helper()
	res, err := f.importInto(s)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func offerSince(since string) store.Item {
	return store.Item{Earliest: true, Fact: fact.Fact{
		ID: fact.ID{Source: "feed", Key: "offer:1"}, Kind: "offer", State: true, Subject: fact.Subject{Publisher: "pub_a", Offer: "off_1"},
		Happened: day(since), Recorded: day("2024-07-14"),
	}}
}

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

// importTest imports files one after the other.
type importTest struct {
	name   string
	files  []file
	want   store.ImportResult // of the last file
	counts []string           // day and amount of what counts at the end
}

func (test importTest) run(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var got store.ImportResult
		for _, f := range test.files {
			got = mustImport(t, s, f)
		}
		if diff := gocmp.Diff(got, test.want); diff != "" {
			t.Errorf("result: got (-), want (+):\n%s", diff)
		}
		if diff := gocmp.Diff(shown(t, s, "2025-01-01"), test.counts); diff != "" {
			t.Errorf("what counts: got (-), want (+):\n%s", diff)
		}
	})
}

// shown is what counts, without the keys of sales, sorted.
func shown(t testing.TB, s *store.Store, known string) []string {
	t.Helper()
	var lines []string
	for _, line := range counting(t, s, known) {
		var key, on, amount, currency string
		if n, _ := fmt.Sscan(line, &key, &on, &amount, &currency); n == 4 {
			line = on + " " + amount + " " + currency
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
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

func checkKnown(t *testing.T, s *store.Store, want map[string][]string) {
	t.Helper()
	got := map[string][]string{}
	for known := range want {
		got[known] = shown(t, s, known)
	}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("as known: got (-), want (+):\n%s", diff)
	}
}

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

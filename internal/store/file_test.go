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

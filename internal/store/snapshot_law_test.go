package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/store"
)

// model is what a source says, kept in the simplest way: the rows that count.
type model struct {
	source string
	rows   []modelRow
	past   map[string][]string // what counted when each publication was the newest
	newest int
	files  int
}

type modelRow struct {
	key    string // empty for a row without one
	day    int    // of 2024
	amount int
	beside int // the publication that the row was imported beside; 0 for a row of a snapshot
}

func (r modelRow) date() calendar.Day { return calendar.Date(2024, time.January, r.day) }

func (r modelRow) String() string { return fmt.Sprintf("%s %s %d USD", r.key, r.date(), r.amount) }

func publication(n int) string { return calendar.Date(2025, time.January, n).String() }

// take applies a snapshot to the model.
func (m *model) take(rows []modelRow) {
	first, last := rows[0].date(), rows[0].date()
	for _, r := range rows {
		first, last = min(first, r.date()), max(last, r.date())
	}
	span := calendar.Span{From: first.MonthStart(), Until: last.MonthEnd() + 1}
	m.rows = slices.DeleteFunc(m.rows, func(r modelRow) bool {
		inFile := r.key != "" && slices.ContainsFunc(rows, func(n modelRow) bool { return n.key == r.key })
		return inFile || span.Has(r.date()) && (r.beside == 0 || r.beside != m.newest)
	})
	m.rows = append(m.rows, rows...)
}

// counts is the lines of the model, sorted.
func (m *model) counts() []string {
	var lines []string
	for _, r := range m.rows {
		lines = append(lines, r.String())
	}
	slices.Sort(lines)
	return lines
}

func (m *model) file(rows []modelRow) file {
	m.files++
	f := ledger(fmt.Sprintf("file %d", m.files), publication(m.newest)).of(m.source)
	f.shrink = true
	for _, r := range rows {
		if r.key == "" {
			f.rows = append(f.rows, fmt.Sprintf("%s %d", r.date(), r.amount))
			continue
		}
		s := recorded(sale(r.key, "pub_a"+m.source, r.date().String(), fmt.Sprint(r.amount)), f.published)
		f.items = append(f.items, store.Item{Fact: s})
	}
	return f
}

var (
	anyDay    = rapid.IntRange(1, 120) // four months
	anyAmount = rapid.IntRange(1, 3)   // few, so that rows are often identical
)

func drawRows(t *rapid.T, keyed bool) []modelRow {
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) modelRow {
		return modelRow{day: anyDay.Draw(t, "day") / 10 * 10, amount: anyAmount.Draw(t, "amount")}
	}), 1, 8).Draw(t, "rows")
	if keyed {
		for i, key := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"k1", "k2", "k3"}), rapid.ID[string]).Draw(t, "keys") {
			if i < len(rows) {
				rows[i].key = key
			}
		}
	}
	return rows
}

// TestTheMultisetLaw: whatever the publications, what counts is the rows of the
// newest snapshot in its months, what was imported beside it, and what older
// snapshots said about other months; and what was known on the day of an older
// publication stays what it was.
func TestTheMultisetLaw(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sources := 0
		rapid.Check(t, func(rt *rapid.T) {
			sources++
			m := &model{source: fmt.Sprintf("source%d", sources), past: map[string][]string{}, newest: 1}
			publish := func(rt *rapid.T) {
				rows := drawRows(rt, true)
				m.take(rows)
				m.check(rt, s, m.file(rows))
			}
			publish(rt)
			rt.Repeat(map[string]func(*rapid.T){
				"a newer publication":           func(rt *rapid.T) { m.newest++; publish(rt) },
				"the same publication restated": publish,
				"corrected rejects": func(rt *rapid.T) {
					rows := drawRows(rt, false)
					for i := range rows {
						rows[i].beside = m.newest
					}
					m.rows = append(m.rows, rows...)
					m.check(rt, s, m.file(rows).beside())
				},
			})
		})
	})
}

// check imports a file, twice, and compares the store with the model.
func (m *model) check(t *rapid.T, s *store.Store, f file) {
	for range 2 {
		if _, err := f.importInto(s); err != nil {
			t.Fatal(err)
		}
		f.published = publication(m.newest)
	}
	m.past[f.published] = m.counts()
	b, err := s.BundleOf(context.Background(), "pub_a"+m.source)
	if err != nil {
		t.Fatal(err)
	}
	for published, want := range m.past {
		var got []string
		for _, e := range fact.AsKnown(b.Facts, calendar.MustParseDay(published), time.UTC) {
			key := ""
			if e.ID.Key[0] == 'k' && len(e.ID.Key) < 20 {
				key = e.ID.Key[:2]
			}
			got = append(got, fmt.Sprintf("%s %s %s", key, e.Day, e.Amount))
		}
		slices.Sort(got)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("as known on %s: got (-), want (+):\n%s", published, diff)
		}
	}
}

package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/store"
)

func TestAddFactsTellsTheOutcomeOfEachItem(t *testing.T) {
	first, other := sale("1", "pub_a", "2024-01-05", "100"), sale("1", "pub_a", "2024-01-05", "120")
	later := recorded(other, "2024-08-14")
	back := recorded(first, "2024-09-14")
	tests := []struct {
		name     string
		batches  [][]store.Item
		outcomes []fact.Outcome // of the last batch
		counts   []string       // at the end
	}{
		{
			name:     "a batch mixes new, repeated and conflicting facts, and none stops the others",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: sale("2", "pub_a", "2024-01-06", "5")}, {Fact: first}, {Fact: other}, {Fact: sale("3", "pub_b", "2024-01-07", "7")}}},
			outcomes: []fact.Outcome{fact.New, fact.Repeated, fact.Conflict, fact.New},
			counts:   []string{"1 2024-01-05 100 USD", "2 2024-01-06 5 USD", "3 2024-01-07 7 USD"},
		},
		{
			name:     "items of one batch repeat and contradict each other: the first comes first",
			batches:  [][]store.Item{{{Fact: other}, {Fact: first}, {Fact: other}}},
			outcomes: []fact.Outcome{fact.New, fact.Conflict, fact.Repeated},
			counts:   []string{"1 2024-01-05 120 USD"},
		},
		{
			name:     "a correction replaces what was there",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: later, Correction: true}}},
			outcomes: []fact.Outcome{fact.Corrected},
			counts:   []string{"1~2 2024-01-05 120 USD"},
		},
		{
			name:     "a correction of a fact that is not there is that fact",
			batches:  [][]store.Item{{{Fact: later, Correction: true}}},
			outcomes: []fact.Outcome{fact.New},
			counts:   []string{"1 2024-01-05 120 USD"},
		},
		{
			name:     "a dated original that comes after its correction was known before it, once",
			batches:  [][]store.Item{{{Fact: later, Correction: true}}, {{Fact: first, Dated: true}, {Fact: first, Dated: true}, {Fact: other, Dated: true}}},
			outcomes: []fact.Outcome{fact.Corrected, fact.Repeated, fact.Repeated},
			counts:   []string{"1 2024-01-05 120 USD"},
		},
		{
			name:     "a dated content that is as old as what is held, or newer, is a conflict all the same",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: other, Dated: true}, {Fact: later, Dated: true}}},
			outcomes: []fact.Outcome{fact.Conflict, fact.Conflict},
			counts:   []string{"1 2024-01-05 100 USD"},
		},
		{
			name: "another content of a correction under a key of its own, and the same again",
			batches: [][]store.Item{{{Fact: first}, {Fact: replacing(sale("x", "pub_a", "2024-01-05", "70"), "1")}},
				{{Fact: replacing(sale("x", "pub_a", "2024-01-05", "60"), "1")}, {Fact: recorded(replacing(sale("x", "pub_a", "2024-01-05", "60"), "1"), "2024-08-14"), Correction: true},
					{Fact: recorded(replacing(sale("x", "pub_a", "2024-01-05", "60"), "1"), "2024-08-15"), Correction: true},
					{Fact: replacing(sale("x", "pub_a", "2024-01-05", "60"), "1")}, {Fact: replacing(sale("x", "pub_a", "2024-01-05", "60"), "2"), Correction: true}}},
			outcomes: []fact.Outcome{fact.Conflict, fact.Corrected, fact.Repeated, fact.Repeated, fact.Conflict},
			counts:   []string{"x~2 2024-01-05 60 USD"},
		},
		{
			name: "another total of the same day is a conflict, of a later day a correction",
			batches: [][]store.Item{{{Fact: first, Correction: true, Single: true}}, {{Fact: other, Correction: true, Single: true},
				{Fact: first, Correction: true, Single: true}, {Fact: later, Correction: true, Single: true}}},
			outcomes: []fact.Outcome{fact.Conflict, fact.Repeated, fact.Corrected},
			counts:   []string{"1~2 2024-01-05 120 USD"},
		},
		{
			name:     "the same correction again is the same fact",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: later, Correction: true}}, {{Fact: later, Correction: true}, {Fact: later}}},
			outcomes: []fact.Outcome{fact.Repeated, fact.Repeated},
			counts:   []string{"1~2 2024-01-05 120 USD"},
		},
		{
			name:     "the original delivered again after its correction is a repetition",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: later, Correction: true}}, {{Fact: first}, {Fact: first, Correction: true}}},
			outcomes: []fact.Outcome{fact.Repeated, fact.Repeated},
			counts:   []string{"1~2 2024-01-05 120 USD"},
		},
		{
			name:     "a correction back to the first content is a correction",
			batches:  [][]store.Item{{{Fact: first}}, {{Fact: later, Correction: true}, {Fact: back, Correction: true}}},
			outcomes: []fact.Outcome{fact.Corrected, fact.Corrected},
			counts:   []string{"1~3 2024-01-05 100 USD"},
		},
		{
			name:     "the same content under another key is another fact",
			batches:  [][]store.Item{{{Fact: first}, {Fact: sale("2", "pub_a", "2024-01-05", "100")}}},
			outcomes: []fact.Outcome{fact.New, fact.New},
			counts:   []string{"1 2024-01-05 100 USD", "2 2024-01-05 100 USD"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				var got []fact.Outcome
				for _, batch := range test.batches {
					got = addItems(t, s, batch...)
				}
				decided(t, s, got, test.outcomes, test.counts)
			})
		})
	}
}

// decided fails unless a batch came to some outcomes, and some facts count in
// the end.
func decided(t *testing.T, s *store.Store, got, outcomes []fact.Outcome, counts []string) {
	t.Helper()
	if diff := cmp.Diff(got, outcomes); diff != "" {
		t.Errorf("outcomes: got (-), want (+):\n%s", diff)
	}
	if diff := cmp.Diff(counting(t, s, "2025-01-01"), counts); diff != "" {
		t.Errorf("what counts: got (-), want (+):\n%s", diff)
	}
}

func TestALateOlderCorrectionBecomesPartOfThePast(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		january, march, may := recorded(sale("1", "pub_a", "2024-01-05", "1"), "2024-01-31"),
			recorded(sale("1", "pub_a", "2024-01-05", "3"), "2024-03-31"), recorded(sale("1", "pub_a", "2024-01-05", "5"), "2024-05-31")
		addItems(t, s, store.Item{Fact: march, Correction: true})
		addItems(t, s, store.Item{Fact: may, Correction: true}, store.Item{Fact: january, Correction: true})
		got := map[string][]string{}
		for _, known := range []string{"2023-12-31", "2024-02-15", "2024-04-15", "2024-06-15"} {
			got[known] = counting(t, s, known)
		}
		want := map[string][]string{
			"2023-12-31": nil,
			"2024-02-15": {"1~3 2024-01-05 1 USD"},
			"2024-04-15": {"1 2024-01-05 3 USD"},
			"2024-06-15": {"1~2 2024-01-05 5 USD"},
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("as known: got (-), want (+):\n%s", diff)
		}
	})
}

func TestAConflictIsKeptWithItsWholeContent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		other := sale("1", "pub_a", "2024-01-05", "120")
		add(t, s, sale("1", "pub_a", "2024-01-05", "100"))
		add(t, s, other)
		add(t, s, other)
		disputes, err := s.Disputes(t.Context(), fact.ID{}, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(disputes) != 1 {
			t.Fatalf("got %d disputes, want the one that came twice", len(disputes))
		}
		other.Received = calendar.At(received)
		d := disputes[0]
		if diff := cmp.Diff(d.Came, other, sameFact); diff != "" {
			t.Errorf("what came: got (-), want (+):\n%s", diff)
		}
		if d.Digest != other.Digest() || d.Held != sale("1", "pub_a", "2024-01-05", "100").Digest() {
			t.Errorf("got digests %s and %s", d.Digest, d.Held)
		}
	})
}

func TestFactsComeBackAsTheyWere(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		f := sale("1", "pub_a", "2024-01-05", "100.5000")
		add(t, s, f)
		f.Received = calendar.At(received)
		b, err := s.BundleOf(t.Context(), "pub_a")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b.Facts, []fact.Fact{f}, sameFact); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

// sameFact compares moments as the values they are.
var sameFact = cmp.Comparer(func(a, b calendar.Moment) bool { return a == b })

func TestAKeyThatLooksLikeACorrectionStopsTheDelivery(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		add(t, s, sale("1", "pub_a", "2024-01-05", "1"), sale("1~2", "pub_a", "2024-01-05", "2"))
		_, err := s.AddFacts(t.Context(), []store.Item{{Fact: sale("1", "pub_a", "2024-01-05", "3"), Correction: true}}, received)
		want := "The correction of a fact of source \"feed\" needs the id \"1~2\", which the source uses itself.\n" +
			"Ids that end in a tilde and a number are made by Laurel; let the source use others."
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	})
}

package store_test

import (
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/store"
)

func TestFactsThatReplaceEachOther(t *testing.T) {
	version := func(key, replaced string) fact.Fact {
		return replacing(sale(key, "pub_a", "2024-01-05", "100"), replaced)
	}
	tests := []struct {
		name     string
		batches  [][]fact.Fact
		outcomes []fact.Outcome // of the last batch
		counts   []string
	}{
		{
			name:     "the second of two, in one file",
			batches:  [][]fact.Fact{{version("a", "b"), version("b", "a")}},
			outcomes: []fact.Outcome{fact.New, fact.Circular},
			counts:   []string{"a 2024-01-05 100 USD"},
		},
		{
			name:     "the second of two, in another file",
			batches:  [][]fact.Fact{{version("a", "b")}, {version("b", "a")}},
			outcomes: []fact.Outcome{fact.Circular},
			counts:   []string{"a 2024-01-05 100 USD"},
		},
		{
			name:     "the last of three, across files",
			batches:  [][]fact.Fact{{version("a", "b")}, {version("c", "a")}, {sale("d", "pub_a", "2024-01-06", "1"), version("b", "c")}},
			outcomes: []fact.Outcome{fact.New, fact.Circular},
			counts:   []string{"c 2024-01-05 100 USD", "d 2024-01-06 1 USD"},
		},
		{
			name:     "a retraction that closes the circle",
			batches:  [][]fact.Fact{{version("a", "b")}, {retraction("b", "a", "2024-07-20")}},
			outcomes: []fact.Outcome{fact.Circular},
			counts:   []string{"a 2024-01-05 100 USD"},
		},
		{
			name:     "once it comes as the first, it is",
			batches:  [][]fact.Fact{{version("a", "b"), version("b", "a")}, {sale("b", "pub_a", "2024-01-05", "90")}},
			outcomes: []fact.Outcome{fact.New},
			counts:   []string{"a 2024-01-05 100 USD"},
		},
		{
			name:     "what is there decides about a row that comes again",
			batches:  [][]fact.Fact{{sale("b", "pub_a", "2024-01-05", "90"), version("a", "b")}, {version("b", "a")}},
			outcomes: []fact.Outcome{fact.Conflict},
			counts:   []string{"a 2024-01-05 100 USD"},
		},
		{
			name:     "a chain in the wrong order is no circle",
			batches:  [][]fact.Fact{{version("c", "b"), version("b", "a"), sale("a", "pub_a", "2024-01-05", "90")}},
			outcomes: []fact.Outcome{fact.New, fact.New, fact.New},
			counts:   []string{"c 2024-01-05 100 USD"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				var outcomes []fact.Outcome
				for _, batch := range test.batches {
					outcomes = add(t, s, batch...)
				}
				decided(t, s, outcomes, test.outcomes, test.counts)
			})
		})
	}
}

// TestSomethingAlwaysCounts: whatever replaces whatever, in whichever batches,
// every fact that is stored belongs to a first one, of which one version counts.
func TestSomethingAlwaysCounts(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sources := 0
		rapid.Check(t, func(rt *rapid.T) {
			sources++
			keys := []string{"a", "b", "c", "d"}
			source := "source" + string(rune('0'+sources%10)) + string(rune('0'+sources/10%10)) + string(rune('0'+sources/100))
			for range rapid.IntRange(1, 3).Draw(rt, "batches") {
				var batch []store.Item
				for range rapid.IntRange(1, 4).Draw(rt, "facts") {
					key, other := rapid.SampledFrom(keys).Draw(rt, "key"), rapid.SampledFrom(keys).Draw(rt, "replaced")
					f := sale(key, "pub_"+source, "2024-01-05", "1")
					if f.ID.Source = source; key != other {
						f.Replaces = other
					}
					batch = append(batch, store.Item{Fact: f})
				}
				if _, err := s.AddFacts(t.Context(), batch, received); err != nil {
					rt.Fatal(err)
				}
			}
			b, err := s.BundleOf(t.Context(), "pub_"+source)
			if err != nil {
				rt.Fatal(err)
			}
			replaces, firsts := map[string]string{}, map[string]bool{}
			for _, f := range b.Facts {
				replaces[f.ID.Key] = f.Replaces
			}
			for key := range replaces {
				for range 5 {
					if replaces[key] != "" {
						key = replaces[key]
					}
				}
				firsts[key] = true
			}
			if counted := fact.AsKnown(b.Facts, calendar.LastDay, nil); len(counted) != len(firsts) {
				rt.Fatalf("%d facts count, of %d firsts: %v", len(counted), len(firsts), replaces)
			}
		})
	})
}

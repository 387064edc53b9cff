package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/fact"
	"laurel/internal/store"
)

func TestFactsAboutOtherFactsFindThem(t *testing.T) {
	about := sale("1", "pub_a", "2024-01-05", "100")
	moved := sale("2", "pub_b", "2024-01-05", "100")
	moved.Replaces = "1"
	tests := []struct {
		name       string
		batches    [][]fact.Fact
		counts     []string
		unresolved []string
		bundles    int
	}{
		{
			name:    "a retraction that comes after its fact",
			batches: [][]fact.Fact{{about}, {retraction("r", "1", "2024-07-20")}},
			bundles: 1,
		},
		{
			name:    "a retraction that comes before its fact, in another batch",
			batches: [][]fact.Fact{{retraction("r", "1", "2024-07-20")}, {about}},
			bundles: 1,
		},
		{
			name:    "a retraction that comes before its fact, in the same batch",
			batches: [][]fact.Fact{{retraction("r", "1", "2024-07-20"), about}},
			bundles: 1,
		},
		{
			name:       "a retraction of a fact that never comes is kept and listed",
			batches:    [][]fact.Fact{{retraction("r", "9", "2024-07-20"), about}},
			counts:     []string{"1 2024-01-05 100 USD"},
			unresolved: []string{"feed/r names feed/9"},
			bundles:    1,
		},
		{
			name:    "a mark before and a mark after its fact",
			batches: [][]fact.Fact{{mark("m1", "1")}, {about}, {mark("m2", "1")}},
			counts:  []string{"1 2024-01-05 100 USD marked 2"},
			bundles: 1,
		},
		{
			name:    "a mark that was taken back, when everything comes in the wrong order",
			batches: [][]fact.Fact{{retraction("r", "m1", "2024-07-20")}, {mark("m1", "1")}, {about}},
			counts:  []string{"1 2024-01-05 100 USD"},
			bundles: 1,
		},
		{
			name:    "a fact that replaces one of another publisher is read together with it",
			batches: [][]fact.Fact{{about, sale("3", "pub_b", "2024-01-06", "3")}, {moved}},
			counts:  []string{"2 2024-01-05 100 USD", "3 2024-01-06 3 USD"},
			bundles: 1,
		},
		{
			name:    "the same, when the fact that is replaced comes last",
			batches: [][]fact.Fact{{moved, sale("3", "pub_b", "2024-01-06", "3")}, {about}},
			counts:  []string{"2 2024-01-05 100 USD", "3 2024-01-06 3 USD"},
			bundles: 1,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				for _, batch := range test.batches {
					add(t, s, batch...)
				}
				if diff := cmp.Diff(counting(t, s, "2025-01-01"), test.counts); diff != "" {
					t.Errorf("what counts: got (-), want (+):\n%s", diff)
				}
				if diff := cmp.Diff(unresolved(t, s), test.unresolved); diff != "" {
					t.Errorf("unresolved: got (-), want (+):\n%s", diff)
				}
				if got := len(bundles(t, s)); got != test.bundles {
					t.Errorf("got %d bundles, want %d", got, test.bundles)
				}
			})
		})
	}
}

func unresolved(t *testing.T, s *store.Store) []string {
	t.Helper()
	list, err := s.Unresolved(t.Context(), fact.ID{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, u := range list {
		lines = append(lines, u.ID.String()+" names "+u.Names.String())
	}
	return lines
}

func TestWhoIsReadTogether(t *testing.T) {
	tests := []struct {
		name  string
		facts []fact.Fact
		want  [][]string // the partners of each bundle
	}{
		{
			name:  "partners with nothing in common are read apart",
			facts: []fact.Fact{membership("pub_a", "ptr_a"), membership("pub_b", "ptr_b")},
			want:  [][]string{{"ptr_a"}, {"ptr_b"}},
		},
		{
			name:  "a publisher that moved from one partner to another links the two",
			facts: []fact.Fact{membership("pub_a", "ptr_a"), renamed(membership("pub_a", "ptr_b"), "second")},
			want:  [][]string{{"ptr_a", "ptr_b"}},
		},
		{
			name:  "a merge links partners, also one that no other fact names",
			facts: []fact.Fact{membership("pub_a", "ptr_a"), merge("ptr_a", "ptr_b")},
			want:  [][]string{{"ptr_a", "ptr_b"}},
		},
		{
			name:  "merges in a row link all",
			facts: []fact.Fact{merge("ptr_a", "ptr_b"), merge("ptr_c", "ptr_d"), merge("ptr_b", "ptr_c")},
			want:  [][]string{{"ptr_a", "ptr_b", "ptr_c", "ptr_d"}},
		},
		{
			name:  "a merge that was taken back still links: the past needs both",
			facts: []fact.Fact{merge("ptr_a", "ptr_b"), retraction("r", "merge:ptr_b", "2024-08-01")},
			want:  [][]string{{"ptr_a", "ptr_b"}},
		},
		{
			name: "a fact that replaces a mark belongs to what the mark is about, also when that comes last",
			facts: []fact.Fact{membership("pub_a", "ptr_a"), membership("pub_b", "ptr_b"), mark("m", "1"),
				replacing(sale("2", "pub_b", "2024-01-05", "1"), "m"), sale("1", "pub_a", "2024-01-05", "1")},
			want: [][]string{{"ptr_a", "ptr_b"}},
		},
		{
			name:  "a publisher of nobody is a bundle without partners",
			facts: []fact.Fact{sale("1", "pub_x", "2024-01-05", "1")},
			want:  [][]string{nil},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				for _, f := range test.facts {
					add(t, s, f)
				}
				if diff := cmp.Diff(partnersOf(bundles(t, s)), test.want); diff != "" {
					t.Errorf("got (-), want (+):\n%s", diff)
				}
			})
		})
	}
}

func renamed(f fact.Fact, key string) fact.Fact {
	f.ID.Key = key
	return f
}

// partnersOf is the partners of each bundle, in order of their ids.
func partnersOf(list []store.Bundle) [][]string {
	var all [][]string
	for _, b := range list {
		var ids []string
		for _, p := range b.Partners {
			ids = append(ids, p.ID)
		}
		all = append(all, ids)
	}
	slices.SortFunc(all, slices.Compare)
	return all
}

func TestUnknownPublishersAreListedUntilTheyAreMapped(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		add(t, s, sale("1", "pub_x", "2024-01-05", "1"), sale("2", "pub_x", "2024-01-06", "2"), sale("3", "pub_y", "2024-01-06", "2"), membership("pub_y", "ptr_y"))
		check := func(want []store.UnknownPublisher) {
			t.Helper()
			got, err := s.UnknownPublishers(t.Context(), "", 10)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		}
		check([]store.UnknownPublisher{{Publisher: "pub_x", Facts: 2}})
		add(t, s, membership("pub_x", "ptr_x"))
		check(nil)
		add(t, s, retraction("r", "membership:pub_x", "2024-08-01"))
		check([]store.UnknownPublisher{{Publisher: "pub_x", Facts: 4}})
		if diff := cmp.Diff(partnersOf(bundles(t, s)), [][]string{{"ptr_x"}, {"ptr_y"}}); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

func TestEveryPartOfTheBundlesIsReadOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var facts []fact.Fact
		for i := range 60 {
			letter := string(rune('a'+i%26)) + string(rune('a'+i/26))
			facts = append(facts, membership("pub_"+letter, "ptr_"+letter), sale("sale:"+letter, "pub_"+letter, "2024-01-05", "1"))
		}
		add(t, s, facts...)
		whole := bundles(t, s)
		for _, parts := range []int{1, 2, 7, 64} {
			together := bundles(t, s, store.Parts(parts)...)
			if diff := cmp.Diff(together, whole, sameFact); diff != "" {
				t.Errorf("in %d parts: got (-), want (+):\n%s", parts, diff)
			}
		}
	})
}

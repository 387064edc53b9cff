package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/fact"
	"laurel/internal/store"
)

// projections is the tables that follow from the facts, as text.
func projections(t testing.TB, s *store.Store) map[string][]string {
	t.Helper()
	dump := map[string][]string{}
	err := s.Read(context.Background(), func(r *store.Reader) error {
		for _, table := range []string{"holders", "partner_names", "external_ids", "memberships", "merges", "currencies"} {
			lines, err := store.Dump(context.Background(), r, table)
			if err != nil {
				return err
			}
			dump[table] = lines
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dump
}

// checkRebuild compares the tables with what Rebuild makes of the facts.
func checkRebuild(t testing.TB, s *store.Store) {
	t.Helper()
	kept := projections(t, s)
	if err := s.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, projections(t, s)); diff != "" {
		t.Errorf("kept (-), rebuilt (+):\n%s", diff)
	}
}

// TestRebuildChangesNothing stores random facts, in random order and batches,
// and compares the tables that were kept with the rebuilt ones.
func TestRebuildChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		tries := 0
		rapid.Check(t, func(rt *rapid.T) {
			tries++
			for range rapid.IntRange(1, 5).Draw(rt, "batches") {
				var batch []store.Item
				for range rapid.IntRange(1, 6).Draw(rt, "facts") {
					batch = append(batch, drawItem(rt, fmt.Sprintf("%d ", tries)))
				}
				addItems(t, s, batch...)
			}
			kept := projections(t, s)
			if err := s.Rebuild(context.Background()); err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(kept, projections(t, s)); diff != "" {
				rt.Fatalf("kept (-), rebuilt (+):\n%s", diff)
			}
		})
	})
}

// drawItem is a fact about one of a few partners and publishers: facts that
// contradict, correct, retract and mark each other come about by themselves.
func drawItem(t *rapid.T, try string) store.Item {
	few := rapid.IntRange(1, 4)
	id := func(prefix string) string { return fmt.Sprint(prefix, try, few.Draw(t, prefix)) }
	key, partner, publisher := id("key"), id("ptr"), id("pub")
	var f fact.Fact
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		f = called(partner, id("name"))
	case 1:
		f = membership(publisher, partner)
	case 2:
		f = merge(partner, id("ptr"))
	case 3:
		f = retraction("", id("key"), "2024-08-01")
	case 4:
		f = mark("", id("key"))
	case 5:
		f = sale("", publisher, "2024-01-05", fmt.Sprint(few.Draw(t, "amount")))
		f.Subject.Partner = rapid.SampledFrom([]string{"", partner}).Draw(t, "partner of the sale")
	case 6:
		f = sale("", publisher, "2024-01-05", "1")
		f.Replaces = id("key")
	default:
		f = called(partner, "")
		f.Kind = fact.ExternalID
	}
	f.ID.Key = key
	if f.Replaces == key {
		f.Replaces = key + " before"
	}
	return store.Item{Fact: f, Correction: rapid.Bool().Draw(t, "correction")}
}

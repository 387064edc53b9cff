package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/store"
)

// TestWhoStopsTellingIsNotLeftWaiting: once it is stopped, parts whose turn has
// not come are never begun, and nobody waits for them.
func TestWhoStopsTellingIsNotLeftWaiting(t *testing.T) {
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), "laurel.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var items []store.Item
	for i := range 2 * shares {
		id := fmt.Sprintf("p%d", i)
		items = append(items, store.Item{Fact: fact.Fact{ID: fact.ID{Source: "feed", Key: id}, Kind: string(fact.Partner), State: true,
			Subject: fact.Subject{Partner: id}, Happened: calendar.On(0), Recorded: calendar.On(0)}})
	}
	if _, err := a.store.AddFacts(t.Context(), items, time.Now()); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		ctx, stop := context.WithCancel(t.Context())
		err := a.eachPartner(ctx, func(store.Partner, store.Bundle) (evaluation, error) {
			return func() error { stop(); return nil }, nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
}

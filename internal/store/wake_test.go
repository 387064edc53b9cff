package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// TestFactsWakeWhomTheyConcern: everybody who is linked with their holders, and
// nobody else. What was there already wakes nobody.
func TestFactsWakeWhomTheyConcern(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		keys := 0
		make := func(kind string, subject fact.Subject, attributes ...fact.Attribute) fact.Fact {
			keys++
			return fact.Fact{ID: fact.ID{Source: "feed", Key: fmt.Sprint(keys)}, Kind: kind, State: kind == fact.Membership, Subject: subject,
				Happened: calendar.On(100), Recorded: calendar.On(100), Attributes: fact.NewAttributes(attributes...)}
		}
		sale := make("sale", fact.Subject{Publisher: "contoso-eu"})
		steps := []struct {
			what string
			fact fact.Fact
			want []string
		}{
			{"a fact of a partner wakes it", make("sale", fact.Subject{Partner: "contoso"}), []string{"contoso"}},
			{"that of another one wakes that one", make("sale", fact.Subject{Partner: "fabrikam"}), []string{"fabrikam"}},
			{"that of a publisher of nobody wakes nobody", sale, nil},
			{"a membership wakes the partner", make(fact.Membership, fact.Subject{Partner: "contoso", Publisher: "contoso-eu"}), []string{"contoso"}},
			{"and then facts of the publisher do", make("sale", fact.Subject{Publisher: "contoso-eu"}), []string{"contoso"}},
			{"what was there already wakes nobody", sale, nil},
			{"a publisher that went from one to another wakes both", make(fact.Membership, fact.Subject{Partner: "fabrikam", Publisher: "contoso-eu"}), []string{"contoso", "fabrikam"}},
			{"how far a source is complete concerns everybody", make(fact.Complete, fact.Subject{}, fact.Attribute{Name: "source", Value: fact.Text("feed")},
				fact.Attribute{Name: "through", Value: fact.Text("2026-01-01")}), []string{"contoso", "fabrikam"}},
		}
		for _, step := range steps {
			if _, err := s.AddFacts(t.Context(), []store.Item{{Fact: step.fact}}, now); err != nil {
				t.Fatalf("%s: %v", step.what, err)
			}
			jobs, err := s.Claim(t.Context(), store.EvaluateJob, now, time.Minute, 10)
			if err != nil {
				t.Fatal(err)
			}
			var woken []string
			for _, j := range jobs {
				woken = append(woken, j.Subject)
				if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Finish(t.Context(), j, calendar.Moment{}) }); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(woken, step.want); diff != "" {
				t.Errorf("%s: got (-), want (+):\n%s", step.what, diff)
			}
		}
	})
}

// TestWhatIsAskedForQuietly does not do the same work again, unless somebody else
// asked for it meanwhile.
func TestWhatIsAskedForQuietly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := t.Context()
		s, err := store.Open(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		ask := func(tx *store.Tx) error {
			return tx.Enqueue(ctx, store.EvaluateJob, "contoso", calendar.At(now))
		}
		for _, test := range []struct {
			meanwhile bool
			want      int
		}{{false, 0}, {true, 1}} {
			if err := s.Write(ctx, ask); err != nil {
				t.Fatal(err)
			}
			jobs, err := s.Claim(ctx, store.EvaluateJob, now, time.Minute, 10)
			if err != nil || len(jobs) != 1 {
				t.Fatalf("claimed %d jobs, %v", len(jobs), err)
			}
			if test.meanwhile {
				if err := s.Write(ctx, ask); err != nil {
					t.Fatal(err)
				}
			}
			err = s.Write(ctx, func(tx *store.Tx) error {
				if err := tx.Quietly(ctx, jobs[0], func() error { return ask(tx) }); err != nil {
					return err
				}
				return tx.Finish(ctx, jobs[0], calendar.Moment{})
			})
			if err != nil {
				t.Fatal(err)
			}
			if again, err := s.Claim(ctx, store.EvaluateJob, now, time.Minute, 10); err != nil || len(again) != test.want {
				t.Errorf("asked meanwhile %v: %d jobs again, %v; want %d", test.meanwhile, len(again), err, test.want)
			}
		}
	})
}

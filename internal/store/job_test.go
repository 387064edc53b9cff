package store_test

import (
	"context"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/store"
)

func TestJobsAreDoneOnceByWhoHoldsThem(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		at := func(d time.Duration) calendar.Moment { return calendar.At(now.Add(d)) }
		write := func(do func(tx *store.Tx) error) {
			t.Helper()
			if err := s.Write(ctx, do); err != nil {
				t.Fatal(err)
			}
		}
		claim := func(after time.Duration) []store.Job {
			t.Helper()
			jobs, err := s.Claim(ctx, "ring", now.Add(after), time.Minute, 10)
			if err != nil {
				t.Fatal(err)
			}
			return jobs
		}
		write(func(tx *store.Tx) error { return tx.Enqueue(ctx, "ring", "a", at(time.Hour)) })
		write(func(tx *store.Tx) error { return tx.Enqueue(ctx, "ring", "a", at(time.Minute)) }) // earlier counts
		write(func(tx *store.Tx) error { return tx.Enqueue(ctx, "ring", "a", at(2*time.Hour)) }) // later does not
		write(func(tx *store.Tx) error { return tx.Enqueue(ctx, "other", "a", at(0)) })
		if got := claim(0); len(got) != 0 {
			t.Fatalf("got %v before its time", got)
		}
		if err := s.GiveBack(ctx, claim(time.Minute)); err != nil {
			t.Fatal(err)
		}
		first := claim(time.Minute)
		if len(first) != 1 || first[0].Subject != "a" {
			t.Fatalf("got %v", first)
		}
		if again := claim(time.Minute); len(again) != 0 {
			t.Fatalf("got %v while somebody is at it", again)
		}
		second := claim(3 * time.Minute) // the lease ran out
		if len(second) != 1 {
			t.Fatalf("got %v after the lease", second)
		}
		write(func(tx *store.Tx) error {
			if held, err := tx.Holds(ctx, first[0]); err != nil || held {
				t.Errorf("the first still holds it: %v, %v", held, err)
			}
			return tx.Finish(ctx, first[0], calendar.Moment{}) // has no effect
		})
		write(func(tx *store.Tx) error { return tx.Enqueue(ctx, "ring", "a", at(4*time.Minute)) }) // asked for meanwhile
		write(func(tx *store.Tx) error { return tx.Finish(ctx, second[0], calendar.Moment{}) })
		third := claim(4 * time.Minute)
		if len(third) != 1 {
			t.Fatalf("got %v, want it again", third)
		}
		if err := s.Postpone(ctx, third[0], at(5*time.Minute)); err != nil {
			t.Fatal(err)
		}
		fourth := claim(5 * time.Minute)
		if len(fourth) != 1 || fourth[0].Failures != 1 {
			t.Fatalf("got %v, want it with a failure", fourth)
		}
		write(func(tx *store.Tx) error { return tx.Finish(ctx, fourth[0], at(6*time.Minute)) })
		fifth := claim(6 * time.Minute)
		write(func(tx *store.Tx) error { return tx.Finish(ctx, fifth[0], calendar.Moment{}) })
		if left := claim(time.Hour); len(left) != 0 {
			t.Fatalf("got %v, want nothing", left)
		}
		backlog, err := s.Backlogs(ctx, at(time.Hour))
		if err != nil || len(backlog) != 1 || backlog[0].Kind != "other" || backlog[0].Due != 1 {
			t.Errorf("got %v, %v", backlog, err)
		}
	})
}

func TestAFailedChangeLeavesNoJob(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.Enqueue(t.Context(), "ring", "a", calendar.At(time.Unix(0, 0))); err != nil {
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		failed := s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.Enqueue(t.Context(), "ring", "b", calendar.At(time.Unix(0, 0))); err != nil {
				return err
			}
			return errNo
		})
		jobs, err := s.Claim(t.Context(), "ring", time.Now(), time.Minute, 10)
		if failed != errNo || err != nil || len(jobs) != 1 || jobs[0].Subject != "a" {
			t.Errorf("got %v, %v, %v; want the job of the change that holds", failed, jobs, err)
		}
	})
}

var errNo = context.Canceled

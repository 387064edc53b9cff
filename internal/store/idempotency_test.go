package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// TestAnswersAreKeptWithWhatWasDone, forgotten after their time, and gone with a
// change that did not happen.
func TestAnswersAreKeptWithWhatWasDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		ctx := t.Context()
		s, err := store.Open(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		at := calendar.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
		keep := func(key string, inner error) error {
			return s.Write(ctx, func(tx *store.Tx) error {
				joined := tx.Join(ctx)
				if err := s.Write(joined, func(tx *store.Tx) error { return tx.SetMeta(joined, key, "done") }); err != nil {
					return err
				}
				if err := tx.KeepAnswer(ctx, store.Answered{Caller: "key_a", Key: key, Request: strings.Repeat("0", 64), Answer: "yes", At: at}); err != nil {
					return err
				}
				return inner
			})
		}
		broken := errors.New("the disk is full")
		if err := keep("one", nil); err != nil {
			t.Fatal(err)
		}
		if err := keep("two", broken); !errors.Is(err, broken) {
			t.Fatalf("got %v", err)
		}
		for key, want := range map[string]bool{"one": true, "two": false} {
			_, found, err := s.Answered(ctx, "key_a", key)
			done, metaErr := s.Meta(ctx, key)
			if found != want || (done == "done") != want || err != nil || metaErr != nil {
				t.Errorf("%s: kept %v, done %q (%v, %v), want %v", key, found, done, err, metaErr, want)
			}
		}
		if _, found, _ := s.Answered(ctx, "key_b", "one"); found {
			t.Error("somebody else gets the answer")
		}
		for i, before := range []calendar.Moment{at, calendar.MomentOf(at.Micros()+1, false)} {
			var n int64
			err := s.Write(ctx, func(tx *store.Tx) (err error) { n, err = tx.ForgetAnswers(ctx, before); return err })
			if err != nil || n != int64(i) {
				t.Errorf("before %s: forgot %d (%v), want %d", before, n, err, i)
			}
		}
	})
}

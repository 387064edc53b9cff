package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// TestAJobThatFailsStopsNoOther lets one of three jobs fail, before the
// transaction that they share or in it.
func TestAJobThatFailsStopsNoOther(t *testing.T) {
	mistake := errors.New("a mistake")
	plans := map[string]func(j store.Job) (task, error){
		"before": func(store.Job) (task, error) { return nil, mistake },
		"within": func(j store.Job) (task, error) {
			return func(ctx context.Context, tx *store.Tx) (calendar.Moment, error) {
				return calendar.Moment{}, errors.Join(tx.SetMeta(ctx, "did "+j.Subject, "half"), mistake)
			}, nil
		},
	}
	for name, failing := range plans {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, dsn string) {
				now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
				a := workingApp(t, dsn, &now)
				plan := func(_ context.Context, j store.Job) (task, error) {
					if j.Subject == "b" && now.Minute() == 0 {
						return failing(j)
					}
					return func(ctx context.Context, tx *store.Tx) (calendar.Moment, error) {
						return calendar.Moment{}, tx.SetMeta(ctx, "did "+j.Subject, now.Format(time.TimeOnly))
					}, nil
				}
				pass := func() (int, error) { return a.work(t.Context(), "test", quick, a.together(plan)) }
				if done, err := pass(); done != 2 || !errors.Is(err, mistake) || !strings.Contains(err.Error(), "test b") {
					t.Errorf("the first pass did %d, %v; want 2 and the mistake of b", done, err)
				}
				if done, err := pass(); done != 0 || err != nil {
					t.Errorf("the second pass did %d, %v, while b rests", done, err)
				}
				now = now.Add(time.Minute)
				if done, err := pass(); done != 1 || err != nil {
					t.Errorf("the third pass did %d, %v; want b", done, err)
				}
				for subject, want := range map[string]string{"a": "12:00:00", "b": "12:01:00", "c": "12:00:00"} {
					if got, err := a.store.Meta(t.Context(), "did "+subject); got != want || err != nil {
						t.Errorf("%s was done at %q, %v; want %s", subject, got, err, want)
					}
				}
			})
		})
	}
}

// workingApp has three jobs to do.
func workingApp(t *testing.T, dsn string, now *time.Time) *App {
	t.Helper()
	a, err := Open(t.Context(), dsn, func() time.Time { return *now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	err = a.store.Write(t.Context(), func(tx *store.Tx) error {
		for _, subject := range []string{"a", "b", "c"} {
			if err := tx.Enqueue(t.Context(), "test", subject, calendar.At(*now)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

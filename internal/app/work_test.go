package app

import (
	"context"
	"errors"
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/store"
)

// What goes wrong with one job, a panic too, keeps no other from being planned.
func TestJobsArePlannedEachForItself(t *testing.T) {
	jobs := []store.Job{{Subject: "good"}, {Subject: "bad"}, {Subject: "worse"}, {Subject: "good too"}}
	tasks, errs := planAll(t.Context(), jobs, func(_ context.Context, j store.Job) (task, error) {
		switch j.Subject {
		case "bad":
			return nil, errors.New("no")
		case "worse":
			panic("fell")
		}
		return func(context.Context, *store.Tx) (calendar.Moment, error) { return calendar.Moment{}, nil }, nil
	})
	if errs[0] != nil || errs[3] != nil || tasks[0] == nil || tasks[3] == nil {
		t.Errorf("the good ones: %v, %v", errs[0], errs[3])
	}
	if errs[1] == nil || errs[2] == nil || !strings.Contains(errs[2].Error(), "panic: fell") {
		t.Errorf("the others: %v, %v", errs[1], errs[2])
	}
}

package app

import (
	"context"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// ZoneOf is the zone in which somebody reads times: the one they chose, else that of
// the programs when they share one, else UTC.
func (a *App) ZoneOf(ctx context.Context, p store.Person) (*time.Location, error) {
	if zone, err := calendar.Zone(p.Zone); err == nil && p.Zone != "" {
		return zone, nil
	}
	return a.homeZone(ctx)
}

func (a *App) homeZone(ctx context.Context) (*time.Location, error) {
	histories, err := a.histories(ctx, "")
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return nil, err
	}
	zone := time.UTC
	for i, h := range histories {
		of := h[len(h)-1].Zone
		if i > 0 && of.String() != zone.String() {
			return time.UTC, nil
		}
		zone = of
	}
	return zone, nil
}

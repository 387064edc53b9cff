package main

import (
	"context"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/standing"
)

func BenchmarkStandings(b *testing.B) {
	ctx := context.Background()
	at := calendar.MustParseDay("2014-06-30")
	for b.Loop() {
		a, err := app.Open(ctx, "/tmp/wt/me-ex/example.db", time.Now)
		must(err)
		must(a.Standings(ctx, app.StandingsInput{View: app.View{Program: "gcloud-trailing12", At: &at}}, func(standing.Standing) error { return nil }))
		a.Close()
	}
}

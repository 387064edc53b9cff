package app_test

import (
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/store"
)

// Who chose no zone reads times in that of the programs, as long as they share one.
func TestZones(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		zone := func(own, want string) {
			t.Helper()
			got, err := d.app.ZoneOf(t.Context(), store.Person{Zone: own})
			if err != nil || got.String() != want {
				t.Errorf("got %v, %v; want %s", got, err, want)
			}
		}
		apply := func(old, new string) {
			t.Helper()
			_, err := d.app.Apply(t.Context(), app.ApplyInput{File: "p.yaml", Text: []byte(strings.NewReplacer(`version: "1"`, `version: "2"`, "effective: 2026-01-01", "effective: 2026-11-25", old, new).Replace(deskProgram))})
			wants(t, err, "")
		}
		zone("", "UTC")
		zone("Europe/Berlin", "Europe/Berlin")
		zone("Nowhere", "UTC")
		apply("currency: USD\n", "currency: USD\nzone: Asia/Shanghai\n")
		zone("", "Asia/Shanghai")
		zone("Europe/Berlin", "Europe/Berlin")
		apply("program: rewards", "program: second")
		zone("", "UTC")
	})
}

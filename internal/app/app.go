// Package app holds every act: what a person, a feed or a clock can make
// Laurel do. An act loads, decides, saves and tells; the rules are in the rooms
// below, the forms of input and output in the doors above.
package app

import (
	"context"
	"time"

	"github.com/oklog/ulid/v2"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/money"
	"laurel/internal/program"
	"laurel/internal/store"
)

// App performs acts on one database.
type App struct {
	store    *store.Store
	now      func() time.Time
	operator letter.Operator // who runs the programs, as letters name them
	entropy  *ulid.LockedMonotonicReader
	rules    rulebook
	scanner  Scanner // looks into files; nil for none
}

// Open opens, and if needed creates, the database: a path or postgres://….
func Open(ctx context.Context, database string, now func() time.Time) (*App, error) {
	s, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	a := &App{store: s, now: now, entropy: newEntropy()}
	a.Configure(letter.Operator{})
	return a, nil
}

// Exists reports whether Open would find a database rather than create one.
func Exists(database string) bool { return store.Exists(database) }

// Close releases the database.
func (a *App) Close() error { return a.store.Close() }

// Ready is nil while the database can be reached and takes changes.
func (a *App) Ready(ctx context.Context) error { return a.store.Writable(ctx) }

// View is the question that every reading act asks: of which program, at which
// day, as known on which day. Empty fields mean: every program, today, and
// everything known.
type View struct {
	Program string
	At      *calendar.Day
	Known   *calendar.Day
}

// setting is what every evaluation of one act shares.
type setting struct {
	history program.History
	rates   money.Rates
	at      calendar.Day
	known   calendar.Day
}

// settings loads the programs that a view is about, in order of their ids, with
// rates also of more currencies.
func (a *App) settings(ctx context.Context, v View, more ...string) ([]setting, error) {
	histories, err := a.histories(ctx, v.Program)
	if err != nil {
		return nil, err
	}
	rates, err := a.rates(ctx, histories, more...)
	if err != nil {
		return nil, err
	}
	var out []setting
	for _, h := range histories {
		today := a.today(h)
		out = append(out, setting{history: h, rates: rates, at: orElse(v.At, today), known: orElse(v.Known, today)})
	}
	return out, nil
}

// today is the day that it is in the zone of a program's newest version.
func (a *App) today(h program.History) calendar.Day {
	return calendar.At(a.now()).Day(h[len(h)-1].Zone)
}

// orElse is a day that may not be given.
func orElse(given *calendar.Day, otherwise calendar.Day) calendar.Day {
	if given == nil {
		return otherwise
	}
	return *given
}

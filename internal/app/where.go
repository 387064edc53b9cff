package app

import (
	"context"
	"encoding/json"
	"slices"

	"laurel/internal/answer"
	"laurel/internal/calendar"
	"laurel/internal/program"
	"laurel/internal/store"
)

// where answers where partners stand: as it was worked out last, while that is
// still so, and else by working it out.
type where struct {
	app       *App
	view      View
	histories []program.History
	settings  []setting // loaded when something must be worked out
	complete  map[string]calendar.Day
}

func (a *App) where(ctx context.Context, v View) (*where, error) {
	histories, err := a.histories(ctx, v.Program)
	return &where{app: a, view: v, histories: histories}, err
}

// of lists the standings of a partner. The problem of one that cannot be
// evaluated is what leftOut takes in.
func (w *where) of(ctx context.Context, p store.Partner) ([]answer.Standing, error) {
	if w.view.At == nil && w.view.Known == nil {
		if found, current, err := w.kept(ctx, p); current || err != nil {
			return found, err
		}
	}
	return w.workedOut(ctx, p)
}

// kept is what was worked out last, and whether it is still so: nothing waits to
// be worked out anew, and it is still the same day.
func (w *where) kept(ctx context.Context, p store.Partner) (found []answer.Standing, current bool, err error) {
	err = w.app.store.Read(ctx, func(r *store.Reader) error {
		waits, err := r.Waits(ctx, evaluateJob, p.ID)
		if err != nil || waits {
			return err
		}
		rows, err := r.Standings(ctx, p.ID)
		if err != nil || len(rows) == 0 {
			return err
		}
		found, current, err = w.read(rows)
		return err
	})
	return found, current, err
}

// read reads the rows of the programs asked for. Rows of one partner are made
// together, so one of yesterday makes all of them old.
func (w *where) read(rows []store.Standing) (found []answer.Standing, current bool, err error) {
	for _, row := range rows {
		i := slices.IndexFunc(w.histories, func(h program.History) bool { return h[0].ID == row.Program })
		if i < 0 {
			continue
		}
		if row.Day != w.app.today(w.histories[i]) {
			return nil, false, nil
		}
		var s answer.Standing
		if err := json.Unmarshal(row.Content, &s); err != nil {
			return nil, false, err
		}
		found = append(found, s)
	}
	return found, true, nil
}

func (w *where) workedOut(ctx context.Context, p store.Partner) ([]answer.Standing, error) {
	if err := w.load(ctx); err != nil {
		return nil, err
	}
	b, err := w.app.store.BundleOf(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	list, err := standingsOf(w.settings, p, b)
	found := make([]answer.Standing, len(list))
	for i, s := range list {
		found[i] = answer.NewStanding(s, w.complete)
	}
	return found, err
}

// load loads what only working out needs.
func (w *where) load(ctx context.Context) (err error) {
	if w.settings != nil {
		return nil
	}
	if w.complete, err = w.app.CompleteThrough(ctx, w.view.Known); err != nil {
		return err
	}
	w.settings, err = w.app.settings(ctx, w.view)
	return err
}

package app

import (
	"context"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// dayLooked is the last day on which everybody was looked at.
const dayLooked = "day looked at"

// How long things are remembered, as docs/privacy.md says: what became of a session
// or a link, and the text of a letter.
const (
	keptSecrets = 30 * 24 * time.Hour
	keptTexts   = 2 * 365 * 24 * time.Hour
)

// LookAround does what time itself asks for, once a day and everywhere together:
// every partner's standing is worked out anew when a day begins in the zone of a
// program; and when one begins in UTC, letters that waited for the day's digest go
// out, keys that end soon are told, and what is too old is forgotten.
func (a *App) LookAround(ctx context.Context) (n int, err error) {
	begun, err := a.begunDays(ctx)
	if err != nil || len(begun) == 0 {
		return 0, err
	}
	if _, only := begun[dayLooked]; !only || len(begun) > 1 {
		if n, err = a.EvaluateAll(ctx); err != nil {
			return n, err
		}
	}
	return n, a.store.Write(ctx, func(tx *store.Tx) error {
		if _, midnight := begun[dayLooked]; midnight {
			if err := a.tidy(ctx, tx); err != nil {
				return err
			}
		}
		for name, day := range begun {
			if err := tx.SetMeta(ctx, name, day); err != nil {
				return err
			}
		}
		return nil
	})
}

// begunDays are the days that began since everybody was looked at: in UTC, and in
// the zone of each program.
func (a *App) begunDays(ctx context.Context) (map[string]string, error) {
	histories, err := a.histories(ctx, "")
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return nil, err
	}
	days := map[string]string{dayLooked: a.moment().Day(nil).String()}
	for _, h := range histories {
		zone := h[len(h)-1].Zone
		days[dayLooked+" in "+zone.String()] = a.today(h).String()
	}
	for name, day := range days {
		looked, err := a.store.Meta(ctx, name)
		if err != nil {
			return nil, err
		}
		if looked == day {
			delete(days, name)
		}
	}
	return days, nil
}

// tidy sends the digests of a day, tells of keys that end soon, and forgets what is
// too old.
func (a *App) tidy(ctx context.Context, tx *store.Tx) error {
	if err := a.sendDigests(ctx, tx); err != nil {
		return err
	}
	if err := a.warnKeys(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ForgetTexts(ctx, calendar.At(a.now().Add(-keptTexts))); err != nil {
		return err
	}
	_, err := tx.SweepSecrets(ctx, calendar.At(a.now().Add(-keptSecrets)))
	return err
}

// EvaluateAll asks for the standing of every partner anew.
func (a *App) EvaluateAll(ctx context.Context) (int, error) {
	n, after := 0, ""
	for {
		page, err := a.store.Partners(ctx, after, pageSize)
		if err != nil {
			return n, err
		}
		err = a.store.Write(ctx, func(tx *store.Tx) error {
			for _, p := range page {
				if err := tx.Enqueue(ctx, evaluateJob, p.ID, a.moment()); err != nil {
					return err
				}
			}
			return nil
		})
		if n += len(page); err != nil || len(page) < pageSize {
			return n, err
		}
		after = page[len(page)-1].ID
	}
}

// sendDigests writes to everybody who wants one letter a day what the others said.
func (a *App) sendDigests(ctx context.Context, tx *store.Tx) error {
	waiting, err := tx.Letters(ctx, store.LetterFilter{State: store.InDigest}, "", 100_000)
	if err != nil {
		return err
	}
	lines, order := map[string][]letter.Line{}, []string(nil)
	for i := len(waiting) - 1; i >= 0; i-- {
		l := waiting[i]
		if lines[l.Person] == nil {
			order = append(order, l.Person)
		}
		lines[l.Person] = append(lines[l.Person], letter.Line{Subject: l.Subject, Path: "/letters/" + l.ID})
		if err := tx.SetLetter(ctx, l.ID, store.Kept); err != nil {
			return err
		}
	}
	for _, id := range order {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		m := message{event: "digest " + a.moment().Day(nil).String(), to: p, content: letter.Digest{On: a.moment(), Lines: lines[id]}}
		if err := a.send(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}

package app

import (
	"context"

	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// greet tells somebody who has just become an admin of a partner what it has
// unlocked and nobody has begun to use: the letters about that went to others, or
// to nobody.
func (a *App) greet(ctx context.Context, tx *store.Tx, p store.Person, seats ...people.Seat) error {
	for _, s := range seats {
		if s.Role != people.PartnerAdmin {
			continue
		}
		content, err := a.waitingFor(ctx, tx, s.Partner)
		if err == nil && len(content.Benefits) > 0 {
			err = a.send(ctx, tx, message{event: "waiting " + s.Partner + " " + a.newID(""), partner: s.Partner, to: p, content: content})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// greetAll greets somebody who has just come in for the first time.
func (a *App) greetAll(ctx context.Context, tx *store.Tx, p store.Person) error {
	seats, err := tx.Seats(ctx, p.ID)
	if err != nil {
		return err
	}
	return a.greet(ctx, tx, p, seats...)
}

// waitingFor is what a partner has unlocked and nobody has begun to use, in every
// program that is live. Of a partner that cannot be evaluated it is nothing: that
// keeps nobody out.
func (a *App) waitingFor(ctx context.Context, tx *store.Tx, partner string) (letter.BenefitsWaiting, error) {
	content := letter.BenefitsWaiting{}
	list, err := a.outlooks(ctx, partner)
	if kind := problem.KindOf(err); kind == problem.Invalid || kind == problem.NotFound {
		return content, nil // a rate is missing, or there is no program yet
	}
	for _, o := range list {
		if !o.release.Live(o.setting.at) {
			continue
		}
		unused, err := o.unused(ctx, tx, o.setting.at)
		if err != nil {
			return content, err
		}
		content.Partner, content.Benefits = o.partner.Name, append(content.Benefits, o.benefits(ctx, tx, unused)...)
	}
	return content, err
}

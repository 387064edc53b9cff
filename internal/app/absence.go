package app

import (
	"context"

	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Absent notes that the caller is away, and who does their work meanwhile: somebody
// who can.
func (a *App) Absent(ctx context.Context, who people.Who, absence store.Absence) error {
	absence.Person = who.ID
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if !who.Operator() {
			return problem.New(problem.Forbidden, "Only persons of the operator have cases to be covered.")
		}
		if err := a.checkCover(ctx, &tx.Reader, absence); err != nil {
			return err
		}
		if err := tx.SetAbsence(ctx, absence); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "note absence", Subject: who.ID, Detail: absence.First.String() + " to " + absence.Last.String()})
	})
}

// checkCover asks for somebody else who works on cases, whoever's they are.
func (a *App) checkCover(ctx context.Context, r *store.Reader, absence store.Absence) error {
	if absence.Cover == "" {
		return nil
	}
	works, err := a.works(ctx, r, absence.Cover, people.About{})
	if err != nil || works && absence.Cover != absence.Person {
		return err
	}
	return problem.New(problem.Invalid, "%q cannot cover for you.", problem.Excerpt(absence.Cover)).
		WithHint("Name somebody else of the operator with a role that works on cases or decides about them.")
}

// works reports whether somebody is there to work on a case, or to decide about it.
func (a *App) works(ctx context.Context, r *store.Reader, person string, what people.About) (bool, error) {
	p, err := r.Person(ctx, person)
	if problem.KindOf(err) == problem.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	seats, err := r.Seats(ctx, p.ID)
	what.Assignee = p.ID
	to := people.Who{ID: p.ID, Seats: seats, Day: a.moment().Day(nil)}
	return (p.State == store.Active || p.State == store.Invited) && (to.Can(people.WorkCase, what) || to.Can(people.DecideCase, what)), err
}

// Absences lists who of the operator is away, today or later, by the first day.
func (a *App) Absences(ctx context.Context, who people.Who) ([]store.Absence, error) {
	if err := who.May(people.WorkCase, people.About{}); err != nil {
		return nil, err
	}
	return a.store.AbsencesFrom(ctx, a.moment().Day(nil))
}

// away says who is away today, and who does their work with something: only who can.
func (a *App) away(ctx context.Context, r *store.Reader, what people.About) (map[string]string, error) {
	absences, err := r.Absences(ctx, a.moment().Day(nil))
	if err != nil {
		return nil, err
	}
	away := map[string]string{}
	for _, x := range absences {
		works, err := a.works(ctx, r, x.Cover, what)
		if err != nil {
			return nil, err
		}
		if !works {
			x.Cover = ""
		}
		away[x.Person] = x.Cover
	}
	return away, nil
}

// workOf are those whose work somebody does today: their own, and of whom they
// cover for.
func (a *App) workOf(ctx context.Context, person string) ([]string, error) {
	absences, err := a.store.Absences(ctx, a.moment().Day(nil))
	if err != nil {
		return nil, err
	}
	away := map[string]string{}
	for _, x := range absences {
		away[x.Person] = x.Cover
	}
	out := []string{person}
	for _, x := range absences {
		if x.Person != person && fulfillment.StandIn(away, x.Person) == person {
			out = append(out, x.Person)
		}
	}
	return out, nil
}

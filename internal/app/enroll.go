package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Enroll accepts the terms of a program for a partner.
func (a *App) Enroll(ctx context.Context, who people.Who, partner, programID, terms string) error {
	rules, err := a.rulesIn(ctx, programID)
	if err != nil {
		return err
	}
	p := rules.Program
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.Enroll, partner); err != nil {
			return err
		}
		switch {
		case p.Terms == nil:
			return problem.New(problem.Conflict, "The program %s has no terms: nothing is to be accepted.", p.ID)
		case terms != p.Terms.Version:
			return problem.New(problem.Invalid, "The terms of %s are of version %s, and not %q.", p.ID, p.Terms.Version, problem.Excerpt(terms)).WithHint("Read those, and accept them.")
		}
		if err := tx.Accept(ctx, store.Acceptance{Partner: partner, Program: p.ID, Terms: terms, Person: who.ID, At: a.moment()}); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "enroll", Subject: partner, Detail: p.ID + " " + terms}); err != nil {
			return err
		}
		content := letter.Enrolled{Partner: a.mustName(ctx, &tx.Reader, partner), Program: programLabel(p), By: a.nameOf(ctx, &tx.Reader, who.ID), Terms: terms, On: a.moment()}
		return a.tellAdmins(ctx, tx, partner, "enrolled "+partner+" "+p.ID+" "+terms, content)
	})
}

// tellTerms asks a partner that takes part under older terms to accept those of
// today, once for each version.
func (o outlook) tellTerms(ctx context.Context, tx *store.Tx) error {
	terms := o.release.Terms
	if terms == nil {
		return nil
	}
	accepted, err := tx.Acceptances(ctx, o.partner.ID)
	if err != nil {
		return err
	}
	older := false
	for _, a := range accepted {
		if a.Program == o.release.ID && a.Terms == terms.Version {
			return nil
		}
		older = older || a.Program == o.release.ID
	}
	if !older {
		return nil
	}
	content := letter.TermsChanged{Partner: o.partner.Name, Program: programLabel(o.release.Program), Terms: terms.Version, From: calendar.On(o.termsSince(terms.Version))}
	return o.app.tellAdmins(ctx, tx, o.partner.ID, "terms "+o.partner.ID+" "+o.release.ID+" "+terms.Version, content)
}

// termsSince is the day from which on the terms of today are asked for.
func (o outlook) termsSince(version string) calendar.Day {
	since := o.release.Effective
	for _, r := range o.setting.history {
		if r.Terms != nil && r.Terms.Version == version && r.Effective <= o.setting.at {
			return r.Effective
		}
	}
	return since
}

// OptOut takes a partner out of a program, or out of it for one offer; or in again.
func (a *App) OptOut(ctx context.Context, who people.Who, o store.OptOut, out bool) error {
	if _, err := a.rulesIn(ctx, o.Program); err != nil {
		return err
	}
	o.Person, o.At = who.ID, a.moment()
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.OptOut, o.Partner); err != nil {
			return err
		}
		if err := a.checkOwnOffer(ctx, tx, o.Partner, o.Offer); err != nil {
			return err
		}
		if err := tx.SetOptOut(ctx, o, out); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, evaluateJob, o.Partner, a.moment()); err != nil {
			return err
		}
		act := "opt out"
		if !out {
			act = "opt in"
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: act, Subject: o.Partner, Detail: o.Program + " " + o.Offer})
	})
}

// checkOwnOffer refuses an offer that is not the partner's.
func (a *App) checkOwnOffer(ctx context.Context, tx *store.Tx, partner, offer string) error {
	if offer == "" {
		return nil
	}
	publisher, id := keyOf(offer)
	publishers, err := tx.PublishersOf(ctx, partner, a.moment().Day(nil))
	if err != nil || id != "" && slices.Contains(publishers, publisher) {
		return err
	}
	return problem.New(problem.NotFound, "The partner has no offer %q.", problem.Excerpt(offer)).WithHint("Write the publisher in front, as the list of its offers does: contoso-eu/shop.")
}

// Enrollment is what a partner accepted, and what it opted out of.
type Enrollment struct {
	Accepted []store.Acceptance
	OptOuts  []store.OptOut
}

// Enrollment tells what a partner accepted, and what it opted out of.
func (a *App) Enrollment(ctx context.Context, who people.Who, partner string) (e Enrollment, err error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return e, err
	}
	if e.Accepted, err = a.store.Acceptances(ctx, partner); err != nil {
		return e, err
	}
	e.OptOuts, err = a.store.OptOuts(ctx, partner)
	return e, err
}

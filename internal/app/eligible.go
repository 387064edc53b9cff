package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// Eligibility is whether a partner can take part in a program today. Whoever has a
// partner ID can, unless the partner left.
type Eligibility struct {
	Program *program.Program // as it is in force; before, as it begins
	Begins  calendar.Day     // the first day of a program that is not in force yet; 0 otherwise
	Usable  bool             // its benefits can be used
	From    calendar.Day     // the day from which on they can, when it is not yet; 0 where none is said
	Terms   bool             // its terms are accepted, or there are none
	Left    bool             // the partner opted out of it
	Known   bool             // something is known of the partner
}

// Step is what a partner does so that it can use benefits.
type Step string

// The steps.
const (
	Return        Step = "return"       // to a program that it left
	AcceptTerms   Step = "accept-terms" // of a program
	NamePublisher Step = "publisher"    // tell which publishers belong to it
	MakeOffer     Step = "offer"        // bring an offer
)

// NextStep is a step, and the program that it is about; nil for all.
type NextStep struct {
	Step    Step
	Program *program.Program
}

// Participation is whether a partner can take part, what of it is counted, and what it
// does next.
type Participation struct {
	Account  AccountView
	Programs []Eligibility
	Next     []NextStep
}

// Participation is whether a partner can take part in programs, with what it does next.
func (a *App) Participation(ctx context.Context, who people.Who, partner string) (out Participation, err error) {
	if out.Programs, err = a.eligibility(ctx, who, partner); err != nil && problem.KindOf(err) != problem.NotFound {
		return out, err
	}
	if out.Account, err = a.Account(ctx, who, partner); err != nil {
		return out, err
	}
	for _, e := range out.Programs {
		if e.Left {
			out.Next = append(out.Next, NextStep{Return, e.Program})
		}
		if !e.Terms {
			out.Next = append(out.Next, NextStep{AcceptTerms, e.Program})
		}
	}
	if len(out.Account.Publishers) == 0 {
		out.Next = append(out.Next, NextStep{Step: NamePublisher})
		return out, nil
	}
	some, err := a.offersKnown(ctx, who, partner)
	if err == nil && !some {
		out.Next = append(out.Next, NextStep{Step: MakeOffer})
	}
	return out, err
}

// eligibility is whether a partner can take part in each program, in order of their
// ids.
func (a *App) eligibility(ctx context.Context, who people.Who, partner string) ([]Eligibility, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	p, b, err := a.loadKnown(ctx, partner)
	if err != nil {
		return nil, err
	}
	settings, err := a.settings(ctx, View{})
	if err != nil {
		return nil, err
	}
	var out []Eligibility
	for _, s := range settings {
		e := s.eligibility()
		e.Known = s.knows(p, b)
		if e.Terms, err = enrolled(ctx, &a.store.Reader, partner, e.Program); err != nil {
			return nil, err
		}
		left, err := optedOut(ctx, &a.store.Reader, fulfillment.Case{Partner: partner, Program: e.Program.ID})
		if err != nil {
			return nil, err
		}
		e.Left = left != ""
		out = append(out, e)
	}
	return out, nil
}

func (s setting) eligibility() Eligibility {
	release := inForceOrFirst(s.history, s.at)
	e := Eligibility{Program: release.Program, Usable: release.Live(s.at)}
	if release.Effective > s.at {
		e.Begins = release.Effective
	}
	if release.GoLive != nil && !e.Usable {
		e.From = *release.GoLive
	}
	return e
}

// offersKnown reports whether a partner has an offer, or anything is told of one.
func (a *App) offersKnown(ctx context.Context, who people.Who, partner string) (bool, error) {
	list, err := a.Offers(ctx, who, partner)
	if err != nil || slices.ContainsFunc(list, func(o store.Offer) bool { return o.Revision > 0 }) {
		return len(list) > 0, err
	}
	told, err := a.OffersTold(ctx, who, partner)
	return len(told) > 0, err
}

package app

import (
	"context"
	"slices"

	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// PartnerFile is what operators decided and were told about a partner, with what
// only they read.
type PartnerFile struct {
	Decisions   []fact.Entry       // above the rules, that were not taken back
	Merges      []store.Merge      // that hold
	Memberships []store.Membership // of publishers, that hold
}

// asOperator is somebody in the roles of the operator alone: what operators read of
// a partner is not for who only belongs to it.
func asOperator(who people.Who) people.Who {
	who.Seats = slices.DeleteFunc(slices.Clone(who.Seats), func(s people.Seat) bool { return !s.Role.OfOperator() })
	return who
}

// LooksAsOperator reports whether somebody sees a partner by a role of the
// operator.
func (a *App) LooksAsOperator(ctx context.Context, who people.Who, partner string) (bool, error) {
	err := a.May(ctx, asOperator(who), people.SeePartner, partner)
	if kind := problem.KindOf(err); kind == problem.NotFound || kind == problem.Forbidden {
		return false, nil
	}
	return err == nil, err
}

// PartnerFile shows the file of a partner to somebody of the operator.
func (a *App) PartnerFile(ctx context.Context, who people.Who, partner string) (out PartnerFile, err error) {
	if err := a.May(ctx, asOperator(who), people.SeeFacts, partner); err != nil {
		return out, err
	}
	if out.Decisions, err = a.Overrides(ctx, partner); err != nil {
		return out, err
	}
	if out.Merges, err = a.store.Merges(ctx, partner); err != nil {
		return out, err
	}
	out.Merges = slices.DeleteFunc(out.Merges, func(m store.Merge) bool { return m.Gone })
	out.Memberships, err = a.store.Memberships(ctx, partner)
	out.Memberships = slices.DeleteFunc(out.Memberships, func(m store.Membership) bool { return m.Gone })
	return out, err
}

// ViewAs notes that somebody of the operator looks at a partner's pages as the
// partner does.
func (a *App) ViewAs(ctx context.Context, who people.Who, partner string) error {
	if err := a.May(ctx, asOperator(who), people.SeePartner, partner); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "view as partner", Subject: partner})
	})
}

// DecideAbove records a decision above the rules by somebody who may make one.
func (a *App) DecideAbove(ctx context.Context, who people.Who, in OverrideInput) (fact.Fact, error) {
	if err := a.May(ctx, asOperator(who), people.Override, in.Partner); err != nil {
		return fact.Fact{}, err
	}
	var m problem.Mistakes
	for _, said := range []struct{ field, text string }{{"because", in.Because}, {"private", in.Private}} {
		if fact.HasEmail(said.text) {
			m.AddWithHint(problem.Place{File: said.field}, "Say it without naming anybody.", "The reason holds an e-mail address, and what Laurel records is kept for ever.")
		}
	}
	if in.Until != nil && *in.Until < a.moment().Day(nil) {
		m.Add(problem.Place{File: "until"}, "It would end on %s, which is over.", *in.Until)
	}
	if err := m.Err("The decision cannot be recorded."); err != nil {
		return fact.Fact{}, err
	}
	in.Author = who.ID
	return a.Override(ctx, in)
}

// TakeBackDecision takes a decision above the rules back, from its beginning.
func (a *App) TakeBackDecision(ctx context.Context, who people.Who, partner, key string) (fact.Fact, error) {
	if err := a.May(ctx, asOperator(who), people.Override, partner); err != nil {
		return fact.Fact{}, err
	}
	return a.retract(ctx, who.Name(), partner, key)
}

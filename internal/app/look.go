package app

import (
	"context"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// Contacts lists the marketing contacts of a partner; with history also those that
// ended.
func (a *App) Contacts(ctx context.Context, who people.Who, partner string, history bool) ([]store.Contact, error) {
	if err := a.May(ctx, who, people.SeePersons, partner); err != nil {
		return nil, err
	}
	return a.store.Contacts(ctx, partner, history)
}

// AccountView is what is kept about a partner, with its name and publishers.
type AccountView struct {
	store.Account
	Name       string
	Publishers []string
	KnownAs    []store.KnownAs // how other systems know it
}

// Account shows what is kept about a partner.
func (a *App) Account(ctx context.Context, who people.Who, partner string) (AccountView, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return AccountView{}, err
	}
	out := AccountView{Name: partner}
	var err error
	if out.Account, err = a.store.Account(ctx, partner); err != nil {
		return out, err
	}
	if p, err := a.store.FindPartner(ctx, partner); err == nil {
		out.Name = p.Name
	} else if problem.KindOf(err) != problem.NotFound || out.Revision == 0 {
		return out, err
	}
	if out.Publishers, err = a.store.PublishersOf(ctx, partner, a.moment().Day(nil)); err != nil {
		return out, err
	}
	out.KnownAs, err = a.store.KnownAs(ctx, partner)
	return out, err
}

// Offers lists what is kept about the offers of a partner, by publisher and id.
func (a *App) Offers(ctx context.Context, who people.Who, partner string) ([]store.Offer, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	publishers, err := a.store.PublishersOf(ctx, partner, a.moment().Day(nil))
	var out []store.Offer
	for _, publisher := range publishers {
		list, err := a.store.Offers(ctx, publisher, "", 10_000)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, err
}

// Backlogs lists how much background work waits, by kind.
func (a *App) Backlogs(ctx context.Context, who people.Who) ([]store.Backlog, error) {
	if err := a.May(ctx, who, people.SeeSystem, ""); err != nil {
		return nil, err
	}
	return a.store.Backlogs(ctx, a.moment())
}

// Offer shows what is kept about an offer; one of which nothing is kept has the
// revision 0.
func (a *App) Offer(ctx context.Context, who people.Who, publisher, id string) (store.Offer, error) {
	partner, err := a.store.PartnerOf(ctx, publisher, a.moment().Day(nil))
	if err != nil {
		return store.Offer{}, err
	}
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return store.Offer{}, err
	}
	o, _, err := a.store.Offer(ctx, publisher, id)
	return o, err
}

// PartnerNamed is the partner that a word means: its id, its name, or a part of
// its name that no other partner has.
func (a *App) PartnerNamed(ctx context.Context, word string) (store.Partner, error) {
	return a.store.FindPartner(ctx, word)
}

// ProgramNamed is the id of a program that is there: the only one when none is
// named.
func (a *App) ProgramNamed(ctx context.Context, id string) (string, error) {
	rules, err := a.rulesIn(ctx, id)
	if err != nil {
		return "", err
	}
	return rules.Program.ID, nil
}

// ProgramInForce is a program as it is in force today.
func (a *App) ProgramInForce(ctx context.Context, id string) (*program.Program, error) {
	rules, err := a.rulesIn(ctx, id)
	return rules.Program, err
}

package api

import (
	"context"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// everybodyInput asks where everybody stands whom the caller sees.
type everybodyInput struct {
	ViewInput
	PageInput
	Tier string `query:"tier"` // only those that hold this tier
}

// Standings is the standings of the partners of a page.
type Standings struct {
	Page[answer.Standing]
	LeftOut []Mistake `json:"left_out,omitempty"` // partners that cannot be evaluated, with the reason
}

type standingsPage struct {
	Link string `header:"Link"` // of the next page, by RFC 8288
	Body Standings
}

func (d *door) standings(ctx context.Context, who people.Who, in *everybodyInput) (*standingsPage, error) {
	v, err := in.view()
	if err != nil {
		return nil, err
	}
	page, err := in.partners(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.App.StandingsSeen(ctx, who, app.StandingsInput{View: v, Tier: in.Tier}, page)
	if err != nil {
		return nil, err
	}
	items := upTo(ctx, found.Standings, found.Last)
	return &standingsPage{items.Link, Standings{items.Body, mistakesOf(found.LeftOut)}}, nil
}

// RestatementInput asks how the past changed between two days of knowledge.
type RestatementInput struct {
	Program string `query:"program"`              // only this program; every program where it is left out
	From    string `query:"from" required:"true"` // what was known at the close of this day
	To      string `query:"to" required:"true"`   // and what was known at the close of this one
}

func (in RestatementInput) knowledge() (out app.RestatementInput, err error) {
	out.Program = in.Program
	from, err := day("query.from", in.From)
	if err != nil {
		return out, err
	}
	to, err := day("query.to", in.To)
	if err != nil {
		return out, err
	}
	if *to < *from {
		return out, at("query.to", problem.New(problem.Invalid, "This is before from.").WithHint("Ask from the earlier day to the later one."))
	}
	out.From, out.To = *from, *to
	return out, nil
}

func (d *door) restatement(ctx context.Context, _ people.Who, in *RestatementInput) (*list[answer.Restated], error) {
	asked, err := in.knowledge()
	if err != nil {
		return nil, err
	}
	return d.restated(ctx, asked)
}

// partnerRestatementInput asks it of one partner.
type partnerRestatementInput struct {
	PartnerInput
	RestatementInput
}

func (d *door) partnerRestatement(ctx context.Context, _ people.Who, in *partnerRestatementInput) (*list[answer.Restated], error) {
	asked, err := in.knowledge()
	if err != nil {
		return nil, err
	}
	asked.Partner = in.Partner
	return d.restated(ctx, asked)
}

func (d *door) restated(ctx context.Context, in app.RestatementInput) (*list[answer.Restated], error) {
	var items []answer.Restated
	err := d.App.Restatements(ctx, in, func(r standing.Restatement) error {
		items = append(items, answer.NewRestated(&r)...)
		return nil
	})
	if err != nil && !app.OnlyLeftOut(err) {
		return nil, err
	}
	return whole(items), nil
}

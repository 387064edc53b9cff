package api

import (
	"context"
	"net/http"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// GrantInput gives a benefit by hand.
type GrantInput struct {
	Program string        `json:"program" maxLength:"200"`         // the program
	Benefit string        `json:"benefit" maxLength:"200"`         // the benefit
	Offer   string        `json:"offer,omitempty" maxLength:"400"` // the offer, with its publisher in front
	Amount  *AmountInput  `json:"amount,omitempty"`                // of a credit; as the program says where it is left out
	Until   *calendar.Day `json:"until,omitempty"`                 // the last day; as the program says where it is left out
	Because string        `json:"because" maxLength:"20000"`       // why, as the partner reads it
}

type grantInput struct {
	PartnerInput
	Body GrantInput
}

func (d *door) giveGrant(ctx context.Context, who people.Who, in *grantInput) (*created[answer.Proposal], error) {
	b := in.Body
	p, err := d.App.GiveGrant(ctx, who, app.GrantInput{Program: b.Program, Partner: in.Partner, Benefit: b.Benefit, Offer: b.Offer, Amount: b.Amount.amount(), Until: b.Until, Because: b.Because})
	if err != nil {
		return nil, err
	}
	return &created[answer.Proposal]{http.StatusCreated, etag(1), NewProposal(p)}, nil
}

// RevocationInput takes a grant back.
type RevocationInput struct {
	Program string `json:"program" maxLength:"200"`   // the program
	Because string `json:"because" maxLength:"20000"` // why, as the partner reads it
}

type revocationInput struct {
	PartnerInput
	Grant string `path:"grant"` // the id of the grant
	Body  RevocationInput
}

func (d *door) revokeGrant(ctx context.Context, who people.Who, in *revocationInput) (*one[answer.Proposal], error) {
	p, err := d.App.RevokeGrant(ctx, who, app.GrantInput{Program: in.Body.Program, Partner: in.Partner, Grant: in.Grant, Because: in.Body.Because})
	return proposalOr(p, err)
}

func proposalOr(p store.Proposal, err error) (*one[answer.Proposal], error) {
	if err != nil {
		return nil, err
	}
	return &one[answer.Proposal]{NewProposal(p)}, nil
}

// proposalsInput asks for decisions by hand.
type proposalsInput struct {
	PageInput
	Partner string `query:"partner"` // only about this partner
	Grant   string `query:"grant"`   // only about this grant
	State   string `query:"state"`   // only proposed, confirmed or declined
}

func (d *door) proposals(ctx context.Context, who people.Who, in *proposalsInput) (*list[answer.Proposal], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	found, err := d.App.Proposals(ctx, who, store.ProposalFilter{Partner: in.Partner, Grant: in.Grant, State: store.ProposalState(in.State)}, last[0], in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Proposal, len(found))
	for i := range found {
		items[i] = NewProposal(found[i])
	}
	if len(items) < in.Limit {
		return whole(items), nil
	}
	return upTo(ctx, items, items[len(items)-1].ID), nil
}

// proposalInput names a decision by hand.
type proposalInput struct {
	Proposal string `path:"proposal"` // the id of the proposal
}

func (d *door) confirmProposal(ctx context.Context, who people.Who, in *proposalInput) (*one[answer.Proposal], error) {
	return proposalOr(d.App.ConfirmProposal(ctx, who, in.Proposal))
}

// ReasonInput says why.
type ReasonInput struct {
	Because string `json:"because" maxLength:"20000"` // why, as whoever made it reads it
}

type declineInput struct {
	Proposal string `path:"proposal"` // the id of the proposal
	Body     ReasonInput
}

func (d *door) declineProposal(ctx context.Context, who people.Who, in *declineInput) (*one[answer.Proposal], error) {
	return proposalOr(d.App.DeclineProposal(ctx, who, in.Proposal, in.Body.Because))
}

// reviewsInput asks for the grants under review.
type reviewsInput struct {
	PageInput
	Program string `query:"program"` // only of this program
}

func (d *door) grantReviews(ctx context.Context, who people.Who, in *reviewsInput) (*list[answer.GrantReview], error) {
	after, err := readCursor(ctx, in.Cursor, 2)
	if err != nil {
		return nil, err
	}
	found, last, err := d.App.GrantReviews(ctx, who, in.Program, store.GrantReview{Partner: after[0], Grant: after[1]}, in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.GrantReview, len(found))
	for i, r := range found {
		items[i] = NewGrantReview(r)
	}
	return upTo(ctx, items, last.Partner, last.Grant), nil
}

// ReviewInput decides about a grant whose cause a correction removed.
type ReviewInput struct {
	Program string       `json:"program" maxLength:"200"`                 // the program
	Act     standing.Act `json:"act" enum:"keep_grant,revoke_grant"`      // what becomes of it
	Because string       `json:"because" minLength:"1" maxLength:"20000"` // why, as the partner reads it
}

type reviewInput struct {
	PartnerInput
	Grant string `path:"grant"` // the id of the grant
	Body  ReviewInput
}

func (d *door) decideReview(ctx context.Context, who people.Who, in *reviewInput) (*one[answer.Fact], error) {
	f, err := d.App.DecideReview(ctx, who, app.OverrideInput{Program: in.Body.Program, Partner: in.Partner, Act: in.Body.Act, Grant: in.Grant, Because: in.Body.Because})
	if err != nil {
		return nil, err
	}
	return &one[answer.Fact]{answer.NewFact(&f)}, nil
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// Proposal is a decision by hand: to give a grant, to take it back, or to publish a
// version of a program, which is about no partner. It takes effect once another
// person confirms it.
type Proposal struct {
	ID      string          `json:"id"`
	Act     people.Act      `json:"act"` // GiveGrant, RevokeCase or PublishProgram
	State   ProposalState   `json:"state"`
	Program string          `json:"program"`
	Version *Draft          `json:"version,omitempty"` // that is to be published
	Partner string          `json:"partner"`
	Benefit string          `json:"benefit"`
	Offer   string          `json:"offer,omitempty"`
	Grant   string          `json:"grant"`
	Amount  money.Amount    `json:"amount,omitzero"` // that is given; as the program says when zero
	Until   *calendar.Day   `json:"until,omitempty"` // the day with whose close it ends
	Because string          `json:"because"`         // for the partner
	By      string          `json:"by"`              // the person who decided
	Role    people.Role     `json:"role,omitempty"`  // in which role
	Made    calendar.Moment `json:"made"`
	To      []people.Role   `json:"to,omitempty"`      // who may confirm it; nobody needs to when empty
	Due     calendar.Moment `json:"due,omitzero"`      // by when it should be confirmed or declined; zero when the program has no time for it
	Decider string          `json:"decider,omitempty"` // the person who confirmed or declined it
	Decided calendar.Moment `json:"decided,omitzero"`
	Reason  string          `json:"reason,omitempty"` // why it was declined
}

// Draft is a version of a program that is not published yet.
type Draft struct {
	Version   string       `json:"version"`
	File      string       `json:"file"`
	Text      string       `json:"text"`
	Effective calendar.Day `json:"effective"`
	Known     []string     `json:"known,omitempty"` // the versions that were published when it was proposed
}

// ProposalState is what became of a proposal.
type ProposalState string

// The states of a proposal.
const (
	Proposed  ProposalState = "proposed"
	Confirmed ProposalState = "confirmed"
	Declined  ProposalState = "declined"
)

func scanProposal(rows *sql.Rows, p *Proposal) error {
	var content string
	if err := rows.Scan(&content); err != nil {
		return err
	}
	return json.Unmarshal([]byte(content), p)
}

// Proposal finds a decision by hand.
func (r *Reader) Proposal(ctx context.Context, id string) (Proposal, error) {
	p, err := first(all(ctx, r, scanProposal, `SELECT content FROM proposals WHERE id = $1`, id))
	if err == nil && p == nil {
		return Proposal{}, NoProposal(id)
	}
	return orZero(p), err
}

// NoProposal is what is answered about a proposal that is not there, or not the
// caller's to see.
func NoProposal(id string) error {
	return problem.New(problem.NotFound, "There is no proposal %q among those that you see.", problem.Excerpt(id))
}

// ProposalFilter chooses decisions by hand.
type ProposalFilter struct {
	Partner string        // of this partner; of all when empty
	Act     people.Act    // of this kind; of any when empty
	Grant   string        // about this grant; about any when empty
	State   ProposalState // in this state; in any when empty
}

// Proposals lists decisions by hand, the newest first, before the id given.
func (r *Reader) Proposals(ctx context.Context, f ProposalFilter, before string, limit int) ([]Proposal, error) {
	return all(ctx, r, scanProposal, `SELECT content FROM proposals WHERE ($1 = '' OR partner = $1) AND ($2 = '' OR grant_id = $2) AND ($3 = '' OR state = $3)
		AND ($4 = '' OR id < $4) AND ($5 = '' OR act = $5) ORDER BY id DESC LIMIT $6`, f.Partner, f.Grant, string(f.State), before, string(f.Act), limit)
}

// SaveProposal stores a decision by hand, or what became of it.
func (tx *Tx) SaveProposal(ctx context.Context, p Proposal) error {
	content, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO proposals (id, act, partner, grant_id, state, content) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content`, p.ID, string(p.Act), p.Partner, p.Grant, string(p.State), string(content))
	return err
}

package api

import (
	"context"

	"laurel/internal/answer"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/store"
)

// lettersInput asks for letters.
type lettersInput struct {
	PageInput
	Partner string `query:"partner"` // only of this partner
	Person  string `query:"person"`  // only to this person
	Case    string `query:"case"`    // only about this case
	Kind    string `query:"kind"`    // only of this kind, such as invitation
	State   string `query:"state"`   // only in this state
}

func (d *door) letters(ctx context.Context, who people.Who, in *lettersInput) (*list[answer.Letter], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	found, err := d.App.Letters(ctx, who, store.LetterFilter{Partner: in.Partner, Person: in.Person, Case: in.Case, Kind: letter.Kind(in.Kind), State: store.LetterState(in.State)}, last[0], in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Letter, len(found))
	for i, l := range found {
		items[i] = NewLetter(l)
	}
	if len(items) < in.Limit {
		return whole(items), nil
	}
	return upTo(ctx, items, items[len(items)-1].ID), nil
}

// letterInput names a letter.
type letterInput struct {
	Letter string `path:"letter"` // the id of the letter
}

func (d *door) letter(ctx context.Context, who people.Who, in *letterInput) (*one[answer.Letter], error) {
	v, err := d.App.Letter(ctx, who, in.Letter)
	if err != nil {
		return nil, err
	}
	return &one[answer.Letter]{NewWholeLetter(v)}, nil
}

// BounceInput says that an address takes no letters.
type BounceInput struct {
	Address string `json:"address" maxLength:"254"`  // the address
	Because string `json:"because" maxLength:"2000"` // what the mail server said
}

func (d *door) bounce(ctx context.Context, who people.Who, in *one[BounceInput]) (*done, error) {
	return &done{}, d.App.Bounce(ctx, who, in.Body.Address, in.Body.Because)
}

func (d *door) jobs(ctx context.Context, who people.Who, _ *nothing) (*list[answer.Backlog], error) {
	found, err := d.App.Backlogs(ctx, who)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Backlog, len(found))
	for i, b := range found {
		items[i] = answer.Backlog{Kind: b.Kind, Due: b.Due, Ahead: b.Ahead, Failed: b.Failed, Oldest: answer.MomentOrNil(b.Oldest)}
	}
	return whole(items), nil
}
